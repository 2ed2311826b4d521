# Tổng quan của bàn cấp xã.

overview-place = { $name }, { $province }.
overview-context = Rà soát định kỳ năm { $year }, mở ngày { $since }, kết thúc { $until }
overview-read-list = Đọc danh sách Excel
overview-key-on = Nhập tiếp phiếu B
overview-failed = Chưa làm được việc này.
overview-empty = Chưa có hộ nào. Đọc danh sách Excel của năm trước để bắt đầu, rồi mở đợt rà soát.
overview-opened = Đã mở đợt rà soát năm { $year }.

# Bảy bước
overview-step-requests = Giấy đề nghị
overview-step-list = Danh sách rà soát
overview-step-sheets = Phiếu B
overview-step-meeting = Họp dân
overview-step-posting = Niêm yết, phúc tra
overview-step-opinion = Ý kiến cấp trên
overview-step-decision = Quyết định
overview-step-unwritten = Chưa ghi
overview-step-no-round = Chưa mở đợt
overview-step-expected = { $households } hộ phải rà soát
overview-step-opened = Mở đợt { $day }
overview-step-nothing = Chưa có hộ nào phải rà soát
overview-step-keyed = Đã nhập { $done }/{ $expected } ({ $share } %)
overview-step-drafts = { $drafts } phiếu nhập dở
overview-step-done = Xong
overview-step-left = Còn { $left } hộ
overview-step-unsent = Chưa gửi báo cáo
overview-step-sent = Báo cáo số { $number }, ngày { $day }
overview-step-undecided = Chưa ghi
overview-step-ends = Đợt kết thúc 14/12
overview-step-decided = Đã ghi cho { $households } hộ
overview-step-signed = Ký ngày { $day }
overview-verdict-none = Chưa có giấy nhận
overview-verdict-taken_in = Cấp trên đã nhận
overview-verdict-held = Cấp trên đang giữ lại
overview-verdict-returned = Bị trả lại

# Tiến độ
overview-progress = Tiến độ theo thôn
overview-progress-count = { $villages } thôn, { $households } hộ phải rà soát
overview-residents = Điền hộ dân cư
overview-village = Thôn
overview-keyed = Phiếu B đã nhập
overview-poor = Nghèo
overview-near = Cận nghèo
overview-resident = Hộ dân cư
overview-whole = Cả xã

# Cần chú ý
overview-attention = Cần chú ý
overview-attention-none = Không có gì cần chú ý.
overview-errors = { $count } lỗi
overview-warnings = { $count } cảnh báo
overview-returned = Báo cáo số { $number } bị trả lại
overview-held = Báo cáo số { $number } đang bị giữ lại
overview-answered-how = Xem lý do trong giấy nhận
overview-missing = { $villages } thôn chưa có tổng số hộ dân cư
overview-small = { $villages } thôn có tổng số dân cư nhỏ hơn hộ đã phân loại
overview-drafts = { $drafts } phiếu nhập dở
overview-drafts-how = Mở từng phiếu để nhập cho xong
overview-breaking = { $households } hộ đầu kỳ chưa có kết quả
overview-breaking-how = Biểu 7.2, 7.3 khép khi mỗi hộ có phiếu hoặc biến động
overview-among-findings = { $count } phiếu nên xem lại
overview-more-households = { $names } và { $more } hộ khác
overview-more-villages = { $names } và { $more } thôn khác
overview-open = Mở
overview-look = Xem hộ
overview-fill = Điền
overview-key = Nhập

# Mốc thời gian
overview-due = Mốc của luật
overview-due-remark = theo { $source }; hạn của xã do tỉnh đặt
overview-due-before = trước { $day }
overview-due-preliminary = Sơ bộ tới Bộ
overview-due-end = Kết thúc đợt
overview-due-official = Chính thức tới Bộ
overview-due-today = hôm nay
overview-due-left = còn { $days } ngày
overview-due-past = đã qua { $days } ngày

# Hình
overview-percent = % số hộ
overview-rates = Tỷ lệ hộ nghèo qua các năm
overview-rates-actual = Thực hiện
overview-rates-plan = Chỉ tiêu { $plan }
overview-rates-lacking = Năm { $year }: { $count } thôn thiếu hoặc sai tổng số hộ
overview-rates-none = Chưa có tỷ lệ của năm nào: cần tổng số hộ dân cư của năm đã xong.
overview-lacks = Chỉ số thiếu hụt của hộ nghèo
overview-lacks-now = { $households } hộ nghèo đã nhập
overview-lacks-last = Năm { $year }
overview-lacks-none = Chưa nhập hộ nghèo nào của đợt này.

# Hộ dân cư
overview-residents-title = Hộ dân cư của từng thôn, năm { $year }
overview-residents-unit = hộ, người
overview-residents-why = Biểu 7.1 tính tỷ lệ trên tổng số hộ và số người của cả thôn, không chỉ các hộ đã rà soát; biểu 7.8 cần thêm số hộ, số người DTTS. Gõ số rồi Enter, hoặc chép các cột từ Excel rồi Ctrl+V.
overview-last-households = Hộ năm { $year }
overview-last-people = Người năm { $year }
overview-all-households = Tổng số hộ
overview-all-people = Tổng số người
overview-minority-households = Hộ DTTS
overview-minority-people = Người DTTS
overview-residents-save = Ghi hộ dân cư
overview-residents-leave = Thôi
overview-residents-saved = Đã ghi hộ dân cư của { $villages } thôn.
overview-residents-bad = { $villages } thôn còn số chưa đúng, chưa ghi gì.
overview-residents-half = { $village }: điền cả số hộ và số người.
overview-residents-households = { $village }: tổng số hộ nhỏ hơn số hộ nghèo, cận nghèo đã phân loại.
overview-residents-people = { $village }: tổng số người nhỏ hơn số người của hộ nghèo, cận nghèo.
overview-residents-minority = { $village }: số DTTS lớn hơn tổng số.
overview-residents-minority-half = { $village }: điền cả số hộ và số người DTTS.
overview-residents-minority-fewer = { $village }: số người DTTS nhỏ hơn số hộ DTTS.
overview-residents-fewer = { $village }: số người nhỏ hơn số hộ.
