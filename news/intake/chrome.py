"""What stands on a page around an article: menus, buttons, counters, lists of other articles. Pure.

A line is told by being made of such phrases alone, by a label at its beginning, or by its form;
a line that only holds such a word somewhere is none.
"""

import re
from enum import StrEnum
from functools import lru_cache

from news.intake.language import LOWER, UPPER
from publishing.text import folded

PHRASES = """
chia se|chia se bai viet|chia se tren|binh luan|gui binh luan|y kien|y kien cua ban|y kien ban doc|thich|quan tam|luu|
luu bai|luu bai viet|da luu|in|in bai|in bai viet|in trang|in trang nay|ban in|sao chep|sao chep lien ket|copy link|
copy link thanh cong|link bai goc|lay link|thanh cong|gui mail|gui email|gui cho ban be|email|e mail|facebook|twitter|
zalo|youtube|tiktok|linkedin|messenger|viber|whatsapp|telegram|instagram|pinterest|reddit|line|threads|x|rss|fb|tw|
formerly|fanpage|trang chu|trang chu vnexpress|menu|tim kiem|dang nhap|dang ky|dang xuat|tai khoan|thong bao|lien he|
gioi thieu|quang cao|lien he quang cao|doc bao in|doc bao giay|dat bao|toa soan|duong day nong|hotline|so do trang|
dieu khoan|dieu khoan su dung|chinh sach bao mat|ve dau trang|len dau trang|quay lai|quay ve|tro lai|tro ve|
tro lai trang chu|ve trang chu|tat ca|xem tat ca|xem them|xem tiep|xem chi tiet|doc tiep|doc them|doc toan bo|
chi tiet|mo rong|thu gon|an|dong|thoat|bo qua|tiep|tiep theo|truoc|sau|trang truoc|trang sau|moi nhat|tin moi|
tin nong|nong|hot|moi|tin tuc 24h|nghe|nghe bai|nghe bai viet|nghe doc bai|doc tin|nghe doc tin|nghe tin|doc bai|tam dung|phat|toc do|
giong doc|giong nam|giong nu|nu mien bac|nam mien bac|nu mien nam|nam mien nam|chuan|cham|nhanh|binh thuong|co chu|
co chu nho|co chu lon|co chu mac dinh|chu nho|chu lon|chu nho hon|chu lon hon|tang co chu|giam co chu|a|che do toi|
che do ban dem|giao dien toi|phong to|thu nho|xem anh|xem video|anh|video|audio|danh gia|danh gia bai viet|diem|sao|
luot xem|luot doc|luot thich|phan hoi|tra loi|theo doi|theo doi chung toi|theo doi tren|google news|google|
theo doi tren google news|bao loi|bao cao|gop y|gui|gui bai|gui y kien|huy|tieng viet|english|tieng anh|vi|en|
home|homepage|main menu|search|log in|login|sign in|sign up|log out|register|subscribe|subscribe now|subscription|
subscriptions|newsletter|newsletters|e paper|epaper|share|share this|share this article|share article|share on|
share via|share to|shares|like|likes|tweet|retweet|pin|post|print|print this page|print article|copy|copied|save|
saved|bookmark|listen|listen to article|listen to this article|play|pause|mute|unmute|fullscreen|download|
download pdf|pdf|font size|text size|change size|small|medium|large|default|comment|comments|add comment|
leave a comment|post a comment|write a comment|reply|report|read more|read also|read next|see more|show more|
show all|show less|view all|view more|load more|more|less|next|previous|prev|back|back to top|top|go back|close|
skip to content|skip to main content|advertisement|advertisements|ads|ad|sponsored|sponsored content|promoted|
premium|exclusive|breaking|breaking news|live|latest|newest|popular|trending|menu toggle|toggle navigation|
contact|contact us|about|about us|about the columnist|terms|terms of use|terms of service|privacy|privacy policy|
cookie policy|cookies|accept|accept all|accept cookies|i agree|sitemap|site map|feedback|help|faq|careers|
advertise|advertise with us|follow|follow us|follow us on|follow on google news|follow vietnamplus|views|view|
min read|mins read|minute read|minutes read|thank you for sharing your thoughts|your opinion matters|
infographics|photos|videos|gallery|image|images|slideshow|previous article|next article|older post|newer post|
logo|icon|avatar|banner|loading|en vi|vie|eng|am duong|bac|ban quyen|all rights reserved|an official website of
"""
TRAILS = """
tin lien quan|bai lien quan|bai viet lien quan|cac bai lien quan|cac tin lien quan|tin bai lien quan|lien quan|
chu de lien quan|su kien lien quan|video lien quan|tin moi nhat|tin moi|tin moi hon|tin cu hon|tin cung chuyen muc|
cung chuyen muc|tin cung loai|bai cung chuyen muc|bai viet cung chuyen muc|cung chu de|tin khac|cac tin khac|bai khac|
cac bai khac|bai viet khac|tin noi bat|noi bat|tieu diem|tin doc nhieu|doc nhieu|doc nhieu nhat|xem nhieu|
xem nhieu nhat|tin xem nhieu|duoc quan tam|dang duoc quan tam|co the ban quan tam|co the ban se quan tam|
ban co the quan tam|goi y danh cho ban|goi y|danh cho ban|tham khao them|xem them tin|tin tai tro|bai moi|
bai viet moi|moi nong|dong su kien|theo dong su kien|tin cu|chuyen de|tin lien quan khac|moi cap nhat|
related|related news|related stories|related articles|related posts|related topics|related content|related contents|
related coverage|more stories|more news|more articles|more from this section|more on this story|other news|
other stories|other articles|latest news|latest stories|latest articles|latest posts|recent posts|recent news|
recent articles|most read|most viewed|most popular|popular|popular news|popular posts|trending|trending now|
trending in|you may also like|you might also like|you may be interested|recommended|recommended for you|read next|
up next|top stories|editors picks|editor s picks|editor s choice|in other news|also read|dont miss|don t miss|
what s next|what to read next|news by category|from the web|around the web|must read|see also
"""
COMMENTS = """
binh luan|y kien|y kien ban doc|y kien cua ban|binh luan cua ban|gui binh luan|gui y kien|comments|leave a comment|
post a comment|leave a reply|join the conversation|nhan xet
"""
_LABELS = re.compile(
    r"(?:tags?|từ khóa|từ khoá|chủ đề|keywords?|topics?|labels?|thẻ|lượt xem|số lượt xem|views?|"
    r"đánh giá|bình chọn|hotline|đường dây nóng|điện thoại|tel|phone|fax|e-?mail|website|web|trụ sở|địa chỉ|address|"
    r"tòa soạn|toà soạn|tổng giám đốc|tổng biên tập|phó tổng biên tập|chịu trách nhiệm(?: nội dung)?|giấy phép(?: số)?|"
    r"cơ quan chủ quản|liên hệ(?: quảng cáo)?|link gốc|đường dẫn|mã số|issn|short ?link|share)\s*:",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?:(?:xem thêm|đọc thêm|xem tiếp|mời xem thêm|tin liên quan|bài liên quan|read more|read also|also read|see also|"
    r"related|more)\s?(?:[:>»]|\Z)|(?:>>|»|►|>>>)\s\S|\[[^\[\]]{15,150}\]\Z)",
    re.IGNORECASE,
)
_OPENINGS = re.compile(
    r"(?:©|\(c\)|copyright\b|bản quyền\b|(?:®|™)|all rights reserved|giấy phép (?:số|hoạt động|xuất bản)|cơ quan (?:chủ quản|của)\b|"
    r"theo dõi\s.{0,50}\Z|follow .{0,60}(?:\bon\b|channel|facebook|twitter|google|us\b)|"
    r"(?:mời|kính mời) (?:quý vị|bạn đọc|độc giả|các bạn|quý)|(?:quý vị|bạn đọc|độc giả) (?:có thể|vui lòng|quan tam)|"
    r"vui lòng (?:nhập|đăng|để lại|gõ|ghi)|vui lòng không|please (?:log|sign|enable|enter|subscribe|note that comments)|"
    r"sign up (?:for|to)\b|subscribe to\b|get (?:the latest|our|breaking)\b|download (?:our|the .{0,30}(?:app|release))|"
    r"click (?:here|để)|nhấn (?:vào|để)|bấm (?:vào|để)|tải (?:app|ứng dụng)|đăng ký (?:nhận|kênh|để)|bạn cần đăng nhập|"
    r"trở lại\s|quay lại\s|trang (?:thông tin )?điện tử .{0,80}(?:đang|chạy thử)|phát triển bởi|thiết kế bởi|powered by\b|"
    r"for (?:media|press|further|more) (?:enquir|inquir|information)|(?:media|press) contacts?\b|người đăng\s*:|"
    r"designed by\b|developed by\b|this (?:site|website) uses\b|trang web này|we use cookies|an official website\b|"
    r"all content is\b|republic of the philippines\Z|đọc bài gốc|xem bản gốc|hãy là người đầu tiên|be the first to)",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:/\s*\d{1,2}:\d{2}(?::\d{2})?)?|\d(?:[.,]\d+)?x|[-–+×✕✖•·|/\\<>»«›‹*#=_~.\s]+|"
    r"[aA][+-]?(?:\s*[aA][+-]?)+|(?:https?://|www\.)\S+|\S+@\S+\.\w+|#[^\s#].*|"
    r"[\d.,]+\s*(?:k|m)?|\(?\d+\)?\s*(?:lượt\s.+|bình luận|views?|shares?|comments?|likes?|votes?|phiếu|sao|stars?)|"
    r"\d+\s*(?:giây|phút|giờ|ngày|tuần|tháng|năm)\s*trước|\d+\s*(?:sec|min|minute|hour|day|week|month|year)s?\s*ago|"
    r"\d+[\s-]*min(?:ute)?s?\s*read|(?:\d+\s+){2,}\d+|[\w\s]{2,20}\s-?\d{1,2}\s?°\s?[cf]?.*|\+?\d[\d\s().-]{7,}|"
    r"[★☆✩✭⭐]+.*|(?:▶|►|▷|▸|⏵|🔊|🎧).{0,40})\Z",
    re.IGNORECASE,
)
IMAGE_FILE = re.compile(
    r"[^\s/\\]?[^/\\:*?\"<>|]{0,118}\.(?:jpe?g|png|gif|webp|bmp|svg|tiff?|heic|avif)\Z"
    # The title again, for each picture: "A meeting - Photo 2."
    r"|.{0,200}\s[-–—]\s(?:ảnh|photo|picture|image|hình|video)\s\d{1,3}\.?\Z",
    re.IGNORECASE,
)
_CRUMBS = re.compile(
    r"[^|<>›»]{1,30}(?:\s[>›»]\s?[^|<>›»]{1,30}|[›»][^|<>›»]{1,30}){1,6}[>›»]?\s*(?<![.!?])\Z"
    r"|[^|<>›»]{1,30}(?:[|][^|<>›»]{1,30}){2,8}\Z|(?:home|trang chủ)\s*[/>›»|-]",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])")
_LONGEST, _LONGEST_LABEL = 110, 300


class Chrome(StrEnum):
    """What kind of furniture a line is."""

    BUTTON = "button"
    LABEL = "label"
    LINK = "link"
    FORM = "form"
    CRUMBS = "crumbs"
    FILE = "file"
    TRAIL = "trail"
    COMMENTS = "comments"


def _phrases(listed: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(folded(phrase).split()) for phrase in listed.replace("\n", "").split("|") if phrase)


_BUTTONS, _TRAILS, _COMMENTS = _phrases(PHRASES), _phrases(TRAILS), _phrases(COMMENTS)
_MOST_WORDS = max(map(len, _BUTTONS | _TRAILS | _COMMENTS))


@lru_cache(maxsize=4096)
def chrome(text: str) -> Chrome | None:
    """What furniture a line of a page is, or None: it may be a line of the article."""
    if len(text) > _LONGEST_LABEL:
        return None
    bare = text.lstrip("*•-–— ") or text
    told = (
        (Chrome.FILE, IMAGE_FILE.match(text)),
        (Chrome.LINK, _LINKS.match(bare)),
        (Chrome.FORM, _FORMS.match(bare)),
        (len(bare) <= _LONGEST and _of_phrases(_words(bare)), True),
        (Chrome.LABEL, _LABELS.match(bare) or _OPENINGS.match(bare)),
        (Chrome.CRUMBS, len(bare) <= 80 and _CRUMBS.match(bare)),
    )
    return next((kind for kind, holds in told if kind and holds), None)


def _words(text: str) -> tuple[str, ...]:
    """The words of a line, folded, counters and signs left out; glued buttons apart ("FacebookTwitter")."""
    words = re.sub(r"[^\w]+|\b\d+\b", " ", folded(_GLUED.sub(" ", text)).replace("_", " ")).split()
    return tuple(words)


def _of_phrases(words: tuple[str, ...]) -> Chrome | None:
    """What a line is that is made of phrases of furniture and nothing else."""
    if not words:
        return None
    if words in _COMMENTS:
        return Chrome.COMMENTS
    if words in _TRAILS or _begins_a_trail(words):
        return Chrome.TRAIL
    place = 0
    while place < len(words):
        for length in range(min(_MOST_WORDS, len(words) - place), 0, -1):
            if words[place : place + length] in _BUTTONS:
                place += length
                break
        else:
            return None
    return Chrome.BUTTON


def _begins_a_trail(words: tuple[str, ...]) -> bool:
    """ "Trending in AseanPlus", "More from Society", "Đọc nhiều Thời sự": a trail with a section behind it."""
    if len(words) > 5:
        return False
    behind = {("trending", "in"), ("more", "from"), ("more", "in"), ("latest", "in"), ("tin", "moi", "ve")}
    return any(words[: len(head)] == head for head in behind | {trail for trail in _TRAILS if len(trail) > 1})
