# Bảng điểm B1 do đơn vị nhập: từ ngữ, điều cần sửa, mẫu Excel, bản in đối chiếu.
# Không có điểm hay câu chữ nào của thông tư ở đây.

points-area-rural = Nông thôn
points-area-urban = Thành thị
points-practice-mark = LUYỆN TẬP

# Đơn vị mà phiếu tự đếm được.
points-unit-members = thành viên
points-unit-dependants = người phụ thuộc
points-unit-area-per-person = m²/người

points-no-table-for = bảng điểm B1 của khu vực { $area }

points-standard-name = { $base }, bảng điểm B1 của { $office }, bản { $version }
points-standard-name-practice = LUYỆN TẬP: { $base }, bảng điểm B1 của { $office }, bản { $version }
points-standard-source = { $base }. Bảng điểm B1: { $source }

## Cột

points-col-number = Mục số
points-col-label = Chỉ tiêu
points-col-unit = Đơn vị đo
points-col-low = Từ
points-col-high = Đến
points-col-answer = Trả lời
points-col-rural = Điểm nông thôn
points-col-urban = Điểm thành thị
points-col-source = Căn cứ

## Phải sửa trước khi tạo bộ chuẩn

finding-points-base-incomplete = { $standard } còn thiếu: { $missing }
finding-points-base-incomplete-cure = Chọn bộ chuẩn gốc khác.
finding-points-base-practice = { $standard } chỉ để luyện tập
finding-points-base-practice-cure = Chọn bộ chuẩn gốc đang áp dụng.
finding-points-name-missing = Bảng chưa có tên
finding-points-name-missing-cure = Ghi tên như ở đầu bảng của thông tư.
finding-points-source-missing = Chưa ghi căn cứ của bảng
finding-points-source-missing-cure = Ghi số thông tư và phụ lục có bảng này.
finding-points-no-area = Chưa chọn bảng cho nông thôn hay thành thị
finding-points-no-area-cure = Chọn ít nhất một khu vực.
finding-points-not-for-us = Bảng chưa có điểm { $area }, là khu vực của đơn vị này
finding-points-not-for-us-cure = Chọn thêm khu vực đó và nhập điểm.
finding-points-no-items = Bảng chưa có mục nào
finding-points-no-items-cure = Gõ từ bản giấy, dán từ Excel hoặc đọc mẫu Excel đã điền.
finding-points-practice-words = { $count } chỗ ghi LUYỆN TẬP
finding-points-practice-words-cure = Số luyện tập không dùng được trong sổ thật. Nhập từ bản in của thông tư.
finding-points-item-unnamed = Mục thứ { $item } chưa có tên
finding-points-item-unnamed-cure = Ghi tên chỉ tiêu như bản giấy.
finding-points-item-twice = Có hai mục "{ $label }"
finding-points-item-twice-cure = So với bản giấy: gộp lại, hoặc ghi tên cho khác nhau.
finding-points-no-answers = Mục "{ $item }" chưa có câu trả lời
finding-points-no-answers-cure = Thêm các câu trả lời, hoặc xóa mục này.
finding-points-answer-missing = Mục "{ $item }": câu trả lời thứ { $row } chưa có lời
finding-points-answer-missing-cure = Ghi như bản giấy.
finding-points-answer-twice = Mục "{ $item }" có hai câu trả lời "{ $label }"
finding-points-answer-twice-cure = So với bản giấy, bỏ hoặc sửa một câu.
finding-points-key-twice = Mục "{ $item }" có hai câu trả lời cùng phím { $label }
finding-points-key-twice-cure = Mỗi câu trả lời một phím từ 1 đến 9.
finding-points-too-many = Mục "{ $item }" có { $count } câu trả lời, phím số chỉ có { $most }
finding-points-too-many-cure = So với bản giấy: có thể hai mục đang liền nhau.
finding-points-missing = Chưa có điểm của "{ $answer }"
finding-points-missing-cure = Mục "{ $item }", điểm { $area }: ghi như bản giấy, kể cả khi là 0.
finding-points-unread = Điểm "{ $text }" không phải số nguyên
finding-points-unread-cure = Gõ lại bằng chữ số.
finding-points-range-unread = Không đọc được khoảng "{ $text }"
finding-points-range-unread-cure = Gõ một số; dưới 8 gõ <8, trên 8 gõ >8.
finding-points-range-empty = "{ $answer }": không số nào từ { $low } đến { $high }
finding-points-range-empty-cure = Câu này không bao giờ chọn được. So lại ô Từ và ô Đến.
finding-points-range-overlap = "{ $first }" và "{ $second }" trùng khoảng
finding-points-range-overlap-cure = Một số không thể thuộc hai câu. Đến dưới 8 thì gõ <8.
finding-points-range-gap = Giữa "{ $first }" và "{ $second }" còn hở
finding-points-range-gap-cure = So lại ô Từ, ô Đến; có thể thiếu một câu trả lời.
finding-points-poor-unreachable = { $area }: tổng nhỏ nhất là { $points }, trên mức { $limit }
finding-points-poor-unreachable-cure = Không hộ nào có thể nghèo hay cận nghèo. So điểm với bản giấy.
finding-points-not-poor-unreachable = { $area }: tổng lớn nhất là { $points }, không quá mức { $limit }
finding-points-not-poor-unreachable-cure = Hộ nào cũng nghèo hoặc cận nghèo. Có thể còn thiếu mục.

## Cần xem lại

finding-points-region-missing = Chưa ghi bảng { $area } của vùng nào
finding-points-region-missing-cure = Thông tư có nhiều bảng. Ghi vùng như ở đầu bảng.
finding-points-one-answer = Mục "{ $item }" chỉ có một câu trả lời
finding-points-one-answer-cure = Hộ nào cũng được số điểm đó. So với bản giấy.
finding-points-negative = "{ $answer }": điểm { $points } nhỏ hơn 0
finding-points-negative-cure = Mục "{ $item }": so với bản giấy.
finding-points-all-same = Mục "{ $item }": các câu cùng một điểm { $area }
finding-points-all-same-cure = Có thể một số bị chép xuống nhiều dòng.
finding-points-areas-same = Điểm nông thôn và thành thị giống nhau ở cả { $count } câu
finding-points-areas-same-cure = Thông tư có bảng riêng cho từng khu vực. So lại từng bảng.
finding-points-unit-missing = Mục "{ $item }" có khoảng mà chưa có đơn vị đo
finding-points-unit-missing-cure = Ghi đơn vị của ô Từ và ô Đến.
finding-points-range-missing = "{ $answer }" chưa có khoảng
finding-points-range-missing-cure = Các câu khác của mục có khoảng. Để trống được nếu bản giấy không có.
finding-points-range-below = Mục "{ $item }": chưa có câu cho số nhỏ hơn
finding-points-range-below-cure = Để trống ô Từ của câu nhỏ nhất nếu không có mức dưới.
finding-points-range-above = Mục "{ $item }": chưa có câu cho số lớn hơn
finding-points-range-above-cure = Để trống ô Đến của câu lớn nhất nếu không có mức trên.

## Mẫu Excel

points-col-points = Điểm
points-sheet = Bảng điểm B1
points-sheet-title = Bảng điểm B1, để nhập vào Rà Soát
points-sheet-title-practice = LUYỆN TẬP. Bảng điểm B1, để nhập vào Rà Soát
points-sheet-rule-1 = 1. Chép từ bản in của thông tư, mỗi câu trả lời một dòng, theo đúng thứ tự của bản in.
points-sheet-rule-2 = 2. Mục số, Chỉ tiêu, Đơn vị đo, Căn cứ chỉ ghi ở dòng đầu của mục; các dòng sau để trống hoặc ghi lại như cũ.
points-sheet-rule-3 = 3. Từ, Đến: chỉ ghi khi bản in có khoảng số. Số ghi ở ô thuộc về câu đó; dưới 8 ghi <8, trên 8 ghi >8; không có mức thì để trống.
points-sheet-rule-4 = 4. Đơn vị đo ghi đúng "thành viên", "người phụ thuộc" hoặc "m²/người" thì chương trình nhận ra đó là số đếm được trên phiếu.
points-sheet-rule-5 = 5. Điểm là số nguyên, kể cả 0. Khu vực không dùng thì để trống cả cột. Mỗi mục nhiều nhất 9 câu trả lời.
points-sheet-rule-6 = 6. Cạnh B1, thông tư còn có bảng về dinh dưỡng mà chương trình chưa biết nội dung: nếu bản in tính điểm, ghi thành mục riêng ở cuối.
points-head-name = Tên bảng
points-head-source = Căn cứ của bảng
points-head-areas = Khu vực
points-head-rural = Vùng của bảng nông thôn
points-head-urban = Vùng của bảng thành thị
points-head-base = Bộ chuẩn gốc

points-cell-date = { $cell }: Excel đã đổi thành ngày { $text }. Định dạng ô là chữ rồi gõ lại.
points-cell-points = { $cell }: điểm "{ $text }" không phải số nguyên.
points-cell-range = { $cell }: khoảng "{ $text }" không đọc được. Gõ một số; dưới 8 gõ <8, trên 8 gõ >8.

## Bản in đối chiếu

points-paper-title = Bảng điểm B1 nhập vào chương trình
points-paper-subtitle = { $name }. Căn cứ: { $source }
points-paper-region = Bảng { $area }: { $region }; mức B1 của { $standard } là { $limit } điểm
points-paper-col-label = Chỉ tiêu và câu trả lời
points-paper-col-compared = Đã so
points-paper-item = { $label } ({ $unit })
points-paper-note = Bản in để đối chiếu với bản giấy của thông tư, không thay thông tư.
points-paper-counts = { $items } mục, { $options } câu trả lời.
points-paper-sums = { $area }: cộng điểm lớn nhất của từng mục { $largest }, nhỏ nhất { $smallest }, cộng mọi điểm { $whole }.
points-paper-entered = NGƯỜI NHẬP
points-paper-compared = NGƯỜI ĐỐI CHIẾU
