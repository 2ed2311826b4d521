# Words of the field, as officials say them (law.md §2).

class-poor = Hộ nghèo
class-near_poor = Hộ cận nghèo
class-not_poor = Không nghèo
class-average_living_standard = Mức sống trung bình
class-none = Chưa nhập phiếu

class-short-poor = Nghèo
class-short-near_poor = Cận nghèo
class-short-not_poor = Không
class-short-average_living_standard = MSTB
class-tiny-poor = Nghèo
class-tiny-near_poor = Cận
class-tiny-not_poor = Không
class-tiny-average_living_standard = MSTB

sex-male = Nam
sex-female = Nữ

level-commune = cấp xã
level-district = cấp huyện
level-province = cấp tỉnh

area-rural = nông thôn
area-urban = thành thị

round-periodic = Rà soát định kỳ năm { $year }
round-in_year = Rà soát thường xuyên năm { $year }

event-moved_in = Chuyển đến
event-split_off = Tách hộ
event-moved_away = Chuyển đi
event-died_out = Không còn người
event-joined_another = Nhập vào hộ khác
event-born = Sinh
event-died = Chết
event-member_in = Thành viên đến
event-member_out = Thành viên đi
event-head_changed = Đổi chủ hộ
event-corrected = Đính chính

schooling-never = Chưa đi học
schooling-in_kindergarten = Đang học mẫu giáo
schooling-in_primary = Đang học tiểu học
schooling-in_lower_secondary = Đang học THCS
schooling-in_upper_secondary = Đang học THPT
schooling-in_training = Đang học nghề, CĐ, ĐH
schooling-done_none = Thôi học, chưa xong tiểu học
schooling-done_primary = Xong tiểu học
schooling-done_lower_secondary = Tốt nghiệp THCS
schooling-done_upper_secondary = Tốt nghiệp THPT
schooling-done_vocational = Có chứng chỉ nghề, CĐ, ĐH
schooling-trained_by_employer = Được DN tuyển, cấp chứng chỉ

work-self_employed = Tự làm
work-contract = Làm thuê, có HĐ
work-steady = Làm thuê ổn định
work-no_contract = Làm thuê, không HĐ
work-jobless = Không có việc
work-not_working = Không đi làm
work-allowance = Trợ cấp hằng tháng

id-not_issued = Chưa cấp
id-unknown = Chưa rõ

insured-yes = Có
insured-no = Không

act-born = Sinh
act-died = Chết
act-member_in = Thành viên đến
act-member_out = Thành viên đi
act-split = Tách hộ
act-join = Nhập hộ
act-moved_in = Chuyển đến
act-split_off = Tách từ hộ ngoài sổ
act-moved_away = Chuyển đi
act-died_out = Không còn người
act-joined_another = Nhập vào hộ ngoài sổ
act-head_changed = Đổi chủ hộ
act-corrected = Đính chính
act-village_changed = Chuyển thôn
act-settled = Ghi biến động theo phiếu
act-withdrawn = Bỏ biến động
act-sheet-a = Giấy đề nghị, phiếu A
act-sheet-a-withdrawn = Rút giấy đề nghị
act-twins-same = Gộp hai hộ là một
act-twins-person = Một người ở hai hộ
act-twins-listed = Nhập dòng danh sách vào hộ
act-twins-listed-new = Thêm hộ từ danh sách
act-phone_sheets = Nhận phiếu điện thoại
act-put_on_list = Đưa vào danh sách rà soát
act-take_off_list = Đưa khỏi danh sách rà soát
act-set_enumerator = Ghi người rà soát
act-set_village = Chuyển thôn
act-rename_village = Sửa tên thôn
act-mark_no_labour = Ghi khả năng lao động
act-mark_merit = Ghi người có công
act-list-read = Đọc danh sách
act-second-settled = Thống nhất hai lần nhập
