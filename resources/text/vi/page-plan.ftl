# The page "Kế hoạch": what surrounds its parts.
plan-parts = Các phần của kế hoạch
plan-part-goals = Mục tiêu
plan-part-tasks = Nhiệm vụ
plan-part-measures = Biện pháp
plan-part-visits = Kiểm tra, giám sát
plan-part-accounts = Báo cáo
plan-part-course = Các đơn vị
plan-earlier = Năm trước
plan-later = Năm sau
plan-year = Năm { $year }
plan-context = { $office }. Từ rà soát đến kế hoạch: mục tiêu, nhiệm vụ, biện pháp và báo cáo
