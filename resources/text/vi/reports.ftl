# Wording of papers: headings, titles, column heads, notes (law.md §7; look: NĐ30).

paper-country = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
paper-motto = Độc lập - Tự do - Hạnh phúc
paper-upper-body = UBND { $name }
paper-own-body = ỦY BAN NHÂN DÂN { $name }
paper-practice = LUYỆN TẬP, không có giá trị pháp lý
paper-program = Rà Soát
paper-subject = Rà soát hộ nghèo, hộ cận nghèo

paper-state-preliminary = Sơ bộ
paper-state-final = Chính thức
paper-round-periodic = rà soát định kỳ năm { $year }
paper-round-in_year = rà soát thường xuyên năm { $year }
paper-subtitle = ({ $state }, { $round })
paper-where = { $name } (mã { $code }) – { $above }

paper-prepared-by = Người lập biểu
paper-authority-body = TM. ỦY BAN NHÂN DÂN
paper-authority-chairman = CHỦ TỊCH
paper-place-date = { $place }, ngày { $day } tháng { $month } năm { $year }
paper-place-date-open = { $place }, ngày …… tháng …… năm { $year }

# Names of forms, as lists on the screen show them
form-7-1 = Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo
form-7-2 = Tổng hợp diễn biến hộ nghèo trong năm
form-7-3 = Tổng hợp diễn biến hộ cận nghèo trong năm
form-annex-vi = Danh sách hộ sau rà soát

# Titles; the program sets them in capitals
paper-mark-report = Biểu { $number }
paper-mark-annex-vi = Phụ lục VI
paper-title-7-1 = Tổng hợp kết quả rà soát hộ nghèo, hộ cận nghèo năm { $year }
paper-title-flow-poor = Tổng hợp diễn biến hộ nghèo trong năm { $year }
paper-title-flow-near_poor = Tổng hợp diễn biến hộ cận nghèo trong năm { $year }
paper-title-annex-vi = Danh sách hộ nghèo, hộ cận nghèo sau khi rà soát năm { $year }

# Rows
paper-area-urban = Khu vực thành thị
paper-area-rural = Khu vực nông thôn
paper-total = Tổng cộng (I+II)
paper-line-households = Hộ
paper-line-people = Nhân khẩu

# Columns of reports
paper-col-no = TT
paper-col-unit = Đơn vị
paper-col-line = Hộ, nhân khẩu
paper-col-residents = Tổng số dân cư
paper-col-households = Số hộ
paper-col-people = Số nhân khẩu
paper-col-rate = Tỷ lệ (%)
paper-col-down = Giảm trong năm
paper-col-up = Tăng trong năm

paper-col-flow-poor-1 = Đầu kỳ (theo quyết định)
paper-col-flow-poor-2 = Thành cận nghèo
paper-col-flow-poor-3 = Vượt cận nghèo
paper-col-flow-poor-4 = Giảm khác
paper-col-flow-poor-5 = Cận nghèo thành nghèo
paper-col-flow-poor-6 = Tái nghèo
paper-col-flow-poor-7 = Phát sinh mới
paper-col-flow-poor-8 = Tăng khác
paper-col-flow-poor-9 = Cuối kỳ (theo quyết định)

paper-col-flow-near_poor-1 = Đầu kỳ (theo quyết định)
paper-col-flow-near_poor-2 = Thoát cận nghèo
paper-col-flow-near_poor-3 = Thành nghèo
paper-col-flow-near_poor-4 = Giảm khác
paper-col-flow-near_poor-5 = Nghèo thành cận nghèo
paper-col-flow-near_poor-6 = Tái cận nghèo
paper-col-flow-near_poor-7 = Phát sinh mới
paper-col-flow-near_poor-8 = Tăng khác
paper-col-flow-near_poor-9 = Cuối kỳ (theo quyết định)

# Notes under the tables
paper-note-rates = Tỷ lệ hộ (cột 4, 8) tính trên cột 1; tỷ lệ nhân khẩu (cột 6, 10) tính trên cột 2. Dấu – là không có.
paper-note-flow-down-poor = Cột 4: thay đổi thành viên, hộ nghèo đơn thân chết, chuyển đi, tách hộ, nhập hộ và nguyên nhân khác.
paper-note-flow-up-poor = Cột 7: gặp rủi ro đột xuất, trước đó không thuộc cả hai danh sách. Cột 8: thay đổi thành viên, chuyển đến, tách hộ, nhập hộ và nguyên nhân khác.
paper-note-flow-down-near_poor = Cột 4: thay đổi thành viên, hộ đơn thân chết, chuyển đi, tách hộ, nhập hộ và nguyên nhân khác.
paper-note-flow-up-near_poor = Cột 7: trước đó không thuộc cả hai danh sách. Cột 8: thay đổi thành viên, chuyển đến, tách hộ, nhập hộ và nguyên nhân khác.
paper-note-list = Danh sách có { $households } hộ, { $people } nhân khẩu.

# Columns of the list after review
paper-list-no = STT
paper-list-head = Họ và tên chủ hộ
paper-list-member = Họ và tên thành viên
paper-list-relation = Quan hệ với chủ hộ
paper-list-born = Ngày, tháng, năm sinh
paper-list-sex = Giới tính
paper-list-citizen-id = Số CCCD/ĐDCN
paper-list-province = Tỉnh
paper-list-district = Huyện
paper-list-district-code = Mã huyện
paper-list-commune = Xã
paper-list-commune-code = Mã xã
paper-list-village = Thôn/bản
paper-list-ethnic-group = Dân tộc
paper-list-class = Phân loại hộ
paper-list-decision-no = Số QĐ công nhận
paper-list-decision-on = Ngày QĐ
paper-list-b1 = Điểm B1
paper-list-b2 = Điểm B2
paper-list-minority = Hộ DTTS
paper-list-labour = Không có khả năng lao động
paper-list-merit = Có người có công
paper-list-causes = Nguyên nhân nghèo

# The recovery sheet
paper-recovery-title = Giấy khôi phục sổ rà soát
paper-recovery-for = Sổ của { $office }, giấy lập ngày { $date }
paper-recovery-code = Mã khôi phục (14 nhóm, đọc theo hàng)
paper-recovery-letters = Trong mã không có chữ I, L, O, U: 0 là số không, 1 là số một. Gõ chữ hoa hay chữ thường, có hay không có dấu gạch đều được.
paper-recovery-scan = Máy quét đọc mã này
paper-recovery-why-title = Dùng khi nào
paper-recovery-why = Khi quên câu mở sổ, hoặc khi máy hỏng, bị mất mà còn bản sao lưu của sổ. Ngoài câu mở sổ và giấy này, không có cách nào khác mở được sổ.
paper-recovery-how-title = Cách dùng
paper-recovery-how-1 = 1. Mở chương trình, chọn sổ hoặc bản sao lưu, rồi chọn mở bằng mã khôi phục.
paper-recovery-how-2 = 2. Gõ mã ở trên, hoặc đưa máy quét vào mã vuông.
paper-recovery-how-3 = 3. Đặt câu mở sổ mới. Chương trình lập giấy khôi phục mới; giấy này từ đó chỉ mở được các bản sao lưu làm trước ngày ấy.
paper-recovery-keep-title = Cất giữ
paper-recovery-keep-1 = – Cho vào phong bì dán kín, cất trong két hoặc tủ có khóa của cơ quan, để xa máy tính và USB sao lưu.
paper-recovery-keep-2 = – Không chụp ảnh, không gửi qua mạng, không sao thành nhiều bản.
paper-recovery-keep-3 = – Ai có giấy này và tệp sổ thì đọc được mọi dữ liệu trong sổ. Mất giấy thì đổi câu mở sổ ngay.
paper-recovery-maker = Người lập
paper-recovery-receiver = Người nhận giữ

# Mã ở chân giấy
paper-code = Mã giấy: { $code }
paper-code-use = Gõ hoặc quét mã trong Rà Soát để xem lại biểu gốc và đối chiếu từng số.
