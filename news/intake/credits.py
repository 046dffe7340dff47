"""Who wrote an article, when, and for whom: lines of credits. Pure."""

import re

from news.intake import dates, people
from news.intake.chrome import Chrome, chrome
from news.intake.lines import Field, Span
from news.intake.marks import Marks
from news.intake.places import is_place

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
_APART = re.compile(r"\s*(?:[|•·∙●/()\[\],;]|\s[-–—*]{1,2}\s|^[-–—*•]|[-–—:]$|\s{2,})\s*")
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
            if button or _NOISE.match(part) or people.is_section(part) or is_place(part):
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
    for start, told in _pieces(part, 0, len(part), _AND):
        name, mark = _without_mark(told)
        if mark:
            found.append(Span(Field.PUBLISHER, start + len(told) - len(mark), start + len(told)))
        single = labelled and len(name.split()) == 1 and name[0].isupper() and name.isalpha()
        if not (people.is_name(name) or people.is_pen_name(name) or single):
            return None
        found.append(Span(Field.AUTHOR, start, start + len(name)))
    return found


def _without_mark(name: str) -> tuple[str, str]:
    """A name and the mark of a newspaper behind it that is not known here: "Minh Thu LDO"."""
    *names, last = name.split()
    if len(names) > 1 and last.isupper() and len(last) > 2 and not names[-1].isupper():
        return name[: -len(last)].rstrip(), last
    return name, ""


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
