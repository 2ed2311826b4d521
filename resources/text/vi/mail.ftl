# Mail: letters, outbox, mail box, settings of the account.

mail-subject-whole = Rà Soát: { $kind } năm { $year } số { $number }, { $office }
mail-subject-part = Rà Soát: { $kind } năm { $year } số { $number }, { $office }, phần { $part }/{ $parts }
mail-subject-practice = LUYỆN TẬP. { $subject }
mail-body-whole =
    Kính gửi { $to },

    Kèm thư này là gói { $kind } năm { $year }, số { $number }, của { $office }:
    { $file }

    Gói đã niêm phong và ký, chỉ nơi nhận mở được. Lưu tệp kèm theo, không đổi tên, rồi mở bằng Rà Soát: trang Nhận báo cáo hoặc Gửi – nhận. Kéo cả thư (.eml) vào đó cũng được.
mail-body-part =
    Kính gửi { $to },

    Kèm thư này là phần { $part }/{ $parts } của gói { $kind } năm { $year }, số { $number }, của { $office }:
    { $file }

    Gói lớn hơn giới hạn của hộp thư nên gửi thành { $parts } thư. Kéo đủ { $parts } tệp (hoặc { $parts } thư .eml) vào Rà Soát, thứ tự nào cũng được; chương trình ghép lại và so từng byte.

# What came of a try; each is followed by the server's own words, if any.
mail-reason-taken = Máy chủ đã nhận
mail-reason-told = Nơi nhận báo đã có
mail-reason-answered = Đã có giấy nhận
mail-reason-ready = Đăng nhập được
mail-reason-read = Đã đọc hết
mail-reason-mailbox-full = Hộp thư nơi nhận đầy
mail-reason-too-large = Thư lớn quá giới hạn
mail-reason-auth = Sai tên đăng nhập hoặc mật khẩu
mail-reason-no-login = Máy chủ không cho đăng nhập kiểu này
mail-reason-recipient = Địa chỉ nơi nhận bị từ chối
mail-reason-rejected = Máy chủ từ chối thư
mail-reason-certificate = Chứng thư của máy chủ không tin được
mail-reason-no-tls = Máy chủ không mã hóa đường truyền
mail-reason-no-folder = Không có thư mục này trong hộp thư
mail-reason-no-line = Chưa có đường mạng tới máy chủ
mail-reason-timeout = Máy chủ không trả lời kịp
mail-reason-tls = Không lập được đường truyền mã hóa
mail-reason-dropped = Đứt đường giữa chừng, thư chưa đi
mail-reason-busy = Máy chủ bận, hẹn gửi lại
mail-reason-dropped-after = Đứt đường sau khi thư đã đi hết
mail-reason-timeout-after = Thư đã đi hết, máy chủ không trả lời
mail-reason-crashed = Chương trình tắt giữa lúc gửi
mail-reason-stopped = Thôi gửi
mail-reason-said = { $reason }: { $said }

# The page.
page-mail = Hộp thư
mail-back = Gửi – nhận
mail-context = Gửi từ { $address }. { $waiting } thư chờ gửi, { $deciding } thư chờ quyết định
mail-context-none = Chưa khai báo hộp thư của đơn vị
mail-no-account = Chưa khai báo hộp thư của đơn vị.
mail-no-account-how = Vẫn gửi được bằng thư nháp: trang Gửi – nhận, chọn Thư điện tử. Thư nhận được thì lưu lại rồi kéo tệp .eml vào chương trình.
mail-set-up = Khai báo hộp thư
mail-outbox = Hộp thư đi
mail-empty = Chưa có thư nào. Gói niêm phong xong ở trang Gửi – nhận, gửi bằng Thư điện tử, sẽ đứng ở đây đến khi máy chủ nhận.
mail-send-now = Gửi ngay
mail-fetch = Nhận thư
mail-fetching = Đang nhận…
mail-answers = Gửi { $count } giấy nhận
mail-arrived = Đã đến nơi
mail-stop = Thôi gửi
mail-again = Gửi lại
mail-again-question = Gửi lại thư này?
mail-again-means = Thư có thể đã đến. Nơi nhận nhận ra thư trùng, không nhận hai lần; nhưng nên gọi điện hỏi trước.

mail-column-state = Tình trạng
mail-column-to = Nơi nhận
mail-column-what = Nội dung
mail-column-size = Cỡ
mail-column-when = Lúc
mail-column-tries = Lần
mail-column-answer = Trả lời lần cuối
mail-size = { $size } KB
mail-now = Ngay bây giờ
mail-next-at = Thử lại { $when }
mail-contents = { $kind } { $year } số { $number }
mail-contents-part = { $kind } { $year } số { $number }, phần { $part }/{ $parts }

mail-state-waiting = Chờ gửi
mail-state-sending = Đang gửi
mail-state-sent = Đã gửi
mail-state-refused = Bị từ chối
mail-state-unsure = Không rõ
mail-state-stopped = Thôi gửi

mail-advice-waiting = Chương trình tự thử lại khi đến giờ, lần sau cách lâu hơn lần trước.
mail-advice-sending = Thư đang trên đường.
mail-advice-sent = Máy chủ đã nhận thư. Cấp trên nhận gói xong sẽ gửi giấy nhận.
mail-advice-stopped = Thư này không gửi nữa. Gói vẫn còn, gửi bằng đường khác được.
mail-advice-unsure = Không rõ thư đã đến hay chưa, nên không tự gửi lại. Gọi điện hỏi nơi nhận: có thì bấm Đã đến nơi, chưa có thì bấm Gửi lại.
mail-advice-refused = Máy chủ không nhận. Xem câu trả lời, sửa rồi bấm Gửi lại, hoặc gửi bằng USB.
mail-advice-full = Hộp thư nơi nhận đầy. Gọi điện xin dọn hộp thư, rồi bấm Gửi lại; hoặc gửi bằng USB.
mail-advice-large = Thư lớn quá giới hạn. Vào Cài đặt, hạ cỡ thư lớn nhất, rồi bấm Gửi lại: gói được cắt thành nhiều phần.
mail-advice-address = Địa chỉ không dùng được. Sửa địa chỉ trong Cài đặt, thôi gửi thư này rồi gửi lại gói.
mail-advice-account = Không vào được máy chủ. Sửa hộp thư trong Cài đặt; lưu xong các thư bị từ chối tự gửi lại.

mail-posted = { $count } giấy nhận đã vào hộp thư đi.
mail-posted-some = { $count } giấy nhận đã vào hộp thư đi, { $refused } chưa gửi được.
mail-posted-missing = Chưa có địa chỉ thư của { $offices }{ $more ->
    [0] {""}
   *[other] {" "}và { $more } nơi khác
}. Điền trong Cài đặt, mục Thư điện tử, rồi gửi lại.
mail-fetched = Nhận { $count } tệp mới, { $known } tệp đã có từ trước.
mail-fetched-none = Không có thư mới của Rà Soát ({ $known } tệp đã có từ trước). Thư khác để nguyên.
mail-fetch-broke = Chưa nhận hết: { $reason }. Đã nhận { $count } tệp; lần sau nhận tiếp từ đó.

# The road.
mail-road = Thư điện tử
mail-road-sends = Tự gửi đến { $to }
mail-road-draft = Soạn thư nháp bằng chương trình thư
mail-road-no-address = Soạn thư nháp: chưa có địa chỉ cấp trên
mail-road-seal-send = Niêm phong, gửi thư
mail-road-seal-draft = Niêm phong, soạn thư nháp
mail-road-posted = Gói đã niêm phong, { $count } thư vào hộp thư đi.
mail-road-drafted = Gói đã niêm phong, đã soạn { $count } thư nháp có kèm gói.
mail-road-drafted-how = Xem lại rồi bấm gửi trong chương trình thư. Không thấy thư mở ra thì mở thư mục, tự kèm tệp { $file }.
mail-road-failed = Gói { $file } đã niêm phong nhưng chưa thành thư.
mail-link = Hộp thư
mail-link-waiting = Hộp thư ({ $count } chờ gửi)
mail-link-deciding = Hộp thư ({ $count } cần xem)

# The card in the settings.
mail-set = Thư điện tử
mail-set-address = Địa chỉ thư
mail-set-user = Tên đăng nhập
mail-set-user-hint = Thường là chính địa chỉ thư
mail-set-password = Mật khẩu
mail-set-password-hint = Nằm trong sổ đã mã hóa, không ghi ra nơi nào khác
mail-set-smtp = Máy chủ gửi (SMTP)
mail-set-imap = Máy chủ nhận (IMAP)
mail-set-host = { $server }: tên máy chủ
mail-set-port = { $server }: cổng
mail-set-security = { $server }: mã hóa
mail-security-tls = TLS
mail-security-starttls = STARTTLS
mail-security-none = Không mã hóa
mail-set-limit = Thư lớn nhất (MB)
mail-set-limit-hint = Gói lớn hơn được cắt thành nhiều thư, nơi nhận ghép lại
mail-set-office = Đơn vị
mail-set-to = Địa chỉ nơi nhận
mail-set-to-hint = Địa chỉ của { $office }
mail-set-to-hint-below = Để trống: giấy nhận trả về địa chỉ đã gửi báo cáo
mail-set-hint = Chưa khai báo vẫn gửi được bằng thư nháp
mail-set-save = Lưu hộp thư
mail-set-try = Thử kết nối
mail-set-forget = Bỏ hộp thư
mail-set-forget-question = Bỏ hộp thư khỏi sổ?
mail-set-forget-means = Mật khẩu bị xóa khỏi sổ. Thư đang chờ ở lại hộp thư đi, không tự gửi nữa.
mail-set-saved = Đã lưu hộp thư.
mail-set-in-clear = Đường truyền không mã hóa: mật khẩu đi rõ trên mạng. Hỏi nơi quản lý thư về TLS.
mail-set-trying = Đang thử. Không có thư nào được gửi.
mail-set-tried-good = Kết nối được.
mail-set-tried-bad = Chưa kết nối được.
mail-set-tried-smtp = Gửi: { $result }.
mail-set-tried-imap = Nhận: { $result }.

# The command line.
cli-mail = Thư điện tử: gói vào hộp thư đi, gửi, nhận (hộp thư khai báo trong Cài đặt)
cli-mail-post = Đưa gói đã niêm phong vào hộp thư đi
cli-mail-post-done = { $count } thư vào hộp thư đi.
cli-mail-send = Gửi các thư đến giờ; không tự gửi lại thư không rõ đã đến hay chưa
cli-mail-send-done = Đã gửi { $sent } thư; còn { $waiting } thư chờ, { $unsure } thư không rõ, { $refused } thư bị từ chối.
cli-mail-trouble = { $file }: { $reason }.
cli-mail-receive = Nhận gói từ hộp thư vào thư mục; để nguyên thư trên máy chủ
cli-mail-receive-done = Nhận { $count } tệp mới vào { $folder }, { $known } tệp đã có từ trước.

# In the list of the inbox, two or three words.
inbox-short-error-part-damaged = Phần gói bị hỏng
inbox-short-error-parts-missing = Còn thiếu phần
inbox-short-error-parts-twice = Hai phần khác nhau
inbox-short-error-parts-mixed = Phần không khớp
inbox-short-error-mail-damaged = Thư không đọc được
inbox-short-error-mail-too-large = Thư quá lớn
inbox-short-error-mail-empty = Thư không có gói
