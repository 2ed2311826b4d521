# Danh sách hộ: tên cột, trạng thái phiếu, tờ in, việc làm với nhiều hộ.

register-col-number = Số hộ
register-col-former = Số hộ cũ
register-col-name = Chủ hộ
register-col-commune = Xã
register-col-village = Thôn
register-col-ethnic_group = Dân tộc
register-col-people = Số khẩu
register-col-start = Phân loại đầu kỳ ({ $year })
register-col-b1 = Điểm B1
register-col-b2 = Điểm B2
register-col-now = Phân loại đợt { $year }
register-col-state = Phiếu B
register-col-findings = Soát lỗi
register-col-remarks = Ý kiến cấp trên
register-col-reviewed_on = Ngày rà soát
register-col-enumerator = Người rà soát
register-col-decision = Quyết định
register-col-merit = Có người có công
register-col-no_labour = Không có khả năng lao động
register-col-citizen_id = Số định danh chủ hộ
register-col-note = Ghi chú

register-sheet-complete = Đã nhập
register-sheet-draft = Nhập dở
register-sheet-none = Chưa nhập
register-found-blocking = { $count } lỗi
register-found-warning = { $count } cần xem

register-list-title = Danh sách hộ
register-list-mark = Lưu hành nội bộ, có dữ liệu cá nhân
register-list-all = Mọi hộ trong sổ
register-list-made = Lập lúc { $time } ngày { $day }
register-list-count = Danh sách có { $households } hộ, { $people } nhân khẩu.

# Việc làm với nhiều hộ
acts-put_on_list = Đưa vào danh sách rà soát
acts-take_off_list = Đưa khỏi danh sách rà soát
acts-later = Để nhập sau
acts-enumerator = Ghi người rà soát
acts-village = Chuyển sang thôn khác
acts-rename = Sửa tên thôn ở mọi nơi
acts-no_labour = Ghi không có khả năng lao động
acts-merit = Ghi có người có công
acts-measure = Ghi biện pháp vào kế hoạch…
acts-escape = Đăng ký thoát nghèo…
acts-run = Mở phiếu lần lượt
acts-print = In danh sách
acts-pdf = Ghi danh sách thành PDF
acts-xlsx = Ghi danh sách thành Excel

acts-put_on_list-hint = { $who }. Hộ chưa thuộc diện rà soát được mở phiếu B trống.
acts-take_off_list-hint = { $who }. Chỉ bỏ phiếu B còn trống của hộ được thêm vào.
acts-later-hint = { $who }. Phiếu vào ngăn để sau của trang Nhập phiếu.
acts-enumerator-hint = { $who }. Tên được ghi vào phiếu B của đợt này.
acts-village-hint = { $who }. Phiếu của đợt chưa có quyết định đổi theo.
acts-rename-hint = Mọi hộ của thôn, phiếu và số dân cư của đợt này mang tên mới. Biểu các năm trước giữ tên cũ.
acts-no_labour-hint = { $who }. Dùng cho biểu hộ không có khả năng lao động.
acts-merit-hint = { $who }. Dùng cho biểu hộ có thành viên là người có công.

acts-who-all = Cả { $households } hộ trong sổ
acts-who-filter = { $households } hộ đang lọc: { $filters }
acts-who-marked = { $households } hộ đã đánh dấu
acts-list-marked = các hộ đã đánh dấu
acts-source = Tên đang có
acts-value-enumerator = Người rà soát
acts-value-village = Thôn mới
acts-value-rename = Tên đúng
acts-mark = Ghi
acts-yes = Có
acts-no = Không

acts-changing = Sẽ đổi **{ $households }** hộ.
acts-same = { $households } hộ đã như vậy.
acts-refused = { $households } hộ không đổi được: { $why }.
acts-see = Xem
acts-why-gone = không còn ở xã
acts-why-listed = đang thuộc diện rà soát
acts-why-keyed = phiếu đã có nội dung
acts-why-complete = phiếu đã xong
acts-why-not-listed = không thuộc diện rà soát
acts-why-decided = đã có quyết định công nhận
acts-remark-villages-join = Đã có thôn { $value }: hai thôn sẽ thành một.

acts-put_on_list-unplanned = Đưa vào danh sách
acts-take_off_list-unplanned = Đưa ra
acts-later-unplanned = Để sau
acts-enumerator-unplanned = Ghi
acts-village-unplanned = Chuyển
acts-rename-unplanned = Sửa tên thôn
acts-no_labour-unplanned = Ghi
acts-merit-unplanned = Ghi
acts-put_on_list-do = Đưa { $households } hộ vào danh sách
acts-take_off_list-do = Đưa { $households } hộ ra
acts-later-do = Để sau { $households } phiếu
acts-enumerator-do = Ghi cho { $households } hộ
acts-village-do = Chuyển { $households } hộ
acts-rename-do = Sửa tên thôn, { $households } hộ
acts-no_labour-do = Ghi cho { $households } hộ
acts-merit-do = Ghi cho { $households } hộ

acts-put_on_list-done = Đã đưa { $households } hộ vào danh sách rà soát.
acts-take_off_list-done = Đã đưa { $households } hộ khỏi danh sách rà soát.
acts-later-done = Đã để sau { $households } phiếu.
acts-enumerator-done = Đã ghi người rà soát { $value } cho { $households } hộ.
acts-village-done = Đã chuyển { $households } hộ sang { $value }.
acts-rename-done = Đã sửa tên thôn thành { $value }, { $households } hộ.
acts-no_labour-done = Đã ghi cho { $households } hộ.
acts-merit-done = Đã ghi cho { $households } hộ.
acts-undo-last = Hoàn tác: { $what }, lúc { $when }
acts-undone-last = Đã hoàn tác: { $what }.
acts-undone = Đã hoàn tác việc với { $households } hộ.
acts-saved = Đã ghi { $file }.
acts-printed = Đã gửi { $pages } trang tới máy in.
acts-stopped = Đã dừng, chưa ghi gì.
