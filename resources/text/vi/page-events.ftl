# Trang Biến động: ghi điều xảy ra với hộ, xem trước rồi ghi.

page-events = Biến động
events-context = { $name }, hộ { $number }, { $village }, { $people } người
events-nameless = Chưa có chủ hộ
events-context-none = Tìm hộ rồi ghi điều đã xảy ra.
events-choose = Hộ nào có biến động
events-other = Hộ khác
events-back-to-register = Sổ hộ
events-find = Số hộ hoặc tên chủ hộ
events-found = Hộ tìm thấy

## Loại
events-kinds = Loại biến động
events-kind-born = Sinh
events-kind-died = Chết
events-kind-member_in = Thành viên đến
events-kind-member_out = Thành viên đi
events-kind-split = Tách hộ
events-kind-join = Nhập hộ khác
events-kind-moved_in = Chuyển đến
events-kind-split_off = Tách từ hộ ngoài sổ
events-kind-moved_away = Chuyển đi cả hộ
events-kind-died_out = Không còn người
events-kind-head_changed = Đổi chủ hộ
events-kind-corrected = Đính chính
events-hint-born = Trẻ mới sinh vào hộ
events-hint-died = Một hay nhiều người trong hộ
events-hint-member_in = Người mới đến, hoặc người của hộ đã đi nay về
events-hint-member_out = Đi khỏi xã; sang hộ khác trong sổ thì chọn Nhập hộ khác
events-hint-split = Những người được chọn lập hộ mới
events-hint-join = Cả hộ hay vài người sang một hộ khác
events-hint-moved_in = Hộ mới vào sổ, hoặc hộ đã đi nay về
events-hint-moved_away = Hộ không còn ở xã
events-hint-died_out = Người cuối cùng của hộ đã mất
events-hint-head_changed = Không ai đến, không ai đi
events-hint-corrected = Sửa điều ghi sai trong sổ, có lý do

## Ô
events-day = Ngày xảy ra
events-day-shape = ngày/tháng/năm
events-day-bad = Ngày ghi đủ ngày/tháng/năm, ví dụ 05/03/2026.
events-reason = Lý do
events-members = Những ai
events-relation = quan hệ
events-relation-name = Quan hệ
events-group-like = như hộ
events-relation-of = Quan hệ của { $name } với chủ hộ
events-relation-child = Con
events-head = Chủ hộ mới
events-new-head = Chủ hộ của hộ mới
events-head-open = Chọn một người
events-back = Người về lại
events-back-nobody = Không, là người mới
events-target = Sang hộ nào
events-target-here = Hộ trong sổ
events-target-outside = Hộ ngoài sổ
events-came = Hộ này vào sổ do
events-name = Họ và tên
events-sex = Giới tính
events-sex-open = Chưa rõ
events-born = Ngày sinh
events-born-bad = Ngày sinh ghi ngày/tháng/năm, hoặc chỉ năm.
events-group = Dân tộc
events-citizen-id = Số định danh
events-number = Số hộ
events-village = Thôn
events-whose = Sửa thành viên
events-whose-nobody = Không, chỉ sửa hộ

## Xem trước, ghi
events-preview = Sẽ đổi
events-preview-none = Chưa có gì để ghi.
events-effect = { $number } { $name }: { $before } → { $after } người
events-effect-comes = { $number } { $name }: vào sổ, { $after } người
events-effect-goes = { $number } { $name }: rời sổ, { $before } người
events-do = Ghi biến động
events-done = Đã ghi { $kind }. { $lines }
events-recent = Vừa ghi
events-recent-what = { $day } { $kind }
events-recent-whose = { $number } { $name }
events-undo = Hoàn tác
events-undone = Đã hoàn tác.
events-undo-refused = Chưa hoàn tác được

## Phím
events-key-kind = loại
events-key-next = ô sau
events-key-choose = chọn người
events-key-do = ghi
