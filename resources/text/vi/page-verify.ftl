# Trang Nhập lần hai: rút phiếu, nhập lại không xem lần một, thống nhất, tỷ lệ sai.

page-verify = Nhập lần hai
verify-context = Đợt { $year }. Một phần phiếu đã xong được người khác nhập lại từ giấy, rồi so từng ô.
verify-to-entry = Về Nhập phiếu
verify-key-on = Nhập phiếu đã rút
verify-settle-on = Thống nhất
verify-no-round = Chưa mở đợt rà soát của năm này. Mở đợt ở trang Nhập phiếu, rồi rút phiếu khi đã có phiếu xong.
verify-failed = Chưa làm được. Dữ liệu vẫn nguyên.

## Rút phiếu
verify-lot = Rút phiếu
verify-percent = Tỷ lệ rút (%)
verify-lot-how = Rút ngẫu nhiên trong các phiếu đã xong, chia đều theo người nhập. Phiếu đã rút giữ nguyên; có thêm phiếu xong thì rút thêm cho đủ tỷ lệ.
verify-count-complete = phiếu đã xong
verify-count-drawn = đã rút
verify-count-settled = đã thống nhất
verify-draw = Rút { $count } phiếu
verify-draw-more = Rút thêm { $count } phiếu
verify-drawn-enough = Đã rút đủ
verify-drawn = Đã rút { $count } phiếu, tất cả { $drawn } phiếu.

## Danh sách
verify-due = Chờ nhập lại
verify-due-none = Không có phiếu nào chờ nhập lại. Rút phiếu để bắt đầu.
verify-differing = Chờ thống nhất
verify-differing-none = Không có phiếu nào chờ thống nhất.
verify-sheets = { $count } phiếu
verify-own = chính anh chị
verify-key = Nhập
verify-go-on = Nhập tiếp
verify-settle = Thống nhất
verify-col-number = Số hộ
verify-col-head = Chủ hộ
verify-col-village = Thôn
verify-col-first = Lần một do
verify-col-count = Ô khác
verify-col-open = Chưa chọn

## Nhập không xem lần một
verify-blind = NHẬP LẦN HAI, không xem lần một
verify-blind-how = Nhập đúng như phiếu giấy; không hiện gì của lần một và đợt trước.
verify-blind-own = Phiếu này chính anh chị nhập lần một. Vẫn nhập được; nếu có người khác thì nên để người ấy nhập.
verify-back = Về danh sách
verify-keyed = Đã nhập xong lần hai phiếu của { $name }.
verify-all-keyed = Không còn phiếu nào chờ nhập lại.
verify-all-keyed-next = Các phiếu có ô khác nhau nằm ở Chờ thống nhất.

## Thống nhất
verify-settle-of = Thống nhất: { $name }
verify-settle-context = Hộ { $number }, thôn { $village }. Lần một: { $first }. Lần hai: { $second }. Xem lại phiếu giấy ở từng ô.
verify-differing-fields = Các ô khác nhau
verify-still-open = còn { $count } ô chưa chọn
verify-all-chosen = đã chọn đủ
verify-first = Lần một
verify-second = Lần hai
verify-col-field = Ô của phiếu
verify-col-chosen = Giá trị đúng
verify-not-chosen = chưa chọn
verify-key-first = lần một
verify-key-second = lần hai
verify-key-other = giá trị khác
verify-key-next = ô sau
verify-key-leave = thôi gõ
verify-other = Giá trị khác
verify-write = Ghi vào phiếu
verify-unread = Chưa đọc được.
verify-settled = Đã thống nhất phiếu của { $name }: lần một sai { $first } ô, lần hai sai { $second } ô.
verify-now-draft = Phiếu của { $name } thành phiếu nháp vì còn chỗ phải sửa.
verify-mend = Mở phiếu để sửa
verify-member-line = Dòng { $line }: { $name }
verify-blank = để trống
verify-no-member = không có trong hộ
verify-ticked-yes = Có
verify-ticked-no = Không
verify-deprived-yes = Thiếu
verify-deprived-no = Không thiếu
verify-hint-text = Gõ đúng như phiếu giấy; để trống nếu giấy để trống.
verify-hint-b1 = Gõ tổng điểm bằng số.
verify-hint-reviewed_on = Gõ ngày: 15/10/2026, 1510.
verify-hint-member-born = Gõ ngày: 14/02/1984, 02/1984, 1984.
verify-hint-member-citizen_id = Gõ 12 số; chưa được cấp thì gõ *.
verify-hint-number = Gõ số, đơn vị { $unit }.
verify-hint-member = Người này có hay không có trên phiếu: chọn 1 hoặc 2.

## Tỷ lệ sai
verify-rates = Tỷ lệ sai
verify-rates-none = Chưa có phiếu nào thống nhất xong, nên chưa có tỷ lệ sai.
verify-of-drawn = { $settled }/{ $drawn } phiếu đã rút
verify-everyone = Tất cả
verify-keying-first = lần một
verify-keying-second = lần hai
verify-col-person = Người nhập
verify-col-keying = Lần nhập
verify-col-sheets = Phiếu
verify-col-fields = Ô đã so
verify-col-wrong = Ô sai
verify-col-rate = Sai, %
verify-col-frequent = Ô hay sai
verify-pdf = PDF
verify-excel = Excel
verify-print = In

## Ở trang Tổng quan
overview-second = { $sheets } phiếu nhập lần hai chưa xong
overview-second-how = Chờ nhập lại { $waiting }, chờ thống nhất { $differing }
