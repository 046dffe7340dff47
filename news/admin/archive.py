"""The desk's pages of looks through the archive: started, followed, accepted, refused, undone."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from news.admin.archive_pages import ArchiveDesk, pages_of
from news.admin.trying import TryingDesk
from news.archive import deciding, work
from news.models import Article, LinkChange, Look
from plans.models import Plan

PAGE = 50
Decision = LinkChange.Decision


class StartForm(forms.Form):
    """For which plan the archive is looked through."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(), required=False, label=gettext_lazy("Plan"), empty_label=gettext_lazy("All plans")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = Plan.objects.not_binned().newest_first()


@admin.register(Look)
class LookAdmin(ArchiveDesk, TryingDesk, admin.ModelAdmin):
    """Looks through the archive have pages of their own in place of Django's forms."""

    def get_urls(self):
        key = "<uuid:key>/"
        return [
            *self.paths(
                {
                    "changelist": ("", self.list_view),
                    "add": ("add/", self.start_view),
                    "try": ("try/", self.try_view),
                    "change": (key, self.look_view),
                    "progress": (f"{key}progress/", self.progress_view),
                }
            ),
            # The method first: the address of a button says 405 to whoever opens it.
            path(f"{key}step/", self.admin_site.admin_view(self.step_view), name="news_look_step"),
        ]

    def look(self, key) -> Look:
        look = Look.objects.with_key(key).select_related("asked_by", "undone_by").prefetch_related("plans").first()
        if look is None:
            raise Http404
        return look

    # Pages

    def list_view(self, request):
        """Every look, the newest first. Four queries with the accounts."""
        page = Paginator(Look.objects.newest_first().for_list(), PAGE).get_page(request.GET.get("p"))
        return self.page(request, "list", _("Looks through the archive"), page=page, pages=pages_of(page))

    def start_view(self, request):
        """Say what is looked for, and start; earlier looks for the same plan beside it."""
        form = StartForm(request.POST if request.method == "POST" else request.GET)
        if not form.is_valid():
            raise Http404
        plan = form.cleaned_data["plan"]
        if request.method == "POST":
            look = work.begin([plan] if plan else [], request.user)
            return HttpResponseRedirect(reverse("admin:news_look_change", args=[look.pk]))
        earlier = Look.objects.about(plan).newest_first().for_list()[:5] if plan else []
        context = {"form": form, "plan": plan, "earlier": earlier, "total": Article.objects.published().count()}
        return self.page(request, "start", _("Look through the archive"), **context)

    def look_view(self, request, key):
        """How far a look is, and what it found. A dozen queries, however much that is."""
        look, counts = self.look(key), LinkChange.objects.of(Look(pk=key)).counted()
        shown = request.GET.get("show", Decision.OPEN)
        rows = LinkChange.objects.of(look).decided(shown).by_article().for_list()
        page = Paginator(rows, PAGE).get_page(request.GET.get("p"))
        context = {
            "look": look,
            "shown": shown,
            "tabs": [(one.value, one.label, counts.get(one, 0)) for one in Decision],
            "counts": counts,
            "page": page,
            "pages": pages_of(page),
            "is_stuck": work.is_stuck(look),
        }
        return self.page(request, "look", _("What names change in the archive"), **context)

    def progress_view(self, request, key):
        """How far a look is, for the script that shows it. Two queries."""
        look = self.look(key)
        answer = {
            "working": look.is_working and not work.is_stuck(look),
            "done": look.done,
            "total": look.total,
            "told": told_progress(look),
        }
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})

    # Steps

    @method_decorator(require_POST)
    def step_view(self, request, key):
        """Do what a button says, and go back to the page of the look."""
        if not self.may(request):
            raise PermissionDenied
        look, step = self.look(key), request.POST.get("step", "")
        if step in CHOSEN:
            self.decide_chosen(request, look, step)
        elif step in WHOLE and not WHOLE[step](look, request.user):
            self.message_user(request, _("That can't be done now: see how the look stands."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:news_look_change", args=[look.pk]))

    def decide_chosen(self, request, look, step) -> None:
        """Decide about what was ticked, at most a page of it, and say what came of it."""
        if look.is_working:
            self.message_user(request, _("Wait until the look is finished, or stop it."), messages.WARNING)
            return
        keys = forms.ModelMultipleChoiceField(LinkChange.objects.of(look).decided(Decision.OPEN), required=False)
        try:
            chosen = list(keys.clean(request.POST.getlist("change")[:PAGE]))
        except forms.ValidationError:
            self.message_user(request, _("Somebody has decided meanwhile. Choose again."), messages.WARNING)
            return
        decide, _told = CHOSEN[step]
        decided = [decide(change.pk, request.user) for change in chosen]
        self.tell(request, step, decided)

    def tell(self, request, step, decided) -> None:
        gone = decided.count(Decision.GONE)
        _step, told = CHOSEN[step]
        if not decided:
            self.message_user(request, _("Nothing was chosen."), messages.WARNING)
        if number := len(decided) - gone:
            self.message_user(request, told(number) % {"number": number}, messages.SUCCESS)
        if gone:
            text = ngettext(
                "%(number)d change is no longer so: its text, its link or the names were changed meanwhile.",
                "%(number)d changes are no longer so: their texts, their links or the names were changed meanwhile.",
                gone,
            )
            self.message_user(request, text % {"number": gone}, messages.WARNING)


def told_progress(look) -> str:
    """How far a look is, in words."""
    if look.state == Look.State.QUEUED:
        return look.get_state_display()
    return _("%(what)s: %(done)d of %(total)d") % {
        "what": look.get_state_display(),
        "done": look.done,
        "total": look.total,
    }


CHOSEN = {
    "accept": (
        deciding.accept,
        lambda number: ngettext("%(number)d change is accepted.", "%(number)d changes are accepted.", number),
    ),
    "refuse": (
        deciding.refuse,
        lambda number: ngettext("%(number)d change is refused.", "%(number)d changes are refused.", number),
    ),
}
"""What a button does with the changes that are ticked, and how that is told."""

WHOLE = {
    "accept_all": work.accept_all,
    "undo": work.undo_all,
    "cancel": lambda look, _account: work.cancel(look),
    "go_on": work.go_on,
}
"""What a button does with a whole look."""
