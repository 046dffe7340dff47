"""Taking in a text at the desk: paste or upload, review line by line, make a draft of it, and the source beside its form."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from news import reviewing, taking_in
from news.admin.review import changed, review_of
from news.importing import Publishers
from news.intake_forms import IntakeForm, too_large
from news.models import Intake
from publishing.admin.addresses import desk_paths, desk_url
from publishing.models import State

BEING_WRITTEN = (State.DRAFT, State.IN_REVIEW)


class TakingInDesk:
    """The pages of intake, and the panel “Source”. Beside `PublishedAdmin`, before it."""

    def get_urls(self):
        views = {
            # Exempt until it is known that the request can be read; `intake_view` asks for the token itself.
            "intake": ("intake/", csrf_exempt(self.intake_view)),
            "review_intake": ("intake/<uuid:key>/", self.review_intake_view),
        }
        return [*desk_paths(self, views), *super().get_urls()]

    # Paste or upload

    def intake_view(self, request):
        """Paste or upload, and what was left unfinished."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            request.POST  # noqa: B018 -- reads the request, which may be too large to be looked at
        except RequestDataTooBig:
            return self.intake_page(request, too_large(), status=413)
        return csrf_protect(self.taken_in)(request)

    def taken_in(self, request):
        """The form, or on to the review of what was sent with it."""
        form = IntakeForm(request.POST, request.FILES) if request.method == "POST" else IntakeForm()
        if request.method != "POST" or not form.is_valid():
            return self.intake_page(request, form)
        file = form.cleaned_data["file"]
        name = file.name if file else ""
        return to_review(taking_in.take_in(request.user, form.read, name, Publishers().marks))

    def intake_page(self, request, form, status=200):
        context = self.admin_site.each_context(request) | {
            "title": _("Take a text in"),
            "opts": self.opts,
            "media": self.media,
            "form": form,
            "left": Intake.objects.of_account(request.user).unfinished(),
        }
        return TemplateResponse(request, "admin/news/article/intake.html", context, status=status)

    # Review

    def intake_for(self, request, key) -> Intake:
        """A text that this editor took in; 404 where there is none, also for those of others."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        kept = Intake.objects.of_account(request.user).with_key(key).first()
        if kept is None:
            raise Http404
        return kept

    def review_intake_view(self, request, key):
        """The review, and all its buttons."""
        kept = self.intake_for(request, key)
        if kept.article_id:
            return HttpResponseRedirect(desk_url(kept.article, "change"))
        if request.method != "POST":
            return self.review_page(request, kept)
        if "drop" in request.POST:
            kept.delete()
            self.message_user(request, _("“%(text)s” is dropped.") % {"text": kept})
            return HttpResponseRedirect(reverse("admin:news_article_intake"))
        return self.reviewed(request, kept)

    def reviewed(self, request, kept):
        """Move lines, take a move back, or make the draft; a script gets the fragment that changed."""
        publishers, problems = Publishers(), []
        try:
            kept = changed(kept, request.POST, publishers)
            if "make" in request.POST:
                return self.made_of(request, kept)
        except ValidationError as problem:
            problems = problem.messages
        if "fragment" in request.POST:
            context = review_of(kept, publishers, request.GET.get("lines")) | {"problems": problems}
            return render(request, "admin/news/article/_intake_review.html", context)
        return self.review_page(request, kept, problems) if problems else to_review(kept, request.GET.get("lines"))

    def made_of(self, request, kept):
        """On to the form of the draft, or of the article that says the same already."""
        article, new = taking_in.make_draft(kept, request.user)
        if new:
            self.log_addition(request, article, [{"added": {}}])
            told, level = _("“%(item)s” is a draft now. Its source stands beside it until it is published."), "success"
        elif article.pk == kept.article_id:
            told, level = _("A draft was made of this text already: this is it."), "info"
        else:
            told, level = _("This text is an article already (%(state)s): no draft was made."), "warning"
        self.message_user(request, told % {"item": article, "state": article.get_state_display()}, level)
        return HttpResponseRedirect(desk_url(article, "change"))

    def review_page(self, request, kept, problems=()):
        publishers = Publishers()
        context = self.admin_site.each_context(request) | review_of(kept, publishers, request.GET.get("lines"))
        near = [(article, round(100 * share)) for article, share in taking_in.near(context["proposal"])]
        context |= {
            "title": _("Review: %(text)s") % {"text": kept},
            "opts": self.opts,
            "media": self.media,
            "near": near,
            "problems": problems,
        }
        return TemplateResponse(request, "admin/news/article/intake_review.html", context)

    # The source beside the form

    def standing_of_item(self, request, item, newest) -> dict:
        # Only once the form is drawn, and only for those who write it.
        return super().standing_of_item(request, item, newest) | {"source": lambda: self.source_of(request, item)}

    def source_of(self, request, item) -> list[reviewing.Row]:
        """The lines of the text of which a draft was made, [] once it is published. One or two queries."""
        if item.state not in BEING_WRITTEN or not self.has_change_permission(request, item):
            return []
        kept = Intake.objects.of_article(item).first()
        return reviewing.rows_beside(taking_in.proposal_of(kept, Publishers().marks)) if kept else []


def to_review(kept: Intake, page=None) -> HttpResponseRedirect:
    """The way to the review of a text."""
    address = reverse("admin:news_article_review_intake", args=[kept.pk])
    return HttpResponseRedirect(f"{address}?lines={page}" if page and page.isdecimal() else address)
