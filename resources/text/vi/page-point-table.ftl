# Trang nhập bảng điểm B1.

page-point-table = Bảng điểm B1
points-table-context = Chép từ bản in của thông tư; chương trình không có sẵn điểm nào
points-table-unknown = Chương trình chưa biết bảng điểm B1 của thông tư.
points-table-unknown-how = Có bản in thì gõ vào bảng dưới đây, dán từ Excel, hoặc lưu mẫu Excel ra điền rồi đọc lại. Cạnh B1, thông tư còn có bảng về dinh dưỡng: nếu bản in tính điểm, nhập thành mục riêng ở cuối. Khi chưa có bảng, tổng điểm B1 vẫn nhập từ phiếu giấy.

points-table-read = Đọc từ Excel
points-table-write = Lưu mẫu Excel
points-table-make = Tạo bộ chuẩn
points-table-print = In để đối chiếu
points-table-pdf = Lưu PDF
points-table-use = Dùng cho đợt { $year }

points-table-offer = Đợt { $year } đang dùng bộ chuẩn khác và chưa có phiếu nào xong.
points-table-offer-how = Có thể làm tiếp đợt này theo bản mới nhất của bảng điểm; phiếu nháp giữ nguyên.

points-table-facts = Tên và căn cứ của bảng
points-table-both = Cả hai
points-table-regions = Vùng của bảng
points-table-region-rural = Nông thôn: vùng ghi ở đầu bảng
points-table-region-urban = Thành thị: vùng ghi ở đầu bảng
points-table-source-like = Số thông tư, phụ lục, bảng

points-table-grid = Câu trả lời và điểm
points-table-items = Các mục
points-table-unnamed = Chưa có tên
points-table-col-number = Số
points-table-col-label = Chỉ tiêu
points-table-col-unit = Đơn vị đo
points-table-col-low = Từ
points-table-col-high = Đến
points-table-col-answer = Trả lời
points-table-col-rural = Điểm NT
points-table-col-urban = Điểm TT
points-table-col-source = Căn cứ

points-table-key-enter = ô sau
points-table-key-insert = thêm dòng
points-table-key-delete = xóa dòng
points-table-key-paste = dán từ Excel
points-table-key-undo = hoàn tác
points-table-key-side = chỗ cần xem

points-table-problems = Cần xem lại
points-table-blocking = { $count } phải sửa
points-table-doubtful = { $count } nên xem
points-table-next-problem = tới chỗ sau
points-table-no-problem = Không còn chỗ nào cần sửa. In ra để người thứ hai so với bản giấy trước khi tạo bộ chuẩn.
points-table-empty = Chỗ cần sửa hiện ở đây khi bảng có dòng đầu tiên.

points-table-counts = Để so với bản giấy
points-table-count-items = Số mục
points-table-count-options = Số câu trả lời
points-table-count-reach = { $area }: tổng có thể có
points-table-reach = { $least } đến { $most }
points-table-count-whole = { $area }: cộng mọi điểm

points-table-versions = Các bản đã tạo
points-table-version = Bản { $number }
points-table-look-again = Xem lại
points-table-shown = Đang xem bản { $number }. Sửa rồi tạo thì thành bản mới

points-table-kept = Đã giữ đến ô vừa gõ, { $time }
points-table-row-deleted = Đã xóa dòng { $row }
points-table-pasted = Đã dán { $rows } dòng
points-table-read-done = Đã đọc { $rows } dòng từ trang { $sheet }.
points-table-read-how = Bảng đang gõ trước đó lấy lại được bằng Ctrl+Z.
points-table-read-more = Còn { $count } ô khác.
points-table-written = Đã ghi { $file }.
points-table-printed = Đã gửi { $count } trang tới máy in.
points-table-made = Đã tạo { $name }.
points-table-made-before = Bảng này đã tạo thành { $name }.
points-table-made-how = Bản đã tạo không đổi nữa; sửa bảng rồi tạo lại sẽ thành bản sau. Đợt đã mở giữ bộ chuẩn lúc mở.
points-table-used = Đợt { $year } dùng bảng điểm này từ bây giờ.
points-table-used-how = Phiếu nháp còn nguyên; điểm B1 nhập theo từng mục.
