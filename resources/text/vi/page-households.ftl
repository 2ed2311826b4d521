# Hộ gia đình (bàn cấp xã), Tra cứu hộ (bàn cấp trên).

households-context = { $households } hộ trong sổ của xã.
households-context-upper = { $households } hộ của { $communes } xã trong sổ.
households-merged = Gộp từ { $names } cũ
households-and = { $first } và { $last }

households-read-list = Đọc danh sách Excel
households-add = Thêm hộ

# Tìm và lọc
households-search = Tìm tên, số hộ, số định danh
households-all = Tất cả
households-pick = Gõ để tìm, không cần dấu
households-commune = Xã
households-village = Thôn
households-group = Dân tộc
households-sheet-b = Phiếu B
households-change = Thay đổi
households-among = Chỉ xem
households-among-one = một hộ
households-change-moved = Đổi phân loại
households-change-gone = Không còn ở xã
households-change-breaking = Làm lệch cân đối

# Bảng
households-list = Danh sách hộ
households-tabs = Lọc theo phân loại
households-number = Số
households-head = Chủ hộ
households-people = NK
households-start = Đầu kỳ ({ $year })
households-start-none = Chưa có
households-b1 = B1
households-b2 = B2
households-now = Đợt { $year }
households-sheet = Phiếu
households-sheet-complete = Đã nhập
households-sheet-draft = Nhập dở
households-sheet-none = Chưa nhập
households-found = Tìm thấy **{ $households }** hộ, **{ $people }** nhân khẩu. Không cần gõ dấu.
households-all-count = **{ $households }** hộ, **{ $people }** nhân khẩu. Tìm không cần gõ dấu.
households-full = Đang hiện { $most } hộ đầu; gõ thêm hoặc lọc bớt để thấy hộ cần tìm.

# Trang trống
households-empty = Chưa có hộ nào. Đọc danh sách Excel của năm trước để bắt đầu.
households-empty-upper = Chưa có hộ nào. Hộ của các xã vào sổ cùng báo cáo nhận được.
households-to-inbox = Nhận báo cáo
households-nothing-text = Không tìm thấy "{ $text }". Thử bỏ bớt chữ.
households-nothing-both = Không tìm thấy "{ $text }". Thử bỏ bớt chữ, hoặc xóa bộ lọc { $filters }.
households-nothing-filters = Không có hộ nào với bộ lọc { $filters }.
households-show-all = Xem mọi hộ

# Khung bên
households-panel = Hộ đang chọn
households-panel-open = Hộ đang chọn
households-panel-empty = Chọn một hộ để xem các năm, thành viên và những việc đã xảy ra.
households-nameless = Chưa có chủ hộ
households-place = Hộ { $number }, { $place }
households-open-sheet = Mở phiếu B
households-years = Phân loại qua các năm
households-year-b2 = B2 { $points }
households-year-draft = nhập dở
households-members = Thành viên
households-member-count = **Thành viên** { $people } người
households-moments = Sự kiện của hộ
households-moments-none = Chưa có sự kiện nào.
households-moments-more = Xem thêm { $more }
households-moment-left = Bớt 1 người: { $name }, { $why }
households-moment-gone = Bớt 1 người: { $name }
households-moment-sheet = Phiếu B năm { $year }: B1 { $b1 }, B2 { $b2 }, { $kind }
households-moment-decision = Quyết định { $number }: { $kind }
households-moment-added = { $by } thêm hộ vào sổ
households-moment-edited = { $by } sửa thông tin hộ
households-moment-withdrawn = { $by } bỏ một biến động ghi nhầm
households-moment-times = { $words }, { $times } lần
households-fact-group = Dân tộc
households-fact-traits = Đặc điểm
households-fact-causes = Nguyên nhân
households-fact-note = Ghi chú
households-trait-minority = Dân tộc thiểu số
households-trait-merit = Có người có công
households-trait-no-labour = Không có khả năng lao động

# Thêm hộ
households-add-title = Thêm hộ
households-add-hint = Ghi thôn và chủ hộ, rồi nhập tiếp trong phiếu B.
households-add-do = Thêm hộ, mở phiếu B
households-add-missing = Cần điền ô này.
households-add-alike = Đã có hộ { $name } ở { $village }, số { $number }.
households-add-again = Nếu là hộ khác, bấm lại nút Thêm hộ.
households-add-known = Xem hộ đó
households-added = Đã thêm hộ { $name }, số { $number }.
households-form-leave = Thôi

# Biến động
households-event = Ghi biến động
households-event-title = Ghi biến động của hộ
households-event-whose = { $name }, hộ { $number }
households-event-kind = Biến động
households-event-day = Ngày
households-event-day-shape = ngày/tháng/năm
households-event-day-bad = Ngày ghi đủ ngày/tháng/năm, ví dụ 05/03/2026.
households-event-day-ahead = Ngày này chưa tới.
households-event-note = Ghi chú
households-event-note-hint = Nơi đến, nơi đi, nhập vào hộ nào; có thể để trống.
households-event-do = Ghi biến động
households-event-withdraw = Bỏ
households-recorded = Đã ghi: { $event }, ngày { $day }.
households-withdrawn = Đã bỏ biến động ghi nhầm.
