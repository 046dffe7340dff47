"""Where the words of names stand in a text, in their order or another, whatever they may mean there."""

from news.mentions.index import LONGEST, Index, Node
from news.mentions.values import Form, Match
from plans.naming import CODE, Unit
from plans.naming.grammar import COORDINATING, HEADS, SOFT, TIME
from plans.naming.words import CLOSE, COMMA, HARD, MOST_FILLERS, OPEN, PLAIN

IN_BRACKETS = 3
"""Words in brackets that a name may hold in its middle: "… ASEAN (ADM) 2025"."""


def matches(units: list[Unit], index: Index, text: str) -> list[Match]:
    """Every place where a name's words stand; of two that overlap the longer one. In order."""
    roots = index.root.next
    found = []
    for place, unit in enumerate(units):
        if unit.canon in roots or unit.near in roots:
            found += _in_order(units, place, index.root, text)
        if unit.canon in HEADS or unit.near in HEADS:
            found += _in_any_order(units, place, index)
    return _longest(found, units)


def _longest(found: list[Match], units: list[Unit]) -> list[Match]:
    """Those that overlap no longer one, an exact one before another of its length."""

    def length(match):
        return (units[match.first].start - units[match.last].end, match.rule in {"reordered", "typo"}, match.first)

    taken: set[int] = set()
    kept = []
    for match in sorted(found, key=length):
        places = range(match.first, match.last + 1)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _in_order(units: list[Unit], first: int, root: Node, text: str) -> list[Match]:
    """What begins at a unit: the longest forms that are written as such a name is."""
    ends: list[tuple[int, Node, bool, int]] = []
    _walk(units, first, root, ends, at_start=True)
    for last, node, typo, soft in sorted(ends, key=lambda end: -end[0]):
        forms = [form for form in node.forms if _is_written(form, units, first, last, text, typo=typo, soft=soft)]
        if forms:
            slipped = typo or any(unit.typo for unit in units[first : last + 1])
            return [Match(first, last, forms, "typo" if slipped else "")]
    return []


def _walk(units, place, node, ends, *, typo=False, soft=0, at_start=False, behind=0) -> None:
    """Go down the tree along the units, and note each place where a form ends.

    On the way one slip of the pen, two soft words and one pair of brackets may be passed over;
    `behind` is the unit behind such brackets.
    """
    while place < len(units):
        unit = units[place]
        if not at_start and (unit.gap & HARD or len(unit.fill) > MOST_FILLERS):
            return
        step = node.next.get(unit.canon)
        slip = step is None and not typo and unit.near != ""
        step = node.next.get(unit.near) if slip else step
        if not (at_start or behind) and unit.gap & OPEN and (after := _behind_brackets(units, place)):
            _walk(units, after, node, ends, typo=typo, soft=soft, behind=after)
        if step is not None and (at_start or _is_allowed(unit, step, passed=place == behind)):
            node, typo = step, typo or slip
            if node.forms:
                ends.append((place, node, typo, soft))
        elif at_start or unit.gap != PLAIN or unit.canon not in SOFT or soft == 2:
            return
        else:
            soft += 1
        place, at_start = place + 1, False


def _is_allowed(unit: Unit, step: Node, *, passed: bool) -> bool:
    """Whether commas, "and" and brackets before a unit are those of the name, or brackets that are passed over."""
    if unit.gap & COMMA or not COORDINATING.isdisjoint(unit.fill):
        return step.comma
    return passed or not unit.gap & (OPEN | CLOSE) or step.bracket


def _behind_brackets(units: list[Unit], place: int) -> int:
    """The unit behind brackets that open before a unit; 0 where they don't close soon."""
    for behind in range(place + 1, min(place + IN_BRACKETS + 1, len(units))):
        gap = units[behind].gap
        if gap & CLOSE:
            return behind
        if gap & (HARD | OPEN):
            return 0
    return 0


def _is_written(form: Form, units, first, last, text, *, typo=False, soft=0) -> bool:
    """Whether a form is written there as such a name is: an abbreviation in capitals, a code letter for letter."""
    if form.name.kind == CODE:
        return text[units[first].start : units[last].end] == form.name.text
    if form.words[-1].isdigit() and not units[last].is_year and text[units[last].end : units[last].end + 1] == "/":
        return False
    if (soft and not form.has_year) or (typo and not form.has_year and len(form.words) < 4):
        return False
    if not form.is_abbreviation:
        return True
    inside = units[first : last + 1]
    if len(inside) <= 2 and any(word not in TIME for unit in inside[1:] for word in unit.fill):
        return False
    return _in_capitals(form, inside)


def _in_capitals(form: Form, inside: list[Unit]) -> bool:
    """Whether letters have the capitals that the name has; "aim2020" is allowed where the year is joined on."""
    if len(inside) == 2 and inside[0].end == inside[1].start and inside[1].is_year:
        return True
    lettered = [unit.caps for unit in inside if unit.canon in form.words]
    return len(lettered) == len(form.caps) and all(map(_at_least, lettered, form.caps))


def _at_least(written: str, given: str) -> bool:
    return ("", "C", "U").index(written) >= ("", "C", "U").index(given)


def _in_any_order(units: list[Unit], head: int, index: Index) -> list[Match]:
    """Names around a head whose words stand there in another order, the longest one."""
    left, right = _reach(units, head, index.reorderable)
    spans = [(last - first, first, last) for first in range(left, head + 1) for last in range(head, right + 1)]
    for length, first, last in sorted(spans, reverse=True):
        inside = units[first : last + 1]
        # "In 2015 the master plan": a year that begins a name has no word before it.
        if not 2 <= length < LONGEST or (inside[0].is_year and set(inside[0].fill) - {"the"}):
            continue
        typo = any(unit.near for unit in inside)
        apart = any(not COORDINATING.isdisjoint(unit.fill) for unit in inside[1:])
        for canons in _spellings(inside):
            if forms := [form for form in index.unordered.get(canons, ()) if form.is_coordinated or not apart]:
                return [Match(first, last, forms, "typo" if typo and canons != _sorted(inside) else "reordered")]
    return []


def _sorted(inside: list[Unit]) -> tuple[str, ...]:
    return tuple(sorted(unit.canon for unit in inside))


def _spellings(inside: list[Unit]) -> list[tuple[str, ...]]:
    """The words in alphabetical order as they are written, without soft ones, and with slips put right."""
    written = [unit.canon for unit in inside]
    ways = [_sorted(inside)]
    if not SOFT.isdisjoint(written) and SOFT.isdisjoint((written[0], written[-1])):
        ways.append(tuple(sorted(word for word in written if word not in SOFT)))
    if sum(bool(unit.near) for unit in inside) == 1:
        ways.append(tuple(sorted(unit.near or unit.canon for unit in inside)))
    return ways


def _reach(units: list[Unit], head: int, known: set[str]) -> tuple[int, int]:
    """How far a name may run to both sides of its head: not across other words, commas or brackets."""
    left = right = head
    while left > 0 and head - left < LONGEST - 1 and _joins(units[left]) and _is_known(units[left - 1], known):
        left -= 1
    while right + 1 < len(units) and right - head < LONGEST - 1 and _joins(units[right + 1]):
        if not _is_known(units[right + 1], known):
            break
        right += 1
    return left, right


def _is_known(unit: Unit, known: set[str]) -> bool:
    return unit.canon in known or unit.near in known or unit.canon in SOFT


def _joins(unit: Unit) -> bool:
    return not unit.gap and len(unit.fill) <= MOST_FILLERS
