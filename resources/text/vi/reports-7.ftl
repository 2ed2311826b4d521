# Reports 7.4–7.10 of annex VII (law.md §7). Titles of 7.6, 7.7 by analogy with 7.4, 7.5; of 7.8 in our words.
form-7-4 = Thiếu hụt dịch vụ xã hội cơ bản của hộ nghèo
form-7-5 = Tỷ lệ thiếu hụt dịch vụ xã hội cơ bản của hộ nghèo
form-7-6 = Thiếu hụt dịch vụ xã hội cơ bản của hộ cận nghèo
form-7-7 = Tỷ lệ thiếu hụt dịch vụ xã hội cơ bản của hộ cận nghèo
form-7-8 = Hộ nghèo, hộ cận nghèo theo nhóm đối tượng
form-7-9 = Phân nhóm hộ nghèo, hộ cận nghèo theo dân tộc
form-7-10 = Phân tích theo các nguyên nhân nghèo

paper-title-lacks-counts-poor = Phân tích các chỉ số thiếu hụt dịch vụ xã hội cơ bản của hộ nghèo năm { $year }
paper-title-lacks-rates-poor = Phân tích tỷ lệ các chỉ số thiếu hụt dịch vụ xã hội cơ bản của hộ nghèo năm { $year }
paper-title-lacks-counts-near_poor = Phân tích các chỉ số thiếu hụt dịch vụ xã hội cơ bản của hộ cận nghèo năm { $year }
paper-title-lacks-rates-near_poor = Phân tích tỷ lệ các chỉ số thiếu hụt dịch vụ xã hội cơ bản của hộ cận nghèo năm { $year }
paper-title-7-8 = Tổng hợp hộ nghèo, hộ cận nghèo theo nhóm đối tượng năm { $year }
paper-title-7-9 = Phân nhóm hộ nghèo, hộ cận nghèo theo dân tộc năm { $year }
paper-title-7-10 = Phân tích hộ nghèo, hộ cận nghèo theo các nguyên nhân nghèo năm { $year }

paper-line-both = Tổng số
paper-line-poor = - Hộ nghèo
paper-line-near_poor = - Hộ cận nghèo

paper-col-lacks-total-poor = Tổng số hộ nghèo
paper-col-lacks-total-near_poor = Tổng số hộ cận nghèo
paper-col-lacks-counts = Số hộ thiếu hụt từng chỉ số
paper-col-lacks-rates = Tỷ lệ hộ thiếu hụt từng chỉ số (%)
paper-col-all = Tổng số
paper-col-of-minority = Trong đó DTTS
paper-col-total-poor = Tổng số hộ nghèo
paper-col-total-near_poor = Tổng số hộ cận nghèo
paper-col-group-minority = Dân tộc thiểu số
paper-col-group-no_labour_capacity = Không có khả năng lao động
paper-col-group-merit_person = Có thành viên là người có công
paper-col-group-of-poor = Hộ nghèo
paper-col-group-of-near_poor = Hộ cận nghèo
paper-col-minority = DTTS
paper-col-others = Khác
paper-col-class = Phân loại
paper-col-causes = Số hộ theo nguyên nhân

# Control columns, in Excel only
paper-col-control = Kiểm tra
paper-col-lacks-mean = Bình quân mỗi hộ
paper-col-lacks-poor = Hộ nghèo: ≥ 3
paper-col-lacks-near_poor = Hộ cận nghèo: < 3
paper-control-right = Đúng
paper-control-wrong = Xem lại
paper-col-control-groups = Kiểm tra, phải là 0
paper-col-control-poor = Hộ nghèo: DTTS trừ các dân tộc và Khác
paper-col-control-near_poor = Cận nghèo: DTTS trừ các dân tộc và Khác

paper-note-lacks-counts = Một hộ có thể thiếu hụt nhiều chỉ số.
paper-note-lacks-rates = Tỷ lệ tính trên cột 1. Một hộ có thể thiếu hụt nhiều chỉ số.
paper-note-7-8 = Dòng Nhân khẩu đếm mọi thành viên của các hộ ở dòng Hộ.
paper-note-7-9 = Tính theo dân tộc của chủ hộ; hộ chưa rõ dân tộc nằm ở cột DTTS và cột Khác.
paper-note-7-10 = Một hộ có thể có nhiều nguyên nhân.
