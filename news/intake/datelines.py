"""What stands before a text, "Da Nang (VNA) –", and behind it, "./."; neither belongs to what it says. Pure."""

import re
from functools import lru_cache

from news.intake import dates
from news.intake.language import UPPER
from news.intake.lines import Field, Span
from news.intake.marks import Marks
from news.intake.places import PLACE

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
_SHAPED = re.compile(rf"(?!Ảnh|Photo|Hình|Nguồn|Source)[{UPPER}][\w.&/+-]*(?:\s[^\W\d_][\w.&/+-]*){{0,3}}\Z")
# "TTO -", "YBĐT -": how newspapers call their own sites.
_ONLINE = re.compile(rf"(?P<mark>[{UPPER}]{{1,6}}(?:O|ĐT)|[\w-]{{2,30}}\.(?:vn|com|net|org|asia))\s?[-–—|]+\s")


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
    if online := _ONLINE.match(text):
        return [Span(Field.PUBLISHER, *online.span("mark"))], online.end()
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
