# Trang Chỉ tiêu giảm nghèo, và báo cáo tiến độ một trang.

page-targets = Chỉ tiêu giảm nghèo
error-past-figures-wrong = Số liệu năm { $year } chưa khớp nhau: hộ nghèo và cận nghèo không thể nhiều hơn tổng số hộ, hộ nghèo dân tộc thiểu số không thể nhiều hơn hộ nghèo, và mỗi năm chỉ ghi một dòng, trước năm nay. Chưa ghi gì; sửa lại rồi ghi.

targets-context = { $office }. Tỷ lệ hộ nghèo so với kế hoạch, đến đợt { $year }
targets-back = Về Tổng quan
targets-excel = Báo cáo Excel
targets-pdf = Báo cáo PDF
targets-saved = Đã ghi { $file }.
targets-not-written = Chưa ghi được báo cáo.
targets-kept = Đã ghi số liệu các năm trước.
targets-not-kept = Chưa ghi số liệu các năm trước.

targets-chart = Tỷ lệ hộ nghèo qua các năm (%)
targets-chart-rate = Thực hiện
targets-chart-none = Chưa năm nào có đủ số hộ nghèo và tổng số hộ dân cư để tính tỷ lệ.
targets-verdict = Chỉ tiêu năm { $year }
targets-goal = Kế hoạch
targets-goal-average = giảm bình quân { $points } điểm % một năm, { $first }–{ $last }
targets-goal-more = giảm trên { $points } điểm % một năm, đến { $last }
targets-rates = Tỷ lệ hộ nghèo
targets-from-to = { $last } % → { $now } %
targets-fall = So với năm trước
targets-average = Bình quân một năm
targets-fall-minority = Hộ dân tộc thiểu số
targets-minority-asked = ; kế hoạch: từ { $points } điểm trở lên
targets-minority-unknown = chưa tính được, thiếu tổng số hộ DTTS
targets-result = Kết quả
targets-source = Nguồn: { $source }.
targets-no-plan = Chưa có kế hoạch nào của tỉnh trong chương trình; chỉ xem được mức giảm.

targets-met = Đạt
targets-missed = Chưa đạt
targets-none-left = Hết hộ nghèo
targets-open = Đang rà soát
targets-not-reported = Chưa có số
targets-no-last = Thiếu năm trước
targets-no-total = Thiếu tổng số hộ
targets-no-goal = Không có chỉ tiêu
targets-say-remains = Còn { $remains } hộ nghèo phải thoát nghèo thì mới đạt: nhiều nhất { $most } hộ nghèo cuối năm { $year }.
targets-say-held = Đã đạt: kế hoạch cho phép nhiều nhất { $most } hộ nghèo cuối năm { $year }.
targets-say-open = Đang rà soát. Để đạt, so với năm trước phải có ít nhất { $remains } hộ thoát nghèo: nhiều nhất { $most } hộ nghèo cuối năm { $year }.
targets-say-no-total = Thiếu tổng số hộ dân cư năm { $year }: chưa tính tỷ lệ, chưa xét đạt hay không.
targets-say-no-last = Chưa có số liệu năm { $year } để so sánh; có thể nhập ở bảng bên dưới.
targets-say-no-goal = Kế hoạch không đặt chỉ tiêu cho năm { $year }.
targets-say-nothing = Chưa có kết quả rà soát năm { $year }.
targets-say-missing = { $count } đơn vị có số năm trước nhưng chưa có số năm nay: { $names }. Chưa xét đạt hay không.

targets-years = Các năm
targets-edit = Nhập năm trước
targets-year-typed = { $year } (nhập tay)
targets-col-year = Năm
targets-col-households = Tổng hộ
targets-col-poor = Hộ nghèo
targets-col-rate = Tỷ lệ %
targets-col-change = Thay đổi
targets-col-points = Điểm
targets-col-minority = DTTS
targets-col-verdict = Kết quả
targets-col-unit = Đơn vị
targets-col-poor-of = Hộ { $year }
targets-col-rate-of = % { $year }
targets-col-remains = Còn
targets-points = { $points } điểm
targets-households = { $count } hộ
targets-units = Các thôn
targets-units-upper = Các đơn vị
targets-units-met = { $met }/{ $count } đơn vị đạt

targets-form-how = Số liệu của những năm chưa có trong sổ. Chỉ ghi số có trong báo cáo; số nào không có thì để trống, tỷ lệ của năm đó sẽ không tính. Dòng trống là không có năm đó.
targets-form-households = Tổng số hộ
targets-form-poor = Hộ nghèo
targets-form-near_poor = Hộ cận nghèo
targets-form-minority_households = Hộ DTTS
targets-form-minority_poor = Hộ nghèo DTTS
targets-fill-known = Điền số liệu 2021–2024 của Tuyên Quang
targets-keep = Ghi
targets-leave = Thôi

# Báo cáo tiến độ một trang
progress-name = Báo cáo tiến độ giảm nghèo
progress-title = Báo cáo tiến độ giảm nghèo năm { $year }
progress-subtitle = (so với { $plan })
progress-goal = Kế hoạch: { $goal }.
progress-average = Bình quân một năm trong giai đoạn: { $points } điểm %.
progress-years = Toàn đơn vị qua các năm
progress-units = Từng thôn, đơn vị năm { $year }
progress-col-name = Năm, đơn vị
progress-col-fewer = Số hộ nghèo giảm
progress-col-points = Giảm (điểm %)
progress-col-goal = Chỉ tiêu (điểm %)
progress-col-remains = Còn phải giảm (hộ)
progress-more = Còn { $count } đơn vị khác không in ở đây; đủ trong tệp Excel.
progress-legend = Tỷ lệ hộ nghèo (%). Nét liền: thực hiện; nét đứt: theo { $plan }
progress-legend-alone = Tỷ lệ hộ nghèo (%)
targets-link = Chỉ tiêu
targets-typed-remark = * nhập tay
