"""The names of all plans as a tree of words, made once: a look-up costs as much with 20 names as with 20,000."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from news.mentions.values import Form
from plans.naming import ABBREVIATION, CODE, FULL, SHORT, Name, NamedPlan, Reader, Unit
from plans.naming.grammar import COORDINATING, HEADS, SAME
from plans.naming.words import CLOSE, COMMA, OPEN

LONGEST = 9
"""Words of a name that is also found in another order."""


class Node:
    """What may follow on some words, the forms that end here, and whether a comma or a bracket stands before."""

    __slots__ = ("bracket", "comma", "forms", "next")

    def __init__(self):
        self.next: dict[str, Node] = {}
        self.forms: list[Form] = []
        self.comma = self.bracket = False


class Index:
    """Names to look up, and what is known of each plan."""

    def __init__(self, plans: Iterable[NamedPlan]):
        self.plans = {plan.code: plan for plan in plans}
        reader = Reader()
        spelled = [(name, reader.units(name.text)) for plan in self.plans.values() for name in plan.names]
        self.reader = Reader(_vocabulary(spelled))
        self.usual = _usual_words(spelled)
        self.heads = _heads(spelled)
        self.years = _years(self.plans.values(), spelled)
        self.around = {
            code: frozenset(unit.canon for text in plan.around for unit in reader.units(text))
            for code, plan in self.plans.items()
        }
        self.root = Node()
        self.unordered: dict[tuple[str, ...], list[Form]] = defaultdict(list)
        self._filed: set[tuple] = set()
        # Names as given come before what is implied by others, so that an equal one is no guess.
        for implied in (False, True):
            for name, units in spelled:
                self._file(name, units, implied=implied)
        self.reorderable = {word for words in self.unordered for word in words}

    def _file(self, name: Name, units: list[Unit], *, implied: bool) -> None:
        for way in _ways(name, units)[-1 if implied else 0 :]:
            chosen = _without_years(name, way) if implied else way
            if chosen:
                self._add(self._form(name, chosen, implied=implied), chosen)

    def _form(self, name: Name, units: list[Unit], *, implied: bool) -> Form:
        words = tuple(unit.canon for unit in units)
        lettered = [unit for unit in units if not unit.canon.isdigit()]
        initials = len(lettered) == 1 and lettered[0].caps != "" and name.kind != FULL
        lacks = self.usual[name.plan] - set(words)
        caps = tuple("" if unit.canon in SAME else unit.caps for unit in units)
        return Form(name, words, implied, initials, lacks, caps, any(_is_apart(unit) for unit in units))

    def _add(self, form: Form, units: list[Unit]) -> None:
        mark = (form.words, form.name.plan, form.name.kind == CODE, form.caps if form.is_abbreviation else ())
        if mark in self._filed or not form.words:
            return
        self._filed.add(mark)
        node = self.root
        for before, unit in pairwise([units[0], *units]):
            node = node.next.setdefault(unit.canon, Node())
            node.comma |= _is_apart(unit) or _is_dashed(form.name.text[before.end : unit.start])
            node.bracket |= bool(unit.gap & (OPEN | CLOSE))
        node.forms.append(form)
        if _may_be_reordered(form, units):
            self.unordered[tuple(sorted(form.words))].append(form)


def _may_be_reordered(form: Form, units: list[Unit]) -> bool:
    """Whether the words of a full name mean the same in another order: they are enough, and none is in brackets."""
    enough = 3 <= len(units) <= LONGEST and (form.has_year or len(units) > 3)
    return form.name.kind == FULL and enough and bool(HEADS & set(form.words)) and not any(u.gap & OPEN for u in units)


def _is_apart(unit: Unit) -> bool:
    """Whether a comma or an "and" stands before a word."""
    return bool(unit.gap & COMMA) or not COORDINATING.isdisjoint(unit.fill)


def _is_dashed(between: str) -> bool:
    """Whether words are held together by a dash with spaces: "Chính trị - An ninh", in some texts "và"."""
    return between.strip() in {"-", "–", "—"} and between != between.strip()


def _ways(name: Name, units: list[Unit]) -> list[list[Unit]]:
    """A name as it is given, and without an abbreviation in brackets in its middle."""
    inside, kept = False, []
    for unit in units:
        inside = (inside or bool(unit.gap & OPEN)) and not unit.gap & CLOSE
        if not inside or unit.canon.isdigit():
            kept.append(unit)
    return [units] if len(kept) in {len(units), 0} or name.kind == CODE else [units, kept]


def _without_years(name: Name, units: list[Unit]) -> list[Unit]:
    """What is left of a name without its years, if it still says more than "master plan"."""
    kept = [unit for unit in units if not unit.is_year]
    words = {unit.canon for unit in kept}
    if len(kept) == len(units) or name.kind == CODE:
        return []
    if name.kind == ABBREVIATION:
        return kept if len(kept) == 1 and kept[0].caps == "U" else []
    return kept if words & HEADS and words - HEADS else []


def _vocabulary(spelled) -> frozenset[str]:
    """Each word of the names and of the ways to say the same."""
    ways = {word for ways in SAME.values() for way in ways.split(" | ") for word in way.split()}
    return frozenset(ways | {unit.canon for _name, units in spelled for unit in units if unit.canon.isalpha()})


def _usual_words(spelled) -> dict[str, frozenset[str]]:
    """The words that at least half of a plan's full names have, without heads and numbers."""
    counts: dict[str, Counter] = defaultdict(Counter)
    totals: Counter = Counter()
    for name, units in spelled:
        if name.kind in {FULL, SHORT} and len(units) > 2:
            totals[name.plan] += 1
            counts[name.plan].update({unit.canon for unit in units} - HEADS)
    usual = {
        code: frozenset(word for word, times in count.items() if times * 2 >= totals[code] and not word.isdigit())
        for code, count in counts.items()
    }
    return defaultdict(frozenset, usual)


def _heads(spelled) -> dict[str, frozenset[str]]:
    """The heads with which the full names of each plan are made."""
    heads: dict[str, set[str]] = defaultdict(set)
    for name, units in spelled:
        if name.kind in {FULL, SHORT}:
            heads[name.plan].update({unit.canon for unit in units} & HEADS)
    return {code: frozenset(found) for code, found in heads.items()}


def _years(plans, spelled) -> dict[str, frozenset[str]]:
    """The years that stand in the names of each plan; its last one, too, where any does."""
    years: dict[str, set[str]] = defaultdict(set)
    for name, units in spelled:
        if name.kind != CODE:
            years[name.plan].update(unit.canon for unit in units if unit.is_year)
    for plan in plans:
        # A declaration of one year is told from another of its place by the year, though no name has it.
        if plan.last_year and (years[plan.code] or plan.last_year == plan.first_year):
            years[plan.code].add(str(plan.last_year))
    return {code: frozenset(found) for code, found in years.items()}
