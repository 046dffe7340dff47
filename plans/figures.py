"""Where each plan stands on a ribbon, and where a moment does. Pure: years in, lengths of the drawing out.

All lengths are units of the drawing (of its viewBox); x grows to the right, y downwards.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

OPEN_YEARS = 5
"""How many years a plan without a last year is drawn for: as long as the plans before it were."""


@dataclass(frozen=True)
class Span:
    """The years of a plan, both included; `last` is None where the plan names no end."""

    first: int
    last: int | None = None

    @property
    def years(self) -> int:
        """How many years long the plan is drawn."""
        return OPEN_YEARS if self.last is None else self.last - self.first + 1

    def holds(self, year: int) -> bool:
        """Whether a year is one of the plan's."""
        return self.first <= year and (self.last is None or year <= self.last)


@dataclass(frozen=True)
class Segment:
    """One plan on the ribbon: where its lower edge begins and ends, how far it leans, its outline."""

    span: Span
    start: float
    end: float
    slant: float
    path: str


def ribbon(
    spans: Sequence[Span],
    width: float,
    height: float,
    slant: float = 0,
    gap: float = 0,
    *,
    top: float = 0,
    square: bool = False,
) -> list[Segment]:
    """The segments of a ribbon `width` long, one for each span and in their order.

    Each is as wide as its years, laid end to end with `gap` between them: years that no plan
    covers take no room, years that two plans share count for both, so nothing ever overlaps.
    The upper edge stands `slant` further right than the lower one. `square` cuts both ends of
    the ribbon upright, for one that runs from edge to edge. `top` is the y of the upper edge.
    """
    if not spans:
        return []
    room = width - slant
    gap = min(gap, room / (2 * len(spans)))
    a_year = (room - gap * (len(spans) - 1)) / sum(span.years for span in spans)
    segments, start = [], 0.0
    for number, span in enumerate(spans):
        end = start + span.years * a_year
        left = 0 if square and number == 0 else start + slant
        right = width if square and number == len(spans) - 1 else end
        path = f"M{short(left)} {short(top)}H{short(end + slant)}L{short(right)} {short(top + height)}H{short(start)}z"
        segments.append(Segment(span, start, end, slant, path))
        start = end + gap
    return segments


def place(moment: dt.date | dt.datetime | None, segments: Sequence[Segment]) -> float | None:
    """The x at which a moment stands on a ribbon, half way up; None before its first and after its last year.

    A moment between two plans stands in the middle between their segments; where two plans
    share a year, the later one has it.
    """
    if moment is None:
        return None
    for segment in reversed(segments):
        if segment.span.holds(moment.year):
            done = (_in_years(moment) - segment.span.first) / segment.span.years
            return segment.start + min(done, 1) * (segment.end - segment.start) + segment.slant / 2
    for before, after in pairwise(segments):
        if before.span.first < moment.year < after.span.first:
            return (before.end + after.start + segments[0].slant) / 2
    return None


@dataclass(frozen=True)
class Stacks:
    """What happened in each quarter, as blocks above a ribbon: (x, how many), and what one block stands for."""

    columns: list[tuple[float, int]]
    each: int

    @property
    def highest(self) -> int:
        """Blocks in the highest column."""
        return max((number for _x, number in self.columns), default=0)


def stacks(quarters: Mapping[tuple[int, int], int], segments: Sequence[Segment], most: int = 12) -> Stacks:
    """A column of blocks in the middle of each quarter ({(2019, 1): 3}) that the ribbon covers.

    No column is higher than `most`: where it would be, a block stands for more than one, everywhere.
    """
    middles = [
        (place(dt.date(year, 3 * quarter - 1, 15), segments), number)
        for (year, quarter), number in sorted(quarters.items())
    ]
    placed = [(x, number) for x, number in middles if x is not None and number]
    each = max(1, ceil(max((number for _x, number in placed), default=0) / most))
    return Stacks([(x, ceil(number / each)) for x, number in placed], each)


def tone(span: Span, year: int, *, concerned: bool) -> str:
    """How a segment is coloured: "off" where the plan is not concerned, "now" in force in `year`, else "on"."""
    if not concerned:
        return "off"
    return "now" if span.holds(year) else "on"


def short(number: float) -> str:
    """A length as the drawing writes it: one decimal at most, and a point in every language."""
    return f"{number:.1f}".removesuffix(".0")


def _in_years(moment: dt.date | dt.datetime) -> float:
    """A moment as a number of years: 2 July 2013 is about 2013.5."""
    new_year = dt.date(moment.year, 1, 1)
    day = dt.date(moment.year, moment.month, moment.day)
    return moment.year + (day - new_year).days / (dt.date(moment.year + 1, 1, 1) - new_year).days
