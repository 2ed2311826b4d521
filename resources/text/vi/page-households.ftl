# Hộ gia đình (bàn cấp xã), Tra cứu hộ (bàn cấp trên).

households-context = { $households } hộ trong sổ của xã.
households-context-upper = { $households } hộ của { $communes } xã trong sổ.
households-merged = Gộp từ { $names } cũ
households-and = { $first } và { $last }

households-read-list = Đọc danh sách Excel
households-print = In danh sách
households-add = Thêm hộ
households-more = Việc khác
households-to-explain = Vì sao?
households-to-history = Lịch sử
households-to-events = Biến động
households-to-twins = Hộ nghi trùng
households-to-balance = Cân đối tăng giảm

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
households-among-marked = các hộ đã đánh dấu
households-with-text = có chữ "{ $text }"
households-change-moved = Đổi phân loại
households-change-gone = Không còn ở xã
households-change-breaking = Làm lệch cân đối
households-findings = Soát lỗi
households-finding-blocking = Có lỗi phải sửa
households-finding-warning = Có điều cần xem lại

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
households-sheet-wrong = Có lỗi
households-sheet-look = Xem lại
households-former = Số cũ
households-reviewed-on = Ngày rà soát
households-enumerator = Người rà soát
households-decision = Quyết định
households-merit = Có công
households-no-labour = Không có KNLĐ
households-citizen-id = Số định danh
households-note = Ghi chú
households-yes = Có
households-found = Tìm thấy **{ $households }** hộ, **{ $people }** nhân khẩu. Không cần gõ dấu.
households-found-by = **{ $households }** hộ, **{ $people }** nhân khẩu: { $filters }
households-all-count = **{ $households }** hộ, **{ $people }** nhân khẩu. Tìm không cần gõ dấu.
households-full = Đang hiện { $most } hộ đầu; gõ thêm hoặc lọc bớt để thấy hộ cần tìm.

# Cột, đánh dấu
households-columns = Cột
households-columns-title = Cột của bảng
households-columns-hint = Bảng đổi theo ngay và nhớ cho lần sau.
households-columns-turn = hiện hoặc ẩn
households-columns-move = đổi chỗ
households-columns-width = hẹp hơn, rộng hơn
households-columns-usual = Như ban đầu
households-columns-done = Xong
households-marked = Đã đánh dấu **{ $households }** hộ
households-marked-only = Chỉ xem
households-marked-none = Bỏ dấu
households-act = Làm với cả { $households } hộ
households-act-marked = Làm với { $households } hộ

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
households-event-withdraw = Bỏ
households-withdrawn = Đã bỏ biến động ghi nhầm.

# Biện pháp
households-measures = Biện pháp
households-measures-add = Ghi biện pháp
households-measures-none = Chưa có biện pháp nào.
households-measures-more = và { $more } dòng nữa trong Lịch sử
households-measures-escape = Đăng ký thoát nghèo
