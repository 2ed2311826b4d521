"""Frozen records and the words of the field; imports nothing of ours.

Glossary (one English noun per legal noun): hộ = household, chủ hộ = head, thành viên = person,
rà soát = review, đợt rà soát = round, hộ nghèo = poor, hộ cận nghèo = near_poor,
chỉ số thiếu hụt = deprivation, thôn/bản/tổ dân phố = village, xã = commune, huyện = district,
tỉnh = province, đơn vị cấp trên = upper office, số định danh = citizen_id,
dân cư = residents, cân đối = balance, quyết định = decision.
"""
