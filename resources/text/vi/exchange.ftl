# Gói gửi – nhận: lời nói rõ gói hỏng ở đâu, quá lớn ở đâu.
package-damage-not-a-package = tệp này không phải gói Rà Soát, hoặc đã bị cắt mất phần đầu
package-damage-frame = khung tệp nén bị cắt hoặc bị sửa
package-damage-names = tên các phần trong gói không đúng quy định
package-damage-header = phần đầu gói không đọc được
package-damage-payload = nội dung niêm phong không khớp mã kiểm ghi ở phần đầu
package-damage-seal = niêm phong bị hỏng
package-damage-manifest = bản kê trong gói không đọc được
package-damage-bound = phần đầu gói khác với phần đã ký
package-damage-parts = các phần trong gói không đúng với bản kê
package-damage-standard = chuẩn kèm theo không khớp mã kiểm ghi trong bản kê
package-damage-part = phần { $part } không khớp mã kiểm trong bản kê
package-damage-line = phần { $part }, dòng { $line } không phải bản ghi hợp lệ
package-damage-twice = phần { $part } có bản ghi trùng mã hoặc thiếu mã
package-damage-stray = phần { $part }, dòng { $line } nói về một hộ không có trong gói

package-limit-file = { $most } MB cho cả gói
package-limit-unfolded = { $most } MB khi mở ra
package-limit-header = { $most } KB cho phần đầu
package-limit-entries = { $most } phần trong một gói
package-limit-ratio = nén { $most } lần
package-limit-rows = { $most } bản ghi
package-limit-standard = { $most } KB cho chuẩn kèm theo

# Chuẩn mà báo cáo theo: gói mang theo, hay sổ nhận đã có.
package-standard-brought = Mang theo chuẩn riêng: { $name }
package-standard-brought-practice = Mang theo chuẩn riêng để LUYỆN TẬP: { $name }
package-standard-source = Nguồn: { $source }
package-standard-unknown = Sổ chưa có chuẩn { $name }, gói cũng không mang theo
package-standard-differs = Chuẩn { $name } của gói khác bản trong sổ; nếu nhận, sổ giữ bản đang có
package-standard-broken = Không đọc được chuẩn { $name } kèm theo gói ({ $detail })
package-standard-incomplete = Chuẩn { $name } kèm theo gói còn thiếu: { $detail }
package-standard-practice = Chuẩn { $name } chỉ để luyện tập, không dùng cho số liệu thật

package-kind-card = thẻ khóa
package-kind-report = báo cáo
package-kind-receipt = giấy nhận
package-kind-standard = bộ chuẩn
package-kind-handover = gói bàn giao hộ
package-kind-backup = bản sao lưu

# Tên tệp: chữ không dấu.
package-file-card = the-khoa
package-file-report = bao-cao
package-file-receipt = giay-nhan
package-file-standard = bo-chuan
package-file-handover = ban-giao
package-file-backup = sao-luu
