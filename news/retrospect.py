"""What has become of the plans since an article was published: for readers who come late."""

from dataclasses import dataclass

from django.utils import timezone

from plans.models import Plan, Relation, Standing


@dataclass(frozen=True)
class Since:
    """A plan as it stood on the day of an article, as it stands now, and what followed it."""

    plan: Plan
    then: Standing
    now: Standing
    successors: tuple[Plan, ...]


def since(article, year: int | None = None) -> list[Since]:
    """The plans that an article discusses and of which its reader has to be told something today.

    Those that ended, and those that came into force since. `year` is the present one. [] for an
    article without a date, dated in a year to come, or without plans. At most one query.
    """
    if not article.links or article.listed_at is None:
        return []
    then, now = timezone.localdate(article.listed_at).year, year or timezone.localdate().year
    if then > now:
        return []
    changed = [link.plan for link in article.links if _to_tell(link.plan, then, now)]
    followed: dict = {}
    for relation in Relation.objects.successions_of(changed) if changed else ():
        followed.setdefault(relation.other_id, []).append(relation.plan)
    return [
        Since(plan, plan.standing_in(then), plan.standing_in(now), tuple(followed.get(plan.pk, ()))) for plan in changed
    ]


def _to_tell(plan: Plan, then: int, now: int) -> bool:
    return plan.standing_in(now) == Standing.ENDED or plan.standing_in(then) != plan.standing_in(now)
