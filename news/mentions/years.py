"""Years joined to a name that has none: which of its plans they leave, if any."""

from dataclasses import replace

from news.mentions.values import Match
from plans.naming import Unit
from plans.naming.grammar import HEADS
from plans.naming.words import CLOSE, COMMA, HARD, PLAIN

JOINING_YEARS = frozenset(
    tuple(words.split())
    for words in (
        "",
        "den",
        "den nam",
        "giai doan",
        "trong giai doan",
        "giai doan tu",
        "thoi ky",
        "until",
        "for",
        "for period",
        "for the period",
        "of period",
        "the period",
    )
)
"""Fillers with which a year behind a name belongs to it."""
DECIDING_YEARS = JOINING_YEARS | {("nam",), ("to",), ("cua", "nam")}
"""Fillers with which a year behind a name belongs to it if it is one of the plan's; else it tells when something was."""


def fitting(match: Match, units: list[Unit], text: str, years: dict[str, frozenset[str]]) -> Match:
    """The match with those forms alone that the years beside it allow; with the years, where they decide."""
    behind, joined, last = _behind(match, units, text)
    before = _before(match, units)
    if not behind and not before:
        return match
    forms = [
        form
        for form in match.forms
        if form.has_year or not years[form.name.plan] or _is_among(behind or before, years[form.name.plan])
    ]
    if not forms and not joined:
        return match
    decisive = [form for form in forms if not form.has_year and years[form.name.plan]]
    if not decisive:
        return replace(match, forms=forms)
    first = match.first - 1 if before and not behind else match.first
    rule = match.rule if match.rule == "typo" else "short-by-year"
    return replace(match, forms=decisive, first=first, last=last, rule=rule)


def _behind(match: Match, units: list[Unit], text: str) -> tuple[list[str], bool, int]:
    """(years, whether they surely belong to the name, the last unit with them)."""
    place = match.last + 1
    if units[match.last].is_year or place >= len(units):
        return [], False, match.last
    unit = units[place]
    if not unit.is_year or unit.gap & (HARD | COMMA | CLOSE) or unit.fill not in DECIDING_YEARS:
        return [], False, match.last
    if text[unit.end : unit.end + 1] == "/":
        return [], False, match.last
    found = [unit.canon]
    after = units[place + 1] if place + 1 < len(units) else None
    if after and after.is_year and after.gap == PLAIN and after.fill in {(), ("den",), ("to",), ("den", "nam")}:
        found.append(after.canon)
    return found, unit.fill in JOINING_YEARS or len(found) > 1, place + len(found) - 1


def _before(match: Match, units: list[Unit]) -> list[str]:
    """The year in front of an English name: "the 2030 master plan"."""
    first = units[match.first]
    if match.first == 0 or first.gap or first.fill or (first.canon in HEADS and match.first != match.last):
        return []
    unit = units[match.first - 1]
    ours = unit.is_year and not unit.gap and set(unit.fill) <= {"the", "its"}
    return [unit.canon] if ours and not units[match.first].is_year else []


def _is_among(found: list[str], years: frozenset[str]) -> bool:
    """Whether years beside a name are the plan's: the last of a range, or its first."""
    return found[-1] in years if len(found) == 1 else found[-1] in years or found[0] in years - {found[-1]}
