# Trang Trùng lặp: các cặp có thể là một, hai bên cạnh nhau, chọn từng mục.

twins-context = Tìm những hộ, những người có thể được ghi hai lần. Chương trình chỉ gợi ý, không tự gộp.
twins-context-found = { $count } cặp chờ quyết định. Chương trình chỉ gợi ý, không tự gộp.
twins-scan = Tìm lại trong sổ
twins-failed = Chưa ghi được. Dữ liệu vẫn nguyên.

## Từ trang khác
twins-attention = { $count } cặp hộ, người có thể bị ghi hai lần
twins-attention-how = Xem hai bên cạnh nhau, chọn là một hay là hai.
twins-to-page = Xem các cặp chờ quyết định

## Danh sách
twins-queue = Chờ quyết định
twins-two = { $left } – { $right }
twins-communes = { $left } – { $right }: { $why }
twins-none = Không còn cặp nào chờ quyết định.
twins-nothing = Hai bản ghi của một cặp sẽ đứng cạnh nhau ở đây, mục khác nhau được đánh dấu.

## Hai bên
twins-question-household = Hai hộ này có phải là một?
twins-question-person = Một người đang có tên ở hai hộ?
twins-question-listed = Hộ trong danh sách có phải là hộ này?
twins-score = Giống nhau { $points }/100
twins-where = Hộ { $number } · { $village }
twins-listed = Danh sách năm { $year } · { $village }
twins-open = Xem hộ
twins-field = Mục
twins-left = Bên trái
twins-right = Bên phải
twins-fields = Các mục của hai bên
twins-household = Hộ
twins-number = Số hộ
twins-members = Thành viên
twins-sheets = Phiếu và biến động
twins-count = Số người
twins-rounds = Phân loại các năm
twins-people = { $count } người
twins-one-person = Là một người
twins-two-persons = Là hai người
twins-member-kept = Chỉ một bên có, giữ lại
twins-member-added = Danh sách có thêm
twins-other-member = Người khác của hộ

## Các mục
twins-field-number = Số hộ được giữ
twins-field-keep = Giữ người ở
twins-field-village = Thôn
twins-field-merit_person = Hộ có người có công
twins-field-no_labour_capacity = Không có khả năng lao động
twins-field-head = Chủ hộ
twins-field-name = Họ và tên
twins-field-relation = Quan hệ với chủ hộ
twins-field-sex = Giới tính
twins-field-born = Ngày sinh
twins-field-citizen_id = Số định danh
twins-field-id_state = Số định danh
twins-field-ethnic_group = Dân tộc
twins-field-schooling = Học vấn
twins-field-insured = Bảo hiểm y tế
twins-field-work = Việc làm
twins-field-left_on = Còn ở hộ
twins-field-review-periodic = Phiếu năm { $year }
twins-field-review-in_year = Phiếu thường xuyên { $year }
twins-field-sheet_a = Giấy đề nghị { $year }
twins-field-event = Biến động

## Giá trị
twins-yes = Có
twins-no = Không
twins-blank = (trống)
twins-no-event = (không có)
twins-present = Đang ở hộ
twins-left-on = rời hộ { $day }
twins-draft = Phiếu nhập dở
twins-points = B1 { $b1 }, B2 { $b2 }
twins-sheet = Phiếu A
twins-sheet-a = Phiếu A, đề nghị { $day }
twins-event = { $event } { $day }
twins-keep-in = Hộ { $number }, { $name }

## Quyết định
twins-same-household = Gộp thành một hộ
twins-same-person = Là một người, giữ một nơi
twins-same-listed = Là hộ này, nhập vào
twins-different-household = Là hai hộ khác nhau
twins-different-person = Là hai người khác nhau
twins-different-listed = Là hộ khác, thêm mới
twins-other-candidate = So với hộ khác trong sổ
twins-still-open = còn { $count } mục chưa chọn
twins-all-chosen = đã đủ để ghi
twins-upper-only-looks = Cấp trên không sửa hồ sơ; xã giải quyết trong sổ của xã.
twins-later = Để sau
twins-across-note = Lời nhắn thêm cho hai xã (không bắt buộc)
twins-across-tell = Là một: gửi ý kiến cho cả hai xã
twins-across-two-household = Là hai hộ khác nhau
twins-across-two-person = Là hai người khác nhau
twins-across-later = Để sau
twins-across-told = Đã ghi ý kiến về { $name } cho cả hai xã.
twins-across-unheard = Đã ghi ý kiến về { $name }. { $unheard } chưa gửi báo cáo nào nên chưa nhận được.
twins-across-put-off = Để sau: { $name }.
twins-did-household = Đã gộp hai hộ của { $name }.
twins-did-person = Đã giữ { $name } ở một hộ.
twins-did-listed = Đã nhập dòng danh sách vào hộ { $name }.
twins-did-new = Đã thêm hộ mới từ danh sách, khác hộ { $name }.
twins-did-different = Đã ghi nhớ: { $name } và bên kia là hai, không hỏi lại.
twins-taken-back = Đã hoàn tác, cặp của { $name } chờ quyết định lại.

## Dòng phím
twins-key-next = mục chưa chọn
twins-key-left = lấy bên trái
twins-key-right = lấy bên phải
twins-key-all-left = các mục còn lại: trái
twins-key-all-right = phải
twins-key-reopen = bỏ chọn
twins-key-toggle = một hay hai người
twins-key-queue = về danh sách

## Cấp trên: ý kiến cho cả hai xã
twins-remark-household = Hộ { $own } có thể là một với hộ { $number } ({ $other }), { $village }, { $commune }. Hai xã đối chiếu, giữ ở một nơi rồi gửi lại báo cáo.
twins-remark-person = { $own } có thể đang có tên ở hai hộ: hộ này và hộ { $number } ({ $head }), { $village }, { $commune }. Hai xã đối chiếu, giữ ở một nơi rồi gửi lại báo cáo.
