"""Vietnamese texts as old fonts and code pages store them: the way back of exchange/lists/legacy."""

from __future__ import annotations

import unicodedata

LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
IN_TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ"
TO_TCVN3 = str.maketrans(LETTERS, IN_TCVN3)
MARKS = {
    "a": ["aø", "aû", "aõ", "aù", "aï"],
    "ă": ["aê", "aè", "aú", "aü", "aé", "aë"],
    "â": ["aâ", "aà", "aå", "aã", "aá", "aä"],
    "e": ["eø", "eû", "eõ", "eù", "eï"],
    "ê": ["eâ", "eà", "eå", "eã", "eá", "eä"],
    "i": ["ì", "æ", "ó", "í", "ò"],
    "o": ["oø", "oû", "oõ", "où", "oï"],
    "ô": ["oâ", "oà", "oå", "oã", "oá", "oä"],
    "ơ": ["ô", "ôø", "ôû", "ôõ", "ôù", "ôï"],
    "u": ["uø", "uû", "uõ", "uù", "uï"],
    "ư": ["ö", "öø", "öû", "öõ", "öù", "öï"],
    "y": ["yø", "yû", "yõ", "yù", "î"],
    "đ": ["ñ"],
}
TONED = {
    "a": "àảãáạ", "ă": "ăằẳẵắặ", "â": "âầẩẫấậ", "e": "èẻẽéẹ", "ê": "êềểễếệ", "i": "ìỉĩíị",
    "o": "òỏõóọ", "ô": "ôồổỗốộ", "ơ": "ơờởỡớợ", "u": "ùủũúụ", "ư": "ưừửữứự", "y": "ỳỷỹýỵ", "đ": "đ",
}  # fmt: skip
TO_VNI = {
    ord(letter): code
    for base, codes in MARKS.items()
    for letter, code in zip(TONED[base], codes, strict=True)
}


def in_tcvn3(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().translate(TO_TCVN3)


def in_vni(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().translate(TO_VNI)


def in_vntime_h(text: str) -> str:
    """As typed in capitals in the font .VnTimeH: plain capitals, small letters where a tone is."""
    return "".join(
        char.upper() if char.isascii() else in_tcvn3(char)
        for char in unicodedata.normalize("NFC", text)
    )


def in_cp1258(text: str) -> str:
    """Windows-1258 shown as Western text: tones behind their vowels, marks within."""
    western = str.maketrans("ĂăĐđƠơƯư\u0300\u0301\u0309\u0323\u0303", "ÃãÐðÕõÝýÌìÒòÞ")
    out = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0309\u0323\u0303")
        letter = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        # à á è é ò ó ù ú are letters of the code page itself.
        whole = char in "àáèéùúÀÁÈÉÙÚóÓ"
        out.append(char if whole else letter + tones)
    return "".join(out).translate(western)


def in_nfd(text: str) -> str:
    """Decomposed, as some systems save it."""
    return unicodedata.normalize("NFD", text)
