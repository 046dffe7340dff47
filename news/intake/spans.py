"""Which parts of a line tell which field, once its role is known. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from news.intake import dates
from news.intake.chrome import chrome
from news.intake.credits import FROM, credit
from news.intake.datelines import before, behind
from news.intake.language import UPPER
from news.intake.lines import Field, Line, Role, Span
from news.intake.marks import Marks
from news.intake.places import is_place, place_in

LONGEST_ASIDE = 120
"""Characters of a line of the page in which a publisher's mark is believed."""
BESIDE_A_MARK = 3
"""Words of such a line beside the mark; the title of another article has more."""
RUNNING = (Role.LEAD, Role.PARAGRAPH)
PARAGRAPHS_WITH_PLACE = 3
"""Paragraphs in which a place is looked for, where nothing before them tells one."""
_BRAND = re.compile(r"(?:\s[-–—|]\s|\s?[|»]\s?)(?P<brand>[^|»–—]{2,60})\Z")
_SPOKEN = re.compile(rf"(?P<said>[\"“«].+[\"”»])[.,]?\s*[-–—]\s*(?P<speaker>[{UPPER}].{{3,100}})\Z")
_DASHED = re.compile(r"\s*[-–—]\s*(?=\S)")


def spans_of(text: str, role: Role, marks: Marks) -> tuple[Span, ...]:
    """What the parts of a line tell in a role, by itself: moved there, nothing else is known of it."""
    if role in RUNNING:
        return _running(text, marks, head=True)
    return _OF_ROLE.get(role, _nothing)(text, marks)


def annotated(lines: Sequence[Line], marks: Marks) -> tuple[Line, ...]:
    """The lines with their spans: the words before the first text and behind any are cut."""
    texts = [line for line in lines if line.role in RUNNING]
    heads = {line.number for line in texts if line.role == Role.LEAD and not line.continues}
    heads |= {line.number for line in [one for one in texts if one.role == Role.PARAGRAPH][:1]}
    told = []
    for line in lines:
        if line.role in RUNNING:
            spans = _running(line.text, marks, head=line.number in heads)
        else:
            spans = spans_of(line.text, line.role, marks) if line.text else ()
        told.append(replace(line, spans=spans))
    return tuple(_with_hint(_with_place(told)))


def _nothing(text: str, marks: Marks) -> tuple[Span, ...]:
    return ()


def _running(text: str, marks: Marks, head: bool) -> tuple[Span, ...]:
    first, start = before(text, marks) if head else ([], 0)
    last, end = behind(text, marks)
    if start >= end and not (start == len(text) == end):
        start, end, first, last = 0, len(text), [], []
    cut = [*first, *last]
    return (*cut, Span(Field.TEXT, start, end)) if (start, end) != (0, len(text)) else tuple(cut)


def _title(text: str, marks: Marks) -> tuple[Span, ...]:
    brand = _BRAND.search(text)
    if brand and brand.start() > 0 and marks.whole(brand["brand"]):
        return (Span(Field.TEXT, 0, brand.start()), Span(Field.PUBLISHER, *brand.span("brand")))
    return ()


def _byline(text: str, marks: Marks) -> tuple[Span, ...]:
    if spans := credit(text, marks):
        return spans
    told = FROM.match(text)
    start = told.end() if told else 0
    name = text[start:].strip(" ()[].-–—")
    return (Span(Field.AUTHOR, text.index(name, start), text.index(name, start) + len(name)),) if name else ()


def _date(text: str, marks: Marks) -> tuple[Span, ...]:
    if spans := credit(text, marks):
        return spans
    found = [Span(Field.DATE, one.start, one.end) for one in dates.found_in(text)]
    hint = dates.hint_in(text)
    return tuple(found) or ((Span(Field.HINT, *hint),) if hint else ())


def _publisher(text: str, marks: Marks) -> tuple[Span, ...]:
    spans = credit(text, marks)
    if any(span.field == Field.PUBLISHER for span in spans):
        return spans
    if found := marks.within(text):
        return (Span(Field.PUBLISHER, found[0].start, found[0].end),)
    told = FROM.match(text)
    start = told.end() if told else 0
    name = text[start:].strip(" ()[].-–—:")
    return (Span(Field.PUBLISHER, text.index(name, start), text.index(name, start) + len(name)),) if name else ()


def _quote(text: str, marks: Marks) -> tuple[Span, ...]:
    match = _SPOKEN.match(text)
    return (Span(Field.TEXT, *match.span("said")), Span(Field.SPEAKER, *match.span("speaker"))) if match else ()


def _speaker(text: str, marks: Marks) -> tuple[Span, ...]:
    dash = _DASHED.match(text)
    return (Span(Field.TEXT, dash.end(), len(text)),) if dash else ()


def _aside(text: str, marks: Marks) -> tuple[Span, ...]:
    """A mark in a masthead or a copyright line; what the title of another article names is no publisher."""
    if len(text) > LONGEST_ASIDE:
        return ()
    found = [one for one in marks.within(text) if chrome(text) or _masthead(text[: one.start], text[one.end :])]
    return tuple(Span(Field.PUBLISHER, one.start, one.end) for one in found[:1])


def _masthead(left: str, right: str) -> bool:
    """Whether so little stands beside a mark that the line is about its publisher: "Trang chủ VnExpress"."""
    return len(f"{left} {right}".split()) <= BESIDE_A_MARK


_OF_ROLE = {
    Role.TITLE: _title,
    Role.BYLINE: _byline,
    Role.DATE: _date,
    Role.PUBLISHER: _publisher,
    Role.QUOTE: _quote,
    Role.SPEAKER: _speaker,
    Role.ASIDE: _aside,
}


def _with_place(lines: list[Line]) -> list[Line]:
    """The lines with a place in the text itself, where nothing before the text tells one."""
    if any(line.told(Field.PLACE) for line in lines):
        return lines
    numbers = [line.number for line in lines if line.role in RUNNING][: PARAGRAPHS_WITH_PLACE + 1]
    title = next((line.number for line in lines if line.role == Role.TITLE), 0)
    for place, line in enumerate(lines):
        alone = line.role == Role.ASIDE and title < line.number < max(numbers[:2], default=0) and is_place(line.text)
        found = (0, len(line.text)) if alone else line.number in numbers and place_in(line.text)
        if found:
            changed = replace(line, spans=(*line.spans, Span(Field.PLACE, *found)))
            return [*lines[:place], changed, *lines[place + 1 :]]
    return lines


def _with_hint(lines: list[Line]) -> list[Line]:
    """The lines with the first day that the text speaks of, where no date is told."""
    if any(line.told(Field.DATE) or line.told(Field.HINT) for line in lines if line.role != Role.ASIDE):
        return lines
    for place, line in enumerate(lines):
        if line.role in RUNNING:
            hint = dates.hint_in(line.text)
            if hint:
                changed = replace(line, spans=(*line.spans, Span(Field.HINT, *hint)))
                return [*lines[:place], changed, *lines[place + 1 :]]
            return lines
    return lines
