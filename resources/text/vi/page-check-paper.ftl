# Trang Kiểm tra mã giấy.

page-check-paper = Kiểm tra mã giấy
error-paper-code-wrong = { $code } không phải mã giấy, hoặc gõ nhầm một ký tự. Xem lại từng nhóm ở chân giấy rồi gõ lại.
error-paper-code-unknown = Sổ này chưa in hay ghi giấy nào mang mã { $code }. Giấy do đơn vị khác lập, hoặc mã không phải của Rà Soát.
paper-total-entries = Số hộ trong danh sách

papers-check-code = Kiểm tra mã trên giấy
checkpaper-context = Tìm lại biểu gốc theo mã ở chân giấy, không cần mạng
checkpaper-back = Về Biểu mẫu
checkpaper-code = Mã ở chân giấy
checkpaper-check = Kiểm tra
checkpaper-how = Gõ mã, hoặc đặt con trỏ ở đây rồi quét QR. Không cần gạch nối, chữ thường cũng được.
checkpaper-empty = Biểu gốc hiện ở đây để đối chiếu từng số với tờ giấy.
checkpaper-paper = Biểu gốc trong sổ
checkpaper-found = Mã khớp một biểu đã lập từ sổ này.
checkpaper-compare = Đối chiếu từng số với tờ giấy: số nào khác thì tờ giấy đã bị sửa.
checkpaper-not-found = Không tìm thấy biểu của mã này.
checkpaper-form = Biểu
checkpaper-official = chính thức
checkpaper-provisional = sơ bộ
checkpaper-title = Tên biểu
checkpaper-year = Năm
checkpaper-paper-written = Ghi tệp
checkpaper-paper-printed = In
checkpaper-when = { $at }, { $by }
checkpaper-hash = SHA-256
