# Biểu mẫu (bàn cấp xã) và Biểu tổng hợp (bàn cấp trên).

papers-context = Mọi biểu của đợt { $year } lập từ cùng một số liệu trong sổ
papers-round = Đợt
papers-search = Tìm mẫu, phụ lục
papers-save-all = Xuất tất cả biểu
papers-excel = Excel
papers-pdf = PDF
papers-print = In

papers-step-5 = Bước 5. Niêm yết, phúc tra
papers-step-6 = Bước 6. Báo cáo, ý kiến cấp trên
papers-step-upper = Báo cáo tổng hợp các xã
papers-step-in-year = Hằng tháng. Rà soát thường xuyên
papers-short-month = Th. { $month }
papers-month-title = Báo cáo tháng
papers-short-vi = Danh sách sau rà soát
papers-short-7-1 = Kết quả rà soát
papers-short-7-2 = Diễn biến hộ nghèo
papers-short-7-3 = Diễn biến cận nghèo
papers-short-7-4 = Thiếu hụt, nghèo
papers-short-7-5 = % thiếu hụt, nghèo
papers-short-7-6 = Thiếu hụt, cận nghèo
papers-short-7-7 = % thiếu hụt, cận nghèo
papers-short-7-8 = Theo nhóm đối tượng
papers-short-7-9 = Theo dân tộc
papers-short-7-10 = Theo nguyên nhân
papers-ready = Sẵn sàng
papers-missing = Thiếu số

papers-why-residents = Chưa đủ tổng số dân cư: { $villages }
papers-why-minority = Chưa đủ hoặc sai dân cư DTTS: { $villages }
papers-why-balance = { $count } hộ làm lệch cân đối
papers-why-round = Chưa mở đợt { $year }
papers-why-nothing = Chưa có hộ nào để lập

papers-state = Sơ bộ hay chính thức
papers-provisional = Sơ bộ
papers-official = Chính thức
papers-page = Trang { $page } / { $of }
papers-page-back = Trang trước (Ctrl+PgUp)
papers-page-on = Trang sau (Ctrl+PgDn)
papers-zoom = { $percent } %
papers-zoom-in = Phóng to (Ctrl++)
papers-zoom-out = Thu nhỏ (Ctrl+-)
papers-fit-width = Vừa bề ngang
papers-fit-tip = Vừa bề ngang (Ctrl+0)
papers-preview-name = Xem trước { $name }, trang { $page } trên { $of }

papers-see-breaking = Xem hộ làm lệch
papers-breaking = Hộ làm lệch cân đối
papers-breaking-count = { $count } hộ chưa rà soát xong và chưa ghi là đã đi
papers-household-list = Các hộ cần xem
papers-household-head = Chủ hộ
papers-household-village = Thôn
papers-household-open = Mở hộ

papers-cure-residents = Điền tổng số dân cư
papers-cure-round = Mở đợt rà soát
papers-cure-households = Xem trong Hộ gia đình
papers-cure-entry = Nhập phiếu
papers-cure-inbox = Xem báo cáo đã nhận

papers-save-pdf = Ghi biểu ra PDF
papers-save-excel = Ghi biểu ra Excel
papers-folder = Chọn thư mục để ghi tất cả biểu
papers-saved = Đã ghi { $file } và đọc lại: khớp từng byte.
papers-saved-all = Đã ghi { $count } tệp PDF và Excel vào thư mục { $folder }.
papers-stopped = Đã dừng, chưa ghi tệp nào.
papers-print-stopped = Đã dừng in. Trang gửi trước đó có thể đã ra giấy.
papers-not-written = Chưa ghi được biểu.
papers-not-printed = Chưa in được biểu.
papers-printed = Đã gửi { $count } trang đến máy in.
