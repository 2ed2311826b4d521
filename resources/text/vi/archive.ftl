# Kho gói đã nhận, trở lại gói trước, biểu tính cả báo cáo chưa duyệt.

error-archive-missing = Kho không có gói số { $number } năm { $year }: gói nhận trước khi có kho, tệp đã bị xóa hoặc đã đổi. Sổ vẫn nguyên; mở lại tệp gói từ USB hoặc thư, hoặc xin xã gửi lại.
error-package-doubtful = Gói số { $number } có hồ sơ trái với sổ, cần cán bộ xem và quyết định ở Nhận báo cáo. Sổ vẫn nguyên.
error-take-back-refused = Không trở lại được gói số { $number }: { $reason }. Sổ vẫn nguyên.

archive-number = số { $number }
archive-not-clear = có hồ sơ trái với sổ, không thể thay cả gói
archive-never-in = gói này chưa từng được nhận vào sổ
archive-is-held = sổ đang giữ đúng gói này
archive-other-year = sổ đang giữ báo cáo năm { $year }
archive-back-reason = Trở lại báo cáo số { $number }.

archive-mark = Số tạm: gồm cả báo cáo chưa duyệt của { $names }
archive-mark-more = Số tạm: gồm cả báo cáo chưa duyệt của { $names } và { $count } đơn vị khác
archive-mark-none = Số tạm: không có báo cáo nào chưa duyệt
archive-mark-all = Báo cáo chưa duyệt đã tính: { $names }.

# Trang Kho gói
page-archive = Kho gói
archive-to-inbox = Nhận báo cáo
archive-open = Kho gói
archive-context = Mỗi gói đã nhận được giữ kín như khi đến, trong thư mục cạnh sổ.
archive-context-count = { $count } gói trong kho, giữ kín như khi đến, trong thư mục cạnh sổ.
archive-list = Các gói đã đến
archive-search = Tìm xã, số gói
archive-none = Chưa có gói nào. Gói nhận vào hoặc giữ lại ở Nhận báo cáo sẽ nằm ở đây.
archive-nothing = Chọn một gói để xem; gói đã nhận trước đó thì xem được sổ sẽ đổi gì nếu trở lại.
archive-keeps = Số gói giữ cho mỗi đơn vị
archive-col-office = Đơn vị
archive-col-number = Số
archive-col-day = Ngày xử lý
archive-col-state = Tình trạng
archive-state-current = Trong sổ
archive-state-held = Đang giữ lại
archive-state-back = Lui về số { $number }
archive-state-returned = Đã trả lại
archive-state-earlier = Đã thay
archive-state-missing = Đã thay, mất tệp
archive-title = { $sender }, báo cáo số { $number }
archive-reading = Đang so gói này với sổ.
archive-is-current = Sổ đang giữ đúng báo cáo này.
archive-is-current-how = Muốn trở lại, chọn một gói đã nhận trước đó của cùng đơn vị.
archive-missing = Kho không còn tệp của gói này.
archive-missing-how = Gói nhận trước khi có kho, hoặc tệp đã bị xóa để nhường chỗ. Có tệp { $file } trên USB hoặc trong thư thì mở ở Nhận báo cáo.
archive-waits = Gói chờ quyết định.
archive-waits-how = Mở ở Nhận báo cáo để xem lại và quyết định.
archive-was-returned = Gói đã trả lại đơn vị.
archive-plan = Nếu trở lại số { $number }, sổ sẽ đổi
archive-plan-words = Báo cáo số { $numbers } được đánh dấu trả lại, kèm lý do; đơn vị biết qua giấy nhận. Sổ được sao trước. Báo cáo gửi sau đó vẫn nhận như thường.
archive-reason = Lý do báo cho đơn vị
archive-back = Trở lại số này
archive-open-inbox = Mở ở Nhận báo cáo
archive-not-clear-here = Một số hồ sơ trong gói trái với sổ nên không thay cả gói được. Sổ vẫn nguyên.
archive-failed = Chưa trở lại được.
archive-went-back = { $sender }: sổ đã trở lại báo cáo số { $number }, số { $returned } được đánh dấu trả lại.
archive-receipt = Giấy nhận: { $file }.
archive-owed = Giấy nhận chưa viết, viết ở Nhận báo cáo.

# Trang biểu tổng hợp: tính cả báo cáo chưa duyệt
papers-not-counted = Chưa tính được.
archive-counted = Báo cáo được tính
archive-only-accepted = Đã duyệt
archive-all-received = Cả chưa duyệt
archive-counted-none = Không có báo cáo nào chờ duyệt; số như khi chỉ tính báo cáo đã duyệt.
archive-counted-some = Số tạm: tính cả { $count } báo cáo chưa duyệt. Sổ không đổi.
archive-left-out = Không tính được: { $names } { $why }

# Lệnh
cli-owed = Viết giấy nhận cho các đơn vị có ý kiến chưa nằm trong giấy nhận nào
cli-owed-done = Đã viết { $count } giấy nhận vào { $folder }.
cli-owed-none = Không đơn vị nào chờ giấy nhận.
cli-archive = Liệt kê các gói đã đến và gói còn giữ
cli-archive-office = Mã đơn vị gửi
cli-archive-line = { $sender }, số { $number }, ngày { $day }: { $state }; { $kept }
cli-archive-current = trong sổ
cli-archive-accepted = đã thay
cli-archive-held = đang giữ lại
cli-archive-returned = đã trả lại
cli-archive-gone = không còn tệp
cli-take-back = Trở lại một gói đã nhận trước đó của một đơn vị
cli-take-back-number = Số của gói muốn trở lại
cli-take-back-reason = Lý do báo cho đơn vị
cli-take-back-unknown = Không có gói số { $number } năm { $year } nào của đơn vị này để trở lại; xem lệnh archive
cli-take-back-plan = Nếu trở lại số { $number } (sổ đang giữ số { $held }): { $new } hộ mới, { $changed } hộ đổi, { $same } hộ giữ nguyên, { $leaves } hộ ra khỏi sổ. Chưa ghi gì.
cli-report-received = Tính cả báo cáo chưa duyệt; ghi rõ Số tạm trên biểu và tên tệp
cli-report-waiting = Gói hoặc thư mục gói chưa đưa vào sổ, tính thêm khi dùng --received
cli-report-received-upper = --received chỉ dùng ở sổ của cấp trên
cli-report-received-done = Đã lập { $count } tệp số tạm trong { $folder }, gồm cả báo cáo chưa duyệt của { $names }.
