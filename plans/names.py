"""Every name of every plan, as a finder takes it; and which plans share one."""

from plans.models import Plan
from plans.naming import Name, NamedPlan, Part, every_name, key, words_around
from publishing.languages import CODES, localized


def known(plans) -> list[NamedPlan]:
    """The plans of a queryset with names, parts and period, as values. Three queries, however many there are."""
    return [named(plan) for plan in plans.with_names()]


def named(plan) -> NamedPlan:
    """One plan with its names as a value. No query after `with_names()`."""
    given = [(name.text, name.language, name.kind) for name in plan.names.all()]
    owner = plan.owner
    return NamedPlan(
        code=plan.code,
        names=every_name(plan.code, plan.label, _told(plan, "title"), given),
        first_year=plan.first_year,
        last_year=plan.last_year,
        adopted=plan.adopted_on,
        around=words_around(owner.short, *_told(owner, "title").values()) if owner else (),
        parts=tuple(_part(part) for part in plan.plan_parts.all()),
    )


def searched_for(key) -> tuple:
    """What of a plan, given by its key, decides where texts name it, and whether readers have it; () for none.

    Three queries.
    """
    plan = Plan.objects.not_binned().with_keys([key]).with_names().first() if key else None
    if plan is None:
        return ()
    one = named(plan)
    return frozenset(one.names), one.first_year, one.last_year, one.adopted, plan.is_public()


def shared_with(text: str, plan) -> list[Name]:
    """The names of other plans that say the same as a text, about to be a name of `plan`. Three queries."""
    words = key(text)
    others = [other for other in known(type(plan).objects.not_binned()) if other.code != plan.code]
    return [name for other in others for name in other.names if words and key(name.text) == words]


def _part(part) -> Part:
    levels, titles = _told(part, "level"), _told(part, "title")
    return Part(str(part.pk), part.number, tuple(levels.values()), tuple(titles.values()))


def _told(item, field: str) -> dict[str, str]:
    """A translated field in each language that has it."""
    told = {code: getattr(item, localized(field, code)) for code in CODES}
    return {code: text for code, text in told.items() if text}
