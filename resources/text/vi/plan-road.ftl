# Gói kế hoạch: gửi lên cấp trên, nhận của cấp dưới, giấy nhận.
package-kind-plan = gói kế hoạch
package-file-plan = ke-hoach
package-damage-evidence = tệp minh chứng { $file } không khớp mã kiểm, hoặc không bản ghi nào nhắc đến
package-limit-evidence = { $most } MB minh chứng trong một gói
error-plan-nothing = Kế hoạch chưa có mục tiêu, nhiệm vụ, biện pháp hay báo cáo nào để gửi. Chưa có gì được ghi. Hãy nhập ở trang Kế hoạch trước.
error-plan-evidence-unfit = Gói { $path } kèm tệp { $file } không được phép giữ làm minh chứng (tệp chạy được, hoặc nội dung khác với đuôi tệp). Sổ vẫn nguyên, gói chưa được nhận; xin nơi gửi bỏ tệp ấy rồi gửi lại.

# Vì sao cán bộ phải quyết định
plan-road-doubt-decided = Gói này đã có quyết định từ trước
plan-road-doubt-number = Đã có một gói khác mang cùng số
plan-road-doubt-book = Nơi gửi lập sổ mới, kế hoạch của sổ trước sẽ được thay

# Cấp trên trả lời
plan-road-said-equal = Cấp trên đã nhận kế hoạch số { $number } ngày { $on }, số liệu hai bên khớp.
plan-road-said-differs = Cấp trên đã nhận kế hoạch số { $number } ngày { $on }, nhưng số liệu hai bên khác nhau; hãy gọi điện đối chiếu.
plan-road-said-held = Cấp trên giữ lại kế hoạch số { $number } ngày { $on }, chưa quyết định.
plan-road-said-returned = Cấp trên trả lại kế hoạch số { $number } ngày { $on }: { $reason }
plan-road-behind = Còn { $count } mục tiêu, nhiệm vụ cấp trên đã gửi mà sổ này chưa có bản mới: { $names }. Hãy áp dụng bộ mới nhất ở trang Bộ từ cấp trên rồi gửi lại.

# Điều cần xem về kế hoạch của cấp dưới
finding-plan-goals-behind = { $unit } còn dùng bản cũ của { $count } mục tiêu, nhiệm vụ đã gửi: { $names }
finding-plan-goals-behind-cure = Gửi lại bộ mục tiêu, nhiệm vụ cho đơn vị này; xin họ áp dụng rồi gửi lại kế hoạch.
finding-plan-waiting = Kế hoạch số { $number } của { $unit } đang chờ quyết định
finding-plan-waiting-cure = Xem và quyết định ở trang Nhận báo cáo.
finding-plan-evidence-away = { $count } tệp minh chứng của { $unit } chỉ có tên, nội dung ở nơi gửi
finding-plan-evidence-away-cure = Khi cần xem, xin đơn vị ấy gửi lại kế hoạch có kèm tệp.

# Xem như cấp trên
check-plan-holds-ok = { $goals } mục tiêu, { $tasks } nhiệm vụ, { $measures } biện pháp, { $visits } kiểm tra
check-plan-holds-warn = Kế hoạch chưa có bản ghi nào
check-plan-accounts-ok = { $count } báo cáo sơ kết, tổng kết, đều đã chốt
check-plan-accounts-warn = { $open }/{ $count } báo cáo sơ kết, tổng kết chưa chốt; cấp trên nhận bản đang viết
check-plan-evidence-ok = { $count } tệp minh chứng chỉ gửi tên, không kèm nội dung
check-plan-evidence-warn = { $count } tệp minh chứng không vào được gói, chỉ gửi tên: { $names }
check-plan-communes-ok = Đủ kế hoạch của { $all } { $unit }
check-plan-communes-warn = Mới có kế hoạch của { $count }/{ $all } { $unit }, còn thiếu { $missing }: { $names }

# Dòng lệnh
cli-pack-plan = Niêm phong kế hoạch (mục tiêu, nhiệm vụ, biện pháp, kiểm tra, báo cáo) cho cấp trên
cli-pack-plan-files = Kèm tệp minh chứng, tới mức một gói chứa được
cli-pack-plan-done = Đã niêm phong kế hoạch số { $number } vào { $file } ({ $size } byte), đã đọc lại khớp. { $left ->
    [0] Không tệp minh chứng nào bị bỏ lại.
   *[other] { $left } tệp minh chứng chỉ gửi tên.
}

# Trang Gửi kế hoạch
page-send-plan = Gửi kế hoạch
plan-road-context = { $office } gửi { $upper }: mục tiêu, nhiệm vụ, biện pháp, kiểm tra, báo cáo
plan-road-go = Gửi kế hoạch
plan-road-open = Mở giấy nhận
plan-road-to-plan = Trang Kế hoạch
plan-road-seal = Niêm phong
plan-road-card = Gói kế hoạch
plan-road-number = Gói sẽ gửi: kế hoạch số { $number }
plan-road-years = Các năm
plan-road-communes = Các xã
plan-road-communes-of = Có kế hoạch của { $count }/{ $all } xã
plan-road-amount = Kinh phí
plan-road-dong = { $dong } đồng
plan-road-files = Kèm { $count } tệp minh chứng ({ $size })
plan-road-files-none = Chưa có tệp minh chứng trong sổ
plan-road-left-out = { $count } tệp không vào được gói, chỉ gửi tên: { $names }
plan-road-kinds = Trong gói
plan-road-count = Số lượng
plan-road-kind-goals = Mục tiêu
plan-road-kind-tasks = Nhiệm vụ
plan-road-kind-progress = Tiến độ nhiệm vụ
plan-road-kind-measures = Biện pháp cho hộ
plan-road-kind-escapes = Hộ đăng ký thoát nghèo
plan-road-kind-visits = Cuộc kiểm tra
plan-road-kind-accounts = Báo cáo sơ kết, tổng kết
plan-road-kind-sums = Số tổng hợp biện pháp (xã × năm)
plan-road-kind-needs = Nhu cầu hỗ trợ (xã × năm)
plan-road-nothing = Kế hoạch chưa có gì để gửi.
plan-road-written = Đã ghi kế hoạch số { $number } và đọc lại: khớp từng byte. { $next }
plan-road-not-written = Kế hoạch chưa được ghi
plan-road-noted = Đã ghi giấy nhận kế hoạch số { $number }.
plan-road-history = Kế hoạch đã gửi và giấy nhận
plan-road-history-remark = mỗi gói là toàn bộ kế hoạch
plan-road-history-empty = Chưa gửi kế hoạch nào. Gói đã gửi và câu trả lời của cấp trên sẽ nằm ở đây.
plan-road-held-measures = Biện pháp đã gửi
plan-road-answer = Cấp trên
plan-road-said = Trả lời
plan-road-equal = Đã nhận, số liệu khớp
plan-road-differs = Đã nhận, số liệu khác

# Trang Nhận báo cáo: một gói kế hoạch
plan-road-result = Kế hoạch · { $words }
plan-road-title = { $sender }, kế hoạch số { $number }
plan-road-changes = Nếu nhận, sổ đổi thế nào
plan-road-fate-new = Mới
plan-road-fate-changed = Đổi
plan-road-fate-same = Giữ nguyên
plan-road-fate-gone = Bỏ đi
plan-road-sums = Biện pháp không dừng: số và kinh phí
plan-road-plan-year = Năm
plan-road-theirs = Nơi gửi báo
plan-road-ours-now = Sổ đang có
plan-road-difference = So với sổ
plan-road-pair = { $count } · { $dong } đ
plan-road-as-now = như sổ
plan-road-other-amount = khác kinh phí
plan-road-decide = Xem rồi quyết định: nhận thì kế hoạch này thay toàn bộ kế hoạch đang có của nơi gửi.
plan-road-first = Kế hoạch số { $number } là gói kế hoạch đầu tiên của nơi gửi.
plan-road-replaces = Kế hoạch số { $number } thay toàn bộ số { $before } nhận ngày { $on }.
plan-road-copied = Sổ được chép lại trước khi ghi; số sổ đếm sau khi ghi phải bằng số nơi gửi báo, không thì không giữ gì.
plan-road-of-years = Các năm { $years }.
plan-road-with-files = Kèm { $count } tệp minh chứng ({ $size } MB).
plan-road-names-only = { $count } tệp chỉ có tên: { $names }.
plan-road-of-communes = Gồm kế hoạch của { $count } xã.
plan-road-came = Các gói kế hoạch của nơi gửi
