# Lý do của đề xuất, câu kết luận và điều cần xem lại (desktop/rules).

## Đề xuất của 12 chỉ số

reason-no-members = Hộ chưa có thành viên
reason-not-answered = Chưa có câu trả lời trên phiếu
reason-answered = Phiếu ghi: { $answer }

reason-employment-both = { $hired } làm thuê, không hợp đồng; { $jobless } chưa có việc làm
reason-employment-jobless = { $jobless } chưa có việc làm
reason-employment-no-contract = { $hired } làm thuê, không hợp đồng
reason-employment-open = Chưa rõ việc làm hoặc tuổi lao động: { $names }
reason-employment-no = Không ai thiếu việc làm hoặc làm thuê không hợp đồng

reason-dependants-yes = { $count } trên { $people } người phụ thuộc, quá { $percent } %
reason-dependants-open = Chưa rõ tuổi hoặc trợ cấp: { $names }
reason-dependants-no = { $count } trên { $people } người phụ thuộc, không quá { $percent } %

reason-nutrition-none = Không có trẻ em dưới { $under } tuổi
reason-nutrition-yes = { $names } suy dinh dưỡng
reason-nutrition-open = Chưa rõ dinh dưỡng hoặc tuổi: { $names }
reason-nutrition-no = { $names } đạt chuẩn

reason-health-insurance-yes = { $names } chưa có thẻ bảo hiểm y tế
reason-health-insurance-open = Chưa rõ thẻ bảo hiểm y tế hoặc tuổi: { $names }
reason-health-insurance-no = Ai từ { $age } tuổi cũng có thẻ bảo hiểm y tế

reason-adult-education-yes = { $names } không đi học, chưa có bằng theo tuổi
reason-adult-education-open = Chưa rõ học vấn hoặc tuổi: { $names }
reason-adult-education-no = Không ai từ { $from } đến { $to } tuổi thiếu bằng theo tuổi

reason-child-schooling-yes = { $names } không học đúng cấp của tuổi
reason-child-schooling-ahead = { $names } học cao hơn cấp của tuổi, cần xem phiếu giấy
reason-child-schooling-open = Chưa rõ nơi học hoặc tuổi: { $names }
reason-child-schooling-no = { $names } học đúng cấp của tuổi
reason-child-schooling-none = Không có trẻ em từ { $from } đến dưới { $under } tuổi

reason-parts-yes = Không bền chắc: { $parts }
reason-parts-open = Chưa ghi: { $parts }
reason-parts-no = Chỉ { $parts } không bền chắc, { $count } trên { $of } bộ phận
reason-parts-none = Không có từ hai bộ phận không bền chắc

reason-area-open = Chưa ghi diện tích nhà ở, hoặc không phải số
reason-area-yes = { $area } m² chia { $people } người: { $each } m², dưới { $limit } m²
reason-area-no = { $area } m² chia { $people } người: { $each } m²

## Kết luận

verdict-poor = B1 không quá { $b1_limit } và B2 từ { $b2_limit } trở lên
verdict-near-poor = B1 không quá { $b1_limit } và B2 dưới { $b2_limit }
verdict-not-poor = B1 trên { $b1_limit }
verdict-average-living-standard = Thu nhập trên { $income } đồng đến { $average } đồng mỗi người một tháng
verdict-open = Chưa đủ câu trả lời để kết luận

## Cần sửa trước khi xong phiếu

finding-no-member = Hộ chưa có thành viên
finding-no-member-cure = Nhập ít nhất chủ hộ.
finding-no-head = Chưa ai là chủ hộ
finding-no-head-cure = Ghi "Chủ hộ" ở ô quan hệ của một người.
finding-two-heads = Có { $count } người ghi là chủ hộ
finding-two-heads-cure = Giữ một người là chủ hộ, sửa quan hệ của người kia.
finding-name-missing = Dòng { $row }: chưa có họ tên
finding-name-missing-cure = Nhập họ tên, hoặc bỏ dòng này.
finding-citizen-id-length = Dòng { $row }: số định danh có { $digits } ký tự
finding-citizen-id-length-cure = Cần đủ 12 số. Chưa được cấp thì gõ *.
finding-citizen-id-lost-zero = Dòng { $row }: số định danh có 11 số, có thể mất số 0 ở đầu
finding-citizen-id-lost-zero-cure = So với thẻ căn cước của { $name }; đúng là { $proposed } thì bấm + ở ô ấy.
finding-citizen-id-twice = Dòng { $row }: số định danh trùng với người khác trong hộ
finding-citizen-id-twice-cure = So với thẻ căn cước của từng người.
finding-b1-missing = Chưa có điểm B1
finding-b1-missing-cure = Nhập tổng điểm ghi cuối bảng B1 trên phiếu giấy.
finding-b1-items-open = Bảng B1 còn { $count } mục chưa trả lời
finding-b1-items-open-cure = Trả lời tiếp từ mục { $item }.
finding-b1-negative = Điểm B1 là { $points }, nhỏ hơn 0
finding-b1-negative-cure = So lại với phiếu giấy.
finding-deprivations-open = Còn { $count } chỉ số chưa xác nhận
finding-deprivations-open-cure = Xác nhận tiếp từ chỉ số { $first }.
finding-reviewed-on-missing = Chưa có ngày rà soát
finding-reviewed-on-missing-cure = Nhập ngày ghi trên phiếu.
finding-reviewed-on-future = Ngày rà soát { $day } chưa tới
finding-reviewed-on-future-cure = So lại với ngày ghi trên phiếu.

## Cần xem lại

finding-relation-missing = Dòng { $row }: chưa ghi quan hệ với chủ hộ
finding-relation-missing-cure = Ghi quan hệ của { $name } như trên phiếu.
finding-sex-missing = Dòng { $row }: chưa ghi nam hay nữ
finding-sex-missing-cure = Ghi giới tính của { $name }: giấy chứng nhận cần.
finding-ethnic-group-missing = Chủ hộ chưa ghi dân tộc
finding-ethnic-group-missing-cure = Ghi dân tộc của { $name }: biểu 7.8 và 7.9 đếm theo chủ hộ.
finding-born-missing = Dòng { $row }: chưa có ngày sinh
finding-born-missing-cure = Nhập năm sinh của { $name } nếu chưa rõ ngày, tháng.
finding-born-after-review = Dòng { $row }: sinh sau ngày rà soát
finding-born-after-review-cure = So lại ngày sinh của { $name } và ngày rà soát.
finding-too-old = Dòng { $row }: { $age } tuổi
finding-too-old-cure = So lại năm sinh của { $name }.
finding-head-is-minor = Chủ hộ { $name } mới { $age } tuổi
finding-head-is-minor-cure = So lại ngày sinh, hoặc ai là chủ hộ.
finding-citizen-id-century = Dòng { $row }: số định danh có thế kỷ sinh lạ
finding-citizen-id-century-cure = So chữ số thứ tư với thẻ căn cước của { $name }.
finding-citizen-id-year = Dòng { $row }: số định danh không khớp năm sinh
finding-citizen-id-year-cure = So lại năm sinh và chữ số thứ tư đến thứ sáu của { $name }.
finding-citizen-id-sex = Dòng { $row }: số định danh không khớp giới tính
finding-citizen-id-sex-cure = So lại giới tính và chữ số thứ tư của { $name }.
finding-citizen-id-old = Dòng { $row }: số có 9 số là chứng minh nhân dân cũ
finding-citizen-id-old-cure = Hỏi số định danh 12 số của { $name }; chưa được cấp thì gõ *.
finding-age-contradicts-birth = Dòng { $row }: phiếu ghi { $stated } tuổi, tính theo ngày sinh là { $age }
finding-age-contradicts-birth-cure = So lại ngày sinh của { $name }; gõ lại ngày sinh là xong.
finding-member-elsewhere = Dòng { $row }: số định danh của { $name } còn ở hộ { $number }, { $head }
finding-member-elsewhere-cure = Nếu đã về hộ này, ghi biến động cho hộ ở thôn { $village }; nếu không, so lại số.
finding-namesake = Dòng { $row }: { $name } cùng tên, cùng ngày sinh với một người ở hộ { $number }, { $head }
finding-namesake-cure = Nếu là một người, xóa ở hộ cũ (thôn { $village }) bằng biến động; nếu không thì ghi tiếp.
finding-household-gone = { $event ->
    [moved_away] Hộ đã chuyển đi ngày { $day }
    [died_out] Hộ không còn người từ ngày { $day }
   *[joined_another] Hộ đã nhập vào hộ khác ngày { $day }
}
finding-household-gone-cure = Phiếu này sẽ không vào danh sách. Nếu hộ đã về lại, ghi biến động chuyển đến.
finding-b1-jump = B1 là { $points } điểm, năm { $year } là { $before }
finding-b1-jump-cure = So lại với phiếu giấy; đúng thì ghi tiếp.
finding-b1-differs-from-table = B1 trên phiếu { $keyed } điểm, cộng theo bảng { $points }
finding-b1-differs-from-table-cure = Kết quả tính theo bảng. Xem mục nào khác phiếu giấy.
finding-deprived-against-proposal = { $name }: xác nhận thiếu, đề xuất là không
finding-deprived-against-proposal-cure = So lại với phiếu giấy, hoặc ghi lý do vào ghi chú.
finding-not-deprived-against-proposal = { $name }: xác nhận không, đề xuất là thiếu
finding-not-deprived-against-proposal-cure = So lại với phiếu giấy, hoặc ghi lý do vào ghi chú.
finding-cause-missing = Chưa ghi nguyên nhân nghèo
finding-cause-missing-cure = Chọn ít nhất một nguyên nhân: biểu 7.10 đếm theo đó.
finding-cause-other-empty = Chưa nói rõ nguyên nhân khác
finding-cause-other-empty-cure = Ghi nguyên nhân bằng vài chữ.

## Để biết

finding-citizen-id-not-issued = { $count } người chưa được cấp số định danh: { $names }
finding-citizen-id-not-issued-cure = Bổ sung khi được cấp.
finding-citizen-id-unknown = { $count } người chưa ghi số định danh: { $names }
finding-citizen-id-unknown-cure = Nhập số, hoặc gõ * nếu chưa được cấp.
finding-left-why-missing = { $count } người đã đi chưa ghi lý do: { $names }
finding-left-why-missing-cure = Ghi lý do ở trang Hộ gia đình nếu biết.
finding-which-child = Chưa ghi trẻ nào suy dinh dưỡng: hộ có { $count } trẻ em
finding-which-child-cure = Bấm F4 ở dòng này, rồi bấm số của trẻ.
finding-size-changed = Hộ có { $people } người, năm { $year } là { $before }
finding-size-changed-cure = Xem ai mới thêm, ai đã đi.
