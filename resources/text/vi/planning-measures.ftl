# Measures for households: what is odd about them, why a deed is refused, their deeds in the history.
act-measure_recorded = Ghi biện pháp
act-measure_changed = Sửa biện pháp
act-measure_removed = Bỏ biện pháp
act-escape_planned = Đăng ký thoát nghèo
act-escape_unplanned = Bỏ đăng ký thoát nghèo

measure-state-planned = Dự kiến
measure-state-under_way = Đang làm
measure-state-done = Đã xong
measure-state-stopped = Đã dừng

error-measure-amiss = Chưa ghi được biện pháp. { $why } Dữ liệu vẫn nguyên, sửa rồi ghi lại.

finding-measure-amount-negative = Số tiền { $amount } đồng nhỏ hơn 0.
finding-measure-amount-negative-cure = Gõ lại số tiền, hoặc để trống nếu biện pháp không có tiền.
finding-measure-amount-small = Số tiền { $amount } đồng rất nhỏ cho một hộ.
finding-measure-amount-small-cure = Số tiền tính bằng đồng: 30 triệu gõ là 30.000.000.
finding-measure-amount-large = Số tiền { $amount } đồng rất lớn cho một hộ.
finding-measure-amount-large-cure = Đây là số tiền của từng hộ, không phải của cả nhóm. Xem lại số không ở cuối.
finding-measure-ends-early = Ngày kết thúc { $end } trước ngày bắt đầu { $start }.
finding-measure-ends-early-cure = Sửa một trong hai ngày.
finding-measure-other-year = Ngày { $day } nằm ngoài năm kế hoạch { $year }.
finding-measure-other-year-cure = Sửa ngày, hoặc ghi biện pháp vào kế hoạch của năm kia.
finding-measure-done-without-date = Biện pháp đã xong mà chưa có ngày kết thúc.
finding-measure-done-without-date-cure = Ghi ngày kết thúc để báo cáo đúng kỳ.
finding-measure-done-ahead = Biện pháp ghi là đã xong nhưng ngày kết thúc { $day } chưa đến.
finding-measure-done-ahead-cure = Sửa ngày kết thúc, hoặc để trạng thái Đang làm.
finding-measure-late = Biện pháp quá ngày kết thúc { $day } mà chưa xong.
finding-measure-late-cure = Ghi là đã xong, lùi ngày kết thúc, hoặc dừng biện pháp.
finding-measure-household-left = Hộ đã đi khỏi xã ngày { $day }, trước khi có biện pháp.
finding-measure-household-left-cure = Bỏ hộ khỏi nhóm, hoặc xem lại ngày hộ chuyển đi.
finding-measure-left-open = Hộ đã đi khỏi xã ngày { $day } mà biện pháp chưa xong.
finding-measure-left-open-cure = Dừng biện pháp, hoặc ghi là đã xong nếu đã làm trước ngày hộ đi.
finding-measure-household-lost = Hộ của biện pháp này không còn trong sổ.
finding-measure-household-lost-cure = Dừng hoặc xóa biện pháp; nếu việc thêm hộ bị hoàn tác nhầm thì thêm lại hộ, ghi lại biện pháp.
finding-measure-double = Hộ đã có biện pháp cùng loại, cùng chương trình trong thời gian này.
finding-measure-double-cure = Bỏ một trong hai, hoặc ghi rõ chương trình nếu là hai biện pháp khác nhau.
finding-measure-not-listed = Hộ không nghèo, không cận nghèo theo rà soát năm { $year }, hoặc chưa được rà soát.
finding-measure-not-listed-cure = Xem lại có đúng hộ không; biện pháp vẫn ghi được.
finding-measure-not-lacking = Rà soát năm { $year } không thấy hộ thiếu: { $names }.
finding-measure-not-lacking-cure = Chọn lại thiếu hụt mà biện pháp nhằm vào, hoặc xem lại phiếu của hộ.

measure-amount = { $amount } đồng
measure-from = từ { $day }
measure-until = đến { $day }
measure-of-plan = Kế hoạch { $year }: { $words }
measure-escape-of-plan = Đăng ký thoát nghèo trong năm { $year }
