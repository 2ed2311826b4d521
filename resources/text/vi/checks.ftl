# Kiểm tra trước khi in, gửi, nhận: mỗi câu là một mục đã kiểm (services/checking.py).

check-unit-village = thôn
check-unit-commune = xã

check-balance-ok = Cân đối khép kín ở cả { $count } { $unit }
check-balance-err = Lệch cân đối { $count } hộ, ở { $names }
check-agreement-ok = 7.2 khớp 7.3 ở cột chuyển qua lại, cả hai dòng
check-agreement-err = 7.2 lệch 7.3 ở cột chuyển qua lại: { $names }
check-end-poor-ok = Cuối kỳ 7.2 đúng { $count } hộ nghèo của 7.1
check-end-poor-err = Cuối kỳ 7.2 là { $end } hộ, 7.1 đếm { $count } hộ nghèo
check-end-near_poor-ok = Cuối kỳ 7.3 đúng { $count } hộ cận nghèo của 7.1
check-end-near_poor-err = Cuối kỳ 7.3 là { $end } hộ, 7.1 đếm { $count } hộ cận nghèo
check-residents-ok = Đủ tổng số hộ, số người của { $count } { $unit }
check-residents-err = Thiếu hoặc sai tổng số dân cư ở { $count } { $unit }: { $names }
check-listed-ok = Đủ { $listed } hộ nghèo, cận nghèo của 7.1
check-listed-err = Danh sách có { $listed } hộ, 7.1 đếm { $count } hộ

check-key-ok = Khóa: { $name } mở được, đúng nơi nhận
check-key-err = Chưa có thẻ khóa của { $name }
check-opens-ok = Chữ ký, mã kiểm, số kiểm khớp { $records } bản ghi
check-opens-err = Gói chưa mở được: { $refusal }
check-complete-ok = { $count } hộ phải rà soát đều xong phiếu
check-complete-err = Còn { $count } hộ chưa xong phiếu
check-outcome-ok = { $count } phiếu đủ 12 chỉ số, đúng ngưỡng
check-outcome-err = { $count } phiếu có phân loại không theo ngưỡng
check-average-ok = Bình quân: hộ nghèo thiếu { $poor } chỉ số, cận nghèo { $near_poor }
check-average-err = Bình quân lạ: hộ nghèo thiếu { $poor } chỉ số, cận nghèo { $near_poor }

# Điều cần xem lại trên phiếu: đếm theo hộ, hoặc nói riêng về một hộ
check-findings = { $count } hộ { $what }
check-remark-outcome = phân loại không theo ngưỡng
check-remark-average = bình quân chỉ số thiếu hụt lạ
check-finding-b1-differs-from-table = có B1 trên phiếu khác tổng theo bảng
check-finding-b1-items-open = còn mục B1 chưa trả lời
check-finding-b1-jump = có B1 đổi nhiều so với năm trước
check-finding-b1-missing = chưa có điểm B1
check-finding-b1-negative = có điểm B1 nhỏ hơn 0
check-finding-born-after-review = có người sinh sau ngày rà soát
check-finding-born-missing = có người chưa rõ ngày sinh
check-finding-cause-missing = chưa ghi nguyên nhân nghèo
check-finding-cause-other-empty = chưa nói rõ nguyên nhân khác
check-finding-citizen-id-century = có số định danh lạ về thế kỷ sinh
check-finding-citizen-id-length = có số định danh chưa đủ 12 số
check-finding-citizen-id-not-issued = có người chưa được cấp số định danh
check-finding-citizen-id-sex = có số định danh không khớp giới tính
check-finding-citizen-id-twice = có số định danh trùng nhau
check-finding-citizen-id-unknown = có người chưa rõ số định danh
check-finding-citizen-id-year = có số định danh không khớp năm sinh
check-finding-deprivations-open = còn chỉ số chưa xác nhận
check-finding-deprived-against-proposal = xác nhận thiếu, đề xuất là không
check-finding-ethnic-group-missing = chưa ghi dân tộc của chủ hộ
check-finding-head-is-minor = có chủ hộ chưa đủ 18 tuổi
check-finding-name-missing = có người chưa ghi họ tên
check-finding-no-head = chưa ghi ai là chủ hộ
check-finding-no-member = chưa có thành viên
check-finding-not-deprived-against-proposal = xác nhận không, đề xuất là thiếu
check-finding-relation-missing = có người chưa ghi quan hệ với chủ hộ
check-finding-reviewed-on-future = có ngày rà soát chưa tới
check-finding-reviewed-on-missing = chưa có ngày rà soát
check-finding-sex-missing = có người chưa ghi nam hay nữ
check-finding-size-changed = đổi số người so với năm trước
check-finding-too-old = có người tuổi quá cao
check-finding-two-heads = có hai người ghi là chủ hộ
