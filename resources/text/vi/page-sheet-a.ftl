# Trang Giấy đề nghị và phiếu A: ghi giấy đề nghị, chín dấu của phiếu A, kết quả.

page-sheet-a = Giấy đề nghị và phiếu A
sheet-a-link-short = Giấy đề nghị
sheet-a-step = { $count } giấy đề nghị
sheet-a-step-listed = { $count } hộ vào danh sách
sheet-a-context = Đợt { $year }. { $source }.
sheet-a-new = Giấy đề nghị
sheet-a-change = Sửa giấy đề nghị

## Dòng phím
sheet-a-key-next = ô sau
sheet-a-key-back = ô trước
sheet-a-key-marks = đánh, bỏ dấu
sheet-a-key-none = không dấu nào
sheet-a-key-new = hộ chưa có trong sổ
sheet-a-key-names = tên cột
sheet-a-key-list = tới danh sách
sheet-a-key-entry = nhập phiếu B
sheet-a-key-find = tìm hộ

## Các ô
sheet-a-household = Hộ
sheet-a-find = Tìm tên hoặc số hộ
sheet-a-village = Thôn
sheet-a-wants = Xin
sheet-a-wants-review = rà soát (mẫu 01)
sheet-a-wants-leaving = công nhận thoát nghèo (mẫu 04)
sheet-a-wants-short-review = Rà soát
sheet-a-wants-short-leaving = Thoát nghèo
sheet-a-asked-on = Ngày nhận giấy
sheet-a-marks = Phiếu A
sheet-a-marks-hint = bấm số cột có dấu; không chép từng cột thì Enter, gõ tổng số dấu
sheet-a-column = Cột { $column }
sheet-a-count = Tổng số dấu
sheet-a-note = Ghi chú
sheet-a-record = Ghi, giấy sau
sheet-a-clear = Bỏ, giấy khác
sheet-a-chosen = Số hộ { $number }
sheet-a-chosen-new = Hộ mới, số { $number }: gõ số hay chữ đầu của thôn
sheet-a-found-none = Không tìm thấy "{ $text }". Bấm Ctrl+Insert để thêm hộ này vào sổ.
sheet-a-marked-said = { $count } dấu: { $columns }
sheet-a-marked-none = không dấu nào
sheet-a-marked-open = chưa ghi dấu nào

## Kết quả
sheet-a-result = Kết quả
sheet-a-verdict-listed = Vào danh sách rà soát
sheet-a-verdict-not_listed = Không vào danh sách
sheet-a-verdict-on_list = Không phải làm phiếu A
sheet-a-verdict-open = Chưa ghi phiếu A
sheet-a-why-listed = { $count } dấu, dưới { $below }: hộ vào danh sách rà soát, làm phiếu B.
sheet-a-why-not_listed = { $count } dấu, từ { $below } trở lên: hộ không phải làm phiếu B.
sheet-a-why-on_list = Hộ được rà soát bằng phiếu B, bỏ qua phiếu A.
sheet-a-why-open = Dưới { $below } trong { $marks } dấu thì vào danh sách làm phiếu B.
sheet-a-source = Căn cứ: { $source }.
sheet-a-look = Cần xem lại
sheet-a-look-none = Không có chỗ nào phải xem lại.

## Danh sách
sheet-a-list = Giấy đề nghị năm { $year }
sheet-a-list-count = { $count } giấy, { $listed } hộ vào danh sách
sheet-a-col-day = Ngày
sheet-a-col-household = Hộ
sheet-a-col-village = Thôn
sheet-a-col-marked = Dấu
sheet-a-col-verdict = Kết quả phiếu A
sheet-a-col-sheet-b = Phiếu B
sheet-a-sheet-b- = Không làm
sheet-a-sheet-b-waits = Chờ nhập
sheet-a-sheet-b-draft = Đang nhập
sheet-a-list-empty = Chưa có giấy đề nghị nào trong năm { $year }. Gõ tên hộ ở trên để ghi giấy đầu tiên.
sheet-a-no-round = Chưa mở đợt rà soát năm { $year }. Mở đợt ở trang Nhập phiếu, rồi ghi giấy đề nghị.
sheet-a-no-rule = Chuẩn của đợt { $year } chưa có phiếu A.
sheet-a-to-entry = Tới trang Nhập phiếu

## Đã làm
sheet-a-done-listed = Đã ghi giấy của { $name }: vào danh sách rà soát.
sheet-a-done-not_listed = Đã ghi giấy của { $name }: không vào danh sách.
sheet-a-done-on_list = Đã ghi giấy của { $name }: hộ được rà soát bằng phiếu B.
sheet-a-kept-b = Phiếu B của { $name } đã có chữ nên vẫn giữ trong danh sách.
sheet-a-withdrawn = Đã rút giấy đề nghị của { $name }.
sheet-a-undone = Đã hoàn tác.

## Tên cột
sheet-a-names = Tên chín cột
sheet-a-names-why = Thông tư đặt tên chín cột; chương trình chưa có các tên ấy. Gõ tên theo phiếu giấy đang dùng, hoặc để trống.
sheet-a-names-save = Ghi tên cột
sheet-a-names-saved = Đã ghi tên các cột của phiếu A.

## Điều cần xem lại
finding-sheet-a-no-day = Chưa có ngày nhận giấy
finding-sheet-a-no-day-cure = Gõ ngày ghi trên giấy đề nghị.
finding-sheet-a-unread-day = "{ $typed }" không phải ngày
finding-sheet-a-unread-day-cure = Gõ 15/10/2026, 15102026 hoặc 15/10.
finding-sheet-a-future = Ngày { $day } chưa tới
finding-sheet-a-future-cure = So lại với ngày ghi trên giấy.
finding-sheet-a-other-year = Giấy ngày { $day }, đợt này là năm { $year }
finding-sheet-a-other-year-cure = So lại năm ghi trên giấy.
finding-sheet-a-no-marks = Phiếu A chưa có dấu nào được ghi
finding-sheet-a-no-marks-cure = Bấm số các cột có dấu, 0 nếu không có dấu, hoặc gõ tổng số dấu.
finding-sheet-a-too-many = { $count } dấu, phiếu A chỉ có { $marks } cột
finding-sheet-a-too-many-cure = Đếm lại số dấu trên phiếu giấy.
finding-sheet-a-contradicts = Tổng ghi { $count } dấu, đếm theo cột được { $marked }
finding-sheet-a-contradicts-cure = Đếm lại trên phiếu giấy, rồi sửa cột hoặc tổng.
finding-sheet-a-gone = Hộ không còn ở xã từ { $day }: { $event ->
    [moved_away] đã chuyển đi
    [died_out] không còn người
   *[joined_another] đã nhập vào hộ khác
}
finding-sheet-a-gone-cure = Nếu hộ đã về lại, ghi biến động chuyển đến ở trang Hộ gia đình trước.
finding-sheet-a-twice = Hộ đã có giấy đề nghị ngày { $day }
finding-sheet-a-twice-cure = Ghi nữa là sửa giấy ấy; khác hộ thì chọn lại hộ.
finding-sheet-a-nothing-to-leave = Hộ không phải hộ nghèo, hộ cận nghèo mà xin công nhận thoát nghèo
finding-sheet-a-nothing-to-leave-cure = So lại mẫu giấy: mẫu 01 xin rà soát, mẫu 04 xin thoát nghèo.
finding-sheet-a-recognised = { $now ->
    [poor] Đang là hộ nghèo
   *[near_poor] Đang là hộ cận nghèo
}: không phải làm phiếu A
finding-sheet-a-recognised-cure = Hộ có sẵn trong danh sách rà soát; ghi giấy để lưu ngày xin.
finding-sheet-a-has-sheet-b = Hộ đã có phiếu B trong đợt này
finding-sheet-a-has-sheet-b-cure = Ghi giấy được; phiếu B giữ nguyên.
