# The part "Các đơn vị" of the plan: who below is on course, behind, silent.
plan-course-name = Tình hình các đơn vị
plan-course-strip = Các đơn vị theo tình trạng
plan-course-state-missed = Không đạt
plan-course-state-behind = Chậm
plan-course-state-silent = Chưa có tin
plan-course-state-on_course = Đúng tiến độ
plan-course-state-met = Đạt

plan-course-why-missed = còn { $now } hộ nghèo, mục tiêu nhiều nhất { $most }
plan-course-why-no_plan = chưa gửi kế hoạch
plan-course-why-short = thiếu { $count } hộ đăng ký thoát nghèo
plan-course-why-late_tasks = { $count } nhiệm vụ trễ hạn
plan-course-why-old_goals = { $count } mục tiêu, nhiệm vụ còn bản cũ
plan-course-why-silent = chưa có kế hoạch, chưa có rà soát của năm
plan-course-has-met = còn { $now } hộ nghèo, mục tiêu nhiều nhất { $most }
plan-course-enough = đã đăng ký { $count } hộ, đủ số phải thoát nghèo
plan-course-no-goal = đã đăng ký { $count } hộ; chưa có số phải thoát để so
plan-course-tasks-late = { $done }, trễ { $late }
plan-course-account-half = 6 tháng
plan-course-account-year = năm
plan-course-dong = { $amount } đồng
plan-course-millions = { $amount } triệu

# Bảng
plan-course-col-unit = Đơn vị
plan-course-col-group = Địa bàn huyện
plan-course-col-state = Tình trạng
plan-course-col-why = Vì sao
plan-course-col-planned = Đăng ký/phải thoát
plan-course-col-must = Phải thoát nghèo
plan-course-col-planned-only = Đã đăng ký
plan-course-col-helped = Hộ giúp
plan-course-col-amount = Kinh phí
plan-course-col-amount-dong = Kinh phí (đồng)
plan-course-col-tasks = Nhiệm vụ
plan-course-col-account = Báo cáo
plan-course-col-heard = Tin ngày
plan-course-filter-state = Tình trạng
plan-course-filter-group = Địa bàn
plan-course-all = Tất cả
plan-course-search = Tìm đơn vị
plan-course-none = Không đơn vị nào khớp với bộ lọc
plan-course-empty = Đơn vị này chưa có đơn vị cấp dưới nào phải báo cáo
plan-course-send = Gửi mục tiêu xuống
plan-course-pdf = PDF
plan-course-excel = Excel
plan-course-open = Mở đơn vị
plan-course-written = Đã ghi { $file }
plan-course-not-done = Chưa làm được

# Một đơn vị
plan-course-back = Các đơn vị
plan-course-page = Trang của đơn vị
plan-course-cards = Thẻ khóa
plan-course-called = Ghi đã gọi
plan-course-called-on = Đã gọi { $day }
plan-course-call-noted = Đã ghi: gọi { $name } hôm nay
plan-course-call-taken = Đã bỏ ghi chú gọi { $name }
plan-course-figures = Kế hoạch năm { $year }
plan-course-poor-before = Hộ nghèo cuối năm { $year }
plan-course-poor-now = Hộ nghèo cuối năm { $year }
plan-course-must = Phải thoát nghèo
plan-course-must-own = { $count } (mục tiêu riêng)
plan-course-must-share = { $count } (phần chia)
plan-course-planned = Đã đăng ký
plan-course-escaped = Trong đó đã thoát
plan-course-helped = Hộ được giúp
plan-course-amount = Kinh phí
plan-course-heard = Tin mới nhất
plan-course-number = Số { $number }, nhận { $day }
plan-course-number-through = Số { $number } qua { $office }, nhận { $day }
plan-course-unknown = chưa biết
plan-course-goals = Mục tiêu
plan-course-goals-none = Chưa có mục tiêu nào. Đặt ở phần Mục tiêu rồi gửi xuống.
plan-course-col-goal = Mục tiêu
plan-course-col-stands = Kết quả
plan-course-tasks = Nhiệm vụ
plan-course-tasks-none = Chưa có nhiệm vụ nào của năm
plan-course-col-task = Nhiệm vụ
plan-course-col-deadline = Hạn
plan-course-col-day = Ngày
plan-course-measures = Biện pháp cho hộ
plan-course-measures-none = Chưa có biện pháp nào của năm
plan-course-col-kind = Loại
plan-course-col-measures = Số
plan-course-visits = Kiểm tra, giám sát
plan-course-visits-none = Chưa có cuộc kiểm tra nào của năm
plan-course-visit-overdue = Quá hạn { $days } ngày
plan-course-visit-due = Chờ khắc phục
plan-course-visit-settled = Đã khắc phục
plan-course-account = Báo cáo
plan-course-account-none = Chưa gửi báo cáo nào của năm
plan-course-account-title = { $kind } { $year }
plan-course-account-closed = chốt { $day }
plan-course-account-open = chưa chốt
plan-course-kind-half = Sơ kết 6 tháng đầu năm
plan-course-kind-year = Tổng kết năm
plan-course-kind-period = Tổng kết giai đoạn đến

# Trang Tổng quan
plan-course-line = Kế hoạch { $year }:
plan-course-line-open = Xem các đơn vị

# Giấy
plan-course-title = Tình hình thực hiện kế hoạch giảm nghèo năm { $year } của các đơn vị
plan-course-made = Lập hồi { $time } ngày { $day }
plan-course-counted = { $count } đơn vị: { $states }
plan-course-total = Cộng

# Cần chú ý ở trang Tổng quan của xã
plan-due-late-tasks = { $count } nhiệm vụ của kế hoạch quá hạn
plan-due-overdue-checks = { $count } việc khắc phục sau kiểm tra quá hạn
plan-due-lacking = Còn thiếu { $count } hộ đăng ký thoát nghèo năm { $year }
plan-due-lacking-how = Phải thoát { $must } hộ, đã đăng ký { $planned }
plan-due-plan = Chọn hộ
