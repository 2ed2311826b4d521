# Vì sao: một hộ, từng câu trả lời, điểm, căn cứ, khác năm trước, theo chuẩn khác.

page-explain = Vì sao?
explain-title = Vì sao: { $name }
explain-context = hộ { $number }, { $village }, phiếu năm { $year }, { $people } nhân khẩu
explain-context-draft = hộ { $number }, { $village }, phiếu năm { $year } đang nhập, { $people } nhân khẩu
explain-context-decided = hộ { $number }, { $village }, phiếu năm { $year }, { $people } nhân khẩu, quyết định { $decision }
explain-open = chưa đủ để kết luận
explain-verdict = Kết quả: { $kind }. { $sentence }
explain-limit = Mức { $limit } điểm B1 ở { $area } thay cho { $income } đồng mỗi người một tháng.
explain-limit-bare = Mức ở { $area } là { $limit } điểm B1.

explain-what = Nội dung
explain-answer = Trả lời
explain-points = Điểm
explain-source = Căn cứ
explain-b1 = Điểm B1
explain-b1-total = Tổng điểm B1
explain-keyed = Ghi cuối bảng trên phiếu giấy
explain-b2 = { $count } chỉ số thiếu hụt
explain-b2-total = Tổng điểm B2
explain-b2-limit = Từ { $limit } trở lên là hộ nghèo, nếu B1 không quá mức
explain-not-keyed = Chưa nhập
explain-deprived = Thiếu
explain-not-deprived = Không
explain-waits = ({ $word }, chờ xác nhận) { $why }
explain-unseen = { $source } (theo trí nhớ, chưa đối chiếu)

explain-margins = Cách mức bao nhiêu
explain-margin-b1 = B1
explain-margin-b2 = B2
explain-margin-open = Chưa đủ điểm để so với mức.
explain-margin-none = Kết quả không do điểm trên phiếu này quyết định, nên không so với mức.
explain-b1-within = { $points } điểm, mức { $limit }: còn cách { $left } điểm. Từ { $goal } điểm là { $other }.
explain-b1-above = { $points } điểm, quá mức { $limit } là { $left } điểm. Không quá { $goal } điểm thì là { $other }.
explain-b2-nothing = { $points } điểm. Khi B1 quá mức thì B2 không đổi kết quả.
explain-b2-more = { $points } điểm, mức { $limit }. Thêm { $by } điểm là { $other }.
explain-b2-less = { $points } điểm, mức { $limit }. Bớt { $by } điểm là { $other }.
explain-step-more-b1 = Chỉ thêm 1 điểm đã là { $other }.
explain-step-less-b1 = Chỉ bớt 1 điểm đã là { $other }.
explain-step-none-b1 = Thêm hoặc bớt 1 điểm không đổi kết quả.
explain-step-more-b2 = Chỉ thêm một chỉ số đã là { $other }.
explain-step-less-b2 = Chỉ bớt một chỉ số đã là { $other }.
explain-step-none-b2 = Thêm hoặc bớt một chỉ số không đổi kết quả.

explain-changes = Khác năm { $year }
explain-changes-none = Khác lần trước
explain-no-change = Không có gì khác.
explain-no-last = Chưa có lần rà soát nào trước đó.
explain-before = Trước
explain-after = Nay
explain-before-after = trước: { $before }; nay: { $after }

explain-other = Cùng câu trả lời, chuẩn khác
explain-other-choose = Chọn chuẩn để tính thử
explain-other-hint = Chỉ tính thử, số đã ghi không đổi.
explain-other-class = Sẽ là { $kind }.
explain-other-points = B1 { $b1 }, mức { $b1_limit }; B2 { $b2 }, mức { $b2_limit }.
explain-other-none = Chưa tính được, còn thiếu:
explain-other-missing = – { $what }
explain-other-income = Đã biết mức thu nhập: { $income } đồng mỗi người một tháng.
explain-lacking-b1-items = – câu trả lời từng mục của bảng B1: phiếu này chỉ có tổng điểm theo bảng khác
explain-lacking-b1-some = – câu trả lời của { $count } mục B1, từ mục { $first }
explain-lacking-b1-total = – tổng điểm B1 trên phiếu giấy: phiếu này trả lời theo bảng của chuẩn khác
explain-lacking-b1 = – điểm B1
explain-lacking-deprivations = – { $count } chỉ số chưa xác nhận: { $names }

# Điều khác giữa hai lần
since-class = Phân loại
since-b1 = Điểm B1
since-b1_item = B1: { $name }
since-b2 = Điểm B2
since-deprivation = { $name }
since-fact = { $name }
since-causes = Nguyên nhân
since-reviewed_on = Ngày rà soát
since-enumerator = Điều tra viên
since-people = Số nhân khẩu
since-came = Thêm { $name }
since-left = Không còn { $name }
since-member = { $name }: { $field }
since-field-name = họ tên
since-field-relation = quan hệ với chủ hộ
since-field-sex = giới tính
since-field-born = ngày sinh
since-field-ethnic_group = dân tộc
since-field-id = số định danh
since-field-schooling = học vấn
since-field-insured = thẻ bảo hiểm y tế
since-field-work = việc làm
since-field-merit_person = Hộ có người có công
since-field-no_labour_capacity = Hộ không có khả năng lao động

# Trang
explain-previous = Hộ trước
explain-next = Hộ sau
explain-position = { $at }/{ $of }
explain-more = Mức, thay đổi, chuẩn khác
explain-print = In
explain-pdf = Lưu PDF
explain-excel = Lưu Excel
explain-saved = Đã ghi { $file }.
explain-printed = Đã gửi { $count } trang tới máy in.
explain-not-written = Chưa ghi được bản giải thích.
explain-not-printed = Chưa in được bản giải thích.
explain-stopped = Đã dừng theo yêu cầu.
explain-nothing = Hộ này chưa có phiếu nào để giải thích. Nhập phiếu B trước.
explain-nobody = Chọn một hộ ở trang Hộ gia đình, rồi bấm F6.
explain-to-sheet = Mở phiếu B
explain-to-households = Hộ gia đình
explain-page = Cả trang giải thích
explain-key-arrows = Mũi tên trái, phải
explain-key-list = hộ trước, hộ sau
explain-key-back = về danh sách

# Giấy
explanation-title = Bản giải thích kết quả rà soát
explanation-of = { $head }, { $context }
explanation-source = ({ $letter }) { $source }
explanation-unseen = * Căn cứ chưa đối chiếu với văn bản gốc.
explanation-no-decision = Bản giải thích, không thay quyết định. { $place }.
explanation-no-decision-by = Bản giải thích, không thay quyết định. { $place }. Người giải thích: { $name }.
