# Before the book is open: first start, pass phrase, recovery sheet, backup; and the program's own lines.

start-purpose = Rà soát hộ nghèo, hộ cận nghèo
start-alone = Chạy trên máy này, không cần mạng, không cần cài đặt
start-step = Bước { $number } trên { $count }
start-go-on = Tiếp tục
start-back = Quay lại
start-look = Tìm tệp
start-opening = Đang mở sổ
start-practice-first = Muốn thử trước?
start-practice-second = Mở chế độ luyện tập, dữ liệu bịa, không ảnh hưởng sổ thật.

start-step-begin = Bắt đầu
start-step-unit = Chọn đơn vị
start-step-people = Người dùng, người ký
start-step-phrase = Đặt câu mở sổ
start-step-sheet = In giấy khôi phục
start-step-list = Đọc danh sách năm trước
start-step-done = Xong

# 1
start-begin-title = Bắt đầu thế nào?
start-begin-lead = Mọi dữ liệu nằm trong một tệp sổ có khóa, trên máy này. Không gì gửi đi nếu anh chị không gửi.
start-begin-new = Lập sổ mới cho đơn vị
start-begin-new-means = Lần đầu dùng Rà Soát ở đơn vị này. Khoảng năm phút, nên có sẵn máy in.
start-begin-new-verb = Lập sổ mới
start-begin-open = Mở sổ có sẵn
start-begin-open-means = Tệp sổ đã nằm trên máy này, cần câu mở sổ.
start-begin-open-verb = Chọn tệp sổ
start-begin-restore = Khôi phục từ bản sao lưu
start-begin-restore-means = Máy hỏng, máy mất hoặc sổ hỏng; có bản sao lưu và câu mở sổ hoặc giấy khôi phục.
start-begin-restore-verb = Khôi phục
start-begin-practice = Luyện tập
start-begin-practice-means = Một mùa rà soát với người không có thật, trong thư mục riêng.
start-begin-practice-verb = Vào luyện tập
start-open-file = Chọn tệp sổ

# Practice
start-practice-title = Luyện tập ở bàn nào?
start-practice-lead = Sổ luyện tập có màu tím, mọi trang in và gói đều ghi LUYỆN TẬP. Làm sai bao nhiêu cũng được.
start-practice-verb = Vào luyện tập
start-practice-commune = Bàn cấp xã: Xã Bình An
start-practice-commune-means = Đang nhập phiếu của đợt rà soát, có số liệu năm trước.
start-practice-province = Bàn cấp tỉnh: Tỉnh Tuyên Quang
start-practice-province-means = Đã nhận báo cáo của một số xã, còn xã chưa gửi.
start-practice-making = Đang dựng sổ luyện tập
start-practice-making-first = Lần đầu cần một lúc để bịa ra các hộ, thường dưới nửa phút.

# 2
start-unit-title = Anh chị làm việc ở đơn vị nào?
start-unit-lead = Chọn đúng một đơn vị. Đơn vị quyết định bàn làm việc, ngưỡng điểm, nơi nhận báo cáo.
start-unit-list = Danh mục đơn vị
start-unit-list-2025 = Từ 01/7/2025: { $communes } đơn vị
start-unit-list-2022 = Trước đó: { $communes } xã, { $districts } huyện
start-unit-list-2025-country = Từ 01/7/2025: { $provinces } tỉnh, thành phố
start-unit-list-2022-country = Trước đó: { $provinces } tỉnh, thành phố
start-unit-list-2025-none = Từ 01/7/2025: chọn lại tỉnh
start-unit-list-2022-none = Trước đó: chọn lại tỉnh
start-unit-country = Cả nước
start-unit-other-province = Đổi tỉnh
start-unit-units = Các đơn vị
start-unit-search = Tên tỉnh, tên xã hoặc mã đơn vị
start-unit-no-tones = không cần gõ dấu
start-unit-none = Không tìm thấy "{ $text }". Thử bỏ bớt chữ, đổi tỉnh, hoặc xem danh mục kia.
start-unit-not-found = Không thấy đơn vị? Đơn vị trước sáp nhập nằm ở danh mục “Trước đó”.
start-unit-nothing = Chưa chọn đơn vị nào.
start-unit-verb = Chọn { $name }
start-unit-verb-province = Xem các đơn vị của { $name }
start-unit-hint = Lập sổ rồi thì không đổi đơn vị
start-unit-kind-district = Cấp huyện
start-unit-kind-province = Cấp tỉnh
start-unit-communes = { $count } đơn vị cấp xã
start-unit-merged = Gộp từ { $parts }
start-unit-merged-short = { $communes } ({ $district } cũ)
start-unit-merged-long = { $communes } ({ $district } cũ)
start-unit-limit = ngưỡng B1 là { $points } điểm
start-unit-no-limit = ngưỡng B1 chưa có trong bộ chuẩn
start-unit-code = Mã đơn vị
start-unit-code-in-list = { $code }, danh mục { $list }
start-unit-desk = Bàn làm việc
start-unit-desk-commune = Bàn cấp xã
start-unit-desk-district = Bàn cấp trên: huyện
start-unit-desk-province = Bàn cấp trên: tỉnh
start-unit-area = Khu vực
start-unit-area-open = Đặc khu: cần chọn ở dưới
start-unit-area-why = Đặc khu không phải xã cũng không phải phường: chọn mức mà tỉnh cho áp dụng.
start-unit-area-first = { $name }: chọn nông thôn hay thành thị trước.
start-unit-below = Phụ trách
start-unit-receiver = Nơi nhận
start-unit-receiver-is = UBND { $name }
start-unit-receiver-ministry = Bộ quản lý về giảm nghèo
start-unit-from = Gộp từ
start-unit-code-2022 = Mã { $code } trước đây là { $name }.
start-unit-code-2025 = Mã { $code } từ 01/7/2025 là { $name }.
start-unit-code-means = Đọc danh sách cũ, chương trình hỏi lại từng thôn. Không hộ nào tự chuyển.

# 3
start-people-title = Ai dùng sổ, ai ký giấy tờ?
start-people-lead = Tên người dùng đi theo mỗi lần ghi. Phần người ký in ở cuối các biểu.
start-people-user = Người dùng
start-people-user-hint = Họ và tên người nhập số liệu trên máy này.
start-people-foot = Cuối giấy tờ in
start-people-later = Sửa được trong Cài đặt
start-people-no-user = Điền tên người dùng trước khi đi tiếp.
start-signatory-place = Địa danh
start-signatory-place-hint = Đứng trước ngày tháng, ví dụ: Bình An, ngày … tháng …
start-signatory-authority = Thay mặt
start-signatory-post = Chức vụ người ký
start-signatory-name = Họ tên người ký
start-signatory-prepared = Người lập biểu
start-signatory-body = TM. ỦY BAN NHÂN DÂN
start-signatory-chairman = CHỦ TỊCH

# 4
start-phrase-title = Đặt câu mở sổ
start-phrase-lead = Câu này khóa toàn bộ dữ liệu của sổ. Mỗi lần mở chương trình gõ một lần.
start-phrase-verb = Lập sổ
start-phrase-working = Đang lập sổ
start-phrase-first = Câu mở sổ
start-phrase-second = Gõ lại lần nữa
start-phrase-show = Hiện câu mở sổ
start-phrase-short = Câu mở sổ cần ít nhất { $least } ký tự.
start-phrase-again = Gõ câu này thêm một lần ở ô dưới.
start-phrase-differs = Hai lần gõ chưa giống nhau. Gõ lại lần thứ hai, hoặc cho hiện lên để so.
start-phrase-keys = Gõ có dấu hay không dấu đều được, nhưng những lần sau phải gõ đúng như vậy: xem bộ gõ tiếng Việt đang bật hay tắt.
start-phrase-advice = Nên dùng một câu dài dễ nhớ.
start-phrase-advice-how = Ví dụ bốn, năm từ không liên quan nhau. Đừng dùng tên xã, năm sinh, số điện thoại.
start-phrase-taken = Trên máy này đã có sổ của đơn vị.
start-phrase-taken-how = Sổ cũ vẫn nguyên, sổ mới mang tên khác. Muốn làm tiếp sổ cũ thì quay lại Bước 1, chọn mở sổ có sẵn.
start-phrase-where = Sổ sẽ nằm ở
start-strength-none = ít nhất 8 ký tự
start-strength-short = còn ngắn
start-strength-weak = dễ đoán, thêm vài từ nữa
start-strength-fair = tạm được, dài hơn thì tốt hơn
start-strength-strong = khó đoán

# 5
start-sheet-title = In giấy khôi phục
start-sheet-lead = Quên câu mở sổ thì chỉ tờ giấy này mở lại được. Không ai khác giữ chìa khóa hộ.
start-sheet-card = Giấy khôi phục
start-sheet-why = In một bản, bỏ phong bì dán kín, cất trong tủ có khóa của cơ quan, xa máy này.
start-sheet-print = In giấy khôi phục
start-sheet-save = Lưu PDF để in sau
start-sheet-kept = Đã in và cất giấy khôi phục
start-sheet-first = Đánh dấu “Đã in và cất giấy khôi phục” trước khi đi tiếp.
start-sheet-danger = Ai có tờ giấy này và tệp sổ thì đọc được mọi dữ liệu. Không chụp ảnh, không gửi qua mạng.
start-sheet-name = Giấy khôi phục sổ rà soát
start-sheet-picture = Giấy khôi phục sổ của { $office }
start-sheet-printed = Đã gửi tới máy in. Xem tờ giấy đọc rõ chưa rồi cất.
start-sheet-saved = Đã lưu { $file }.
start-sheet-saved-how = In ở máy khác rồi xóa tệp này.

# 6
start-list-title = Có danh sách năm trước không?
start-list-lead = Danh sách hộ nghèo, hộ cận nghèo cuối năm { $year } là điểm xuất phát của đợt mới: khỏi gõ lại từng hộ.
start-list-now = Đọc danh sách năm { $year } ngay khi vào sổ
start-list-now-means = Tệp Excel kiểu nào cũng được: cột được nhận ra, xem và sửa được trước khi ghi.
start-list-later = Để sau
start-list-later-means = Đọc lúc nào cũng được, từ trang Hộ gia đình.

# 7
start-done-title = Sổ đã sẵn sàng
start-done-lead = Sổ của { $office } đã lập xong và đang mở.
start-done-book = Tệp sổ
start-done-verb = Vào Rà Soát
start-done-working = Đang mở đợt
start-done-open = Mở đợt rà soát định kỳ năm { $year }
start-done-open-means = Theo { $standard }. Chưa có hộ nào cũng mở được.
start-done-later = Chưa mở đợt nào
start-done-later-means = Mở sau trong Cài đặt, mục Đợt rà soát.
start-done-cannot = Chưa mở được đợt năm { $year }.
start-done-incomplete = { $standard } còn thiếu: { $missing }.
start-done-no-standard = Không có bộ chuẩn nào áp dụng cho năm { $year }.

# A backup
start-restore-title = Khôi phục từ bản sao lưu
start-restore-lead = Bản sao lưu được mở thử và kiểm trước, rồi mới đặt vào chỗ của sổ. Sổ đang có không bị xóa.
start-restore-verb = Kiểm và khôi phục
start-restore-file = Bản sao lưu
start-restore-phrase = Câu mở sổ
start-restore-phrase-hint = Câu dùng lúc làm bản sao lưu đó.
start-restore-by-sheet = Quên câu mở sổ: dùng giấy khôi phục
start-restore-by-phrase = Dùng câu mở sổ
start-restore-no-file = Chưa chọn tệp sao lưu, hoặc tệp không còn ở đó.
start-restore-no-phrase = Gõ câu mở sổ của bản sao lưu.
start-restore-replaces = Đặt vào chỗ của { $book }. Sổ đó được giữ lại trong thư mục copies.
start-restoring = Đang kiểm và khôi phục
start-restored = Đã khôi phục. Bản sao lưu ghi lần cuối lúc { $when }.
start-restored-kept = Sổ trước đó được giữ ở copies/{ $file }.

# The pass phrase of a book
unlock-title = Mở sổ
unlock-lead = { $name }
unlock-verb = Mở sổ
unlock-phrase = Câu mở sổ
unlock-book = Tệp sổ
unlock-nothing = Gõ câu mở sổ.
unlock-wrong = Câu mở sổ chưa đúng
unlock-recover = Quên câu mở sổ: dùng giấy khôi phục
unlock-other = Mở sổ khác
unlock-restore = Khôi phục từ bản sao lưu
unlock-new = Lập sổ mới
unlock-code-title = Gõ mã trên giấy khôi phục
unlock-code-lead = 14 nhóm, mỗi nhóm bốn ký tự, theo đúng thứ tự đánh số trên giấy.
unlock-code-verb = Mở sổ bằng mã
unlock-code-group = Nhóm { $number } trên { $count }
unlock-code-hint = Chữ hoa hay chữ thường đều được. Máy quét mã vuông thì để con trỏ ở nhóm 1 rồi quét.
unlock-code-gap = Còn nhóm chưa đủ bốn ký tự.
unlock-code-other = Mã gõ đúng, nhưng không phải mã của sổ này.
unlock-code-other-how = Sổ vẫn nguyên. Câu mở sổ đã đổi thì giấy cũ chỉ mở được bản sao lưu làm trước đó; tìm giấy mới nhất.
unlock-new-title = Đặt câu mở sổ mới
unlock-new-lead = Sổ đã mở bằng giấy khôi phục. Đặt câu mới; giấy khôi phục cũ từ nay chỉ mở được các bản sao lưu cũ.
unlock-new-verb = Đổi câu mở sổ
unlock-new-working = Đang đổi khóa của sổ
unlock-sheet-new = Câu mở sổ đã đổi, đây là giấy khôi phục mới. Hủy tờ cũ khi không còn bản sao lưu nào cần đến.
unlock-sheet-owed = Lần trước lập sổ chưa đánh dấu là đã in tờ này. Quên câu mở sổ thì chỉ nó mở lại được.

# The window's status line
program-weekday-0 = Thứ Hai
program-weekday-1 = Thứ Ba
program-weekday-2 = Thứ Tư
program-weekday-3 = Thứ Năm
program-weekday-4 = Thứ Sáu
program-weekday-5 = Thứ Bảy
program-weekday-6 = Chủ Nhật
program-saved = Đã ghi { $when }
program-office = { $name } ({ $code })
program-round = Đợt định kỳ { $year }
program-no-round = Chưa mở đợt rà soát
program-standard = Chuẩn { $years }
program-standard-area = Chuẩn { $years }, khu vực { $area }
program-backup = Sao lưu: { $when }
program-no-backup = Chưa sao lưu lần nào
program-user-unknown = Người dùng
