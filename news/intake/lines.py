"""A raw text as lines, each with its role, and the places in it from which fields are read. Pure.

A line keeps its characters as they came, so that joining all lines gives back the text; whatever
is shown of it is in normal form.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from publishing.text import line as on_one_line


class Role(StrEnum):
    """What a line is in the article; each line is exactly one of these."""

    TITLE = "title"
    KICKER = "kicker"
    PUBLISHER = "publisher"
    BYLINE = "byline"
    DATE = "date"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    SUBHEADING = "subheading"
    QUOTE = "quote"
    SPEAKER = "speaker"
    CAPTION = "caption"
    ASIDE = "set_aside"
    BLANK = "blank"


class Field(StrEnum):
    """What a part of a line tells; TEXT is what the line itself says, the rest cut away."""

    TEXT = "text"
    AUTHOR = "author"
    PUBLISHER = "publisher"
    DATE = "date"
    HINT = "date_hint"
    PLACE = "place"
    SPEAKER = "speaker"


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (exclusive) of a line's text, and what they tell."""

    field: Field
    start: int
    end: int

    def moved(self, by: int) -> "Span":
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True)
class Line:
    """A line of the input: its number from 1, its characters with their line end, its role and spans.

    `continues`: a paragraph was broken by hand, and goes on here.
    """

    number: int
    raw: str
    role: Role = Role.BLANK
    spans: tuple[Span, ...] = ()
    continues: bool = False

    @cached_property
    def text(self) -> str:
        """The line in normal form, white space folded; spans count in it."""
        return on_one_line(self.raw)

    @property
    def own(self) -> str:
        """What the line itself says: without a publisher's mark before it, or a name behind it."""
        pieces = self.told(Field.TEXT)
        return pieces[0] if pieces else self.text

    def told(self, field: Field) -> list[str]:
        """What the line tells of a field, in order."""
        return [self.text[span.start : span.end] for span in self.spans if span.field == field]


@dataclass(frozen=True)
class Block:
    """What is judged as one: a line, or the lines of a paragraph that was broken by hand."""

    lines: tuple[Line, ...]
    gap: int
    """Empty lines before it."""
    hint: Role | None = None
    """What the markup of the file says that it is."""

    @cached_property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def indented(self) -> bool:
        """Whether it begins with white space, as captions do that stood beside a picture."""
        return self.lines[0].raw[:1].isspace()


def lines_of(text: str) -> list[Line]:
    """The lines of a text, numbered; their raw characters, joined, are the text."""
    return [Line(number, raw) for number, raw in enumerate(text.splitlines(keepends=True), 1)]


SHORTEST_BROKEN, LONGEST_BROKEN = 45, 100
"""Characters of a line that somebody, or a mail program, broke."""


def blocks_of(lines: Iterable[Line], hints: dict[int, Role]) -> list[Block]:
    """The lines that hold something, the broken ones joined, in order."""
    lines = list(lines)
    wrapped, blocks, gap = _wrapped(lines), [], 0
    for line in lines:
        if not line.text:
            gap += 1
            continue
        last = blocks[-1].lines[-1] if blocks and not gap else None
        if last and line.number not in hints and (_goes_on(last, line) or (wrapped and _full(last))):
            joined = (*blocks[-1].lines, replace(line, continues=True))
            blocks[-1] = replace(blocks[-1], lines=joined)
        else:
            blocks.append(Block((line,), gap, hints.get(line.number)))
        gap = 0
    return blocks


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a line is in the middle of the sentence that the last one began."""
    return _full(last) and last.text[-1] not in ".!?…:;”\"'" and line.text[0].islower()


def _full(line: Line) -> bool:
    return SHORTEST_BROKEN <= len(line.text) <= LONGEST_BROKEN


def _wrapped(lines: list[Line]) -> bool:
    """Whether the whole text is broken at some width: no line is long, and many go on in the next one."""
    goes_on = sum(_goes_on(one, other) for one, other in pairwise(lines) if one.text and other.text)
    return goes_on >= 3 and all(len(line.text) <= LONGEST_BROKEN for line in lines)
