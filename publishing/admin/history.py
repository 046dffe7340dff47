"""The history of an item: what was saved when, what differs between two versions, and going back to one."""

from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from publishing import versions
from publishing.admin.addresses import desk_paths, desk_url
from publishing.admin.settling import SettleDesk
from publishing.admin.timeline import timeline
from publishing.languages import CODES
from publishing.models import Version
from publishing.telling import Group, told
from publishing.wording import language_name


class HistoryDesk(SettleDesk):
    """The pages of versions. A mixin for `PublishedAdmin`, beside `StepsDesk`, whose pages these are like."""

    def history_urls(self):
        """The addresses of these pages; that of the list itself is Django's."""
        return desk_paths(
            self,
            {
                "compare": ("<uuid:key>/compare/", self.compare_view),
                "restore": ("<uuid:key>/restore/", self.restore_view),
                "settle": ("<uuid:key>/settle/<int:number>/", self.settle_view),
            },
        )

    def may_restore(self, request, item) -> bool:
        """Whether somebody may write in all of an item: an older version brings back every language."""
        return self.has_change_permission(request, item) and self.writable(request, item) is None

    # The list

    def history_view(self, request, object_id, extra_context=None):
        """Versions and events, newest first. A dozen queries with the desk's own, however long the list is."""
        item = self.get_object(request, object_id)
        if item is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        item = self.item_for(request, item.pk, self.has_view_permission)
        page = timeline(item, request.GET.get("p"))
        for entry in page:
            if self.waits(request, item, entry.get("version")):
                entry["settle"] = desk_url(item, "settle", entry["version"].number)
        numbers = [entry["version"].number for entry in page if "version" in entry]
        context = {
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "newest": Version.objects.standing(item).values_list("number", flat=True).first(),
            "public": Version.objects.lived(item).values_list("number", flat=True).first()
            if item.is_public()
            else None,
            "chosen_to": numbers[0] if numbers else None,
            "chosen_from": numbers[1] if len(numbers) > 1 else None,
            "preview": desk_url(item, "preview"),
            "compare": desk_url(item, "compare"),
            "restore": desk_url(item, "restore"),
            "may_restore": self.may_restore(request, item),
            **(extra_context or {}),
        }
        return self.step_page(request, item, "history", _("History of “%(item)s”") % {"item": item}, **context)

    def waits(self, request, item, version: Version | None) -> bool:
        """Whether a version is a clash that this editor may settle."""
        open_clash = version is not None and version.kind == Version.Kind.CONFLICT and not version.settled
        return open_clash and self.may_settle(request, item, version)

    # Comparing

    def compare_view(self, request, key):
        """Two versions, word by word. Two queries for them, and one for each model whose rows they name."""
        item = self.item_for(request, key, self.has_view_permission)
        older, newer = self.two_versions(request, item)
        if older is None:
            self.message_user(request, _("There is only one version so far: nothing to compare it with."), "warning")
            return HttpResponseRedirect(desk_url(item, "history"))
        groups = told(self.model, older.content, newer.content)
        language = request.GET.get("language")
        context = {
            "older": older,
            "newer": newer,
            "groups": only_in(groups, language) if language in CODES else groups,
            "filters": language_links(request, groups, older, newer),
            "may_restore": self.may_restore(request, item),
            "restore": desk_url(item, "restore"),
            "history": desk_url(item, "history"),
        }
        return self.step_page(request, item, "compare", _("What differs in “%(item)s”") % {"item": item}, **context)

    def two_versions(self, request, item):
        """The versions that the address names, older first; else the two newest. (None, None) where there is but one."""
        typed = [request.GET.get("from"), request.GET.get("to")]
        numbers = sorted({number for number in map(number_in, typed) if number is not None})
        found = [version_at(item, number) for number in numbers]
        if len(found) == 2 and None not in found:
            return tuple(found)
        newest = list(Version.objects.standing(item).select_related("author")[:2])
        if len(newest) < 2:
            return None, None
        if any(typed):
            self.message_user(
                request, _("There are no two such versions. These are the newest one and the one before it."), "warning"
            )
        return newest[1], newest[0]

    # Going back

    def restore_view(self, request, key):
        """Ask, and make an older version the newest one."""
        item = self.item_for(request, key, self.may_restore)
        sent = request.POST if request.method == "POST" else request.GET
        version = version_at(item, number_in(sent.get("number")))
        if version is None:
            self.message_user(request, _("There is no such version."), "error")
            return HttpResponseRedirect(desk_url(item, "history"))
        problems = []
        if request.method == "POST":
            try:
                with transaction.atomic():
                    item = versions.hold(item)
                    before = versions.newest(item)
                    made = versions.restore(item, version.number, request.user)
                    if not self.may_decide(request, item, before.content, made.content):
                        raise PermissionDenied
                return self.done(request, item, told_restored(made, version.number))
            except ValidationError as error:
                problems = error.messages
        context = {
            "version": version,
            "newest": versions.newest(item),
            "problems": problems,
            "history": desk_url(item, "history"),
            "compare": desk_url(item, "compare"),
        }
        title = _("Restore version %(number)s") % {"number": version.number}
        return self.step_page(request, item, "restore", title, **context)


def number_in(typed: str | None) -> int | None:
    """The number that somebody, or an address, gives a version; None for anything else."""
    return int(typed) if typed and typed.isdecimal() and len(typed) <= 9 else None


def version_at(item, number: int | None) -> Version | None:
    """One version of an item with who made it. One query."""
    return Version.objects.numbered(item, number).select_related("author").first() if number else None


def only_in(groups: list[Group], language: str) -> list[Group]:
    """What differs in one language alone."""
    kept = [replace(group, fields=[told for told in group.fields if told.language == language]) for group in groups]
    return [group for group in kept if group.fields]


def language_links(request, groups: list[Group], older: Version, newer: Version) -> list[dict]:
    """For all languages and for each: what the link says, where it leads, how many fields differ."""
    chosen = request.GET.get("language")
    counted = [("", _("All"), sum(len(group.fields) for group in groups))]
    counted += [
        (code, language_name(code), sum(len(group.fields) for group in only_in(groups, code))) for code in CODES
    ]
    return [
        {
            "label": label,
            "count": count,
            "query": f"?from={older.number}&to={newer.number}" + (f"&language={code}" if code else ""),
            "current": code == (chosen if chosen in CODES else ""),
        }
        for code, label, count in counted
    ]


def told_restored(made: Version, number: int) -> str:
    """What became of a wish to restore a version."""
    if made.restored_from != number:
        return _("Version %(number)s says what the newest one says: nothing was changed.") % {"number": number}
    return _("Version %(number)s is restored as version %(made)s. Readers see nothing of it until it is published.") % {
        "number": number,
        "made": made.number,
    }
