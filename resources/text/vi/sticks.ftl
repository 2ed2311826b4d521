# USB: gói nằm trên đó cho đơn vị, đọc ngay tại chỗ
sticks-new =
    { $count ->
       *[other] { $name } có { $count } gói gửi cho đơn vị, chưa đọc.
    }
sticks-new-named = { $name } có { $what } chưa đọc.
sticks-from = { $kind } của { $sender }
sticks-read = Đọc từ USB
sticks-later = Để sau
sticks-no-room = USB chỉ còn { $free }, gói cần khoảng { $need }.
sticks-receipts-home = Giấy nhận nằm trên chính USB đã mang gói đến.
