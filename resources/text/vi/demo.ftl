demo-commune = Diễn các năm của { $name } ({ $done }/{ $total })
demo-exchange = Trao thẻ, niêm phong và nhận { $packages } gói
demo-papers = Lập biểu của { $name }
demo-case-papers = Lập giấy tờ hồ sơ của { $name }
demo-meeting-place = Nhà văn hóa thôn
demo-complaint = Hộ đề nghị xem lại kết quả chấm điểm tài sản.
demo-recheck = Đã rà soát lại, giữ nguyên kết quả.
demo-opinion = Nhất trí với kết quả rà soát của xã.
demo-done =
    Xong trong { $seconds } giây, tất cả nằm trong { $folder }:
    { $books } sổ trong so/ (câu mở sổ: { $passphrase }), { $packages } gói và { $receipts } giấy nhận trong goi/, { $papers } biểu PDF và Excel trong bieu/, { $case_papers } giấy tờ hồ sơ của một xã trong giay_to/, bản CSV trong csv/.
demo-agree = Mọi tổng số khớp: biểu 7.1 đến 7.10 của cấp trên bằng tổng của các xã.
demo-differ = Tổng số không khớp giữa cấp trên và các xã.
demo-no-screen = Máy không có màn hình nên không mở cửa sổ. Để xem bàn cấp xã, mở sổ { $book } bằng rasoat.
demo-window-closed = Cửa sổ đã đóng. Mọi thứ còn ở { $folder }.
