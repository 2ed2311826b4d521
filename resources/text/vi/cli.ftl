# The command line.

cli-help =
    Rà Soát: rà soát hộ nghèo, hộ cận nghèo, không cần mạng. Không có lệnh: mở cửa sổ.
cli-version = Hiện số phiên bản
cli-help-option = Hiện hướng dẫn này.
cli-usage = Cách dùng:
cli-options = Tùy chọn
cli-commands = Lệnh
cli-arguments = Đối số
cli-required = bắt buộc
cli-default = mặc định:
cli-usage-missing = Thiếu { $name }.
cli-usage-value = Giá trị của { $name } không dùng được.
cli-usage-no-option = Không có tùy chọn { $name }.
cli-usage-no-command = Không có lệnh { $name }.
cli-usage-see = Xem { $command } --help.
cli-aborted = Đã dừng theo yêu cầu.
cli-json = In kết quả dạng JSON
cli-book = Tệp sổ
cli-passphrase-file = Tệp chứa câu mở sổ; không có thì dùng biến RASOAT_PASSPHRASE
cli-year = Năm của đợt
cli-out = Thư mục ghi ra
cli-dry-run = Chỉ xem, không ghi gì

cli-demo = Diễn cả một mùa rà soát với người không có thật, trong thư mục tạm
cli-demo-dir = Thư mục để lại kết quả (mặc định: thư mục tạm)
cli-demo-no-window = Không mở cửa sổ khi xong

cli-init = Lập sổ mới, in giấy khôi phục bên cạnh
cli-office = Mã đơn vị
cli-list = Danh mục đơn vị
cli-level = Cấp, để kiểm lại mã đơn vị
cli-area = Mức áp dụng, chỉ cần cho đặc khu
cli-practice = Sổ luyện tập
cli-level-differs = { $name } là đơn vị { $level }
cli-init-done = Đã lập sổ { $book } cho { $name }. Giấy khôi phục: { $sheet }; in ra, cất nơi khóa, rồi xóa tệp.

cli-check = Kiểm sổ: nguyên vẹn, cân đối, tổng số dân cư
cli-check-sound = Sổ { $book } nguyên vẹn.
cli-check-round = Năm { $year }: { $breaks } hộ làm lệch cân đối, { $residents } thôn thiếu hoặc sai tổng số dân cư.

cli-check-twins = { $count } cặp có thể trùng lặp chờ quyết định ở trang Trùng lặp.
cli-check-breaking = Năm { $year }, làm lệch cân đối: { $names }.
cli-check-residents = Năm { $year }, thiếu hoặc sai tổng số dân cư: { $names }.

cli-backup = Sao lưu sổ
cli-backup-done = Đã sao lưu vào { $copy }, mở bằng cùng câu mở sổ hoặc giấy khôi phục.
cli-restore = Khôi phục sổ từ bản sao lưu; sổ đang có được giữ lại
cli-recovery = Tệp chứa mã trên giấy khôi phục, thay cho câu mở sổ
cli-restore-done = Đã khôi phục sổ { $book }. Sổ trước đó giữ ở { $kept }.

cli-read-list = Đọc danh sách Excel: thêm, cập nhật, bỏ qua, từ chối
cli-read-list-sheet = Tên trang; mặc định trang có danh sách
cli-read-list-year = Năm của danh sách; mặc định đọc từ ngày quyết định
cli-read-list-old-commune = Nhập hộ của xã cũ này vào xã của sổ (gõ nhiều lần được).
cli-read-list-done = Danh sách năm { $year }: { $rows } dòng, thêm { $created }, cập nhật { $updated }, bỏ qua { $skipped }, từ chối { $refused }.
cli-read-list-parked = { $parked } dòng chờ quyết định ở trang Trùng lặp.
cli-read-list-errors = Ghi bản sao của tệp có cột Lỗi

cli-open-round = Mở đợt rà soát định kỳ
cli-standard = Bộ chuẩn; mặc định bộ đang áp dụng
cli-open-round-done = Đã mở đợt rà soát năm { $year } theo chuẩn { $standard }.

cli-set-residents = Nhập tổng số hộ, số người dân cư từng thôn (CSV: village,households,people, thêm minority_households,minority_people cho biểu 7.8)
cli-set-residents-done = Đã ghi tổng số dân cư của { $villages } thôn, năm { $year }.
cli-residents-columns = cần ba cột village, households, people, hai cột sau là số nguyên
cli-residents-minority = cột minority_households, minority_people cần đủ cả hai, là số nguyên, không lớn hơn households, people
cli-residents-numbers = cần tên thôn, số hộ không âm, số người không ít hơn số hộ

cli-classify = Số hộ theo phân loại, tùy chọn tính thử theo chuẩn khác
cli-against = Bộ chuẩn để tính thử, không đổi số đã ghi
cli-classify-done = Năm { $year }, chuẩn { $standard }: { $poor } hộ nghèo, { $near_poor } hộ cận nghèo, { $not_poor } không nghèo, { $average_living_standard } mức sống trung bình.
cli-classify-against = Tính thử theo { $standard }: { $poor } hộ nghèo, { $near_poor } hộ cận nghèo, { $not_poor } không nghèo, { $average_living_standard } mức sống trung bình; { $differing } hộ khác, { $not_scored } hộ không đủ câu trả lời.

cli-report = Lập biểu PDF và Excel
cli-report-form = Số biểu, ví dụ 7.1, hoặc giấy tờ của kế hoạch: needs, plan, account, measures, escapes, checks; dùng nhiều lần được
cli-report-all = Mọi biểu, kể cả báo cáo các tháng có kết quả trong năm
cli-report-month = Báo cáo kết quả trong năm của tháng 1 đến 8; dùng nhiều lần được
cli-report-format = Dạng tệp; both: pdf và xlsx, all: thêm docx để sửa (chỉ giấy tờ của kế hoạch)
cli-report-kind = Với account: sơ kết 6 tháng (half), tổng kết năm (year) hoặc giai đoạn (period)
cli-report-since = Với account --kind period: năm đầu của giai đoạn
cli-report-apart = Giấy tờ của kế hoạch (needs, plan, account, measures, escapes, checks) lập riêng, không cùng biểu khác
cli-report-no-docx = Chỉ giấy tờ của kế hoạch có dạng docx
cli-report-needs-since = Giai đoạn cần --since là năm đầu
cli-report-preliminary = Ghi là sơ bộ thay vì chính thức
cli-report-which = Cần --form, --month hoặc --all
cli-report-progress = Lập biểu
cli-report-done = Đã lập { $count } tệp trong { $folder }.

cli-export = Ghi hộ, thành viên, phiếu, biến động ra CSV cho phần mềm khác (không mã hóa)
cli-export-yes = Không hỏi lại câu mở sổ
cli-export-again = Tệp ghi ra không mã hóa. Gõ lại câu mở sổ
cli-export-done = Đã ghi { $count } tệp CSV vào { $folder }. Tệp không mã hóa, dùng xong nên xóa.

cli-card = Ghi thẻ khóa của đơn vị
cli-card-done = Đã ghi thẻ { $file }. Đọc mã này qua điện thoại: { $code }
cli-trust = Tin thẻ khóa của đơn vị khác sau khi đối chiếu mã
cli-trust-code = Tám chữ số nghe qua điện thoại
cli-trust-replace = Thay thẻ cũ của đơn vị đó
cli-trust-done = Đã tin thẻ của { $name } ({ $code }).

cli-pack = Niêm phong báo cáo gửi cấp trên
cli-pack-to = Mã đơn vị nhận
cli-pack-papers = Kèm biểu PDF và Excel
cli-pack-progress = Niêm phong
cli-pack-done = Đã niêm phong gói số { $number } vào { $file } ({ $size } byte), đã đọc lại khớp.

cli-inspect = Xem phần đầu của gói, không cần khóa
cli-inspect-done = { $kind } của { $sender } gửi { $receiver }, năm { $year }, số { $number }, lập ngày { $made }, { $size } byte. Chưa kiểm chữ ký.

cli-take-in = Nhận gói: mở, kiểm, lập kế hoạch, ghi, viết giấy nhận
cli-receipts = Thư mục ghi giấy nhận
cli-take-in-progress = Nhận gói
cli-take-in-nothing = Không thấy gói nào.
cli-take-in-summary = { $count } gói: { $named }.
cli-summed-accepted = { $count } nhận
cli-summed-known = { $count } đã nhận từ trước
cli-summed-held = { $count } giữ lại
cli-summed-returned = { $count } trả lại
cli-summed-refused = { $count } từ chối
cli-summed-receipt = { $count } giấy nhận
cli-summed-card = { $count } thẻ khóa
cli-take-in-none = Không nhận gói nào.
cli-taken-accepted = { $file }: nhận số { $number } của { $sender }. Giấy nhận: { $receipt }
cli-taken-known = { $file }: số { $number } của { $sender } đã nhận rồi, không đổi gì. Giấy nhận: { $receipt }
cli-taken-held = { $file }: giữ lại số { $number } của { $sender }, chờ quyết định.
cli-taken-returned = { $file }: đã trả lại số { $number } của { $sender }.
cli-taken-receipt = { $file }: giấy nhận của { $sender }.
cli-taken-card = { $file }: thẻ khóa của { $sender }; dùng lệnh trust sau khi đối chiếu mã.

cli-check-paper = Tìm biểu gốc theo mã ở chân giấy
cli-check-paper-found = Mã { $code }: biểu { $form } ({ $state }), năm { $year }. { $title }
cli-field-sheets = Ghi phiếu A hoặc phiếu B đi thực địa, mỗi thôn một tệp PDF
cli-field-sheets-sheet = phiếu A hay phiếu B
cli-field-sheets-names = chỉ in chủ hộ và mã, không in số liệu năm trước
cli-field-sheets-done = Đã ghi { $count } tệp phiếu vào { $folder }.
