# Tổng quan của bàn cấp trên: phần thêm sau (hạn báo cáo, tô ô theo tỷ lệ, đường sang trang các xã).

upper-communes = Các xã
upper-view-rates = Tỷ lệ
upper-late-overdue = { $count } xã, quá hạn { $days } ngày
upper-late-some = Muộn, quá hạn { $count }
upper-newer-some = Có gói mới hơn { $count }
