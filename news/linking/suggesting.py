"""What an editor is asked about the links of an article: plans it names, and where its languages differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.utils import timezone

from news.linking.finding import Found, best
from news.linking.keeping import show
from news.models import PlanLink
from plans.models import Plan, PlanPart
from publishing.languages import CODES, localized


@dataclass(frozen=True)
class Suggestion:
    """A plan that the texts name and no link has, with the sentence that shows it best, {language: mention}."""

    plan: Plan
    found: dict[str, Found]

    @property
    def sentences(self) -> list[Found]:
        """In the order of the site's languages."""
        return [self.found[code] for code in CODES if code in self.found]

    @property
    def part(self) -> str | None:
        """The key of the part that the sentences name; None where they name none, or different ones."""
        parts = {one.part for one in self.sentences if one.part}
        return parts.pop() if len(parts) == 1 else None


@dataclass(frozen=True)
class Difference:
    """A plan that one language names and the other does not. `mention` shows where it is named."""

    plan: Plan
    mention: Found
    missing: str


def suggestions(found: Sequence[Found], decided: set[str]) -> list[Suggestion]:
    """The plans that mentions name, but for those (codes) about which somebody has decided. One query, or none.

    A plan that is rejected for an article is among the decided: it does not come back.
    """
    shown = {code: by_language for code, by_language in best(found).items() if code not in decided}
    return [Suggestion(plan, shown[plan.code]) for plan in _plans(shown)]


def differences(found: Sequence[Found], written: Sequence[str]) -> list[Difference]:
    """Plans that are named in some of the languages in which an article is written, but not in all. One query, or none."""
    lacking = {
        code: (next(iter(by_language.values())), next(one for one in written if one not in by_language))
        for code, by_language in best(found).items()
        if not by_language.keys() >= set(written)
    }
    return [Difference(plan, *lacking[plan.code]) for plan in _plans(lacking)]


def _plans(codes) -> list[Plan]:
    return list(Plan.objects.not_binned().with_codes(codes).order_by("first_year", "pk")) if codes else []


def written_in(article) -> list[str]:
    """The languages in which an article has a text. No query."""
    return [code for code in CODES if getattr(article, localized("body", code))]


def key_of_link(article, plan) -> UUID:
    """The key for a new link of an article to the plan with a key. One query.

    It follows from both, so that two who link the same make the same row; where a row has it that
    leads to another plan by now, it is a new one.
    """
    key = uuid5(article.pk, f"plan {plan}")
    return uuid4() if PlanLink.objects.with_key(key).exists() else key


def decide(article, suggestion: Suggestion, decision: str, author) -> PlanLink:
    """Write a decision about a suggestion down as a link, with its sentences where it was accepted. Up to eight queries.

    Two who decide alike make the same link.
    """
    link = PlanLink(article=article, plan=suggestion.plan, decision=decision, decided_by=author)
    link.pk, link.decided_at = key_of_link(article, suggestion.plan.pk), timezone.now()
    if decision == PlanLink.Decision.ACCEPTED:
        link.part = PlanPart.objects.of_plan(suggestion.plan.pk).with_key(suggestion.part).first()
    link.save(force_insert=True)
    if decision == PlanLink.Decision.ACCEPTED:
        show(link, suggestion.found)
    return link
