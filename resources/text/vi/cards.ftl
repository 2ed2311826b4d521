# Thẻ khóa: thẻ của đơn vị, đọc thẻ của nơi khác, các thẻ đã tin. Dùng ở cả hai bàn làm việc.

cards-own = Thẻ khóa của đơn vị
cards-own-code = Tám chữ số để đối chiếu
cards-own-hint = Ghi thẻ ra tệp rồi gửi cho nơi cần trao đổi. Họ gọi điện, anh chị đọc tám chữ số này.
cards-write = Ghi thẻ ra thư mục
cards-write-folder = Chọn thư mục hoặc USB để ghi thẻ
cards-written = Đã ghi thẻ { $file } và đọc lại: khớp từng byte.
cards-waiting = Đang tính…

cards-read = Đọc tệp thẻ
cards-read-file = Chọn tệp thẻ khóa của nơi khác
cards-read-filter = Thẻ khóa (*.rasoat)
cards-trust = Tin thẻ của nơi khác
cards-trust-hint = Đọc tệp thẻ nhận được, gọi điện cho nơi đó theo số đã biết từ trước, gõ tám chữ số họ đọc.
cards-trust-of = Thẻ của { $office } (mã { $code })
cards-digits = Tám chữ số nghe qua điện thoại
cards-digits-missing = Còn thiếu { $count } chữ số
cards-trust-now = Tin thẻ này
cards-trusted-now = Đã tin thẻ của { $office }. Từ nay nhận được gói của nơi này và gửi được cho nơi này.
cards-refused = Chưa tin được thẻ
cards-replace = Thay thẻ đã tin
cards-replace-question = Thay thẻ đã tin của { $office }?
cards-replace-consequence = Gói ký bằng khóa cũ không nhận được nữa. Chỉ thay khi đã hỏi và biết vì sao nơi đó đổi khóa.

cards-list = Các thẻ đã tin
cards-list-count = { $count } nơi
cards-column-office = Đơn vị
cards-column-level = Cấp
cards-column-code = Mã
cards-column-since = Tin từ ngày
cards-list-empty = Chưa tin thẻ nào. Đọc tệp thẻ của nơi khác để gửi, nhận được gói.
cards-page-context = Thẻ khóa chứng minh gói của ai, và niêm phong gói cho đúng nơi nhận
page-cards = Thẻ khóa
