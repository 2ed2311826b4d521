# Phiếu B trên điện thoại: lời trong phiếu XLSForm, trong tệp tải về và trong kết quả đọc.

phone-title = Phiếu B { $year }, { $commune }
phone-title-practice = LUYỆN TẬP – { $title }
phone-practice = LUYỆN TẬP: dữ liệu bịa, không có giá trị pháp lý.
phone-instance = Hộ

phone-part-choose = Chọn hộ
phone-part-general = Thông tin chung
phone-part-members = Thành viên
phone-part-b1 = Bảng B1
phone-part-b2 = Bảng B2
phone-part-ending = Kết thúc

phone-yes = Có
phone-no = Không
phone-village = Thôn, bản, tổ dân phố
phone-household = Hộ
phone-household-hint = Gõ số hộ hoặc tên chủ hộ để tìm
phone-household-choice = { $number } – { $head }
phone-household-note = Hộ số { $number }, chủ hộ { $head }. Nếu chọn nhầm hộ sau khi đã ghi thành viên, bỏ phiếu này và mở phiếu mới.
phone-person-note = Người mới, chưa có trong sổ của hộ

phone-merit_person = Hộ có người có công với cách mạng
phone-no_labour_capacity = Hộ không có khả năng lao động
phone-new_people = Số người mới, chưa có trong danh sách của hộ
phone-new_people-hint = Trẻ mới sinh, người về làm dâu, làm rể, người chuyển đến
phone-new_people-limit = Ghi số từ 0 đến 20

phone-present = Còn là thành viên của hộ
phone-left_why = Lý do không còn ở hộ
phone-full_name = Họ tên
phone-relation = Quan hệ với chủ hộ
phone-relation-hint = Chủ hộ, Vợ, Chồng, Con, Cháu, Bố, Mẹ…
phone-sex = Giới tính
phone-born = Ngày sinh
phone-born-hint = Ghi 21/07/1980; chỉ biết tháng thì 07/1980, chỉ biết năm thì 1980
phone-born-limit = Ghi ngày/tháng/năm, tháng/năm hoặc năm
phone-ethnic_group = Dân tộc
phone-id_state = Số định danh cá nhân: có hay chưa
phone-id-known = Có số
phone-id-not_issued = Chưa được cấp
phone-id-unknown = Chưa biết
phone-citizen_id = Số định danh cá nhân
phone-citizen_id-limit = Cần đủ 12 chữ số, kể cả số 0 ở đầu
phone-schooling = Học vấn
phone-insured = Có thẻ bảo hiểm y tế
phone-work = Việc làm

phone-b1_points = Tổng điểm B1
phone-b1_points-hint = Ghi tổng ở cuối bảng B1 trên phiếu giấy
phone-b1_points-limit = Điểm không nhỏ hơn 0
phone-b1-item = B1.{ $number } { $label }
phone-fact = B2.{ $number } { $name }
phone-fact-part = B2.{ $number } { $name }: { $part }
phone-number-limit = Ghi số lớn hơn 0

phone-causes = Nguyên nhân nghèo
phone-causes-hint = Chọn được nhiều nguyên nhân
phone-cause_other = Nguyên nhân khác là
phone-reviewed_on = Ngày rà soát
phone-reviewed_on-limit = Ngày rà soát không thể sau hôm nay
phone-enumerator = Điều tra viên

# Vì sao một tệp không đọc được
phone-file-large = tệp lớn hơn { $most } MB
phone-file-entries = tệp ZIP có hơn { $most } tệp bên trong
phone-file-names = tên tệp bên trong tệp ZIP không bình thường
phone-file-encrypted = tệp ZIP có mật khẩu
phone-file-unfolded = tệp ZIP mở ra lớn hơn { $most } MB
phone-file-ratio = tệp ZIP nén quá { $most } lần, không phải dữ liệu bình thường
phone-file-broken = tệp ZIP hỏng hoặc tải về chưa hết
phone-file-no-csv = trong tệp ZIP không có tệp CSV nào
phone-file-csv = tệp không phải bảng CSV
phone-file-letters = chữ trong tệp không phải UTF-8
phone-file-rows = tệp có hơn { $most } dòng
phone-file-foreign = không thấy phiếu nào do chương trình này làm ra
phone-file-several = tệp chứa phiếu của nhiều mẫu khác nhau

# Điều cần nói về từng phiếu
finding-phone-unread = { $question }: không đọc được "{ $typed }"
finding-phone-unread-cure = Xem lại câu này khi mở phiếu ở bàn nhập.
finding-phone-member-unread = { $name }: không đọc được "{ $typed }"
finding-phone-member-unread-cure = Sửa ô đó của { $name } khi mở phiếu ở bàn nhập.
finding-phone-member-left = { $name } đã không còn trong hộ theo sổ, phiếu vẫn ghi là còn
finding-phone-member-left-cure = Sổ được giữ nguyên. Nếu người này đã về, thêm lại ở bàn nhập.
finding-phone-member-unknown = { $name } là người của hộ khác trong sổ
finding-phone-member-unknown-cure = Dòng này không lấy. Kiểm tra người này thuộc hộ nào.
finding-phone-people-of-another = { $count } thành viên trên phiếu là người của hộ khác
finding-phone-people-of-another-cure = Hộ bị đổi sau khi đã ghi thành viên. Điều tra viên mở phiếu mới, chọn đúng hộ rồi gửi lại.
finding-phone-household-unknown = Hộ trên phiếu không có trong sổ của xã
finding-phone-household-unknown-cure = Kiểm tra phiếu của xã nào. Hộ mới thì thêm vào sổ trước, rồi nhập phiếu.
finding-phone-household-gone = Hộ đã chuyển đi hoặc không còn, theo biến động đã ghi
finding-phone-household-gone-cure = Nếu hộ vẫn ở xã, hoàn tác biến động ở trang Hộ gia đình rồi đọc lại tệp.
finding-phone-other-commune = Phiếu của xã khác (mã { $commune })
finding-phone-other-commune-cure = Gửi tệp cho xã đó.
finding-phone-other-year = Phiếu của đợt năm { $year }
finding-phone-other-year-cure = Đọc tệp này ở đợt năm { $year }.
finding-phone-other-standard = Phiếu theo chuẩn { $standard }, đợt này dùng chuẩn khác
finding-phone-other-standard-cure = Xuất lại phiếu của đợt này cho điện thoại; phiếu đã ghi thì nhập tay.
finding-phone-other-edition = Phiếu theo bản cũ của chuẩn { $standard }
finding-phone-other-edition-cure = Câu hỏi có thể đã khác. Xuất lại phiếu cho điện thoại; phiếu đã ghi thì nhập tay.
finding-phone-unmarked = Phiếu không ghi của đợt nào, theo chuẩn nào
finding-phone-unmarked-cure = Tải lại dữ liệu với đủ các cột, gồm cột form_mark.
finding-phone-rejected = Phiếu đã bị loại trên máy chủ
finding-phone-rejected-cure = Duyệt lại trên máy chủ rồi tải về lần nữa, nếu phiếu đúng.
finding-phone-decided = Hộ đã có quyết định { $number }
finding-phone-decided-cure = Phiếu đã công nhận không thay bằng phiếu điện thoại. Sửa ở trang Nhập phiếu nếu cần.

# Dòng lệnh
cli-xlsform = Ghi phiếu B và danh sách hộ thành biểu mẫu XLSForm cho điện thoại (ODK, KoboToolbox; không mã hóa)
cli-xlsform-out = Tệp XLSX ghi ra
cli-xlsform-with-ids = Kèm và hỏi số định danh của từng người
cli-xlsform-done = Đã ghi { $file }: { $households } hộ, { $people } người, { $ids } số định danh. Tệp không mã hóa; đưa lên máy chủ của cơ quan xong nên xóa.
cli-read-submissions = Đọc phiếu đã ghi trên điện thoại (CSV, ZIP của ODK Central; CSV, XLSX của KoboToolbox)
cli-read-submissions-changed = Nhận cả phiếu của hộ đã nhập ở bàn, thay phiếu đã nhập
cli-read-submissions-complete = Xác nhận mọi đề xuất; phiếu không còn lỗi thì xong luôn
cli-read-submissions-done = { $forms } phiếu: { $drafts } phiếu nháp mới, { $complete } phiếu xong, { $waiting } chờ quyết định, { $same } không đổi gì, { $older } có phiếu sau thay, { $refused } không nhận.
cli-read-submissions-refused = Dòng { $row }: { $why }. { $cure }
