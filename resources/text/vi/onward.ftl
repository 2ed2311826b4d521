# Gói của đơn vị cấp trên gửi tiếp lên trên: mang gì, cho ai, số nào.
onward-narrower = Gói này { $now ->
    [sums] chỉ có số tổng hợp
   *[lists] chỉ có danh sách hộ nghèo, cận nghèo
 }, gói đã nhận { $was ->
    [whole] có toàn bộ phiếu
   *[lists] có danh sách hộ
 }: nhận gói này thì phần đó rời khỏi sổ. Cán bộ xem và quyết định

cli-pack-content = Đơn vị cấp trên gửi tiếp những gì: sums (chỉ số tổng hợp), lists (thêm danh sách hộ nghèo, cận nghèo), whole (toàn bộ)
cli-pack-content-upper = Sổ của đơn vị cấp trên cần --content sums, lists hoặc whole.
cli-pack-content-commune = Xã gửi trọn đợt rà soát của mình: bỏ --content.

# Trang "Gửi lên cấp trên"
page-onward = Gửi lên cấp trên
onward-go = Gửi lên { $upper }
onward-context = Tổng hợp các xã đã nhận, gửi { $upper }
onward-back = Về Gửi – nhận
onward-to-inbox = Mở Nhận báo cáo
onward-no-round = Chưa nhận báo cáo nào của năm { $year }, nên chưa có gì để gửi lên. Trước hết nhận báo cáo của các xã.
onward-card = Gói sẽ gửi
onward-carries-sums = Chỉ số tổng hợp
onward-carries-sums-remark = Đủ cho biểu 7.1–7.10, không có tên ai
onward-carries-lists = Kèm danh sách hộ nghèo, cận nghèo
onward-carries-lists-remark = Như phụ lục VI: hộ, thành viên, điểm; không có phiếu
onward-carries-whole = Toàn bộ
onward-carries-whole-remark = Mọi hộ, mọi phiếu mà các xã đã gửi
onward-communes = Số xã
onward-communes-of = { $count } / { $all } xã đã có báo cáo
onward-holds-sums = Số của từng xã, từng năm; không có hộ nào
onward-holds = { $households } hộ, { $people } người, { $sheets } kết quả
onward-replaces = { $words } ({ $content })
check-communes-ok = Đủ báo cáo của { $all } { $unit }
check-communes-warn = Mới có { $count } / { $all } { $unit }, còn thiếu { $missing }: { $names }
onward-residents = Dân cư các xã
inbox-found-narrower = Gói này { $content ->
    [sums] chỉ có số tổng hợp
   *[lists] chỉ có danh sách hộ nghèo, cận nghèo
 }, ít hơn gói đã nhận: nhận vào thì các hộ còn lại rời khỏi sổ
