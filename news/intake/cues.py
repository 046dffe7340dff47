"""The words and signs by which a line tells what it is: a picture's caption, speech, a link between sentences. Data."""

import re

from news.intake.language import UPPER

OPENING_QUOTES, CLOSING_QUOTES = "\"“«‘'", "\"”»’'"
MAKER = (
    r"(?i:photos?|pictures?|image|illustration|ảnh|hình(?: ảnh)?|nguồn|đồ họa|đồ hoạ|clip|video|source|credit|courtesy)"
)
PHOTO = re.compile(
    rf"(?:\b|[(\[]){MAKER}(?i:\s(?:by|credit|courtesy(?: of)?|minh họa|tư liệu|ảnh))?\s?:\s?(?:[^.:]|\.(?=\S)){{1,60}}[)\].]*\Z"
    rf"|[(\[](?:(?i:file|nguồn)\s)?{MAKER}[^()\[\]]{{0,60}}[)\]]\.?\Z|[(\[](?i:illustrat|minh h)[^()\[\]]{{0,40}}[)\]]\.?\Z"
    r"|[(\[][^()\[\]]{0,40}\b(?i:photos?|ảnh|handout|courtesy|files?|getty images|reuters|afp)\b[^()\[\]]{0,40}[)\]]\.?\Z"
    rf"|[.!?—–-]\s?(?:[{UPPER}][\w/.-]{{0,20}}\s){{0,4}}(?i:photos?|ảnh)(?:\s(?i:by|courtesy of|of)?\s?[^.]{{0,60}})?\.?\Z"
)
POINTING = re.compile(
    r"\((?:(?:thứ|đứng|ngồi|hàng|bìa) [^()]{2,30}|trái|phải|giữa|ngoài cùng[^()]{0,20}|từ (?:trái|phải)[^()]{0,30}|"
    r"(?:far |second |third |\w+ )?(?:from )?(?:left|right|cent(?:er|re))|l|r|c)\)",
    re.IGNORECASE,
)
PHOTO_CASED = re.compile(
    rf"\.\s[{UPPER}]{{2,8}}/[{UPPER}][\w./-]{{0,20}}(?:\s[{UPPER}][\w./-]{{0,20}}){{0,3}}\Z|"
    rf"\s?[-–—]\s?(?:[{UPPER}]{{2,12}}(?:[/ ][{UPPER}]{{2,12}}){{0,3}}|The [A-Z]\w{{1,20}}|[{UPPER}][\w./-]{{0,20}}(?:\s[{UPPER}][\w./-]{{0,20}}){{0,3}})\Z"
)
PHOTO_FIRST = re.compile(
    r"(?:ảnh|hình|photos?|picture|caption|chú thích(?: ảnh)?|ảnh minh h[oọ]a|file photo|illustrati\w+(?: (?:photo|image|picture))?)"
    r"(?:\s?\d+)?\s?[:.)]|ảnh minh h[oọạ]a|illustrative (?:photo|image)",
    re.IGNORECASE,
)
SCENE_FIRST = re.compile(
    r"(?:quang cảnh|toàn cảnh|khung cảnh|hình ảnh|một góc|các đại biểu|đại biểu|đoàn (?:đại biểu|chủ tịch|bộ|công tác|chuyên gia)|lãnh đạo|từ trái|"
    r"(?:delegates|participants|officials|leaders|guests|visitors|attendees|engineers|students|workers|members|children)\s(?:\w+\s){0,3}"
    r"(?:at|pose|attend|join|watch|listen|walk|wait|follow|fit|visit|take|gather|try|test|stand|sit)\b|"
    r"(?:an?|the)\s(?:\w+\s){0,2}(?:view|scene|overview|panorama)\b|(?:from )?left\b)",
    re.IGNORECASE,
)
SCENE = re.compile(
    r"\b(?:phát biểu|chụp ảnh|tham dự|tham quan|bắt tay|trao (?:quà|giải|đổi|bằng|tặng|biên)|ký kết|hội đàm|chứng kiến|chủ trì|"
    r"tiếp(?: đón)?|thu hút|diễn ra|thăm|giới thiệu|trình bày|tại (?:phiên|lễ|buổi|hội nghị|cuộc|sự kiện|gian|triển lãm|diễn đàn)|bên lề|"
    r"speaks?|addresses|poses?|shakes? hands|attends?|delivers?|chairs?|witness(?:es)?|signs?|tours?|visits?|"
    r"looks? on|takes? part|during|at the)\b|\((?:trái|phải|giữa|ngoài|thứ|left|right|center|centre|cent|2nd|second)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"(?:phó\s+)?(?:thủ tướng|chủ tịch|bộ trưởng|thứ trưởng|tổng thư ký|tổng giám đốc|giám đốc|tổng bí thư|vụ trưởng|cục trưởng|"
    r"trưởng đoàn|đại sứ|ông|bà|anh|chị|em|cô|chú|bác|ts|pgs|gs|ths|nghệ sĩ|giáo sư|tiến sĩ|"
    r"(?:deputy |vice |prime )?(?:minister|president|chair(?:man|woman)?)|secretary-general|director(?:-general)?|ambassador|"
    r"mr|mrs|ms|dr|prof(?:essor)?)\b\.?\s",
    re.IGNORECASE,
)
CONNECTIVE = re.compile(
    r"(?:theo|bên cạnh|ngoài ra|tuy|song|đồng thời|trong khi|tại đây|về|để|đối với|cùng với|trước|sau|khi|nếu|do|vì|mặc dù|hiện|"
    r"được biết|đây|đó|như vậy|thời gian|với|từ|cũng|qua|trên|đáng chú ý|"
    r"however|meanwhile|according|in addition|moreover|while|but|and|also|it|he|she|they|this|these|when|if|as|with|"
    r"under|after|before|since|for|another|both|so|still)\b",
    re.IGNORECASE,
)
SPEECH = re.compile(
    r"\b(?:cho biết|cho hay|cho rằng|nêu|giải thích|cảnh báo|hy vọng|lo ngại|tin rằng|thừa nhận|kể rằng|nhấn mạnh|khẳng định|nói|chia sẻ|nhận định|đánh giá|bày tỏ|đề nghị|kêu gọi|lưu ý|kể|dự kiến|"
    r"said|says|told|warned|hopes?|asked|agreed|added|noted|stressed|explained|according to)\b",
    re.IGNORECASE,
)
STATEMENT = re.compile(
    r"\b(?:sẽ|đã|vẫn|cần|phải|là|được|có|không|chưa|will|would|was|were|has|have|had|is|are|can|should|must|did)\b",
    re.IGNORECASE,
)
BULLET = re.compile(r"(?:[-–+*•▪◦‣·]|\(?[a-zđ]\))\s?\S")
NUMBER = re.compile(
    r"(?:\d{1,2}[.)]|[IVX]{1,4}[.)]|(?:thứ|bước|phần|bài|step|part)\s(?:nhất|\w+)\s?[:.])\s?\S", re.IGNORECASE
)

AT_START = {
    "photo first": PHOTO_FIRST,
    "scene first": SCENE_FIRST,
    "person first": PERSON,
    "connective": CONNECTIVE,
    "bullet": BULLET,
    "numbered": NUMBER,
}
ANYWHERE = {"pointing": POINTING, "scene": SCENE, "speech": SPEECH, "statement": STATEMENT}
"""Features of a line by name: the pattern with which it begins, or which stands somewhere in it."""
