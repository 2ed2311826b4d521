# Trùng lặp: vì sao hai bản ghi giống nhau, hoặc khác nhau.

twins-because-id-same = trùng số định danh
twins-because-id-zero = số định danh mất số 0 đầu
twins-because-id-near = số định danh khác một số
twins-because-id-differs = khác số định danh
twins-because-name-same = trùng họ tên
twins-because-name-tones = tên chỉ khác dấu
twins-because-name-near = tên khác một chữ
twins-because-name-part = tên thiếu chữ đệm
twins-because-name-differs = khác họ tên
twins-because-born-same = cùng ngày sinh
twins-because-born-swapped = đảo ngày và tháng sinh
twins-because-born-near = ngày sinh gần giống
twins-because-born-year = cùng năm sinh
twins-because-born-differs = khác năm sinh
twins-because-sex-differs = khác giới tính
twins-because-village-same = cùng thôn
twins-because-head-other = chủ hộ bên này là thành viên bên kia
twins-because-members = { $count } người chung

# Dòng danh sách còn chờ quyết định
twins-because-match-unsure = nhiều hộ trùng tên chủ hộ
twins-because-head-changed = chủ hộ khác sổ
twins-because-alike = gần giống một hộ trong sổ

twins-united-why = Gộp với hộ { $number } bị ghi trùng
twins-left-why = Một người ghi ở hai hộ, giữ ở hộ { $number }
