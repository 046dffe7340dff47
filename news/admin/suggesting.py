"""Beside the form of an article: the plans that its texts name, to be accepted or rejected with one key each.

What is decided is sent with the form and saved with it, so that it is merged, kept while
typing, and found in the history like all else.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from news import linking
from news.forms import DatedField
from news.linking.suggesting import written_in
from news.models import Article, PlanLink
from plans.models import Plan
from publishing import markup, versions
from publishing.admin.addresses import desk_paths
from publishing.languages import CODES, localized, own_name
from publishing.rows import key_of as key_of_row
from publishing.text import line

PREFIX = "suggestion-"
DECISIONS = {PlanLink.Decision.ACCEPTED: _("Link"), PlanLink.Decision.REJECTED: _("Don’t link"), "": _("Leave open")}
"""What an editor may say to a suggestion, by what is sent."""
LONGEST = 1_000_000
"""Characters of a text that are looked through while somebody types."""
MOST_ROWS = 1_000


@dataclass
class Asked:
    """What the panel shows: suggestions with what was chosen for each, and where the languages differ."""

    suggestions: list[dict]
    differences: list[dict]
    may_decide: bool


class SuggestingDesk:
    """The panel of suggestions. Beside `PublishedAdmin`, before it."""

    def get_urls(self):
        return [*desk_paths(self, {"suggest": ("suggest/", self.suggest_view)}), *super().get_urls()]

    def shown(self, request, object_id, form_url, context):
        """The form as it is opened: the rows have what it shows, so they are looked through now."""
        item = self.get_object(request, object_id) if object_id else None
        return super().shown(request, object_id, form_url, context | {"asked": self.asked(request, item)})

    def standing_of(self, request, item, version, newest):
        told = super().standing_of(request, item, version, newest)
        if request.method == "POST":
            # Only if the form comes back, which shows at the end.
            told["asked"] = lambda: self.asked_of_typed(request, item)
        return told

    def asked(self, request, item) -> Asked:
        """The panel for what the rows of an article say, empty for a new one. Seven queries or fewer."""
        if item is None:
            return Asked([], [], self.writable(request) is None)
        return panel(item, PlanLink.objects.codes_of(item), {}, self.writable(request, item) is None)

    def asked_of_typed(self, request, item=None) -> Asked:
        """The panel for texts that are being written. Six queries or fewer."""
        chosen = chosen_in(request.POST)
        article = typed(request.POST, item)
        return panel(article, linked_in(request.POST), chosen, self.writable(request, item) is None)

    @method_decorator(require_POST)
    def suggest_view(self, request):
        """The panel again, while somebody types. Writes nothing."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        item = self.model.objects.with_key(key_of(request.POST.get("item"))).first()
        return render(request, "admin/news/article/_suggestions.html", {"asked": self.asked_of_typed(request, item)})

    def keep_decisions(self, request, article) -> None:
        """Write down what was decided about suggestions, for pairs that no row of the form decides."""
        decided = PlanLink.objects.codes_of(article)
        chosen = {code: how for code, how in chosen_in(request.POST).items() if how and code not in decided}
        if not chosen or self.writable(request, article) is not None:
            return
        found = linking.finding.best(linking.found_in(article, linking.finder()))
        for plan in Plan.objects.not_binned().with_codes(chosen):
            suggestion = linking.Suggestion(plan, found.get(plan.code, {}))
            linking.decide(article, suggestion, chosen[plan.code], request.user)


def panel(article, decided: set[str], chosen: dict[str, str], may_decide: bool) -> Asked:
    """What is asked about the texts of an article, saved or not. Five queries or fewer."""
    found = linking.found_in(article, linking.finder())
    suggestions = linking.suggestions(found, decided) if may_decide else []
    return Asked(
        [
            {"plan": one.plan, "sentences": one.sentences, "field": f"{PREFIX}{one.plan.code}",
             "choices": [(value, label, value == chosen.get(one.plan.code, "")) for value, label in DECISIONS.items()]}
            for one in suggestions
        ],
        [
            {"plan": one.plan, "mention": one.mention, "named": own_name(one.mention.language), "missing": own_name(one.missing)}
            for one in linking.differences(found, written_in(article))
        ],
        may_decide,
    )  # fmt: skip


def typed(data, item=None) -> Article:
    """An article, not saved, with the texts and the date that somebody is typing.

    What they may not write is not sent: it is as in the newest version. One query, or none.
    """
    article = Article()
    columns = [localized(name, code) for code in CODES for name in ("title", "lead", "body")]
    kept = {}
    if item is not None and any(column not in data for column in columns) and (last := versions.newest(item)):
        kept = last.content[key_of_row(item)]
    for column in columns:
        text = data[column][:LONGEST] if column in data else kept.get(column) or ""
        setattr(article, column, markup.clean(text) if column.startswith("body") else line(text))
    try:
        article.dated_at = DatedField(required=False).clean([data.get(f"dated_at_{part}", "") for part in (0, 1)])
    except ValidationError:
        article.dated_at = None
    return article


def chosen_in(data) -> dict[str, str]:
    """What somebody chose for suggestions, {plan code: decision, "" for none}."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in data.items()
        if name.startswith(PREFIX) and value in DECISIONS
    }


def linked_in(data) -> set[str]:
    """The codes of the plans that have a row in the form, other than one to be deleted. One query, or none."""
    total = data.get("plan_links-TOTAL_FORMS", "0")
    rows = range(min(int(total), MOST_ROWS)) if total.isdecimal() and len(total) < 9 else ()
    keys = [key_of(data.get(f"plan_links-{row}-plan")) for row in rows if not data.get(f"plan_links-{row}-DELETE")]
    wanted = [key for key in keys if key]
    return set(Plan.objects.with_keys(wanted).values_list("code", flat=True)) if wanted else set()


def key_of(text) -> UUID | None:
    """The key that was sent, None where it is none."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
