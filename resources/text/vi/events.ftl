# Biến động của hộ: lý do đi, điều cần xem lại, cân đối sổ (desktop/rules/events*, services/happening, balancing).

## Ghi cạnh tên người đã đi

events-why-died = chết
events-why-split = tách sang hộ { $number }
events-why-join = sang hộ { $number }

## Cần sửa trước khi ghi biến động

finding-event-ahead = Ngày { $day } chưa tới
finding-event-ahead-cure = Ghi ngày đã xảy ra.
finding-event-year-decided = Năm { $year } đã có quyết định công nhận
finding-event-year-decided-cure = Kiểm tra lại ngày: số liệu biểu 7.2, 7.3 của năm đó sẽ đổi.
finding-event-household-missing = Không còn hộ này trong sổ
finding-event-household-missing-cure = Chọn lại hộ.
finding-event-household-left = Hộ { $name } đã rời sổ
finding-event-household-left-cure = Nếu hộ về lại, ghi Chuyển đến trước.
finding-event-before-move = Trước ngày { $day } là lần đến, đi gần nhất của hộ
finding-event-before-move-cure = Ghi ngày sau lần đó, hoặc hoàn tác lần đó trước.
finding-event-nobody-chosen = Chưa chọn, chưa ghi ai
finding-event-nobody-chosen-cure = Chọn thành viên bằng phím cách, hoặc ghi tên người mới.
finding-event-member-twice = { $name } được chọn hai lần
finding-event-member-twice-cure = Chọn một lần.
finding-event-member-gone = { $name } không còn ở hộ này
finding-event-member-gone-cure = Chọn người đang ở hộ.
finding-event-member-not-away = { $name } không phải người đã đi khỏi hộ
finding-event-member-not-away-cure = Chọn người đã ghi đi, hoặc ghi người mới.
finding-event-before-birth = { $name } sinh ngày { $born }, sau ngày xảy ra
finding-event-before-birth-cure = Sửa ngày xảy ra hoặc ngày sinh.
finding-event-before-leaving = { $name } đi ngày { $day }, sau ngày về
finding-event-before-leaving-cure = Ghi ngày về sau ngày đi.
finding-event-head-missing = Chủ hộ { $name } không còn ở hộ, chưa có chủ hộ mới
finding-event-head-missing-cure = Chọn chủ hộ mới trong những người ở lại.
finding-event-head-not-member = { $name } không ở trong những người được làm chủ hộ
finding-event-head-not-member-cure = Chọn người khác làm chủ hộ.
finding-event-new-head-missing = Chưa có chủ hộ mới
finding-event-new-head-missing-cure = Chọn một người làm chủ hộ.
finding-event-two-heads = { $name } sẽ là chủ hộ thứ hai
finding-event-two-heads-cure = Ghi quan hệ khác cho người này.
finding-event-last-died = Đây là người cuối cùng của hộ
finding-event-last-died-cure = Ghi Không còn người cho cả hộ.
finding-event-last-member_out = Không ai ở lại hộ
finding-event-last-member_out-cure = Ghi Chuyển đi cho cả hộ, hoặc Nhập hộ.
finding-event-last-split = Không ai ở lại hộ cũ
finding-event-last-split-cure = Bỏ chọn người ở lại, hoặc ghi Đổi chủ hộ.
finding-event-target-missing = Chưa chọn hộ đến
finding-event-target-missing-cure = Tìm hộ theo số hoặc tên chủ hộ.
finding-event-target-left = Hộ { $name } đã rời sổ
finding-event-target-left-cure = Chọn hộ khác.
finding-event-join-itself = Hộ đến là chính hộ này
finding-event-join-itself-cure = Chọn hộ khác.
finding-event-relation-missing = Chưa ghi quan hệ với chủ hộ của { $count } người
finding-event-relation-missing-cure = Ghi quan hệ mới; để trống thì phiếu rà soát sẽ nhắc.
finding-event-nothing-changed = Không có gì thay đổi
finding-event-nothing-changed-cure = Sửa ô cần đính chính, hoặc chọn người khác.
finding-event-name-missing = Chưa ghi họ tên
finding-event-name-missing-cure = Ghi họ tên như trên giấy.
finding-event-name-odd = Họ tên { $name } không có chữ nào
finding-event-name-odd-cure = Ghi họ tên như trên giấy.
finding-event-sex-missing = Chưa ghi giới tính
finding-event-sex-missing-cure = Chọn Nam hoặc Nữ như trên giấy.
finding-event-birthday-missing = Chưa ghi ngày sinh
finding-event-birthday-missing-cure = Ghi ngày sinh; để trống thì lấy ngày xảy ra { $day }.
finding-event-born-missing = Chưa ghi ngày sinh
finding-event-born-missing-cure = Ghi ngày sinh như trên giấy; chỉ biết năm thì ghi năm.
finding-event-id-odd = Số định danh của { $name } không khớp ngày sinh hoặc thiếu số
finding-event-id-odd-cure = Đối chiếu với thẻ căn cước.
finding-event-other-birthday = Ngày sinh của { $name } khác ngày xảy ra
finding-event-other-birthday-cure = Thường là một ngày; kiểm tra lại.
finding-event-village-missing = Chưa ghi thôn
finding-event-village-missing-cure = Chọn thôn.
finding-event-number-missing = Chưa ghi số hộ
finding-event-number-missing-cure = Ghi số hộ trong sổ.
finding-event-number-taken = Số hộ { $number } đã có ở hộ khác
finding-event-number-taken-cure = Chọn số khác.
finding-event-reason-missing = Chưa ghi lý do đính chính
finding-event-reason-missing-cure = Ghi vì sao sửa, để người sau hiểu.
finding-event-household-here = Hộ { $name } đang ở trong sổ từ trước
finding-event-household-here-cure = Chỉ hộ mới vào sổ, hoặc đã đi, mới ghi được việc đến.
finding-event-nobody-to-return = Hộ { $name } không còn ai để về
finding-event-nobody-to-return-cure = Hoàn tác biến động trước, hoặc thêm hộ mới.

## Hộ làm lệch cân đối

break-not-reviewed = Đầu năm trong danh sách, chưa rà soát và chưa rời xã
break-not-reviewed-cure = Nhập phiếu, hoặc ghi biến động của hộ.
break-people = { $before } → { $now } người, chưa có biến động: { $changes }
break-people-cure = Ghi biến động theo phiếu.
break-people-came = thêm { $names }
break-people-went = bớt { $names }
break-village = Thôn đổi từ { $before } sang { $now }, chưa có biến động
break-village-cure = Ghi biến động theo phiếu, hoặc sửa lại thôn.
break-dated-outside = Rời xã ngày { $day }, ghi sau khi năm đó đã chốt
break-dated-outside-cure = Hoàn tác rồi ghi lại đúng ngày, nếu việc này xảy ra trong năm nay.
