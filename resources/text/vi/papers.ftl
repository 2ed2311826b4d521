# Papers of the procedure (law.md §6, §7). Legal bases are typed by the office; none stands here.

error-certificate-not-recognised = Có { $count } hộ không phải hộ nghèo, hộ cận nghèo năm đó, đầu tiên là { $first }, nên không lập giấy chứng nhận. Chưa tệp nào được ghi. Bỏ các hộ ấy ra, hoặc nhập xong phiếu B rồi lập lại.
error-paper-not-ready = Chưa lập được { $paper }: { $why }

papers-number = Số: { $number }
papers-to = Kính gửi: { $name }
papers-chairman-of = Chủ tịch Ủy ban nhân dân { $name }
papers-village = thôn { $name }
papers-day = ngày { $day }
papers-day-open = ngày …/…/……
papers-basis-open = Căn cứ
papers-article = Điều { $number }.
papers-decides = QUYẾT ĐỊNH:
papers-total = Tổng cộng
papers-sum-of = { $name } ({ $households } hộ)
papers-born-in = Sinh { $year }
papers-hint-sign = (Ký, ghi rõ họ tên)
papers-receivers = Nơi nhận:
papers-receivers-above = - Như trên;
papers-receivers-recheck = - Người có ý kiến, chủ hộ;
papers-receivers-article = - Như Điều 3;
papers-receivers-file = - Lưu: VT.

# What people call the papers
papers-name-request = Giấy đề nghị rà soát (mẫu 01)
papers-name-request_to_leave = Giấy đề nghị thoát nghèo (mẫu 04)
papers-name-annex_i = Danh sách hộ cần rà soát (phụ lục I)
papers-name-survey = Phiếu khảo sát thu nhập (phụ lục VIII)
papers-name-minutes = Biên bản họp dân (phụ lục V)
papers-name-posting = Danh sách niêm yết
papers-name-recheck = Thông báo phúc tra
papers-name-letter = Báo cáo xin ý kiến cấp trên
papers-name-recognised = Quyết định công nhận (mẫu 02)
papers-name-escaped = Quyết định thoát nghèo (mẫu 02)
papers-name-refusal = Trả lời không công nhận
papers-name-certificate = Giấy chứng nhận (mẫu 03)
papers-name-annex_vi = Danh sách hộ nghèo, hộ cận nghèo (phụ lục VI)
papers-note-blank = để trống
papers-note-draft = dự thảo
papers-note-attempt = họp lần { $number }
papers-note-again = sau phúc tra { $name }
papers-name-survey_posting = Danh sách niêm yết
papers-name-average = Quyết định (hộ có mức sống trung bình)
papers-name-worker = Quyết định (mẫu 02 của Nghị định 30/2025/NĐ-CP)
papers-name-survey_refusal = Trả lời không công nhận (theo khảo sát thu nhập)
papers-why-unsurveyed = chưa có hộ nào được khảo sát thu nhập.
papers-why-nobody = chưa có hộ nào cần rà soát.
papers-why-no-sheet = chưa có phiếu B nào nhập xong.
papers-why-no-number = chưa có giấy chứng nhận nào được ghi số.

papers-mark-request = Mẫu số 01
papers-mark-request_to_leave = Mẫu số 04
papers-mark-annex_i = Phụ lục I
papers-mark-minutes = Phụ lục V
papers-mark-certificate = Mẫu số 03
papers-mark-survey = Phụ lục VIII

papers-title-request = Giấy đề nghị|rà soát hộ nghèo, hộ cận nghèo
papers-title-request_to_leave = Giấy đề nghị|công nhận hộ thoát nghèo, hộ thoát cận nghèo
papers-title-annex_i = Danh sách hộ cần rà soát năm { $year }
papers-title-minutes = Biên bản
papers-title-minutes-about = Họp { $village } về kết quả rà soát hộ nghèo, hộ cận nghèo năm { $year }
papers-title-posting = Danh sách niêm yết|kết quả rà soát hộ nghèo, hộ cận nghèo năm { $year }
papers-title-recheck = Thông báo
papers-title-decision = Quyết định
papers-title-certificate = Giấy chứng nhận hộ nghèo, hộ cận nghèo
papers-title-survey = Phiếu khảo sát thu nhập của hộ
papers-title-list-poor = Danh sách hộ nghèo năm { $year }
papers-title-list-near_poor = Danh sách hộ cận nghèo năm { $year }
papers-title-list-escaped = Danh sách hộ thoát nghèo, hộ thoát cận nghèo năm { $year }

# Columns
papers-col-no = STT
papers-col-number = Mã hộ
papers-col-name = Họ và tên
papers-col-head = Họ và tên chủ hộ
papers-col-worker = Họ và tên người lao động
papers-col-relation = Quan hệ với chủ hộ
papers-col-born = Ngày, tháng, năm sinh
papers-col-birth-year = Năm sinh
papers-col-sex = Giới tính
papers-col-ethnic = Dân tộc
papers-col-id = Số CCCD/ĐDCN
papers-col-address = Nơi cư trú
papers-col-note = Ghi chú
papers-col-village = Thôn/bản
papers-col-people = Số nhân khẩu
papers-col-residents = Tổng số hộ dân cư
papers-col-why = Diện rà soát
papers-col-is-poor = Đang là hộ nghèo
papers-col-is-near = Đang là hộ cận nghèo
papers-col-asked = Có giấy đề nghị
papers-col-leaving = Đề nghị thoát
papers-col-marks = Số dấu ở phiếu A
papers-col-result = Kết quả rà soát
papers-col-before = Kết quả năm trước
papers-col-b1 = Điểm B1
papers-col-b2 = Điểm B2
papers-col-votes = Số người biểu quyết
papers-col-agree = Đồng ý
papers-col-against = Không đồng ý
papers-col-share = Tỷ lệ đồng ý (%)
papers-col-verdict = Kết luận
papers-col-content = Nội dung
papers-col-year = Kết quả từng năm
papers-col-income = Nguồn thu, khoản chi
papers-col-amount = Số tiền (đồng)

# Fields of a head
papers-field-name = Họ và tên chủ hộ:
papers-field-worker = Họ và tên người lao động:
papers-field-sex = Giới tính:
papers-field-born = Ngày, tháng, năm sinh:
papers-field-ethnic = Dân tộc:
papers-field-id = Số CCCD/định danh cá nhân:
papers-field-id-date = Ngày cấp:
papers-field-residence = Nơi cư trú:

# Signers
papers-signer-household = NGƯỜI ĐỀ NGHỊ
papers-signer-household-head = CHỦ HỘ
papers-signer-households = ĐẠI DIỆN HỘ DÂN
papers-signer-secretary = THƯ KÝ
papers-signer-chair = CHỦ TRÌ
papers-signer-surveyor = NGƯỜI KHẢO SÁT

# Forms 01 and 04
papers-request-members = Các thành viên trong hộ:
papers-request-why = Lý do đề nghị:
papers-wish-request = Tôi đề nghị { $chairman } xem xét, đưa hộ vào danh sách rà soát hộ nghèo, hộ cận nghèo.
papers-wish-request_to_leave = Tôi đề nghị { $chairman } xem xét, rà soát và công nhận hộ thoát nghèo, hộ thoát cận nghèo.
papers-request-vow = Tôi xin chịu trách nhiệm về những điều đã khai trên đây.

# Annex I
papers-note-unasked = Chưa có giấy đề nghị
papers-note-annex_i = Danh sách có { $households } hộ: đang là hộ nghèo { $poor }, đang là hộ cận nghèo { $near }, có giấy đề nghị { $asked }, đề nghị thoát { $leaving }. Một hộ có thể thuộc nhiều diện.

# Annex V
papers-minutes-copy-village = Bản 1 – lưu tại { $village }
papers-minutes-copy-commune = Bản 2 – gửi Ủy ban nhân dân { $name }
papers-minutes-attempt = (Cuộc họp lần thứ { $number })
papers-minutes-time = Thời gian:
papers-minutes-place = Địa điểm:
papers-minutes-who = Thành phần
papers-minutes-chair = Chủ trì:
papers-minutes-secretary = Thư ký:
papers-minutes-attendants = Thành phần tham dự: { $names }
papers-minutes-present = Tổng số người có mặt:
papers-minutes-what = Nội dung: thông qua kết quả rà soát của các hộ dưới đây. Kết quả được thống nhất khi từ 50 % số người có mặt trở lên đồng ý; dưới 50 % thì rà soát lại và họp lại.
papers-minutes-votes = Kết quả biểu quyết
papers-minutes-result = Đã đưa ra { $all } hộ: thống nhất { $agreed } hộ, rà soát lại { $again } hộ, chưa biểu quyết { $open } hộ.
papers-minutes-more = Ý kiến khác
papers-minutes-close = Biên bản được đọc cho mọi người cùng nghe, lập thành hai bản có nội dung như nhau: một bản lưu tại { $village }, một bản gửi Ủy ban nhân dân { $name }.
papers-verdict-agreed = Thống nhất
papers-verdict-again = Rà soát lại

# Posting
papers-posting-where = Tại { $village }
papers-posting-recheck = (Niêm yết lại sau phúc tra)
papers-posting-places = nơi sinh hoạt cộng đồng của thôn và trụ sở Ủy ban nhân dân { $name }
papers-posting-count = Danh sách có { $households } hộ, trong đó hộ nghèo { $poor }, hộ cận nghèo { $near }.
papers-posting-days = Niêm yết từ { $start } đến hết { $end } tại { $places }.
papers-posting-object = Ai có ý kiến khác thì gửi trưởng thôn (tổ trưởng) hoặc Ủy ban nhân dân { $name } trong thời gian niêm yết.

# Recheck
papers-recheck-about = Về việc phúc tra kết quả rà soát tại { $village }
papers-recheck-received = { $opening }, Ủy ban nhân dân { $name } nhận được ý kiến của { $who } về kết quả rà soát của hộ { $head }, { $village }.
papers-recheck-received-person = { $opening }, Ủy ban nhân dân { $name } nhận được ý kiến của { $who } về kết quả xét { $person }, hộ { $head }, { $village }.
papers-recheck-content = Nội dung ý kiến:
papers-recheck-will = Việc phúc tra được tiến hành trong thời hạn 07 ngày làm việc kể từ ngày nhận ý kiến, chậm nhất { $day }. Kết quả phúc tra được niêm yết 03 ngày làm việc.
papers-recheck-done = Kết quả phúc tra { $day }: { $result }.
papers-recheck-posted = Kết quả này được niêm yết từ { $start } đến hết { $end }.
papers-recheck-tell = Thông báo để người có ý kiến, chủ hộ và nhân dân biết.

# Letter to the office above
papers-letter-about = V/v kết quả rà soát hộ nghèo, hộ cận nghèo năm { $year }
papers-letter-opening = Ủy ban nhân dân { $name } đã rà soát hộ nghèo, hộ cận nghèo năm { $year }, họp dân lấy ý kiến và niêm yết công khai kết quả. Kết quả như sau:
papers-letter-poor = Hộ nghèo: { $households } hộ, { $people } nhân khẩu.
papers-letter-near = Hộ cận nghèo: { $households } hộ, { $people } nhân khẩu.
papers-letter-escaped = Hộ nghèo chuyển thành hộ cận nghèo: { $became_near } hộ; hộ nghèo vượt mức cận nghèo: { $rose } hộ; hộ cận nghèo thoát cận nghèo: { $left } hộ.
papers-letter-table = Kết quả theo thôn, bản, tổ dân phố:
papers-letter-asks = Đề nghị xem xét, cho ý kiến bằng văn bản trong thời hạn 05 ngày làm việc để Chủ tịch Ủy ban nhân dân { $name } quyết định công nhận.

# Form 02
papers-decision-about-recognised = Về việc công nhận hộ nghèo, hộ cận nghèo năm { $year }
papers-decision-about-escaped = Về việc công nhận hộ thoát nghèo, hộ thoát cận nghèo năm { $year }
papers-decision-recognises = Công nhận { $poor } hộ nghèo với { $poor_people } nhân khẩu và { $near } hộ cận nghèo với { $near_people } nhân khẩu năm { $year } trên địa bàn { $place } (có danh sách kèm theo).
papers-decision-escapes = Công nhận { $poor } hộ thoát nghèo và { $near } hộ thoát cận nghèo năm { $year } trên địa bàn { $place } (có danh sách kèm theo).
papers-decision-force = Quyết định này có hiệu lực kể từ ngày ký.
papers-decision-who = Các bộ phận, cá nhân có liên quan của { $name } và các hộ có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.
papers-decision-who-people = Các bộ phận, cá nhân có liên quan của { $name } và những người có tên trong danh sách chịu trách nhiệm thi hành Quyết định này.
papers-attached-to = (Kèm theo Quyết định { $number } { $day } của Chủ tịch Ủy ban nhân dân { $name })
papers-note-people = Danh sách có { $people } người.
papers-note-escaped = Danh sách có { $households } hộ.
papers-escaped-to-near = Thoát nghèo, là hộ cận nghèo
papers-escaped-poverty = Thoát nghèo
papers-escaped-near = Thoát cận nghèo

# Form 03
papers-certificate-members = I. Các thành viên trong hộ
papers-certificate-results = II. Kết quả rà soát từng năm
papers-certificate-class = Hộ nghèo hoặc hộ cận nghèo
papers-certificate-b1 = Điểm B1
papers-certificate-b2 = Điểm B2
papers-certificate-deprivations = Các chỉ số thiếu hụt
papers-certificate-date = Ngày ký
papers-certificate-sign = Chủ tịch Ủy ban nhân dân ký, ghi họ tên, đóng dấu
papers-certificate-serves = Giấy này dùng trong năm được ký. Thay đổi về thành viên được ghi vào phần I.

# Refusal
papers-refusal-about = V/v không công nhận hộ nghèo, hộ cận nghèo năm { $year }
papers-refusal-to = Ông (bà) { $head }
papers-refusal-address = Nơi cư trú: { $address }
papers-refusal-person = Ngày, tháng, năm sinh: { $born }; số CCCD/định danh cá nhân: { $id }.
papers-refusal-asked = Ủy ban nhân dân { $name } đã nhận giấy đề nghị của ông (bà) { $day } và đã tiến hành rà soát theo quy trình.
papers-refusal-result = Kết quả rà soát: { $result }; điểm B1: { $b1 }, điểm B2: { $b2 }.
papers-refusal-decides = Chủ tịch Ủy ban nhân dân { $name } không công nhận theo đề nghị của ông (bà) năm { $year }.
papers-refusal-why = Lý do:
papers-refusal-ask = Nếu có ý kiến, ông (bà) gửi Ủy ban nhân dân { $name } để được giải thích.

# Decided by an income survey; { $what } is the procedure's name as the law gives it
papers-title-survey_posting = Danh sách niêm yết
papers-survey-title = { $what } năm { $year }
papers-survey-about = Về việc { $what } năm { $year }
papers-survey-list = DANH SÁCH KÈM THEO QUYẾT ĐỊNH|{ $what } năm { $year }
papers-survey-decides = { $what } năm { $year } trên địa bàn { $place } (có danh sách kèm theo).
papers-survey-place = trụ sở Ủy ban nhân dân { $name }
papers-survey-object = Ai có ý kiến khác thì gửi Ủy ban nhân dân { $name } trong thời gian niêm yết.
papers-survey-recheck-will = Việc phúc tra được tiến hành trong thời hạn { $days } ngày làm việc kể từ ngày nhận ý kiến, chậm nhất { $day }.
papers-survey-refusal-about = V/v không { $what } năm { $year }
papers-survey-result = Kết quả khảo sát: thu nhập bình quân { $income } đồng một người một tháng.
papers-col-per-person = Thu nhập bình quân người/tháng (đồng)

# Annex VIII
papers-survey-working = (Tờ làm việc: nội dung phụ lục VIII chưa có trong chương trình, ghi theo mẫu giấy của cơ quan)
papers-survey-members = 1. Các thành viên trong hộ
papers-survey-income = 2. Thu nhập của hộ
papers-survey-per-person = Bình quân người/tháng (đồng):
papers-survey-on = Ngày khảo sát:
