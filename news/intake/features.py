"""What can be said of each block of a text without knowing what it is: length, ends, words, neighbours. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median

from news.intake import people
from news.intake.chrome import Chrome, chrome
from news.intake.language import UPPER
from news.intake.lines import Block
from publishing.text import folded, sentences

OPENING_QUOTES, CLOSING_QUOTES = "\"“«‘'", "\"”»’'"
_MAKER = (
    r"(?i:photos?|pictures?|image|illustration|ảnh|hình(?: ảnh)?|nguồn|đồ họa|đồ hoạ|clip|video|source|credit|courtesy)"
)
_PHOTO = re.compile(
    rf"(?:\b|[(\[]){_MAKER}(?i:\s(?:by|credit|courtesy(?: of)?|minh họa|tư liệu|ảnh))?\s?:\s?(?:[^.:]|\.(?=\S)){{1,60}}[)\].]*\Z"
    rf"|[(\[](?:(?i:file|nguồn)\s)?{_MAKER}[^()\[\]]{{0,60}}[)\]]\.?\Z|[(\[](?i:illustrat|minh h)[^()\[\]]{{0,40}}[)\]]\.?\Z"
    r"|[(\[][^()\[\]]{0,40}\b(?i:photos?|ảnh|handout|courtesy|files?|getty images|reuters|afp)\b[^()\[\]]{0,40}[)\]]\.?\Z"
    rf"|[.!?—–-]\s?(?:[{UPPER}][\w/.-]{{0,20}}\s){{0,4}}(?i:photos?|ảnh)(?:\s(?i:by|courtesy of|of)?\s?[^.]{{0,60}})?\.?\Z"
)
_PHOTO_CASED = re.compile(
    rf"\s?[-–—]\s?(?:[{UPPER}]{{2,12}}(?:[/ ][{UPPER}]{{2,12}}){{0,3}}|The [A-Z]\w{{1,20}}|[{UPPER}][\w./-]{{0,20}}(?:\s[{UPPER}][\w./-]{{0,20}}){{0,3}})\Z"
)
_PHOTO_FIRST = re.compile(
    r"(?:ảnh|hình|photos?|picture|caption|chú thích(?: ảnh)?|ảnh minh h[oọ]a|file photo|illustrati\w+(?: (?:photo|image|picture))?)"
    r"(?:\s?\d+)?\s?[:.)]|ảnh minh h[oọạ]a|illustrative (?:photo|image)",
    re.IGNORECASE,
)
_SCENE_FIRST = re.compile(
    r"(?:quang cảnh|toàn cảnh|khung cảnh|hình ảnh|một góc|các đại biểu|đại biểu|đoàn (?:đại biểu|chủ tịch|bộ|công tác|chuyên gia)|lãnh đạo|từ trái|"
    r"(?:delegates|participants|officials|leaders|guests|visitors|attendees|engineers|students|workers|members|children)\s(?:\w+\s){0,3}"
    r"(?:at|pose|attend|join|watch|listen|walk|wait|follow|fit|visit|take|gather|try|test|stand|sit)\b|"
    r"(?:an?|the)\s(?:\w+\s){0,2}(?:view|scene|overview|panorama)\b|(?:from )?left\b)",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"\b(?:phát biểu|chụp ảnh|tham dự|tham quan|bắt tay|trao (?:quà|giải|đổi|bằng|tặng|biên)|ký kết|hội đàm|chứng kiến|chủ trì|"
    r"tiếp(?: đón)?|thu hút|diễn ra|thăm|giới thiệu|trình bày|tại (?:phiên|lễ|buổi|hội nghị|cuộc|sự kiện|gian|triển lãm|diễn đàn)|bên lề|"
    r"speaks?|addresses|poses?|shakes? hands|attends?|delivers?|chairs?|witness(?:es)?|signs?|tours?|visits?|"
    r"looks? on|takes? part|during|at the)\b|\((?:trái|phải|giữa|ngoài|thứ|left|right|center|centre|cent|2nd|second)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?:phó\s+)?(?:thủ tướng|chủ tịch|bộ trưởng|thứ trưởng|tổng thư ký|tổng giám đốc|giám đốc|tổng bí thư|vụ trưởng|cục trưởng|"
    r"trưởng đoàn|đại sứ|ông|bà|anh|chị|em|cô|chú|bác|ts|pgs|gs|ths|nghệ sĩ|giáo sư|tiến sĩ|"
    r"(?:deputy |vice |prime )?(?:minister|president|chair(?:man|woman)?)|secretary-general|director(?:-general)?|ambassador|"
    r"mr|mrs|ms|dr|prof(?:essor)?)\b\.?\s",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"(?:theo|bên cạnh|ngoài ra|tuy|song|đồng thời|trong khi|tại đây|về|để|đối với|cùng với|trước|sau|khi|nếu|do|vì|mặc dù|hiện|"
    r"được biết|đây|đó|như vậy|thời gian|với|từ|cũng|qua|trên|đáng chú ý|"
    r"however|meanwhile|according|in addition|moreover|while|but|and|also|it|he|she|they|this|these|when|if|as|with|"
    r"under|after|before|since|for|another|both|so|still)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:cho biết|cho hay|nhấn mạnh|khẳng định|nói|chia sẻ|nhận định|đánh giá|bày tỏ|đề nghị|kêu gọi|lưu ý|kể|dự kiến|"
    r"said|says|told|added|noted|stressed|explained|according to)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[-–+*•▪◦‣·]|\(?[a-zđ]\))\s?\S")
_NUMBER = re.compile(
    r"(?:\d{1,2}[.)]|[IVX]{1,4}[.)]|(?:thứ|bước|phần|bài|step|part)\s(?:nhất|\w+)\s?[:.])\s?\S", re.IGNORECASE
)


@dataclass
class Features:
    """A block with what is true of it, by name; the weights of roles are told for these names."""

    block: Block
    number: int
    sentences: int
    chrome: Chrome | None
    true: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def length(self) -> int:
        return len(self.text)

    @cached_property
    def key(self) -> str:
        """The same for texts that differ in capitals, diacritics and signs alone."""
        return _key(self.text)

    def __contains__(self, name: str) -> bool:
        return name in self.true


def features_of(blocks: Sequence[Block]) -> list[Features]:
    """Each block with its features; those that look at neighbours and repetition, too."""
    found = [_alone(block, number) for number, block in enumerate(blocks)]
    keys = Counter(one.key for one in found)
    usual = median([one.length for one in found if is_prose(one)] or [0])
    gaps = median([one.block.gap for one in found[1:]] or [0])
    indented = sum(block.indented for block in blocks) * 3 > len(blocks)
    said = _said_inside(found)
    for one in found:
        name = one.true.add
        if keys[one.key] > 1:
            name("again")
        if keys[one.key] > 1 or one.key in said:
            name("said elsewhere")
        if one.length * 2.2 < usual:
            name("far below the usual")
        if one.block.gap > gaps:
            name("gap before")
        if one.block.indented and not indented:
            name("indented")
    for one, after in pairwise(found):
        if one.chrome == Chrome.FILE:
            after.true.add("after a picture's file")
        if "colon" in one and not one.chrome:
            after.true.add("after a colon")
        if is_prose(after):
            one.true.add("before prose")
    return found


def is_prose(one: Features) -> bool:
    """Whether a block is running text: long and ended, or several sentences."""
    if one.chrome or "photo" in one:
        return False
    ended = "ended" in one or "colon" in one or one.length >= 160
    return (one.length >= 110 and ended) or (one.sentences >= 2 and one.length >= 80 and ended)


def _alone(block: Block, number: int) -> Features:
    """What is true of a block whatever stands around it."""
    text = block.text
    one = Features(block, number, len(sentences(text)), chrome(text))
    tests = {
        "long": len(text) >= 220,
        "middling": 110 <= len(text) < 220,
        "short": len(text) <= 80,
        "ended": _ended(text) and not (text[-1] == "?" and len(text) <= 80),
        "colon": text[-1] == ":",
        "several sentences": one.sentences > 1,
        "photo": _is_photo(text),
        "photo first": _PHOTO_FIRST.match(text) is not None,
        "scene first": _SCENE_FIRST.match(text) is not None,
        "scene": _SCENE.search(text) is not None,
        "person first": _PERSON.match(text) is not None,
        "connective": _CONNECTIVE.match(text) is not None,
        "speech": _SPEECH.search(text) is not None,
        "quoted": text[0] in OPENING_QUOTES and text.rstrip(" .")[-1:] in CLOSING_QUOTES and len(text) > 2,
        "quote first": text[0] in OPENING_QUOTES,
        "bullet": _BULLET.match(text) is not None,
        "numbered": _NUMBER.match(text) is not None,
        "capitals": _capitals(text),
        "comma": "," in text,
        "few words": len(text.split()) <= 3,
        "section": people.is_section(text),
    }
    one.true = {name for name, holds in tests.items() if holds}
    return one


def _is_photo(text: str) -> bool:
    """Whether a line ends by telling who made a picture."""
    if len(text) > 400:
        return False
    match = _PHOTO.search(text, max(0, len(text) - 120))
    cased = len(text) < 160 and _PHOTO_CASED.search(text, max(0, len(text) - 40)) is not None
    return match is not None or (cased and len(text) > 30 and len(sentences(text)) == 1)


def _ended(text: str) -> bool:
    return text.rstrip("".join(CLOSING_QUOTES) + ")] /")[-1:] in set(".!?…")


def _capitals(text: str) -> bool:
    """Whether most letters are capitals: "CHUYỂN ĐỔI SỐ asean"."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 3 and sum(sign.isupper() for sign in letters) >= 0.6 * len(letters)


def _key(text: str) -> str:
    return re.sub(r"[^\w]+", " ", folded(text[:300])).strip()


def _said_inside(found: list[Features]) -> set[str]:
    """The keys of sentences of running text: a caption often repeats one."""
    return {
        _key(one.text[start:end])
        for one in found
        if one.sentences > 1 and one.length < 5000
        for start, end in sentences(one.text)
        if end - start >= 30
    }
