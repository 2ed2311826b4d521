# Problems an official can act on: what happened, that data is safe, what to do (design.md §8).

error-app = Có việc chưa làm được. Dữ liệu vẫn nguyên.

error-not-a-book = Tệp { $path } không phải sổ của Rà Soát. Chọn lại tệp sổ, thường có đuôi .rasoat-book.
error-book-missing = Không thấy sổ { $path }. Kiểm tra lại thư mục, hoặc khôi phục từ bản sao lưu.
error-book-exists = Đã có tệp { $path }, chương trình không ghi đè. Chọn tên khác hoặc mở sổ đó.
error-book-in-use = Sổ { $path } đang mở ở cửa sổ hoặc lệnh khác. Dữ liệu vẫn nguyên; đóng bên kia rồi mở lại.
error-book-too-new = Sổ { $path } do bản Rà Soát mới hơn ghi. Sổ vẫn nguyên; cập nhật chương trình rồi mở lại.
error-book-damaged = Sổ { $path } hỏng: { $detail }. Đừng ghi tiếp; khôi phục từ bản sao lưu gần nhất.
error-book-read-only = Không ghi được vào sổ { $path }. Dữ liệu vẫn nguyên; kiểm tra quyền ghi của thư mục, không để sổ trên USB khóa ghi.
error-wrong-passphrase = Câu mở sổ chưa đúng, sổ { $path } vẫn đóng. Gõ lại, hoặc dùng mã trên giấy khôi phục.
error-passphrase-too-short = Câu mở sổ cần ít nhất { $least } ký tự. Nên dùng một câu dài dễ nhớ.
error-passphrase-missing = Chưa có câu mở sổ. Đặt biến RASOAT_PASSPHRASE hoặc dùng --passphrase-file.
error-recovery-code-wrong = Mã khôi phục gõ chưa đúng. Xem lại từng nhóm bốn ký tự trên giấy khôi phục.

error-disk-full = Ổ đĩa hết chỗ khi ghi { $path }. Dữ liệu vẫn nguyên; xóa bớt tệp khác hoặc chọn ổ khác rồi ghi lại.
error-file-unwritable = Không ghi được { $path }: { $detail }. Dữ liệu vẫn nguyên; chọn thư mục khác rồi ghi lại.
error-file-unreadable = Không đọc được { $path }: { $detail }. Kiểm tra tệp còn đó và không bị khóa.
error-read-back-differs = Ghi { $path } xong đọc lại thấy khác. Tệp này không dùng được; thử USB hoặc ổ khác rồi ghi lại.
error-printer-silent = Máy in { $printer } không nhận trang nào. Dữ liệu vẫn nguyên; kiểm tra máy in đã bật và nối, rồi in lại.
error-cancelled = Đã dừng theo yêu cầu. Chưa ghi gì, dữ liệu vẫn nguyên.

error-unknown-office = Không có đơn vị mã { $code } trong danh mục { $list_version }. Kiểm tra mã và danh mục.
error-area-unknown = { $name } là đặc khu: cần chọn áp dụng mức nông thôn hay thành thị (--area rural hoặc --area urban).
error-standard-unknown = Không có bộ chuẩn { $standard }. Xem các bộ chuẩn có sẵn trong Cài đặt.
error-standard-incomplete = { $standard } chưa đủ để mở đợt, còn thiếu: { $missing }.
error-standard-not-in-force = Không có bộ chuẩn { $standard } áp dụng cho năm { $year }. Chọn bộ chuẩn khác hoặc năm khác.
error-undo-too-late = Chưa hoàn tác được: sau việc này dữ liệu liên quan đã đổi tiếp. Dữ liệu vẫn nguyên; hoàn tác việc làm sau trước, rồi thử lại.
error-standard-practice-only = Bộ chuẩn { $standard } chỉ dùng trong sổ luyện tập. Chọn bộ chuẩn đang áp dụng.
error-round-missing = Chưa mở đợt rà soát năm { $year }. Mở đợt trước, rồi làm tiếp.
error-round-exists = Đợt rà soát năm { $year } đã mở rồi. Làm tiếp trong đợt đó.
error-round-not-here = { $office } tổng hợp báo cáo của các xã, không tự mở đợt rà soát.
error-number-taken = Số hộ { $number } đã có ở hộ khác trong xã. Chưa ghi gì; chọn số khác.
error-review-incomplete = Phiếu còn { $count } lỗi phải sửa trước khi ghi xong. Bản nháp đã giữ; bấm F8 để tới chỗ sai.
error-review-outdated = Phiếu này vừa được ghi ở chỗ khác. Chưa ghi đè gì; mở lại phiếu để xem bản mới.
error-residents-missing = Chưa lập được biểu 7.1: tổng số hộ, số người dân cư còn thiếu hoặc nhỏ hơn số hộ nghèo, cận nghèo ở { $villages }. Điền tổng số trước.
error-balance-open = Chưa lập được biểu 7.2, 7.3: { $count } hộ làm lệch cân đối, trước hết là { $first }. Rà soát hoặc ghi biến động của các hộ này.
error-nothing-to-report = Chưa có số liệu năm { $year } cho biểu { $form }.
error-form-unknown = Không có biểu { $form }. Các biểu có: { $known }.

error-workbook-protected = Tệp { $path } bị khóa bằng mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu lại rồi đọc.
error-workbook-broken = Không mở được { $path }: { $detail }. Sổ vẫn nguyên; mở tệp bằng Excel, lưu lại thành .xlsx rồi đọc.
error-sheet-missing = Tệp không có trang { $sheet }. Các trang có: { $sheets }.
error-sheet-empty = Trang { $sheet } của { $path } không có dòng nào. Chọn trang khác hoặc tệp khác.
error-header-missing = Không thấy dòng đầu bảng trong trang { $sheet }, thiếu cột: { $missing }. Sửa tên cột trong tệp, hoặc chỉ cột bằng tay.
error-list-outdated = Sổ đã thay đổi từ lúc so với danh sách { $path }. Chưa ghi gì; đọc lại danh sách.
error-table-bad = Tệp { $path } sai ở dòng { $line }: { $detail }. Chưa ghi gì; sửa dòng đó rồi đọc lại.

error-package-damaged = Gói { $path } bị cắt cụt, bị sửa hoặc không phải gói Rà Soát ({ $detail }). Sổ vẫn nguyên; xin nơi gửi chép lại.
error-package-too-large = Gói { $path } vượt giới hạn { $limit }. Sổ vẫn nguyên, gói không được mở.
error-package-too-new = Gói { $path } do bản Rà Soát mới hơn ghi (dạng { $format }). Sổ vẫn nguyên; cập nhật chương trình rồi nhận lại.
error-package-not-for-us = Gói { $path } gửi cho { $receiver }, không phải cho đơn vị này. Sổ vẫn nguyên; chuyển gói đến đúng nơi nhận.
error-package-unsigned = Chữ ký của gói { $path } không khớp thẻ khóa của { $sender }. Không nhận; gọi điện cho nơi gửi để đối chiếu.
error-sender-unknown = Gói { $path } của người gửi chưa quen ({ $sender }). Xem được, chưa nhận được; đối chiếu mã thẻ qua điện thoại trước.
error-sender-not-below = Gói { $path } của { $sender }, không thuộc các đơn vị báo cáo về đây. Không nhận.
error-package-kind-wrong = Gói { $path } là loại { $kind }, không dùng được ở đây.
error-package-totals-wrong = Gói { $path } có số kiểm không khớp bản ghi: { $detail }. Sổ vẫn nguyên; xin nơi gửi lập lại gói.
error-package-foreign-records = Gói { $path } của { $sender } có bản ghi của đơn vị hoặc sổ khác. Sổ vẫn nguyên, gói không được nhận; gọi điện cho nơi gửi.
error-practice-mixed = { $sender } và sổ này không cùng loại: một bên LUYỆN TẬP, một bên làm thật. Dữ liệu vẫn nguyên; dùng đúng sổ rồi làm lại.
error-package-older = Gói { $path } là số { $number }, đã nhận số { $newest } mới hơn. Giữ nguyên số mới.
error-code-differs = Tám chữ số không khớp thẻ của { $office }. Chưa tin thẻ này; gọi lại và đọc từng số.
error-receiver-unknown = Chưa có thẻ khóa của { $office }. Xin thẻ, đối chiếu tám chữ số qua điện thoại, rồi niêm phong.
error-card-changed = Thẻ của { $office } có khóa khác thẻ đã tin. Gọi điện hỏi lại trước khi thay.
error-receipt-foreign = Giấy nhận { $path } trả lời một gói sổ này chưa gửi. Không ghi gì.
