# Tổng quan của bàn cấp trên: ai đã báo cáo, tổng hợp các xã đã nhận, so với năm trước và với kế hoạch.

upper-context = { $office }, { $count } đơn vị cấp xã. Báo cáo định kỳ { $year }. { $due }
upper-check = Kiểm { $count } gói mới
upper-receive = Nhận báo cáo
upper-totals = Biểu tổng hợp

upper-sent = xã đã gửi
upper-sent-bar = Xã đã gửi báo cáo
upper-stand-accepted = Chấp nhận
upper-stand-waiting = Chờ kiểm
upper-stand-held = Đang giữ
upper-stand-returned = Trả lại
upper-stand-missing = Chưa gửi

upper-board = Xã đã báo cáo
upper-board-by-former = theo huyện cũ, Enter để mở
upper-board-by-district = theo huyện, Enter để mở
upper-board-plain = Enter để mở
upper-view-board = Bảng ô
upper-view-list = Danh sách
upper-view = Cách xem
upper-no-group = Nơi khác
upper-column-commune = Xã, phường
upper-column-group = Huyện cũ
upper-column-district = Huyện
upper-column-stand = Tình trạng
upper-column-number = Số
upper-column-poor = Hộ nghèo { $year }
upper-column-change = Tăng, giảm
upper-column-rate = Tỷ lệ, %
upper-column-called = Đã gọi

upper-late = Chưa gửi
upper-late-count = { $count } xã
upper-late-none = Mọi xã đã gửi báo cáo.
upper-late-call = Ghi đã gọi
upper-late-called = Đã gọi { $day }
upper-late-last = Năm { $year }: { $poor } hộ nghèo
upper-late-group-last = { $group }, năm { $year }: { $poor } hộ nghèo
upper-late-no-last = Chưa có số năm { $year }
upper-late-copy = Chép danh sách
upper-late-copied = Đã chép tên { $count } xã chưa gửi.

upper-sums = Tổng hợp { $count } xã đã nhận
upper-sums-same = cùng các xã đó ở hai năm
upper-sums-some = { $count } xã có số cả hai năm
upper-sums-alone = chưa có số năm { $year } để so
upper-sums-column = Chỉ tiêu
upper-sums-difference = Tăng, giảm
upper-sums-residents = Dân cư toàn xã, hộ
upper-sums-rate = Tỷ lệ hộ nghèo, %
upper-sums-minority = Hộ nghèo dân tộc thiểu số
upper-sums-points = { $points } điểm
upper-sums-empty = Chưa nhận báo cáo nào của năm { $year }. Đọc thư mục hoặc USB có gói của xã để bắt đầu.

upper-fall = **Giảm { $points } điểm.**
upper-rise = **Tăng { $points } điểm.**
upper-same = **Không đổi.**
upper-goal-average = Mục tiêu { $plan } { $first }–{ $last }: bình quân giảm { $points } điểm mỗi năm
upper-goal-more = Mục tiêu { $plan } đến { $last }: giảm hơn { $points } điểm mỗi năm
upper-no-rate = Chưa tính được tỷ lệ: còn xã chưa báo tổng số hộ dân cư.
upper-no-last = Chưa có số năm { $year } của các xã này để so.

upper-lacks = Thiếu hụt của hộ nghèo
upper-lacks-last = { $year }, %
upper-lacks-empty = Có báo cáo đầu tiên là thấy hộ nghèo thiếu hụt ở đâu.
upper-rates = Tỷ lệ hộ nghèo, %
upper-rates-actual = Thực hiện
upper-rates-empty = Có tổng số hộ dân cư của các xã là thấy tỷ lệ qua các năm.

upper-lack-employment = Việc làm
upper-lack-dependants = Người phụ thuộc
upper-lack-nutrition = Dinh dưỡng
upper-lack-health_insurance = Bảo hiểm y tế
upper-lack-adult_education = Giáo dục người lớn
upper-lack-child_schooling = Trẻ em đi học
upper-lack-housing_quality = Chất lượng nhà ở
upper-lack-housing_area = Diện tích nhà ở
upper-lack-water = Nguồn nước
upper-lack-toilet = Nhà tiêu
upper-lack-telecom = Viễn thông
upper-lack-information = Phương tiện thông tin
