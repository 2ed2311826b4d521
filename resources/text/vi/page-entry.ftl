# Trang Nhập phiếu: phiếu B, gõ bằng bàn phím, theo thứ tự của phiếu giấy.

entry-sheet-of = Phiếu B, hộ { $number }
entry-village = Thôn { $village }, phiếu **{ $position }/{ $total }**.
entry-village-only = Thôn { $village }.
entry-enumerator-is = Rà soát viên { $name }.
entry-last-round = Đợt { $year }:
entry-no-last-round = Chưa có trong đợt trước.
entry-pace = Hôm nay { $sheets } phiếu, trung bình { $seconds } giây
entry-pace-short = Hôm nay { $sheets } phiếu

entry-why = Vì sao?
entry-leave = Để lại
entry-finish = Ghi, phiếu sau
entry-close = Đóng

## Dòng phím
entry-key-next = ô sau
entry-key-yes = thiếu
entry-key-no = không
entry-key-has = có
entry-key-has-not = không
entry-key-choose = chọn
entry-key-toggle = chọn, bỏ
entry-key-points = điểm
entry-key-age = kèm tuổi
entry-key-not-issued = chưa cấp
entry-key-drop = đã đi
entry-key-again = như hộ trước
entry-key-versus = khác { $year }
entry-key-take = như đề xuất
entry-key-last = như { $year }
entry-key-note = ghi chú
entry-key-section = mục trước, sau
entry-key-find = tìm phiếu
entry-key-second = nhập lần hai

## Các mục
entry-sections = Các mục của phiếu
entry-section-1 = Thông tin chung
entry-section-2 = Thành viên
entry-section-3 = Điểm B1
entry-section-4 = Chỉ số B2
entry-section-5 = Nguyên nhân nghèo
entry-section-6 = Ký, ngày rà soát
entry-state-ok = xong
entry-state-err = { $count } lỗi phải sửa
entry-state-warn = { $count } chỗ cần xem lại
entry-state-count = đã có { $count }
entry-state-none = chưa nhập

## Hàng đợi
entry-queue = Phiếu của thôn
entry-choose-village = Chọn thôn
entry-left-count = { $count } phiếu để lại
entry-left-title = Phiếu để lại
entry-left-none = Chưa để lại phiếu nào.
entry-find = Tìm tên hoặc số hộ
entry-found-none = Không tìm thấy "{ $text }". Thử bỏ bớt chữ.
entry-back-to-queue = Về thôn { $village }

## Thành viên
entry-people = { $count } người
entry-from-last = từ đợt { $year }
entry-changed = khác { $year }
entry-add-row = thêm dòng
entry-relations = Chủ hộ, Vợ, Chồng, Con, Bố, Mẹ, Cháu, Ông, Bà, Anh, Chị, Em, Con dâu, Con rể
entry-member-row = thành viên dòng { $row }
entry-left-why = { $name } đã đi, vì sao?
entry-left-whys = chuyển đi, kết hôn, chết, đi làm xa, khác
entry-left-why-other = lý do khác
entry-dropped = Đã bỏ { $name } khỏi hộ.
entry-new-row = dòng mới
entry-field-name = Họ và tên
entry-field-relation = Quan hệ
entry-field-born = Ngày sinh
entry-field-sex = GT
entry-field-ethnic_group = Dân tộc
entry-field-citizen_id = Số định danh
entry-field-schooling = Học vấn
entry-field-insured = BHYT
entry-field-work = Việc làm
entry-field-merit_person = Có người có công
entry-field-no_labour_capacity = Không có khả năng lao động
entry-field-b1 = Điểm B1
entry-field-causes = Nguyên nhân nghèo
entry-field-cause_other = Nguyên nhân khác, nói rõ
entry-field-enumerator = Rà soát viên
entry-field-reviewed_on = Ngày rà soát
entry-place-member = { $field }, dòng { $row }

entry-schooling-never = Chưa đi học
entry-schooling-in_kindergarten = Mẫu giáo
entry-schooling-in_primary = Học tiểu học
entry-schooling-in_lower_secondary = Học THCS
entry-schooling-in_upper_secondary = Học THPT
entry-schooling-in_training = Học nghề, CĐ, ĐH
entry-schooling-done_none = Dở tiểu học
entry-schooling-done_primary = Tiểu học
entry-schooling-done_lower_secondary = THCS
entry-schooling-done_upper_secondary = THPT
entry-schooling-done_vocational = Nghề, CĐ, ĐH
entry-schooling-trained_by_employer = DN đào tạo

entry-work-self_employed = Tự làm
entry-work-contract = Thuê, có HĐ
entry-work-steady = Thuê ổn định
entry-work-no_contract = Thuê, không HĐ
entry-work-jobless = Không có việc
entry-work-not_working = Không đi làm
entry-work-allowance = Trợ cấp

## Điểm B1
entry-b1-where = Tổng điểm ghi cuối bảng B1 trên phiếu giấy.
entry-b1-last = Năm { $year }: { $points } điểm
entry-b1-table = Cộng { $done }/{ $total } mục của bảng B1.
entry-b1-keyed = Đã nhập
entry-b1-missing = Chưa nhập
entry-b1-item = Mục
entry-b1-answer = Câu trả lời
entry-b1-points = Điểm

## 12 chỉ số
entry-deprivations = { $count } chỉ số thiếu hụt
entry-confirmed = đã xác nhận { $done }/{ $total }
entry-take-one = nhận đề xuất
entry-take-all = nhận hết dòng còn lại
entry-indicator = Chỉ số
entry-proposal = Đề xuất và lý do
entry-answer = Xác nhận
entry-deprived = Thiếu
entry-not-deprived = Không
entry-waits = chờ
entry-not-keyed = Chưa nhập
entry-as-last = Như { $year }: { $answer }
entry-choose-yes = thiếu
entry-choose-no = không thiếu
entry-type-area = Gõ diện tích nhà ở, m²
entry-note = Ghi chú
entry-which-child = Trẻ nào? { $names }
entry-again-unknown = Phiếu nhập ngay trước không ghi ô này.
entry-took-all = Đã nhận { $count } đề xuất.
entry-nothing-proposed = Chưa có đề xuất cho { $name }: gõ câu trả lời trên phiếu.
entry-last-unknown = Đợt { $year } không ghi ô này.
entry-line-said = { $number }. { $name }: { $answer }. { $reason }

entry-short-employment = Việc làm
entry-short-dependants = Người phụ thuộc
entry-short-nutrition = Dinh dưỡng
entry-short-health_insurance = Bảo hiểm y tế
entry-short-adult_education = Giáo dục người lớn
entry-short-child_schooling = Trẻ em đi học
entry-short-housing_quality = Chất lượng nhà ở
entry-short-housing_area = Diện tích nhà ở
entry-short-water = Nguồn nước
entry-short-toilet = Nhà tiêu hợp vệ sinh
entry-short-telecom = Dịch vụ viễn thông
entry-short-information = Phương tiện thông tin

## Nguyên nhân, ký
entry-causes-hint = chọn một hay nhiều, bấm số để chọn hoặc bỏ

## Kết quả
entry-result = Kết quả đang nhập
entry-open-class = Chưa kết luận
entry-settled = Đã chắc chắn: { $count } chỉ số còn lại không làm đổi kết quả.
entry-all-confirmed = Đã xác nhận đủ các chỉ số.
entry-expected = Chưa chắc chắn. Nhận hết đề xuất thì là { $outcome }.
entry-unsettled = Chưa chắc chắn: { $count } chỉ số còn lại có thể làm đổi kết quả.
entry-b1-open = Chưa chắc chắn: chưa có điểm B1.
entry-counted = Chỉ số đã tính
entry-counted-none = Chưa có chỉ số nào thiếu.
entry-different = Khác đợt { $year }
entry-different-none = Chưa thấy gì khác.
entry-now-deprived = nay thiếu
entry-now-not-deprived = nay không thiếu
entry-b1-up = B1 tăng { $points } điểm
entry-b1-down = B1 giảm { $points } điểm
entry-people-changed = Số người
entry-rose = { $before } lên { $now }
entry-fell = { $before } xuống { $now }
entry-look-again = Cần xem lại
entry-look-none = Không có chỗ nào phải xem lại.
entry-to-finding = tới chỗ sai
entry-result-panel = kết quả

## Khác năm trước
entry-versus = Khác năm trước
entry-versus-title = { $name }: khác năm { $year }
entry-versus-count = { $count } chỗ khác
entry-versus-none = Những gì đã nhập đều như năm { $year }.
entry-versus-unknown = Hộ chưa có phiếu của năm trước để so.
entry-versus-before = Năm trước
entry-versus-now = Năm nay
entry-versus-general = Thông tin chung
entry-versus-members = Thành viên
entry-versus-points = Điểm B1, số người
entry-versus-facts = Trả lời trên phiếu
entry-versus-deprivations = Chỉ số thiếu hụt
entry-versus-causes = Nguyên nhân
entry-versus-class = Kết quả
entry-versus-came = mới thêm
entry-versus-gone = đã đi
entry-versus-b2 = Điểm B2
entry-versus-outcome = Phân loại

## Vì sao
entry-why-title = Vì sao { $name }
entry-why-open = Vì sao { $name }: chưa đủ để kết luận
entry-why-what = Nội dung
entry-why-answer = Trả lời
entry-why-points = Điểm
entry-why-source = Căn cứ
entry-why-b1 = Điểm B1
entry-why-b1-total = Tổng điểm B1
entry-why-limit = Mức { $limit } điểm B1 ở { $area } thay cho { $income } đồng mỗi người một tháng.
entry-why-limit-bare = Mức ở { $area } là { $limit } điểm B1.
entry-why-keyed = ghi cuối bảng trên phiếu giấy
entry-why-b2 = 12 chỉ số thiếu hụt
entry-why-b2-total = Tổng điểm B2
entry-why-b2-limit = từ { $limit } trở lên là hộ nghèo
entry-why-unseen = { $source } (theo trí nhớ, chưa đối chiếu)

## Giữ và ghi
entry-kept = Đã giữ đến ô vừa gõ, { $time }
entry-passed = Đã qua hộ { $name }, không ghi gì.
entry-not-listed = Hộ này không thuộc diện rà soát năm { $year }
entry-not-listed-next = Phiếu chỉ để xem. Muốn nhập thì đưa hộ vào danh sách trước (Ctrl+Enter).
entry-not-listed-gone = Hộ đã rời sổ nên không nhập phiếu. Nếu hộ đã về, ghi ở trang Biến động trước.
entry-put-on-list = Đưa vào danh sách rà soát
entry-put-on-list-short = Đưa vào danh sách
entry-put-on-list-done = Đã đưa hộ { $name } vào danh sách rà soát.
entry-left-for-later = Đã để lại phiếu của { $name }.
entry-reopened = Phiếu của { $name } trở lại chưa xong: còn { $count } chỗ phải sửa.
entry-blocked = Phiếu còn { $count } chỗ phải sửa, chưa ghi xong được.
entry-blocked-next = Bản nháp đã giữ. Bấm F8 để tới từng chỗ.
entry-done = Đã ghi phiếu của { $name }: { $outcome }.
entry-all-done = Mọi phiếu trong danh sách đã nhập xong.
entry-recovered = Máy tắt đột ngột lúc { $time }. Phiếu của { $name } còn đến ô { $place }.
entry-recovered-next = Chữ đã gõ vẫn còn đủ.
entry-go-on = Nhập tiếp
entry-outdated-mine = Giữ bản đang gõ
entry-outdated-theirs = Mở bản trong sổ
entry-open-again = Mở lại phiếu
entry-not-saved = Chưa ghi được phiếu của { $name }.
entry-not-saved-next = { $problem } Chữ đã gõ vẫn còn trên trang này.
entry-decided = Phiếu này đã vào quyết định số { $number }.
entry-decided-next = Sửa xong phải ghi lại, và lập lại quyết định.

## Trang trống
entry-no-household = Chưa có hộ nào. Đọc danh sách Excel của năm trước để bắt đầu.
entry-read-list = Đọc danh sách Excel
entry-no-round = Chưa mở đợt rà soát năm { $year }. Chọn năm và chuẩn áp dụng, rồi mở đợt để nhập phiếu.
entry-no-standard = Không có bộ chuẩn nào đủ để mở đợt năm { $year }.
entry-year = Năm rà soát
entry-standard = Chuẩn áp dụng
entry-open-round = Mở đợt rà soát
entry-round-opened = Đã mở đợt rà soát năm { $year }.
entry-nothing-to-key = Không có hộ nào phải rà soát trong đợt này. Thêm hộ ở trang Hộ gia đình.

## Chỗ chưa đọc được
finding-unread-born = Dòng { $row }: "{ $typed }" không phải ngày sinh
finding-unread-born-cure = Gõ 14/02/1984, 14021984, 2/1984 hoặc 1984.
finding-old-font = Dòng { $row }: tên gõ bằng phông chữ cũ
finding-old-font-cure = Tên có lẽ là { $proposed }; đúng thì bấm + ở ô ấy.
finding-name-emptied = Dòng { $row }: họ tên đang để trống
finding-name-emptied-cure = Sổ vẫn giữ tên { $name }. Gõ lại tên, hoặc Esc để lấy lại; người đã đi thì Ctrl+Delete.
finding-unread-choice = Dòng { $row }: không có lựa chọn "{ $typed }"
finding-unread-choice-cure = Gõ số của lựa chọn, hoặc chữ đầu.
finding-unread-b1 = Điểm B1 "{ $typed }" không phải số
finding-unread-b1-cure = Gõ tổng điểm bằng chữ số.
finding-unread-day = "{ $typed }" không phải ngày
finding-unread-day-cure = Gõ 15/10/2026, 15102026 hoặc 15/10.
