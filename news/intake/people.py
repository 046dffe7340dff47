"""Names under which articles are written: people and units, told by their form. Pure."""

import re

from news.intake.language import UPPER
from news.intake.places import is_place
from publishing.text import folded

SECTIONS = """
thoi su|tin tuc|the gioi|kinh te|kinh doanh|chinh tri|xa hoi|phap luat|giao duc|suc khoe|y te|the thao|van hoa|giai tri|
du lich|khoa hoc|cong nghe|khoa hoc cong nghe|khoa hoc va cong nghe|cong nghe thong tin|so hoa|chuyen doi so|kinh te so|
doi song|xe|oto xe may|bat dong san|nha dat|tai chinh|ngan hang|chung khoan|thi truong|doanh nghiep|moi truong|
quoc te|trong nuoc|goc nhin|y kien|ban doc|phong su|dien dan|nhip song so|suc manh so|an ninh mang|vien thong|
thong tin va truyen thong|thong tin truyen thong|hop tac quoc te|doi ngoai|asean|asean so|video|multimedia|infographic|
emagazine|podcast|chinh sach|chinh sach va cuoc song|quoc phong|an ninh|nong nghiep|lao dong|cong doan|dia phuong|
news|world|asia|southeast asia|business|economy|economic|politics|society|sci tech|science|technology|tech|digital|
digital economy|digital transformation|opinion|culture|sport|sports|lifestyle|travel|education|health|environment|
national|nation|regional|region|features|archipelago|asean community|aseanplus|aseanplus news|asean news|press release|
press releases|media release|statement|speeches|finance|markets|innovation|analysis|commentary
"""
_SECTIONS = frozenset(SECTIONS.replace("\n", "").split("|"))
_UNIT = re.compile(
    r"(?:Vụ|Cục|Tổng cục|Ban(?! đầu)|Văn phòng|Phòng|Sở|Viện|Trung tâm|Bộ(?! (?:trưởng|tiêu|luật))|Ủy ban|Uỷ ban|Hội đồng|"
    r"Nhóm (?:PV|phóng viên|tác giả)|Hiệp hội|Cổng TTĐT|Tòa soạn|Toà soạn|"
    r"(?:The )?(?:Department|Office|Ministry|Secretariat|Division|Bureau|Centre|Center|Editorial|Committee|Communications?"
    rf"|News|Public (?:Affairs|Relations|Information)|Information)\b)(?:\s|\Z)|(?:The\s)?(?:[{UPPER}][\w&-]*\s){{1,6}}"
    r"(?:Department|Office|Division|Bureau|Secretariat|Team|Desk|Unit|Committee|Board)\Z"
)
_BOARD = re.compile(r"(?:ban biên tập|tòa soạn|toà soạn|editorial board|editorial)", re.IGNORECASE)
_WORD = re.compile(rf"(?:[{UPPER}]\.?){{1,3}}\Z|[{UPPER}][^\W\d_]*(?:[’'-][^\W\d_]+)*\.?\Z")
_PARTICLES = {
    "de",
    "da",
    "del",
    "dela",
    "dos",
    "la",
    "bin",
    "binti",
    "binte",
    "al",
    "van",
    "der",
    "den",
    "von",
    "y",
    "bt",
}
NO_NAME = """
the a an of in on at and or for to from with by as is are this that new news more read view share print home latest
world press release live video photo photos source advertisement copyright all rights related follow us top stories
about contact login subscribe terms privacy policy statement vulnerability report premium popular most comments comment topic topics tags email next previous
january february march april june july august september october november december monday tuesday wednesday thursday
friday saturday sunday minister ministers ministry president prime digital masterplan asean meeting summit conference
hội nghị kế hoạch tổng thể xem thêm đọc tiếp chia sẻ bình luận trang chủ liên quan mới nhất chuyên mục bài viết
thông tin truyền điện tử bộ trưởng thứ chủ tịch quốc gia chính phủ
"""
"""Words that stand in headings and menus; a phrase of which they are half is no name."""
_NO_NAME = frozenset(NO_NAME.split())
NO_FIRST = "bộ hội tin bài báo chương kế chuyển trang theo nguồn ảnh xem đọc chia video tags"
_NO_FIRST = frozenset(NO_FIRST.split())


def is_section(text: str) -> bool:
    """Whether a text is what newspapers call a section."""
    return re.sub(r"[^\w]+", " ", folded(text)).strip() in _SECTIONS


def is_name(text: str) -> bool:
    """Whether a text has the form of one person's name: two to six words with capitals, none of a menu."""
    words = text.split()
    if not 2 <= len(words) <= 6 or len(text) > 50 or is_section(text) or is_place(text):
        return False
    bare = [word.lower().strip(".") for word in words]
    told = sum(word in _NO_NAME for word in bare)
    shaped = [_WORD.match(word) is not None or word.lower() in _PARTICLES for word in words]
    return all(shaped) and words[0][0].isupper() and told * 2 <= len(words) and bare[0] not in _NO_FIRST


def is_pen_name(text: str) -> bool:
    """Whether a text is a name of which only letters or one word are told: "P.V", "H.Anh", "T.T", "Linh"."""
    if len(text) > 14 or len(text.split()) != 1:
        return False
    lettered = re.fullmatch(rf"PV|(?:[{UPPER}]\.){{1,3}}(?:[{UPPER}][^\W\d_]*|[{UPPER}])?\.?", text)
    return lettered is not None


def initials(name: str) -> str:
    """The first letters of a name of several words; "" for a pen name."""
    words = name.split()
    return "".join(word[0] for word in words).upper() if len(words) > 1 else ""


def letters(name: str) -> str:
    """The letters of a pen name: "N.T.M.C" gives "NTMC"."""
    return "".join(sign for sign in name if sign.isupper())


def is_unit(text: str) -> bool:
    """Whether a text has the form of a unit's name: "Vụ HTQT - Bộ TT&TT", "Office of Public Affairs"."""
    short = len(text.split()) <= 14 and len(text) <= 110 and text[-1:] not in ".!?…" and ":" not in text
    return short and _UNIT.match(text) is not None


def is_board(text: str) -> bool:
    """Whether a unit is an editorial board."""
    return _BOARD.match(text) is not None


def in_order(name: str) -> str:
    """A name as it is told: one that was written in capitals gets small letters ("NGỌC MAI")."""
    if not name.isupper() or is_pen_name(name) or len(name.split()) < 2 or is_unit(name):
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
