"""Which plan a name means in a text: what is certain, and what the years, the neighbours or the date decide."""

import datetime as dt
from bisect import bisect

from news.mentions import years
from news.mentions.index import Index
from news.mentions.surroundings import Surroundings
from news.mentions.values import Form, Match
from plans.naming import CODE, FULL, NamedPlan

DRAFTED = 3
"""Years before its adoption in which texts speak of a plan already, by a name without its year."""
OUTLIVES = 5
"""Years after its end in which a plan of several years is still meant by a name without its year."""
LETTERS_ALONE = 3
"""An abbreviation of so few letters and no year needs its context, whatever editors say of it."""


class Named:
    """The matches of a text that are certain, and where each plan is named."""

    def __init__(self, certain: list[Match]):
        self.beginning = {match.first: match for match in certain}
        self._places: dict[str, list[int]] = {}
        for match in sorted(certain, key=lambda match: match.first):
            self._places.setdefault(match.plan, []).append(match.first)
        self.plans = set(self._places)

    def nearest(self, place: int, plans: set[str]) -> str:
        """Which of the plans is named last before a place, or else first behind it."""

        def distance(plan):
            places = self._places[plan]
            number = bisect(places, place)
            return (0, place - places[number - 1]) if number else (1, places[0] - place)

        return min(sorted(plans), key=distance)


def decided(matches: list[Match], around: Surroundings, index: Index, dated: dt.date | None) -> list[Match]:
    """The matches that mean one plan, with plan, rule and confidence. What nothing decides is left out."""
    certain, open_ones = [], []
    for match in matches:
        if around.is_of_another_owner(match) or around.is_any_of_its_kind(match):
            continue
        fitting = years.fitting(match, around.units, around.text, index.years)
        if not fitting.forms:
            continue
        sure = _certain(fitting)
        (certain if sure else open_ones).append(fitting.told(*sure) if sure else fitting)
    # Twice: what the first look decides is a neighbour for the second one.
    for _look in range(2):
        named = Named(certain)
        chosen = {match.first: _chosen(match, named, around, index, dated) for match in open_ones}
        certain += [found for found in chosen.values() if found]
        open_ones = [match for match in open_ones if chosen[match.first] is None]
    return sorted(certain, key=lambda match: match.first)


def _certain(match: Match) -> tuple[str, str] | None:
    """The plan and rule of a match that needs no context: a name of one plan alone, not a short one."""
    own = [form for form in match.forms if not form.is_short and not _few_letters(form)]
    if len({form.name.plan for form in own}) != 1:
        return None
    return own[0].name.plan, match.rule or ("full" if own[0].name.kind == FULL else "abbreviation")


def _few_letters(form: Form) -> bool:
    return form.initials and not form.has_year and len(form.words[0]) <= LETTERS_ALONE and form.name.kind != CODE


def _chosen(match, named, around, index, dated) -> Match | None:
    """The match with the plan that its context decides for, or None."""
    if match.rule == "short-by-year":
        return match.told(match.forms[0].name.plan, match.rule) if len(match.plans) == 1 else None
    plan, rule = _by_neighbour(match, named, around), "short-by-neighbour"
    forms = [form for form in match.forms if not (form.implied and form.initials)]
    fitting = [form for form in forms if around.has_context(form, index, named.plans)]
    if plan is None and fitting:
        plan, rule = _by_date(fitting, index, dated), "short-by-date"
        if plan is None and dated is None:
            plan, rule = _by_time_of_others(fitting, named.plans, index), "short-by-neighbour"
        if plan is None and dated is None and len(match.plans) == 1 and fitting[0].lacks and not fitting[0].implied:
            plan, rule = fitting[0].name.plan, "short"
    return match.told(plan, rule) if plan else None


def _by_neighbour(match: Match, certain: Named, around: Surroundings) -> str | None:
    """The plan named with certainty elsewhere in the text: in brackets beside it, before it, or else next."""
    candidates = match.plans & certain.plans
    if not candidates or (any(form.implied and form.initials for form in match.forms) and around.is_shouted(match)):
        return None
    behind = certain.beginning.get(match.last + 1)
    if behind and behind.plan in candidates and around.in_one_group(match, behind):
        return behind.plan
    return certain.nearest(match.first, candidates)


def _by_date(forms: list[Form], index: Index, dated: dt.date | None) -> str | None:
    """Of the plans that a text of this date can mean, the one adopted last; one in preparation where none is."""
    if dated is None:
        return None
    plans = [index.plans[code] for code in sorted({form.name.plan for form in forms})]
    current = [plan for plan in plans if _began(plan) <= dated and not _is_past(plan, dated)]
    if current:
        return max(current, key=_began).code
    coming = [plan for plan in plans if dated < _began(plan) and _began(plan).year - dated.year <= DRAFTED]
    return coming[0].code if len(coming) == 1 else None


def _began(plan: NamedPlan) -> dt.date:
    """When a plan was adopted; where that is not known, the first day of its first year."""
    return plan.adopted or dt.date(plan.first_year or dt.MINYEAR, 1, 1)


def _is_past(plan: NamedPlan, dated: dt.date) -> bool:
    """Whether a text of a date no longer means a plan; what lasted a year is spoken of for one more."""
    if plan.last_year is None:
        return False
    return dated.year > plan.last_year + (1 if plan.last_year == plan.first_year else OUTLIVES)


def _by_time_of_others(forms: list[Form], named: set[str], index: Index) -> str | None:
    """The only plan in question whose years touch those of a plan that the text names."""
    spans = [_span(index.plans[code]) for code in named]
    touching = {
        form.name.plan
        for form in forms
        if any(
            first <= _span(index.plans[form.name.plan])[1] and _span(index.plans[form.name.plan])[0] <= last
            for first, last in spans
        )
    }
    return touching.pop() if len(touching) == 1 else None


def _span(plan: NamedPlan) -> tuple[int, int]:
    return plan.first_year or dt.MINYEAR, plan.last_year or dt.MAXYEAR
