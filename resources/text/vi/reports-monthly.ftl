# The month's report of in-year results; its printed layout is not known (QĐ24 Đ7).

monthly-title = Báo cáo kết quả rà soát thường xuyên|tháng { $month } năm { $year }
monthly-subtitle = (Từ ngày 01/01/{ $year } đến hết ngày { $day })
monthly-col-month = Trong tháng { $month }
monthly-col-so-far = Từ đầu năm
monthly-poor = Công nhận hộ nghèo
monthly-near_poor = Công nhận hộ cận nghèo
monthly-escaped_poor = Thoát nghèo
monthly-escaped_near_poor = Thoát cận nghèo
monthly-none = Tháng { $month } năm { $year } không có hộ nào được công nhận hoặc thoát nghèo, thoát cận nghèo.
monthly-none-so-far = Từ đầu năm { $year } chưa có hộ nào.
monthly-unknown = Có { $households } hộ chưa được cộng: có quyết định, nhưng phiếu B đã ghi lại theo lần rà soát sau.
monthly-note = Số liệu theo ngày ký quyết định. Chỉ ghi các thôn có quyết định từ đầu năm.
