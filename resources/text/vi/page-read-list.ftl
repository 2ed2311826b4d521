# Đọc danh sách Excel: chọn tệp, xem cột, xem trước khi ghi, kết quả.

page-read-list = Đọc danh sách
read-list-context = Đưa danh sách hộ từ Excel vào sổ. Chưa ghi gì cho tới khi bấm Ghi vào sổ
read-list-context-file = { $file }, trang { $sheet }
read-list-step-choose = Chọn tệp
read-list-step-columns = Xem các cột
read-list-step-plan = Xem trước khi ghi
read-list-step-result = Kết quả

# Chọn tệp
read-list-choose = Chọn tệp danh sách
read-list-files = Danh sách Excel
read-list-drop = Chọn tệp danh sách, hoặc kéo thả vào đây
read-list-kinds = Đọc được tệp xls, xlsx, xlsm, xlsb và ods
read-list-hint-columns = Cột nào, thứ tự nào cũng được, miễn có họ tên; chương trình nhận ra cột, anh chị sửa lại nếu cần.
read-list-hint-rows = Mỗi người một dòng, hoặc mỗi hộ một dòng.
read-list-hint-safe = Tệp của anh chị không bị sửa.
read-list-opening = Đang mở tệp
read-list-failed = Chưa đọc được tệp này.

# Các cột
read-list-sheet-card = Những dòng đầu của trang
read-list-preview = Những dòng đầu của trang, trên mỗi cột là ý nghĩa của cột
read-list-known = Nhận ra { $known } trong { $named } cột có tên
read-list-row = Dòng
read-list-column = Cột { $letter }: { $title }
read-list-unused-choice = Không dùng
read-list-sure = nhận ra
read-list-guess = gần đúng
read-list-unused = không dùng
read-list-head-key = lấy dòng đang chọn làm đầu bảng
read-list-settings = Về danh sách này
read-list-sheet = Trang
read-list-year = Năm
read-list-year-hint = Năm của quyết định công nhận.
read-list-head = Đầu bảng
read-list-head-line = Dòng { $first }
read-list-head-lines = Dòng { $first } đến { $last }
read-list-head-up = Đầu bảng lên một dòng
read-list-head-down = Đầu bảng xuống một dòng
read-list-depth = Số dòng đầu
read-list-village = Thôn
read-list-village-hint = Chỉ khi cả trang là một thôn và không có cột thôn.
read-list-head-missing = Chưa thấy dòng đầu bảng.
read-list-names-missing = Chưa có cột họ và tên.
read-list-names-cure = Chọn dòng đầu bảng, rồi chọn cột Họ và tên chủ hộ hoặc thành viên.
read-list-unsure = Xem lại cột { $letters }.
read-list-unsure-cure = Tên cột chỉ gần giống; chọn lại nếu chưa đúng.
read-list-lacking = Danh sách không có: { $columns }. Vẫn đọc được.
read-list-other-file = Chọn tệp khác
read-list-plan = Xem trước khi ghi
read-list-planning = Đang so danh sách với sổ

# Xem trước khi ghi
read-list-back = Sửa các cột
read-list-write = Ghi vào sổ
read-list-errors = Ghi tệp có cột Lỗi
read-list-writing = Đang ghi vào sổ
read-list-writing-errors = Đang ghi tệp có cột Lỗi
read-list-count = Số dòng của danh sách
read-list-rows = dòng đọc vào
read-list-created = thêm mới
read-list-updated = cập nhật
read-list-skipped = bỏ qua
read-list-refused = từ chối
read-list-tabs = Từng loại dòng
read-list-tab-refused = Cần sửa { $count }
read-list-tab-changes = Thay đổi { $count }
read-list-tab-new = Hộ mới { $count }
read-list-tab-kept = Giữ như sổ { $count }
read-list-tab-doubts = Nên xem lại { $count }
read-list-tab-skipped = Bỏ qua { $count }
read-list-nothing-new = Danh sách này không có gì khác với sổ.
read-list-where = Ô
read-list-line = Dòng { $row }
read-list-value = Đang ghi
read-list-rule = Quy tắc
read-list-cure = Cách sửa
read-list-who = Người
read-list-field = Mục
read-list-before = Trong sổ
read-list-after = Danh sách ghi
read-list-new-member = Thêm người
read-list-class = Phân loại
read-list-reason = Lý do
read-list-lines = Các dòng
read-list-lines-count = Số dòng
read-list-yes = Có
read-list-no = Không
read-list-refused-note = { $faults } chỗ cần sửa trong tệp.
read-list-refused-cure = Ghi vào sổ phần còn lại được ngay; các dòng này sửa trong tệp có cột Lỗi rồi đọc lại.
read-list-followers = Hộ được đọc cả hộ hoặc chưa đọc, nên { $rows } dòng khác của các hộ đó cũng chờ. Sửa trong tệp có cột Lỗi rồi đọc lại.

# Kết quả
read-list-done = Đọc xong { $rows } dòng: thêm { $created }, cập nhật { $updated }, bỏ qua { $skipped }, từ chối { $refused }.
read-list-written = Đã ghi { $households } hộ vào sổ, phân loại của năm { $year }.
read-list-to-mend = Còn { $rows } dòng chưa đọc.
read-list-to-mend-how = Mở các dòng này trong Excel để sửa: chương trình ghi lại tệp của anh chị, thêm cột Lỗi nói rõ ô nào sai và cách sửa.
read-list-errors-written = Đã ghi { $file }.
read-list-mend-next = Sửa các ô tô màu trong tệp này, rồi đọc lại cả tệp; dòng đã vào sổ sẽ được bỏ qua.
read-list-folder = Mở thư mục
read-list-to-register = Xem hộ trong sổ
read-list-again = Đọc danh sách khác
