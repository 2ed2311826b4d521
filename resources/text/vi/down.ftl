# Bộ chuẩn, lịch, lời văn trên giấy tờ: cấp trên gửi xuống, xã áp dụng.
page-send-down = Gửi xuống
page-from-above = Bộ từ cấp trên

down-receivers = các đơn vị dưới { $office }
down-standard-other = Sổ đã có chuẩn { $name } với nội dung khác; một chuẩn đã có không bao giờ bị thay

# Trong gói
down-inside-calendar = Lịch: ngày hoán đổi, hạn báo cáo mùa thu
down-inside-headings = Lời văn, dòng chữ ký, cột dân tộc
down-inside-merged = Xã cũ thuộc về xã mới

# Từng việc một
down-title-standard = Chuẩn để mở đợt rà soát
down-title-day = Ngày { $day }
down-title-autumn = Hạn báo cáo mùa thu { $year }
down-title-words = { $paper }: { $part }
down-title-authority = Dòng trên chữ ký
down-title-ethnic = Cột dân tộc của biểu 7.9
down-title-merged = { $name } (đơn vị cũ)
down-part-title = tên giấy tờ
down-part-symbol = ký hiệu
down-part-bases = căn cứ
down-part-articles = điều khoản cuối
down-part-receivers = nơi nhận
down-part-columns = cột niêm yết
down-column-head = chủ hộ
down-column-village = thôn
down-column-people = số người
down-column-before = năm trước
down-column-class = kết quả
down-column-b1 = điểm B1
down-column-b2 = điểm B2
down-column-note = ghi chú
down-value-exchanged = nghỉ { $off }, làm bù { $worked }
down-value-off = nghỉ { $off }
down-value-worked = làm bù { $worked }
down-value-merged = thuộc { $code } từ { $since }

# Danh sách đơn vị sáp nhập
down-merged-shape = phải có các cột old_name, new_code, since; ngày viết 01/07/2025 hoặc 2025-07-01
down-merged-stranger = mã { $code } không phải một xã thuộc đơn vị này

# Dòng lệnh
down-note-applied = Đã đổi { $count } mục, giữ của đơn vị { $kept } mục.
down-note-waits = Có hiệu lực từ { $on }; đã giữ trong sổ, áp dụng từ ngày đó.
cli-pack-down = Niêm phong một bộ chuẩn, lịch, lời văn trên giấy tờ cho mọi đơn vị cấp dưới
cli-down-standard = Mã chuẩn gửi kèm; dùng nhiều lần được
cli-down-calendar = Kèm ngày hoán đổi và hạn báo cáo mùa thu
cli-down-words = Kèm lời văn trên giấy tờ
cli-down-ethnic = Kèm cột dân tộc của biểu 7.9
cli-down-authority = Kèm dòng trên chữ ký
cli-down-merged = Kèm danh sách xã cũ thuộc về xã mới (CSV: old_code, old_name, old_district, new_code, since, basis)
cli-down-from = Có hiệu lực từ ngày (2027-01-01); không có thì từ hôm nay
cli-down-basis = Căn cứ: số, ngày văn bản
cli-down-note = Lời dặn
cli-pack-down-done = Đã niêm phong bộ số { $number } vào { $file } cho { $count } đơn vị, đã đọc lại khớp. Chưa có thẻ khóa của { $missing } đơn vị.
cli-taken-down = { $file }: bộ số { $number } của { $sender }, chưa áp dụng.
cli-taken-applied = { $file }: áp dụng bộ số { $number } của { $sender }.
cli-taken-waiting = { $file }: giữ bộ số { $number } của { $sender } trong sổ.

# Ở trang Nhận báo cáo
inbox-result-down = Bộ từ cấp trên
inbox-is-down = Đây là bộ chuẩn, lịch, lời văn trên giấy tờ của { $sender }
inbox-is-down-how = Mở ở trang Bộ từ cấp trên để xem trước rồi áp dụng.

# Lối vào
down-go-send = Gửi xuống
down-go-above = Bộ từ cấp trên
down-attention = Bộ của cấp trên chờ áp dụng
down-attention-how = Chuẩn, lịch, lời văn trên giấy tờ, có hiệu lực từ { $on }
down-all-below = mọi đơn vị cấp dưới

# Trang Bộ từ cấp trên
down-context = Chuẩn, lịch, lời văn trên giấy tờ do { $upper } gửi; xem trước từng mục rồi mới áp dụng
down-back = Gửi – nhận
down-open = Mở gói
down-came = Các bộ đã nhận
down-empty = Chưa có bộ nào của { $upper } trong sổ. Mở gói trên USB hay trong thư để xem trước.
down-pack = Bộ số { $number }
down-pack-col = Bộ
down-things = Các mục của bộ
down-col-thing = Mục
down-col-old = Đang có
down-col-new = Bộ này
down-col-fate = Kết quả
down-from = Nơi gửi
down-dated = Ngày lập
down-dates = { $dated }, có hiệu lực từ { $valid }
down-basis = Căn cứ
down-remark = Lời dặn
down-inside = Gồm
down-apply = Áp dụng
down-later = Giữ lại, để sau
down-undo = Hoàn tác bộ này
down-turn = Đổi bên giữ
down-mine = Giữ của ta
down-theirs = Theo cấp trên
down-fate-add = Thêm
down-fate-change = Đổi
down-fate-remove = Bỏ
down-fate-kept = Giữ của ta
down-fate-same = Đã giống
down-group-conflict = Hai bên khác nhau, chọn bên giữ: { $count }
down-group-change = Sẽ đổi: { $count }
down-group-kept = Đơn vị đặt khác, cấp trên không nói gì mới: { $count }
down-group-same = Đã giống: { $count }
down-conflicts = { $count } mục hai bên khác nhau; không chọn thì giữ của ta
down-state-waiting = Chờ áp dụng
down-state-applied = Đã áp dụng
down-state-undone = Đã hoàn tác
down-say-new = Chữ ký của cấp trên đúng. Áp dụng sẽ đổi { $count } mục.
down-say-waiting = Bộ này đã giữ trong sổ. Áp dụng sẽ đổi { $count } mục.
down-say-undone = Bộ này đã hoàn tác. Áp dụng lại sẽ đổi { $count } mục.
down-say-nothing = Sổ đã có đúng như bộ này; áp dụng chỉ ghi nhận là đã theo.
down-say-applied = Bộ này đang áp dụng.
down-say-foreign = Chỉ xem được, không áp dụng được.
down-say-unproven = Chưa ai xác nhận chữ ký này: chỉ xem được, không áp dụng được.
down-say-refused = Không dùng được gói này.
down-applied = Đã áp dụng, đổi { $count } mục
down-applied-kept = Giữ của đơn vị { $count } mục.
down-applied-standard = Mở đợt theo chuẩn mới ở Cài đặt, mục Đợt rà soát; đợt cũ giữ chuẩn cũ.
down-kept = Đã giữ bộ này trong sổ
down-undone = Đã hoàn tác, sổ trở lại như trước
down-undo-question = Hoàn tác bộ này?
down-undo-means = Mọi mục bộ này đã đổi trở lại như trước khi áp dụng. Bộ vẫn nằm trong sổ, áp dụng lại được.
down-not-done = Chưa làm được

# Trang Gửi xuống
down-send-context = { $office } gửi chuẩn, lịch, lời văn trên giấy tờ cho các đơn vị cấp dưới: một tệp cho tất cả
down-next = Bộ số { $number } sẽ gồm
down-choose-standards = Chuẩn
down-choose-others = Lịch, lời văn, danh sách
down-box-calendar = Ngày hoán đổi, hạn báo cáo
down-box-words = Lời văn trên giấy tờ
down-box-authority = Dòng trên chữ ký
down-box-ethnic = Cột dân tộc của biểu 7.9
down-box-merged = Xã cũ thuộc về xã mới
down-way-calendar = Đặt ngày
down-way-words = Sửa lời văn
down-way-ethnic = Đặt cột
down-way-merged = Chọn tệp CSV
down-way-table = Lập bảng điểm
down-authority-hint = TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH
down-has-none = chưa đặt gì
down-has-days = { $count } ngày hoán đổi
down-has-autumn = hạn mùa thu { $year }: { $day }
down-has-words = { $count } giấy tờ có lời văn riêng
down-has-merged = { $count } dòng
down-no-standard = Chưa có chuẩn riêng nào.
down-origin-own = Lập tại đây. Dùng { $start } đến { $end }
down-origin-above = Nhận từ cấp trên. Dùng { $start } đến { $end }
down-origin-below = Theo báo cáo của cấp dưới. Dùng { $start } đến { $end }
down-ask-valid = Hiệu lực từ
down-ask-basis = Căn cứ
down-ask-note = Lời dặn
down-bad-day = Ngày viết như 01/01/2027
down-who = Ai mở được
down-to-cards = Thẻ khóa
down-can-open = { $count } trong { $all } đơn vị cấp dưới mở được bộ này
down-cannot-open = Chưa có thẻ khóa: { $names }
down-for-more = { $names } và { $count } đơn vị nữa
down-sent = Các bộ đã gửi
down-sent-none = Chưa gửi bộ nào. Chọn ở bên trái, ghi ra USB hay thư mục, rồi gửi cùng một tệp cho mọi đơn vị.
down-col-number = Số
down-col-dated = Ngày gửi
down-col-valid = Hiệu lực
down-col-inside = Gồm
down-col-for = Cho
down-for = Cho
down-file = Tệp
down-one-file = Một tệp, mỗi đơn vị mở bằng khóa của mình
down-not-yet = Chọn ít nhất một mục
down-nobody = Chưa có thẻ khóa của cấp dưới
down-tick = Chọn
down-seal = Niêm phong
down-set = Đã ghi; sẽ đi cùng bộ sau nếu được chọn
down-sealed = Đã ghi bộ số { $number } cho { $count } đơn vị. { $next }
down-hand-over = Gửi tệp cho các đơn vị.
down-sealed-file = { $file }, đã đọc lại khớp
