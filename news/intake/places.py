"""Where something happened, as news tell it: "tại Đà Nẵng", "in Jakarta", "HÀ NỘI (TTXVN) -". Pure."""

import re

from news.intake.language import UPPER
from publishing.text import folded

CITIES = """
Hà Nội|Hanoi|Ha Noi|Đà Nẵng|Danang|Thành phố Hồ Chí Minh|TP. Hồ Chí Minh|TP Hồ Chí Minh|TP.HCM|TP HCM|TPHCM|
Ho Chi Minh City|HCM City|HCMC|Sài Gòn|Saigon|Hải Phòng|Cần Thơ|Huế|Nha Trang|Đà Lạt|Dalat|Hạ Long|Hội An|Vũng Tàu|
Quy Nhơn|Phú Quốc|Buôn Ma Thuột|Pleiku|Vinh|Thanh Hóa|Nghệ An|Hà Tĩnh|Quảng Bình|Quảng Trị|Quảng Nam|Quảng Ngãi|
Quảng Ninh|Bình Định|Phú Yên|Khánh Hòa|Ninh Thuận|Bình Thuận|Lâm Đồng|Đắk Lắk|Gia Lai|Kon Tum|Đồng Nai|Bình Dương|
Tây Ninh|Long An|Tiền Giang|Bến Tre|Vĩnh Long|Đồng Tháp|An Giang|Kiên Giang|Cà Mau|Bạc Liêu|Sóc Trăng|Trà Vinh|
Lạng Sơn|Cao Bằng|Hà Giang|Lào Cai|Sa Pa|Yên Bái|Điện Biên|Sơn La|Hòa Bình|Phú Thọ|Vĩnh Phúc|Bắc Ninh|Bắc Giang|
Thái Nguyên|Bắc Kạn|Tuyên Quang|Hà Nam|Nam Định|Thái Bình|Ninh Bình|Hưng Yên|Hải Dương|Lai Châu|
Jakarta|Bali|Yogyakarta|Surabaya|Bandung|Batam|Medan|Labuan Bajo|Nusantara|Semarang|Makassar|
Kuala Lumpur|Putrajaya|Cyberjaya|Penang|George Town|Langkawi|Johor Bahru|Johor Baru|Kuching|Kota Kinabalu|Melaka|
Petaling Jaya|Shah Alam|Ipoh|Singapore|Bangkok|Băng Cốc|Phuket|Chiang Mai|Chiang Rai|Pattaya|Hua Hin|Manila|Makati|
Quezon City|Cebu City|Cebu|Davao City|Davao|Baguio City|Taguig|Pasay|Clark|Boracay|Vientiane|Viêng Chăn|Luang Prabang|
Luông Pha-băng|Phnom Penh|Phnôm Pênh|Siem Reap|Sihanoukville|Yangon|Naypyidaw|Nay Pyi Taw|Mandalay|
Bandar Seri Begawan|Dili|Geneva|Tokyo|Seoul|Beijing|Bắc Kinh|Brussels|New York|Washington|London|Paris|New Delhi|
Busan|Nanning|Nam Ninh|Hong Kong|Canberra|Sydney|Dubai|Barcelona|Davos
"""
COUNTRIES = """
Việt Nam|Viet Nam|Vietnam|Brunei|Brunei Darussalam|Campuchia|Cambodia|Indonesia|Lào|Laos|Lao PDR|Malaysia|Myanmar|
Mi-an-ma|Philippines|Phi-líp-pin|Xin-ga-po|Thái Lan|Thailand|Timor-Leste|Đông Ti-mo|In-đô-nê-xi-a|Ma-lai-xi-a|
Cam-pu-chia|Nhật Bản|Japan|Hàn Quốc|South Korea|Republic of Korea|Trung Quốc|China|Ấn Độ|India|Australia|
New Zealand|Thụy Sĩ|Switzerland|Mỹ|Hoa Kỳ|United States|Nga|Anh|Pháp|Đức
"""


def _names(listed: str) -> list[str]:
    return sorted({name for name in listed.replace("\n", "").split("|") if name}, key=len, reverse=True)


def _typed(names: list[str]) -> list[str]:
    """The names, also in capitals and as English texts write Vietnamese ones ("Da Nang")."""
    bare = {"".join(_bare(sign) for sign in name) for name in names}
    return sorted({form for name in {*names, *bare} for form in (name, name.upper())}, key=len, reverse=True)


def _bare(sign: str) -> str:
    plain = folded(sign)
    return (plain.upper() if sign.isupper() else plain) or sign


_CITY = "|".join(map(re.escape, _typed(_names(CITIES))))
_COUNTRY = "|".join(map(re.escape, [form for name in _names(COUNTRIES) for form in (name, name.upper())]))
_KIND = r"(?:(?:TP\.?|T\.P\.?|[Tt]hành phố|[Tt]ỉnh|[Tt]hủ đô|[Tt]hị xã|[Hh]uyện|[Qq]uận)\s)"
_NAME = rf"[{UPPER}][\w’'-]*"
_ABBREVIATED = {"TP", "HCM", "HCMC", "TPHCM", "PDR"}
PLACE = rf"(?:(?:TP\.?\s?)?(?:{_CITY})(?:\s?,\s(?:{_COUNTRY}))?|(?:{_COUNTRY}))"
_ALONE = re.compile(rf"(?:TP\.\s)?{PLACE}\Z")
_AT = re.compile(
    r"(?<!\w)(?:[Tt]ại|[Ởở]|[Ii]n|[Aa]t)\s"
    r"(?:(?:the|central|northern|southern|coastal|capital|city|province|of)\s){0,5}"
    # Before another capital it is part of a longer name: "tại Anh Sơn" is not in England.
    rf"(?P<kind>{_KIND})?(?P<place>{PLACE}(?!\w|\s[{UPPER}])|(?(kind){_NAME}(?:\s{_NAME}){{0,3}}|(?!)))"
)


def in_order(place: str) -> str:
    """A place as it is told: one that was written in capitals gets small letters ("JAKARTA"), an abbreviation does not."""
    if not place.isupper():
        return place
    return re.sub(r"[^\W\d_]+", lambda word: word[0] if word[0] in _ABBREVIATED else word[0].capitalize(), place)


def is_place(text: str) -> bool:
    """Whether a text is the name of a place that is known here, and nothing else."""
    return _ALONE.match(text.strip(" .,")) is not None


def place_in(text: str) -> tuple[int, int] | None:
    """Where a text says first in which place something happened."""
    match = _AT.search(text)
    if match is None:
        return None
    kind = match["kind"] or ""
    # "TP. Đà Nẵng" is how the city is called; "thành phố Huế" says what Huế is.
    start = match.start("kind") if kind[:2].isupper() or kind[:3] == "T.P" else match.start("place")
    return start, match.end("place")
