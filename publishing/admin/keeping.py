"""What the form's script calls: keep what is typed, say who else is here, drop what was kept."""

import re

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from publishing.admin.addresses import desk_paths, desk_url
from publishing.models import Open, Unsaved

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "_token"})
MOST = 4 * 1024 * 1024
"""Bytes of a form that are kept."""
FORMS = 20
"""Forms of one kind of item that are kept for one account; the oldest go first."""


def token_of(text) -> str:
    """The token of a form, if it can be one; else nothing. A database would choke on some signs."""
    return text if text and re.fullmatch("[0-9a-z]{1,40}", text) else ""


def kept_text(text: str) -> str:
    """A text without NUL: PostgreSQL keeps none, and no form means one."""
    return text.replace("\0", "")


class KeepingDesk:
    """The small addresses behind the form of an item."""

    def keeping_urls(self):
        """The addresses that the form's script calls; those of a new item have no key."""
        return desk_paths(
            self,
            {
                "keep_new": ("add/keep/", self.keep_typed),
                "drop_new": ("add/drop/", self.drop_typed),
                "keep": ("<uuid:key>/keep/", self.keep_typed),
                "drop": ("<uuid:key>/drop/", self.drop_typed),
                "here": ("<uuid:key>/here/", self.here),
            },
        )

    def written(self, request, key):
        """The item that somebody writes, None for a new one; 404 where there is none, 403 who may not."""
        if key is not None:
            return self.item_for(request, key, self.has_change_permission)
        if not self.has_add_permission(request):
            raise PermissionDenied
        return None

    @method_decorator(require_POST)
    def keep_typed(self, request, key=None):
        """Keep what is typed into the form of an item. It makes no version."""
        item = self.written(request, key)
        token = token_of(request.POST.get("_token"))
        typed = {
            kept_text(name): [kept_text(value) for value in values]
            for name, values in request.POST.lists()
            if name not in NOT_KEPT
        }
        if not token or int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
            return JsonResponse({"kept": False, "told": _("This is too much to be kept. Save the form.")}, status=400)
        room = self.model.room()
        _one, new = Unsaved.objects.update_or_create(
            account=request.user,
            token=token,
            defaults={"room": room, "item": item.pk if item else None, "typed": typed},
        )
        if new:
            Unsaved.objects.beyond(FORMS, request.user, room).delete()
        at = time_format(localtime(timezone.now()), "H:i:s")
        return JsonResponse({"kept": True, "told": _("Kept at %(time)s, not saved yet.") % {"time": at}})

    @method_decorator(require_POST)
    def here(self, request, key):
        """This editor has the form open, or has just left it; answers who else has."""
        item = self.written(request, key)
        if request.POST.get("gone"):
            Open.objects.by(request.user, item.pk).delete()
            return JsonResponse({"others": []})
        Open.objects.gone().delete()
        Open.objects.update_or_create(item=item.pk, account=request.user, defaults={"room": item.room()})
        return JsonResponse({"others": [self.told_open(one) for one in Open.objects.now(item.pk, request.user)]})

    def told_open(self, one) -> str:
        """A sentence that says who has an item open, and since when."""
        since = time_format(localtime(one.since), "H:i")
        who = one.account.get_full_name() or one.account.get_username()
        return _("%(who)s has had this open since %(time)s.") % {"who": who, "time": since}

    @method_decorator(require_POST)
    def drop_typed(self, request, key=None):
        """Give up what was typed into the form of an item."""
        item = self.written(request, key)
        Unsaved.objects.with_token(request.user, token_of(request.POST.get("token"))).delete()
        self.message_user(request, _("What was not saved is dropped."))
        return HttpResponseRedirect(desk_url(item, "change") if item else self.list_url())
