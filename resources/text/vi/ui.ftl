# Words of the shell and of the parts all pages share.

ui-program = Rà Soát
ui-rail = Các trang
ui-close = Đóng
ui-later = Để sau
ui-stop = Dừng
ui-remaining = { $count }, còn { $seconds } giây
ui-undo = Hoàn tác { $keys }
ui-undone-late = Đã hoàn tác: { $what }{ $whose }, ghi lúc { $when }.
ui-undo-whose = , hộ { $name }
ui-undo-older = Việc gần nhất ghi ngày { $day } ({ $what }{ $whose }): hoàn tác ở lịch sử của hộ.
ui-undo-none = Không còn việc nào của trang này để hoàn tác.
ui-undo-elsewhere = Không còn việc vừa làm để hoàn tác ở đây. Việc đã ghi hoàn tác ở trang Biến động hoặc lịch sử của hộ.
ui-choices = Các lựa chọn
ui-clear-search = Xóa ô tìm
ui-clear-filters = Xóa bộ lọc
ui-copy-table = Chép bảng số

ui-practice-mark = LUYỆN TẬP
ui-practice-text = Dữ liệu bịa, không có giá trị pháp lý
ui-practice-leave = Về sổ thật

ui-problem-title = Chưa làm được
ui-bug-title = Có lỗi trong chương trình
ui-bug-text = Chương trình có lỗi. Sổ vẫn nguyên, việc vừa làm có thể chưa được ghi.
ui-bug-next = Lưu bản báo lỗi rồi gửi cho người phụ trách phần mềm. Bản báo lỗi không có tên, số định danh hay câu trả lời nào.
ui-bug-copy = Chép báo lỗi
ui-bug-save = Lưu báo lỗi

# Charts, said by screen readers and copied as tables
ui-parts = Các phần
ui-rate = Tỷ lệ hộ nghèo qua các năm
ui-under-way = đang rà soát
ui-target = chỉ tiêu { $rate } %
ui-profile = Chỉ số thiếu hụt, % số hộ, trong ngoặc là năm trước
ui-process = Bảy bước của đợt rà soát
ui-years = Phân loại qua các năm
ui-board = Tình trạng báo cáo của các xã
ui-not-keyed = chưa nhập
ui-cells = { $confirmed } chỉ số thiếu đã xác nhận, { $proposed } chờ xác nhận, từ { $limit } chỉ số là hộ nghèo

# Pages: the word under the icon of the rail
page-overview = Tổng quan
page-households = Hộ gia đình
page-entry = Nhập phiếu
page-process = Quy trình
page-papers = Biểu mẫu
page-exchange = Gửi – nhận
page-inbox = Nhận báo cáo
page-find = Tra cứu hộ
page-twins = Trùng lặp
page-totals = Biểu tổng hợp
page-needs = Nhu cầu
page-plan = Kế hoạch
page-help = Trợ giúp
page-settings = Cài đặt
