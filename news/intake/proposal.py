"""An article as a raw text proposes it, with the lines of every field. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from news.intake import dates, people, places
from news.intake.judging import roles_of
from news.intake.language import COMMON, language_of
from news.intake.lines import Block, Field, Line, Role, blocks_of, lines_of
from news.intake.marks import Marks
from news.intake.pieces import pieces_of, printed
from news.intake.spans import annotated, spans_of

CREDITS = (Role.BYLINE, Role.DATE, Role.PUBLISHER)
"""Roles of lines of which only what is told in them counts."""
TEXT = (Role.LEAD, Role.PARAGRAPH, Role.SUBHEADING, Role.QUOTE, Role.SPEAKER)
"""Roles of what a reader reads below the title."""


@dataclass(frozen=True)
class Proposal:
    """The lines of a text with their roles, and what follows from them; an editor has the last word.

    Every line has exactly one role, and `moved` gives it another one; all fields are read from
    the lines, so nothing can be in neither a field nor `set_aside`.
    """

    lines: tuple[Line, ...]
    language: str
    marks: Marks

    @property
    def title(self) -> str:
        return " ".join(line.own for line in self.of(Role.TITLE))

    @property
    def kicker(self) -> str:
        return " ".join(line.own for line in self.of(Role.KICKER))

    @property
    def lead(self) -> str:
        return "\n".join(self._joined(Role.LEAD))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text proper in reading order, quotations among it; without lead and subheadings."""
        return tuple(self._joined(Role.PARAGRAPH, Role.QUOTE))

    @property
    def subheadings(self) -> tuple[str, ...]:
        return tuple(self._joined(Role.SUBHEADING))

    @property
    def quotes(self) -> tuple[tuple[str, str], ...]:
        """Each quotation that is set large, with its speaker ("" where none is told)."""
        return tuple((said, speaker) for role, said, speaker in pieces_of(self.lines) if role == Role.QUOTE)

    @property
    def captions(self) -> tuple[str, ...]:
        return tuple(self._joined(Role.CAPTION))

    @property
    def set_aside(self) -> tuple[str, ...]:
        """The lines that belong to the page around the article."""
        return tuple(line.text for line in self.of(Role.ASIDE))

    @property
    def cut(self) -> tuple[tuple[int, str], ...]:
        """What was cut from a line that is a field otherwise, "(Mic.gov.vn) -" or "./.", with its number."""
        return tuple(
            (line.number, piece) for line in self.lines if line.role != Role.ASIDE for piece in _cut_from(line)
        )

    @property
    def rest(self) -> tuple[tuple[int, str], ...]:
        """What of lines that are not set aside stands in no field, with the number of its line: so that nothing is lost unseen."""
        return tuple((line.number, " … ".join(pieces)) for line in self.lines if (pieces := _rest_of(line)))

    @property
    def publisher(self) -> str:
        """The canonical name of who published it, the section where only that is told, an unknown mark as it stands, or ""."""
        found = self.publisher_line
        return self._publisher_on(found) if found else ""

    @property
    def publisher_line(self) -> Line | None:
        """The line that tells best who published it: before the text, else among the credits, else around."""
        order = (TEXT, (Role.PUBLISHER,), (Role.BYLINE, Role.DATE), (Role.TITLE,), (Role.ASIDE,))
        told = [line for roles in order for line in self.of(*roles) if self._publisher_on(line)]
        known = [line for line in told if self._publisher_on(line) in self.marks.publishers.values()]
        return next(iter([*known, *told]), None)

    @property
    def publisher_known(self) -> bool:
        return self.publisher in self.marks.publishers.values()

    @property
    def authors(self) -> tuple[str, ...]:
        """Who wrote it, each once, in order."""
        told = [people.in_order(name) for line in self.of(Role.BYLINE) for name in line.told(Field.AUTHOR)]
        letters = {people.initials(name) for name in told}
        return tuple(
            name for name in dict.fromkeys(told) if not people.is_pen_name(name) or people.letters(name) not in letters
        )

    @property
    def dated(self) -> dates.Dated | None:
        """The date of the original; None where no line of credits tells it with its year."""
        lines = [line for line in self.of(Role.DATE, Role.BYLINE, *TEXT) if line.told(Field.DATE)]
        told = [line for line in lines if line.role in {Role.DATE, Role.BYLINE}] or lines
        found = [one.dated for line in told for text in line.told(Field.DATE) for one in dates.found_in(text)]
        if not found:
            return None
        dated = next((one for one in found if one.time_known), found[0])
        for line in told:
            dated = dates.with_clock(dated, line.text)
        return dated

    @property
    def date_hint(self) -> str:
        """What the text says of a day where `dated` is None: "27/11"."""
        hints = [hint for line in self.lines for hint in line.told(Field.HINT)]
        return hints[0] if hints and self.dated is None else ""

    @property
    def place(self) -> str:
        found = [place for line in self.lines for place in line.told(Field.PLACE)]
        return places.in_order(found[0]) if found else ""

    @property
    def body(self) -> str:
        """The text as rich text: paragraphs, headings, quotations with their speakers. Captions wait for their pictures."""
        return "".join(printed(*piece) for piece in pieces_of(self.lines))

    def of(self, *roles: Role) -> list[Line]:
        """The lines with one of the roles, in order."""
        return [line for line in self.lines if line.role in roles]

    def numbers(self, *roles: Role) -> list[int]:
        """The numbers of the lines with one of the roles."""
        return [line.number for line in self.of(*roles)]

    def moved(self, number: int, role: Role) -> "Proposal":
        """The proposal with one line in another role. A second title sets the first one aside. KeyError for no such line."""
        lines = {line.number: line for line in self.lines}
        old = lines[number]
        if role in {Role.TITLE, Role.KICKER}:
            lines |= {line.number: replace(line, role=Role.ASIDE, spans=()) for line in self.of(role)}
        if old.text:
            spans = spans_of(old.text, role, self.marks)
            lines[number] = replace(old, role=Role.ASIDE if role == Role.BLANK else role, spans=spans, continues=False)
        return replace(self, lines=tuple(lines.values()))

    def _joined(self, *roles: Role) -> list[str]:
        """What the lines of roles say, broken paragraphs joined."""
        texts: list[str] = []
        for line in self.of(*roles):
            if line.continues and texts:
                texts[-1] = f"{texts[-1]} {line.own}"
            else:
                texts.append(line.own)
        return texts

    def _publisher_on(self, line: Line) -> str:
        told = line.told(Field.PUBLISHER)
        if not told:
            return ""
        known = self.marks.within(told[0])
        return known[0].publisher if known else told[0]


def proposed(
    text: str,
    publishers: Mapping[str, str] | None = None,
    languages: Sequence[str] = tuple(COMMON),
    hints: Mapping[int, Role] | None = None,
) -> Proposal:
    """The article that a text proposes, in one of `languages`; any text gives a proposal.

    `publishers` gives for each known mark the canonical name; `hints` what the markup of a file
    said of a line, by its number. Takes about 10 ms for a page; grows with the text, not faster.
    """
    marks, lines = Marks(dict(publishers or {})), lines_of(text)
    blocks = blocks_of(lines, dict(hints or {}))
    judged = _with_roles(lines, blocks, roles_of(blocks, marks))
    return Proposal(annotated(judged, marks), language_of(text, languages), marks)


def _with_roles(lines: list[Line], blocks: list[Block], roles: list[Role]) -> list[Line]:
    told = {
        line.number: replace(line, role=role) for block, role in zip(blocks, roles, strict=True) for line in block.lines
    }
    return [told.get(line.number, line) for line in lines]


def _cut_from(line: Line) -> list[str]:
    """The pieces before and behind what a line itself says."""
    own = [span for span in line.spans if span.field == Field.TEXT]
    if not own:
        return []
    pieces = [line.text[: own[0].start], line.text[own[0].end :]]
    return [piece.strip() for piece in pieces if piece.strip()]


def _rest_of(line: Line) -> list[str]:
    """The pieces of a line that none of its spans tells."""
    own = any(span.field == Field.TEXT for span in line.spans)
    if line.role in {Role.ASIDE, Role.BLANK} or (line.role not in CREDITS and not own):
        return []
    pieces, end = [], 0
    for span in sorted(line.spans, key=lambda span: span.start):
        pieces.append(line.text[end : span.start])
        end = max(end, span.end)
    pieces.append(line.text[end:])
    return [piece.strip() for piece in pieces if piece.strip()]
