# The part "Biện pháp" of the page "Kế hoạch".
plan-measures-views = Cách xem biện pháp
plan-measures-view-measures = Biện pháp
plan-measures-view-without = Hộ chưa có
plan-measures-view-escapes = Đăng ký thoát nghèo
plan-measures-view-results = Kết quả
plan-measures-view-units = Theo xã
plan-measures-counted = { $word } { $count }
plan-measures-back = Mọi xã
plan-measures-add = Ghi biện pháp
plan-measures-key-edit = sửa biện pháp
plan-measures-key-open = mở
plan-measures-key-mark = đăng ký
plan-measures-key-states = đang làm, xong, dừng, dự kiến
plan-measures-key-remove = bỏ biện pháp
plan-measures-space = Dấu cách

# The table.
plan-measures-table = Biện pháp của năm kế hoạch
plan-measures-household = Chủ hộ
plan-measures-number = Số hồ sơ
plan-measures-village = Thôn
plan-measures-kind = Loại
plan-measures-programme = Chương trình
plan-measures-amount = Số tiền (đồng)
plan-measures-state = Trạng thái
plan-measures-starts-on = Bắt đầu
plan-measures-ends-on = Kết thúc
plan-measures-responsible = Phụ trách
plan-measures-class = Diện hộ
plan-measures-class-now = Diện nay
plan-measures-all = Tất cả
plan-measures-odd = Cần xem lại
plan-measures-count = { $shown } trên { $all } biện pháp; { $households } hộ, { $amount } đồng
plan-measures-sum = { $measures } biện pháp, { $households } hộ
plan-measures-no-home = Hộ không còn trong sổ
plan-measures-empty = Chưa có biện pháp nào trong năm kế hoạch này. Chọn hộ cần giúp để ghi biện pháp đầu tiên.
plan-measures-none = Không có dòng nào hợp với bộ lọc.
plan-measures-begin = Chọn hộ chưa có biện pháp
plan-measures-choose = Chọn một xã ở bảng Theo xã để xem danh sách.
plan-measures-sums-only = Xã gửi lên số tổng: { $measures } biện pháp cho { $households } hộ. Danh sách từng hộ nằm ở đơn vị gửi.
plan-measures-with = Với
plan-measures-scope = Biện pháp được đổi
plan-measures-scope-one = biện pháp đang chọn
plan-measures-scope-group = cả nhóm ghi cùng lúc: { $measures }
plan-measures-scope-shown = mọi biện pháp trong bảng: { $measures }
plan-measures-to-planned = Ghi dự kiến
plan-measures-to-under_way = Ghi đang làm
plan-measures-to-done = Ghi đã xong
plan-measures-to-stopped = Dừng
plan-measures-remove = Bỏ

# The form.
plan-measures-form = Phiếu biện pháp
plan-measures-form-title = Ghi biện pháp, kế hoạch { $year }
plan-measures-edit-title = Sửa biện pháp, kế hoạch { $year }
plan-measures-who-one = { $name }, số { $number }, { $village }
plan-measures-who-some = { $households } hộ: { $names }
plan-measures-who-more = { $households } hộ: { $names } và các hộ khác
plan-measures-who-many = { $households } hộ
plan-measures-against = Nhằm vào thiếu hụt, nguyên nhân
plan-measures-note = Ghi chú
plan-measures-amount-bad = Số tiền chỉ gồm chữ số, tính bằng đồng cho mỗi hộ.
plan-measures-record = Ghi cho { $households } hộ
plan-measures-save = Ghi thay đổi
plan-measures-leave = Thôi
plan-measures-concerned = { $households } hộ như vậy.
plan-measures-leave-out = Bỏ các hộ này ra
plan-measures-leave-out-of = Bỏ { $households } hộ này ra khỏi nhóm
plan-measures-unknown = { $households } hộ không còn trong sổ: không ghi.
plan-measures-drop = Bỏ biện pháp đang ghi dở?
plan-measures-drop-what = Những gì vừa gõ trong phiếu biện pháp chưa được ghi vào sổ.
plan-measures-drop-do = Bỏ phần đang gõ

# Households without a measure, and those to leave poverty.
plan-measures-without = Hộ nghèo, hộ cận nghèo chưa có biện pháp
plan-measures-without-none = Mọi hộ nghèo, hộ cận nghèo cuối năm trước đều đã có biện pháp, hoặc năm trước chưa rà soát.
plan-measures-lacks = Thiếu hụt
plan-measures-not-known = Danh sách không ghi
plan-measures-record-all = Ghi biện pháp cho cả { $households } hộ
plan-measures-escapes = Đăng ký thoát nghèo
plan-measures-escape = Đăng ký
plan-measures-escape-none = Chưa có hộ nghèo nào cuối năm trước để đăng ký thoát nghèo.
plan-measures-escape-count = { $planned } trên { $poor } hộ nghèo đã đăng ký
plan-measures-has = Biện pháp
plan-measures-has-one = Đã có
plan-measures-planned = Đã đăng ký
plan-measures-not-planned = Chưa
plan-measures-mark = Đăng ký
plan-measures-unmark = Bỏ đăng ký
plan-measures-mark-all = Đăng ký cả { $households } hộ
plan-measures-unmark-all = Bỏ đăng ký cả { $households } hộ
plan-measures-escape-title = Đăng ký thoát nghèo trong năm { $year }
plan-measures-escape-new = Đăng ký { $households } hộ.
plan-measures-escape-same = { $households } hộ đã đăng ký.
plan-measures-why-not-poor = { $households } hộ không nghèo theo kết quả rà soát năm { $year }: không đăng ký.
plan-measures-why-gone = { $households } hộ đã đi khỏi xã: không đăng ký.
plan-measures-why-unknown = { $households } hộ không có trong sổ: không đăng ký.

# What came of it.
plan-measures-bars = Tỷ lệ thiếu hụt đã hết
plan-measures-bars-legend = đậm: có biện pháp; nhạt: không có
plan-measures-share = { $gone }/{ $all } · { $rate } %
plan-measures-fates = Thiếu hụt năm trước nay ra sao
plan-measures-fates-hint = số hộ
plan-measures-lack = Thiếu hụt
plan-measures-before = Năm trước
plan-measures-gone-with = Hết, có BP
plan-measures-stayed-with = Còn, có BP
plan-measures-gone-without = Hết, không
plan-measures-stayed-without = Còn, không
plan-measures-all-lacks = Mọi thiếu hụt
plan-measures-cases = Từng hộ
plan-measures-cases-of = Từng hộ: { $name }
plan-measures-case-count = { $households } hộ
plan-measures-became = Nay
plan-measures-stayed = Còn thiếu
plan-measures-gone = Đã hết
plan-measures-aid = Biện pháp
plan-measures-with-one = Có
plan-measures-with-none = Không
plan-measures-headline = Thiếu hụt của năm { $before } đã hết theo rà soát năm { $year }: có biện pháp { $aided }, không có biện pháp { $alone }.
plan-measures-headline-escaped = Trong { $planned } hộ đăng ký thoát nghèo, { $escaped } hộ không còn nghèo.
plan-measures-results-none = Chưa so sánh được: cần hộ có kết quả rà soát của cả năm { $before } và năm { $year }.

# By commune.
plan-measures-by-unit = Biện pháp theo xã
plan-measures-by-unit-hint = Enter mở danh sách của xã
plan-measures-upper-empty = Chưa có biện pháp nào của các xã trong năm kế hoạch này. Biện pháp đến cùng gói kế hoạch của xã.
plan-measures-whole = Tổng cộng
plan-measures-unit = Đơn vị
plan-measures-recorded = Biện pháp
plan-measures-done = Đã xong
plan-measures-helped = Hộ được giúp
plan-measures-escape-short = Đăng ký thoát
plan-measures-escaped = Đã thoát
plan-measures-gone-all = Thiếu hụt đã hết

# The kinds.
plan-measures-kinds = Loại biện pháp
plan-measures-kinds-hint = Bỏ dấu chọn để ẩn một loại khi ghi mới. Loại đang dùng không mất. F2 sửa tên.
plan-measures-kind-new = Tên loại mới
plan-measures-kind-add = Thêm loại
plan-measures-kind-rename = Sửa tên
plan-measures-kinds-leave = Xong
plan-measures-kinds-kept = Đã ghi danh sách loại biện pháp.
plan-measures-kinds-undone = Danh sách loại biện pháp như trước.

# Said in the status line.
plan-measures-said-recorded = Đã ghi { $count } biện pháp.
plan-measures-said-saved = Đã ghi thay đổi của { $count } biện pháp.
plan-measures-said-changed = { $count } biện pháp: { $state }.
plan-measures-said-left = { $count } biện pháp không đổi: đã ở trạng thái này, hoặc ngày ghi trong biện pháp chưa đến.
plan-measures-said-removed = Đã bỏ { $count } biện pháp.
plan-measures-said-marked = Đã đăng ký { $count } hộ thoát nghèo trong năm { $year }.
plan-measures-said-unmarked = Đã bỏ đăng ký của { $count } hộ trong năm { $year }.
plan-measures-said-undone = Đã hoàn tác { $count } thay đổi.
plan-measures-said-nothing = Không có gì thay đổi.
