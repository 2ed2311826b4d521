# Reading Excel lists: columns, lines left out, rules that a cell breaks and how to mend it.

# Columns
list-field-order = STT
list-field-household-number = Số hộ
list-field-head-name = Họ và tên chủ hộ
list-field-member-name = Họ và tên thành viên
list-field-person-name = Họ và tên từng người (không rõ hộ)
list-field-relation = Quan hệ với chủ hộ
list-field-birth = Ngày, tháng, năm sinh
list-field-birth-day = Ngày sinh (ngày)
list-field-birth-month = Ngày sinh (tháng)
list-field-birth-year = Ngày sinh (năm)
list-field-birth-male = Năm sinh, cột Nam
list-field-birth-female = Năm sinh, cột Nữ
list-field-age = Tuổi
list-field-sex = Giới tính
list-field-sex-male = Giới tính, đánh dấu cột Nam
list-field-sex-female = Giới tính, đánh dấu cột Nữ
list-field-citizen-id = Số định danh (CCCD, CMND)
list-field-province = Tỉnh
list-field-district = Huyện
list-field-district-code = Mã huyện
list-field-commune = Xã
list-field-commune-code = Mã xã
list-field-village = Thôn, bản, tổ dân phố
list-field-address = Địa chỉ
list-field-ethnic-group = Dân tộc
list-field-class = Phân loại hộ
list-field-class-poor = Đánh dấu cột Hộ nghèo
list-field-class-near-poor = Đánh dấu cột Hộ cận nghèo
list-field-class-not-poor = Đánh dấu cột Không nghèo
list-field-class-average = Đánh dấu cột Mức sống trung bình
list-field-decision-no = Số quyết định
list-field-decision-on = Ngày quyết định
list-field-b1 = Điểm B1
list-field-b2 = Điểm B2
list-field-minority = Dân tộc thiểu số
list-field-labour-capacity = Khả năng lao động
list-field-no-labour-capacity = Không có khả năng lao động
list-field-merit-person = Người có công
list-field-cause = Nguyên nhân nghèo
list-field-people = Số nhân khẩu
list-field-note = Ghi chú
list-field-errors = Lỗi

# Lines left out
list-skip-blank = dòng trống
list-skip-elsewhere = hộ của xã khác, không nhập
list-skip-numbering = dòng đánh số cột
list-skip-header = tên cột nhắc lại
list-skip-section = tên thôn
list-skip-total = dòng cộng
list-skip-footer = phần ký tên
list-skip-remark = ghi chú ngoài bảng
list-skip-unchanged = không đổi
list-skip-decided = đã quyết định ở trang Trùng lặp

# What stands in the column "Lỗi"
list-problem-cell = Ô { $cell }: { $value }. { $rule } Cách sửa: { $cure }
list-problem-line = { $rule } Cách sửa: { $cure }
list-value-blank = (trống)

# Names
list-rule-name-missing = Mỗi dòng phải có họ và tên.
list-cure-name-missing = ghi họ và tên, hoặc xóa dòng nếu không phải là người.
list-rule-name-odd = Họ và tên chỉ gồm chữ.
list-cure-name-odd = bỏ chữ số và dấu lạ; xóa dòng nếu đây không phải là người.
list-rule-name-long = Họ và tên dài không quá { $most } chữ cái.
list-cure-name-long = chỉ giữ họ và tên, chuyển phần còn lại sang cột Ghi chú.

# Sex, ethnic group
list-rule-sex-unknown = Giới tính là Nam hoặc Nữ.
list-cure-sex-unknown = ghi Nam hoặc Nữ; để trống nếu chưa rõ.
list-rule-sex-two = Mỗi người chỉ có một giới tính.
list-cure-sex-two = chỉ giữ một trong hai cột Nam, Nữ, và cho khớp với cột Giới tính.
list-rule-ethnic-near = Dân tộc phải là một trong 54 tên, hoặc Khác.
list-cure-ethnic-near = có phải là { $near }? Ghi lại tên cho đúng.
list-rule-ethnic-unknown = Dân tộc phải là một trong 54 tên, hoặc Khác.
list-cure-ethnic-unknown = ghi tên dân tộc theo danh mục; ghi Khác nếu ngoài danh mục.

# Citizen ids
list-rule-id-zero-lost = Số định danh có 12 số, ô này chỉ còn { $count }. Mất số 0 đầu?
list-cure-id-zero-lost = đặt ô kiểu Văn bản (Text), rồi ghi { $restored } nếu đúng là số đó.
list-rule-id-zero-lost-old = Số CMND có 9 số, ô này chỉ còn 8. Mất số 0 đầu?
list-cure-id-zero-lost-old = đặt ô kiểu Văn bản (Text), rồi ghi { $restored } nếu đúng là số đó.
list-rule-id-exponent = Excel đã rút gọn số định danh, các số cuối đã mất.
list-cure-id-exponent = đặt ô kiểu Văn bản (Text), rồi ghi lại đủ 12 số theo giấy tờ.
list-rule-id-length = Số định danh có 12 số (CMND cũ 9 số), ô này có { $count }.
list-cure-id-length = ghi lại theo giấy tờ; ghi "Chưa cấp" nếu chưa được cấp, để trống nếu chưa rõ.
list-rule-id-letters = Số định danh chỉ gồm chữ số.
list-cure-id-letters = ghi lại theo giấy tờ; ghi "Chưa cấp" nếu chưa được cấp, để trống nếu chưa rõ.
list-rule-id-placeholder = Số định danh không được là số điền tạm.
list-cure-id-placeholder = ghi "Chưa cấp" nếu chưa được cấp, để trống nếu chưa rõ.
list-rule-id-twice = Mỗi số định danh chỉ của một người; dòng { $rows } cũng ghi số này.
list-cure-id-twice = đối chiếu giấy tờ, sửa dòng ghi sai; xóa dòng nếu một người được ghi hai lần.

# Worth a look, not refused
list-rule-id-year = Hai số năm sinh trong số định danh khác năm sinh đã ghi.
list-cure-id-year = đối chiếu giấy tờ; nếu giấy tờ ghi như vậy thì để nguyên.
list-rule-id-sex = Số thứ tư của số định danh khác giới tính đã ghi.
list-cure-id-sex = đối chiếu giấy tờ; nếu giấy tờ ghi như vậy thì để nguyên.
list-rule-id-century = Số thứ tư của số định danh chỉ một thế kỷ chưa tới.
list-cure-id-century = đối chiếu giấy tờ; nếu giấy tờ ghi như vậy thì để nguyên.
list-rule-age-differs = Tuổi ghi ở ô này không khớp năm sinh: tính đến năm { $year } là { $expected } tuổi.
list-cure-age-differs = đối chiếu giấy tờ; chỉ năm sinh được ghi vào sổ.
list-rule-person-twice = Dòng { $rows } ghi người cùng họ tên, cùng ngày sinh ở hộ khác.
list-cure-person-twice = nếu là một người, xóa ở hộ ghi thừa; nếu là hai người, để nguyên.
list-rule-people-differs = Cột số nhân khẩu khác số dòng của hộ ({ $lines }); đã lấy theo số dòng.
list-cure-people-differs = thêm người còn thiếu, hoặc sửa số nhân khẩu.
list-rule-minority-differs = Cột dân tộc thiểu số không khớp với dân tộc của chủ hộ ({ $group }); đã lấy theo dân tộc.
list-cure-minority-differs = sửa cột Dân tộc nếu cột này sai.

# Dates
list-rule-birth-impossible = Ngày sinh ghi ngày/tháng/năm, hoặc chỉ năm; ô này không phải là một ngày có thật.
list-cure-birth-impossible = ghi lại theo dạng 21/07/1980 hoặc 1980; để trống nếu chưa rõ.
list-rule-birth-short-year = Năm sinh ghi đủ bốn số.
list-cure-birth-short-year = ghi lại theo dạng 21/07/1980.
list-rule-birth-future = Ngày sinh không được sau ngày đọc danh sách.
list-cure-birth-future = ghi lại ngày sinh theo giấy tờ.
list-rule-date-serial = Ô ngày đang ở kiểu Số, nên ngày hiện thành một con số.
list-cure-date-serial = ghi { $date } nếu đúng là ngày đó, hoặc đặt ô kiểu Ngày (Date).
list-rule-date-impossible = Ngày quyết định ghi đủ ngày/tháng/năm và có thật.
list-cure-date-impossible = ghi lại theo dạng 10/12/2024; để trống nếu chưa có.

# Class, points, marks
list-rule-class-unknown = Phân loại là Hộ nghèo, Hộ cận nghèo, Không nghèo hoặc Mức sống trung bình.
list-cure-class-unknown = ghi một trong bốn tên đó.
list-rule-class-missing = Mỗi hộ phải có phân loại.
list-cure-class-missing = ghi phân loại ở dòng của chủ hộ.
list-rule-class-two = Mỗi hộ chỉ có một phân loại.
list-cure-class-two = chỉ giữ một dấu, đúng với quyết định.
list-rule-points-odd = Điểm là số nguyên, không âm.
list-cure-points-odd = ghi lại số điểm theo phiếu B.
list-rule-b2-steps = Điểm B2 gồm 12 chỉ số, mỗi chỉ số 10 điểm: 0, 10, 20 … 120.
list-cure-b2-steps = ghi lại điểm B2 theo phiếu B.
list-rule-flag-unknown = Cột đánh dấu chỉ ghi x (có) hoặc để trống.
list-cure-flag-unknown = ghi x hoặc để trống; chuyển chữ khác sang cột Ghi chú.
list-rule-people-odd = Số nhân khẩu là số nguyên từ 1.
list-cure-people-odd = ghi số người của hộ.

# The household as a whole
list-rule-household = Hộ được đọc cả hộ, hoặc chưa đọc; hộ này còn lỗi ở dòng { $rows }.
list-cure-household = sửa dòng { $rows }; dòng này để nguyên.
list-rule-household-differs = Các dòng của một hộ phải ghi giống nhau ở cột này; ô { $where } ghi khác.
list-cure-household-differs = sửa cho giống, hoặc tách hộ bằng số thứ tự ở cột STT.
list-rule-head-missing = Mỗi hộ phải có một chủ hộ.
list-cure-head-missing = ghi Chủ hộ ở cột Quan hệ, tại dòng của chủ hộ.
list-rule-heads-two = Mỗi hộ chỉ có một chủ hộ; các dòng { $rows } đều ghi Chủ hộ.
list-cure-heads-two = sửa quan hệ của một người; nếu là hai hộ, ghi số thứ tự cho hộ sau ở cột STT.
list-rule-head-differs = Người ghi là Chủ hộ phải trùng tên ở cột chủ hộ ({ $head }).
list-cure-head-differs = sửa một trong hai cột cho khớp.
list-rule-village-missing = Mỗi hộ phải thuộc một thôn, bản hoặc tổ dân phố.
list-cure-village-missing = ghi tên thôn; nếu cả trang là một thôn, chọn thôn đó khi đọc danh sách.
list-rule-commune-waiting = Danh sách ghi { $commune }; chưa ai trả lời có nhập vào { $office } hay không.
list-cure-commune-waiting = trả lời ở trang Đọc danh sách, phần Cần trả lời trước khi ghi.
list-rule-commune-unknown = Danh sách ghi { $commune }, mà bảng sáp nhập không ghi là đã vào { $office }.
list-cure-commune-unknown = trả lời ở trang Đọc danh sách, phần Cần trả lời trước khi ghi; bỏ hộ này khỏi danh sách nếu là của xã khác.
list-rule-commune-other = Mã xã không thuộc xã này ({ $communes }).
list-cure-commune-other = sửa mã xã, hoặc bỏ hộ này khỏi danh sách.

# Against the book
list-rule-person-elsewhere = { $person } đang có tên trong hộ khác của sổ: { $households }.
list-cure-person-elsewhere = trong sổ, ghi người này đã chuyển khỏi hộ cũ (hoặc tách hộ), rồi đọc lại danh sách.
list-rule-person-unknown = Không thấy { $person } trong sổ.
list-cure-person-unknown = chọn "Thêm thành hộ mới", hoặc ghi người này vào hộ của họ rồi đọc lại.
list-rule-person-unsure = Trong sổ có { $count } người trùng tên: { $households }.
list-cure-person-unsure = ghi số định danh, ngày sinh hoặc thôn của người này.
list-rule-id-of-other = Trong sổ, số định danh này của { $person }, hộ { $household }.
list-cure-id-of-other = đối chiếu giấy tờ, sửa họ tên hoặc số ghi sai trong danh sách hay trong sổ.
list-rule-twin = Dòng { $rows } ghi một hộ giống hệt: cùng tên chủ hộ, cùng thôn, không có gì để phân biệt.
list-cure-twin = ghi số định danh hoặc ngày sinh của chủ hộ; xóa nếu một hộ được ghi hai lần.

# Old fonts
list-script-unicode = Unicode
list-script-tcvn3 = TCVN3 (ABC)
list-script-vni = VNI
list-script-cp1258 = Windows-1258
list-mended = Chữ dán vào có vẻ là phông cũ; đọc thành: { $text }.
list-mended-take = Dùng chữ này
list-mended-again = Nếu đúng là chữ đã gõ, bấm lại nút.

# Why a workbook cannot be read
list-detail-large = tệp mở ra quá lớn
list-detail-stray = ô { $cell } ở quá xa bảng, xóa ô đó
list-detail-damaged = tệp bị hỏng
list-detail-slow = mở quá lâu
