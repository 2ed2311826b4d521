"""Phiếu trên điện thoại: the form goes out, what was filled in comes back."""
