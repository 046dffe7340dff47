"""Short forms that stand for the plan named before: "kế hoạch này", "Kế hoạch tổng thể", "the Masterplan"."""

from news.mentions.index import Index
from news.mentions.surroundings import is_english
from news.mentions.values import REFERENCE, Match
from plans.naming import Unit
from plans.naming.grammar import GOES_ON, HEADS, MANY, OF_MORE, REFERRED, THE, THIS
from plans.naming.words import CLOSE, COMMA, HARD, OPEN, PLAIN
from publishing.text import normal

NEEDS_THIS = frozenset({"plan", "network", "strategy", "program", "agenda", "framework", "declaration"})
"""Words so common in Vietnamese that alone they mean nothing; with "này" they point back."""


def references(units: list[Unit], text: str, named: list[Match], index: Index) -> list[Match]:
    """The references in a text, each with the plan of its kind that is named last before it.

    Another plan, which is none of ours, hides those before it: "Kế hoạch tổng thể phát triển thương
    mại điện tử … Kế hoạch này".
    """
    covered = {place for match in named for place in range(match.first, match.last + 1)}
    by_end = {match.last: match for match in named}
    found: list[Match] = []
    last: dict[str, Match] = {}
    for place, unit in enumerate(units):
        if place in by_end:
            last.pop(by_end[place].plan, None)
            last[by_end[place].plan] = by_end[place]
        elif place not in covered and (unit.canon in HEADS):
            end = _points_back(units, place, text)
            match = _meant(unit.canon, last, index) if end else None
            if match:
                found.append(Match(place, end, match.forms, REFERENCE, match.plan))
            elif not end and _is_another(units, place, text):
                last = {plan: one for plan, one in last.items() if not _stands_for(unit.canon, plan, index)}
    return found


def _meant(head: str, last: dict[str, Match], index: Index) -> Match | None:
    return next((match for match in reversed(last.values()) if _stands_for(head, match.plan, index)), None)


def _stands_for(head: str, plan: str, index: Index) -> bool:
    """Whether a plan can be called by a head alone: its names have it, or one like it."""
    return not (REFERRED.get(head, frozenset()) | {head}).isdisjoint(index.heads.get(plan, frozenset()))


def _points_back(units: list[Unit], place: int, text: str) -> int | None:
    """The last unit of a reference that begins with a head; None where it is none."""
    unit, behind = units[place], units[place + 1] if place + 1 < len(units) else None
    if not unit.fill and place and not unit.gap and units[place - 1].canon in MANY - {"cac"}:
        return None
    if "cac" in unit.fill or "nhung" in unit.fill:
        return None
    near = behind is not None and behind.gap == PLAIN and not behind.fill
    if near and behind.canon in THIS and (end := _this(units, place + 1, text)):
        return end
    if _with_article(units, place):
        return (
            place
            if behind is None or behind.gap or not (OF_MORE & set(behind.fill) or behind.caps or behind.is_year)
            else None
        )
    if unit.canon in NEEDS_THIS or not unit.caps:
        return None
    # A capital, and then the sentence goes on or ends: "Kế hoạch tổng thể đề ra …".
    alone = behind is None or behind.gap & (HARD | COMMA | CLOSE) or (near and behind.canon in GOES_ON)
    return place if alone and not _is_qualified(units, place, text) else None


def _with_article(units: list[Unit], place: int) -> bool:
    """Whether "the" or "this" stands right before a head."""
    unit = units[place]
    if unit.fill and unit.fill[-1] == "the":
        return True
    return bool(place) and not unit.gap and not unit.fill and units[place - 1].canon in THE


def _is_qualified(units: list[Unit], place: int, text: str) -> bool:
    """Whether a word right before makes the head that of a longer English name."""
    unit = units[place]
    beside = bool(place) and unit.gap == PLAIN and not unit.fill and units[place - 1].caps != ""
    return beside and is_english(unit, text)


def _this(units: list[Unit], place: int, text: str) -> int | None:
    """The last unit of "này", "đó", "trên" or "nói trên"; without its marks "do" is another word."""
    marked = normal(text[units[place].start : units[place].end]).lower()
    if marked == "nói":
        return place + 1 if place + 1 < len(units) and units[place + 1].canon == "tren" else None
    return place if marked in {"này", "nay", "đó", "trên"} else None


def _is_another(units: list[Unit], place: int, text: str) -> bool:
    """Whether a head begins or ends the name of a plan that is none of ours: it has a word of its own beside it."""
    behind = units[place + 1] if place + 1 < len(units) else None
    goes_on = behind is not None and not behind.gap & (HARD | COMMA | OPEN | CLOSE) and behind.canon not in GOES_ON
    return goes_on or _is_qualified(units, place, text)
