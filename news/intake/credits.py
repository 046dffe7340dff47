"""Who, where, when and for whom: lines of credits, the words before a text and those behind it. Pure."""

import re
from functools import lru_cache

from news.intake import dates, people
from news.intake.chrome import Chrome, chrome
from news.intake.language import UPPER
from news.intake.lines import Field, Span
from news.intake.marks import Marks
from news.intake.places import PLACE

LONGEST = 140
"""Characters of a line of credits."""
_BY = re.compile(
    r"\s*(?:(?:by|written by|reported by|report by|story by|reporters?|author|words|compiled by|"
    r"tác giả|bài(?:\s*(?:,|và)\s*ảnh)?|tin(?:\s*(?:,|và)?\s*(?:bài|ảnh))?|ảnh\s*và\s*bài|thực hiện|người viết|phóng viên|pv|nhóm pv|"
    r"biên soạn|tổng hợp|dịch|biên dịch)\b\s*:?\s+|(?:bài|tin|tác giả|thực hiện|text|by)\s*:\s*)",
    re.IGNORECASE,
)
FROM = re.compile(
    r"\s*[(\[]?\s*(?:nguồn(?:\s+tin)?|source|theo(?!\s+dõi)|according to|via|from|xuất bản bởi|published by)\b\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\S+@\S+\.\w+|@\w+")
_APART = re.compile(r"\s*(?:[|•·∙●/()\[\],;]|\s[-–—*]\s|^[-–—*•]|[-–—:]$|\s{2,})\s*")
_AND = re.compile(
    r"\s*(?:,|;|&|\s[-–—/]\s|[-–—/]\s|\s[-–—/]|(?<=\w)/(?=\w)|\b(?:và|and)\b|(?<=[^\W\d_]{3})-(?=[^\W\d_]+\s))\s*"
)
_NOISE = re.compile(
    r"(?:gmt|utc|\(?gmt?\s?[+-]\d.*|cập nhật|đăng lúc|đăng|lúc|ngày|updated|published|posted|date|time|at|on|in|"
    r"t/h|tổng hợp|staff writer|staff reporter|correspondent|contributor|reporter|phóng viên|"
    r"(?:bình luận|comments?|ý kiến)\s*\d*|\d+)\Z",
    re.IGNORECASE,
)


def credit(text: str, marks: Marks) -> tuple[Span, ...]:
    """What a line tells that holds nothing but names, a publisher and a date; () for any other line."""
    return _credit(text, marks) if len(text) <= LONGEST else ()


def _credit(text: str, marks: Marks) -> tuple[Span, ...]:
    begun = _BY.match(text)
    offset = begun.end() if begun else 0
    spans = [Span(Field.DATE, one.start, one.end) for one in dates.found_in(text)]
    if not spans and dates.is_clock(text):
        return (Span(Field.DATE, 0, len(text)),)
    unit = text[offset:].strip(" .-–—")
    if not spans and people.is_unit(unit) and not marks.whole(unit):
        start = text.index(unit, offset)
        return (Span(Field.AUTHOR, start, start + len(unit)),)
    for mark in marks.within(text):
        if all(mark.end <= span.start or mark.start >= span.end for span in spans):
            spans.append(Span(Field.PUBLISHER, mark.start, mark.end))
    spans += [Span(Field.HINT, *found.span()) for found in _MAIL.finditer(text)]
    named = _names_between(text, offset, sorted(spans, key=lambda span: span.start), labelled=bool(begun))
    if named is None:
        return ()
    kept = [span for span in [*spans, *named] if span.field != Field.HINT]
    return tuple(sorted(kept, key=lambda span: span.start))


def _names_between(text: str, offset: int, spans: list[Span], labelled: bool) -> list[Span] | None:
    """The authors in what dates and marks leave of a line; None where it says something else, too."""
    named, place, told = [], offset, {span.field for span in spans}
    for span in [*spans, None]:
        end = span.start if span else len(text)
        for start, part in _pieces(text, place, max(place, end), _APART):
            button = chrome(part) in {Chrome.BUTTON, Chrome.FORM}
            if button and Field.DATE not in told:
                return None
            if button or _NOISE.match(part) or people.is_section(part):
                continue
            found = _authors(part, labelled)
            if found is None:
                return None
            named += [one.moved(start) for one in found]
        place = max(place, span.end if span else end)
    return named


def _authors(part: str, labelled: bool) -> list[Span] | None:
    """Each author in a piece of a line, or None where it names nobody."""
    if people.is_unit(part):
        return [Span(Field.AUTHOR, 0, len(part))]
    found = []
    for start, name in _pieces(part, 0, len(part), _AND):
        single = labelled and len(name.split()) == 1 and name[0].isupper() and name.isalpha()
        if not (people.is_name(name) or people.is_pen_name(name) or single):
            return None
        found.append(Span(Field.AUTHOR, start, start + len(name)))
    return found


def _pieces(text: str, start: int, end: int, apart: re.Pattern) -> list[tuple[int, str]]:
    """What stands between separators, with the place where it begins."""
    pieces, place = [], start
    for gap in [*apart.finditer(text[start:end]), None]:
        stop = start + gap.start() if gap else end
        piece = text[place:stop]
        if bare := piece.strip(" .:-–—|"):
            pieces.append((place + piece.index(bare), bare))
        place = start + gap.end() if gap else end
    return pieces


# --- Before and behind a text ---------------------------------------------------

_DASH = r"\s*[-–—:]\s*"
_BRACKETED = re.compile(
    rf"(?P<place>[{UPPER}][^\d()\[\],]{{1,40}}?(?:,\s?[{UPPER}][^\d()\[\],]{{1,30}}?)?)?(?P<date>,\s?[^()\[\]]{{3,30}}?)?\s*"
    rf"[(\[](?P<mark>[^()\[\]]{{2,40}})[)\]]\s?(?:[-–—:]+\s*|(?=[{UPPER}]|\Z))"
)
_DATED = re.compile(
    rf"(?P<place>{PLACE}(?:,\s?{PLACE}|,\s(?:[{UPPER}][\w-]+\s?){{1,2}})?|[{UPPER} .]{{3,30}})(?P<date>,\s?[^:()–—]{{3,30}}?)?(?:\s?[-–—]+\s|\s?:\s|\s—)"
)
_ENDED = re.compile(r"\s*(?:\./\.|\.\s?/\s?-|/\.)\s*(?P<behind>[^\s].{0,40})?\Z")
_BEHIND = re.compile(
    r"(?:[-–—]+\s*|[(\[])(?:(?:theo|nguồn|source)\s*:?\s+)?(?P<mark>[^()\[\]]{2,40}?)[)\]]?\s*\Z", re.IGNORECASE
)
_SHAPED = re.compile(rf"(?:[{UPPER}][\w.&/+-]*)(?:\s[{UPPER}][\w.&/+-]*){{0,3}}\Z")


@lru_cache(maxsize=512)
def _head(text: str) -> tuple[re.Match | None, re.Match | None]:
    return _BRACKETED.match(text[:200]), _DATED.match(text[:200])


def before(text: str, marks: Marks) -> tuple[list[Span], int]:
    """What stands before a text proper, "Da Nang (VNA) –" or "(Mic.gov.vn) -", and where the text begins."""
    bracketed, dated = _head(text)
    if bracketed and _names_a_publisher(bracketed, text, marks):
        spans = [Span(Field.PUBLISHER, *_known(bracketed, marks))]
        return _placed(bracketed, spans), bracketed.end()
    plain = next(iter(marks.within(text[:60])), None)
    if plain and plain.start == 0 and (dash := re.compile(r"\s?(?:[-–—|]+\s|\.VN\s?[-–—]\s)").match(text, plain.end)):
        return [Span(Field.PUBLISHER, 0, plain.end)], dash.end()
    if dated and (dated["date"] is None or _date_of(dated) or dates.hint_in(dated["date"])) and _a_place(dated):
        return _placed(dated, []), dated.end()
    return [], 0


def _names_a_publisher(head: re.Match, text: str, marks: Marks) -> bool:
    """Whether brackets at the head hold a publisher: a known mark, or what looks like one before a dash."""
    if marks.within(head["mark"]):
        return head["place"] is None or len(head["place"].split()) <= 6
    closing = text[head.end("mark") + 1 : head.end()].strip()
    short = head["place"] is None or len(head["place"].split()) <= 4
    return bool(closing) and short and _SHAPED.match(head["mark"]) is not None


def _known(head: re.Match, marks: Marks) -> tuple[int, int]:
    """Where in brackets the mark stands: the known one ("The Jakarta Post/ANN"), else all of it."""
    start = head.start("mark")
    found = marks.within(head["mark"])
    return (start + found[0].start, start + found[0].end) if found else head.span("mark")


def _a_place(head: re.Match) -> bool:
    """Capitals before a dash are a place only where they are known as one, or a date is with them."""
    return head["date"] is not None or re.match(rf"{PLACE}\s?(?:,|\Z)", head["place"]) is not None


def _date_of(head: re.Match) -> dates.Found | None:
    return next(iter(dates.found_in(head["date"])), None)


def _placed(head: re.Match, spans: list[Span]) -> list[Span]:
    """The spans with the place and the date that stand before the dash."""
    if head["place"]:
        spans.append(Span(Field.PLACE, head.start("place"), head.start("place") + len(head["place"].rstrip(" ,"))))
    if head["date"]:
        if found := _date_of(head):
            spans.append(Span(Field.DATE, head.start("date") + found.start, head.start("date") + found.end))
        elif hint := dates.hint_in(head["date"]):
            spans.append(Span(Field.HINT, head.start("date") + hint[0], head.start("date") + hint[1]))
    return spans


def behind(text: str, marks: Marks) -> tuple[list[Span], int]:
    """What stands behind a text: "./.", "(TTXVN)", "./.VNA"; and where the text ends."""
    tail = max(0, len(text) - 60)
    match = _ENDED.search(text, tail)
    if match:
        told = match["behind"] or ""
        end = match.start() + (1 if text[match.start() :].lstrip().startswith("./.") or ". /" in match.group() else 0)
        found = marks.within(told)
        if not told or (found and len(told.strip("()[] ")) == found[0].end - found[0].start):
            start = match.start("behind")
            return [Span(Field.PUBLISHER, start + one.start, start + one.end) for one in found], end
    match = _BEHIND.search(text, tail)
    if match and text[: match.start()].rstrip()[-1:] in set(".!?…\"”’'") and (found := marks.within(match["mark"])):
        start = match.start("mark")
        return [Span(Field.PUBLISHER, start + found[0].start, start + found[0].end)], len(
            text[: match.start()].rstrip()
        )
    return [], len(text)
