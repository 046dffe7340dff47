"""The screen on which somebody decides what stands where two saves clash."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _

from publishing import versions
from publishing.admin.addresses import desk_url
from publishing.admin.settle_form import Clashes, SettleForm
from publishing.merge import column_of
from publishing.models import Version
from publishing.rows import columns_in, derived_in, key_of, relations_of

AGAIN = "choice:"


class SettleDesk:
    """The screen of a clash; see `HistoryDesk`."""

    def may_settle(self, request, item, version: Version) -> bool:
        """Whether somebody may decide: who wrote it, and who may write in all of the item."""
        own = version.author_id == request.user.pk
        return self.has_change_permission(request, item) and (own or self.writable(request, item) is None)

    def may_decide(self, request, item, before: dict, after: dict) -> bool:
        """Whether a decision changes no more of the contents than somebody may write in the form. No query."""
        own, languages = key_of(item), self.writable(request, item)
        if any(before[own].get(name) != after[own].get(name) for name in self.locked(request, item)):
            return False
        if languages is None:
            return True
        parts = {relation.related_model._meta.label_lower for relation in relations_of(type(item))}
        if any(key.partition("/")[0] in parts for key in before.keys() ^ after.keys()):
            return False
        free = columns_in(type(item), languages) | derived_in(type(item))
        return all(
            before[key].get(name) == value or column_of(key, name) in free
            for key in before.keys() & after.keys()
            for name, value in after[key].items()
        )

    def settle_view(self, request, key, number):
        """Show what clashes, and save what was decided."""
        item = self.item_for(request, key, self.has_view_permission)
        version = Version.objects.numbered(item, number).select_related("author").first()
        if version is None or version.kind != Version.Kind.CONFLICT:
            raise Http404
        if not self.may_settle(request, item, version):
            raise PermissionDenied
        if version.settled:
            self.message_user(request, _("This clash is settled already."))
            return HttpResponseRedirect(desk_url(item, "history"))
        if request.method != "POST":
            return self.settle_page(request, item, version)
        if "drop" in request.POST:
            versions.drop(version)
            return self.done(request, item, _("Your version was not taken over. The history keeps it."))
        return self.settled(request, item, version)

    def settle_page(self, request, item, version: Version, *, status=200, form=None, problems=()):
        """The screen itself; the desk shows it with 409 right after a save that clashed."""
        form = form or SettleForm(None, Clashes(item, version))
        agreed = form.clashes.agreed()
        context = {
            "form": form,
            "version": version,
            "newest": form.clashes.newest,
            "agreed": agreed,
            "together": sum(len(group.fields) or 1 for group in agreed),
            "problems": problems,
            "own": version.author_id == request.user.pk,
            "action": desk_url(item, "settle", version.number),
            "later": desk_url(item, "change"),
            "history": desk_url(item, "history"),
        }
        title = _("Two saves of “%(item)s” clash") % {"item": item}
        return self.step_page(request, item, "settle", title, status=status, **context)

    def settled(self, request, item, version: Version):
        """Save what was decided, or show the screen again with what was typed."""
        form = SettleForm(request.POST, Clashes(item, version))
        if request.POST.get("_newest") != str(form.clashes.newest.number):
            return self.look_again(request, item, version)
        if not form.is_valid():
            return self.settle_page(request, item, version, form=form, problems=form.non_field_errors())
        try:
            with transaction.atomic():
                item = versions.hold(item)
                before = versions.newest(item)
                made = versions.settle(item, version, form.decided(), request.user)
                if not self.may_decide(request, item, before.content, made.content):
                    raise PermissionDenied
        except versions.StillClashing:
            return self.look_again(request, item, version)
        except ValidationError as error:
            return self.settle_page(request, item, version, form=form, problems=error.messages)
        return self.done(request, item, _("Both are put together in version %(number)s.") % {"number": made.number})

    def look_again(self, request, item, version: Version):
        """The screen with the newest state: texts that were written stay, choices between other texts do not."""
        typed = request.POST.copy()
        for name in [name for name in typed if name.startswith(AGAIN)]:
            del typed[name]
        form = SettleForm(typed, Clashes(item, version))
        told = _("Somebody saved again while you were deciding. Look at the texts again; what you wrote is kept.")
        return self.settle_page(request, item, version, status=409, form=form, problems=[told])
