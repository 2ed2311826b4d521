# The settings page; words it shares with the first start are in start.ftl.

settings-other-book = Mở sổ khác
settings-practice = Luyện tập

settings-people = Người dùng, người ký
settings-people-user-hint = Tên này đi theo mỗi lần ghi từ bây giờ.
settings-people-hint = Phần người ký in ở cuối các biểu
settings-people-save = Ghi thay đổi
settings-people-saved = Đã ghi người dùng, người ký.

settings-papers = Biểu mẫu
settings-papers-groups = Cột dân tộc, biểu 7.9
settings-papers-groups-hint = Nhiều nhất { $most } dân tộc, cách nhau bằng dấu phẩy; ngoài ra là Kinh và Khác.
settings-papers-hint = Để trống: theo tỉnh, hoặc các dân tộc nhiều hộ nhất
settings-papers-save = Ghi cột dân tộc
settings-papers-saved = Đã ghi cột dân tộc của biểu 7.9.

settings-wording = Lời văn trên giấy tờ
settings-wording-open = Sửa lời văn
settings-wording-none = Giấy tờ của quy trình dùng lời văn của chương trình. Căn cứ pháp lý để trống cho tới khi cơ quan ghi.
settings-wording-own-of = Có lời văn của cơ quan: { $names }.
settings-wording-paper = Loại giấy
settings-wording-mark = { " " }• đã sửa
settings-wording-hint = Để trống phần nào thì phần ấy in theo chữ mờ. Ctrl+PgDn, Ctrl+PgUp sang giấy sau, giấy trước.
settings-wording-title = Tên giấy
settings-wording-title-hint = Mỗi dòng một dòng in. {"{năm}"} và {"{thôn}"} được thay bằng năm, thôn của từng tờ.
settings-wording-symbol = Ký hiệu
settings-wording-symbol-hint = Phần sau số, ví dụ QĐ-UBND.
settings-wording-bases = Căn cứ
settings-wording-bases-hint = Mỗi dòng một căn cứ, gõ đủ cả chữ Căn cứ. Chương trình không tự ghi căn cứ nào.
settings-wording-open-bases = Để trống: in dòng chấm để viết tay
settings-wording-articles = Các điều sau Điều 1
settings-wording-articles-hint = Mỗi dòng một điều, không gõ số điều. Điều 1 do chương trình ghi theo số liệu.
settings-wording-sentences = Câu văn
settings-wording-sentences-hint = Mỗi dòng một câu, giữ đúng thứ tự; câu có số liệu do chương trình ghi. {"{năm}"}, {"{thôn}"}, {"{xã}"} được thay trên từng tờ.
settings-wording-receivers = Nơi nhận
settings-wording-receivers-hint = Mỗi dòng một nơi nhận.
settings-wording-columns = Cột niêm yết
settings-wording-columns-hint = Mặc định: chủ hộ, thôn, số nhân khẩu, kết quả, ghi chú. Không bao giờ niêm yết: số CCCD, ngày sinh, tên thành viên, sức khỏe, khuyết tật, nguyên nhân nghèo, các chỉ số thiếu hụt.
settings-wording-usual = Như ban đầu
settings-wording-back = Về cài đặt
settings-wording-save = Ghi lời văn
settings-wording-saved = Đã ghi lời văn trên giấy tờ.
settings-wording-undone = Đã trả lại lời văn trước đó.

settings-office = Đơn vị
settings-office-name = Tên đơn vị
settings-office-book = Tệp sổ

settings-backup = Sao lưu
settings-backup-folder = Thư mục sao lưu
settings-backup-hint = Nên để ở USB hoặc ổ đĩa khác. Bản sao lưu có khóa, mở bằng chính câu mở sổ hoặc giấy khôi phục này.
settings-backup-look = Chọn
settings-backup-now = Sao lưu ngay
settings-backup-busy = Đang sao lưu
settings-backup-never = Chưa sao lưu lần nào
settings-backup-last = Lần cuối: { $when }
settings-backup-done = Đã sao lưu vào { $file } ({ $kilobytes } KB).
settings-backup-done-how = Bản sao lưu đã được mở thử và kiểm xong.
settings-check = Kiểm sổ
settings-check-busy = Đang kiểm sổ
settings-check-sound = Sổ nguyên vẹn.

settings-phrase = Câu mở sổ
settings-phrase-now = Câu đang dùng
settings-phrase-change = Đổi câu mở sổ
settings-phrase-hint = Đổi xong có giấy khôi phục mới phải in
settings-phrase-first = Gõ câu đang dùng trước.
settings-phrase-wrong = Câu đang dùng gõ chưa đúng.
settings-phrase-wrong-how = Khóa của sổ chưa đổi. Gõ lại, hoặc cho hiện lên để xem.
settings-phrase-done = Đã đổi câu mở sổ, giấy khôi phục mới đã cất.
settings-phrase-practice = Sổ luyện tập không giữ bí mật: câu mở sổ in sẵn trong chương trình, không đổi được.
settings-sheet-leave = Rời trang khi giấy khôi phục mới chưa cất?
settings-sheet-leave-means = Câu mở sổ đã đổi, giấy cũ không mở được sổ này nữa. Lần mở sau chương trình nhắc in lại.
settings-sheet-leave-verb = Rời trang
settings-sheet-stay = Ở lại in giấy

settings-rounds = Đợt rà soát
settings-rounds-none = Chưa mở đợt nào.
settings-rounds-round = Đợt
settings-rounds-standard = Bộ chuẩn
settings-rounds-opened-on = Ngày mở
settings-rounds-year = Năm của đợt
settings-rounds-in-force = Chuẩn đang áp dụng
settings-rounds-open = Mở đợt
settings-rounds-opened = Đã mở đợt rà soát năm { $year }.
settings-rounds-opened-how = Câu trả lời lần trước được gợi ý sẵn khi nhập phiếu.
settings-rounds-change = Đổi bộ chuẩn của đợt
settings-rounds-changed = Đợt { $year } dùng bộ chuẩn vừa chọn.
settings-rounds-changed-how = Phiếu nháp còn nguyên; kết luận tính lại theo bộ chuẩn này.
settings-rounds-upper = Bàn cấp trên không mở đợt; đợt có ở đây khi báo cáo của xã được nhận.

settings-standards = Bộ chuẩn
settings-standards-dates = Áp dụng { $start } đến { $end }. { $source }
settings-standards-missing = Còn thiếu: { $missing }.
settings-standards-whole = Mở được đợt
settings-standards-incomplete = Chưa mở được đợt
settings-standards-practice = Chỉ luyện tập
settings-standards-has = Có bảng điểm B1 ({ $areas }): { $items } mục, nhập theo từng mục.
settings-standards-table = Nhập bảng điểm B1

settings-look = Giao diện
settings-look-light = Sáng
settings-look-dark = Tối
settings-look-system = Theo máy
settings-look-hint = Đổi ngay; giấy in luôn trắng

settings-about = Về chương trình
settings-about-version = Phiên bản
settings-about-licence = Giấy phép
settings-about-licence-is = Apache License 2.0
settings-about-data = Thư mục dữ liệu
settings-about-log = Nhật ký
settings-about-log-is = { $file } trong thư mục đó; không ghi tên người hay câu trả lời nào
settings-about-open = Mở thư mục dữ liệu
