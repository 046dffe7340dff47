"""Home, the choice of language at the front door, health, and the pages for what goes wrong."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils._os import safe_join
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from aseandigital.models import InfoPage, Lead
from news.models import Article, PlanLink
from plans.models import Plan
from plans.views import MainLine
from publishing.languages import preferred
from publishing.ranges import answer
from publishing.views import ItemPage, Page, PublicPage

LATEST, STORIES, QUOTES = 5, 6, 3
CONTACT = "contact"
"""The key of the page that shows the address for mail."""
MOST_LINKS = 8
"""Links of one article that are looked through for its quotation."""


@require_safe
def front_door(request):
    """To the home page in the language that the reader's browser prefers. No cookie is asked."""
    language = preferred(request.headers.get("Accept-Language", ""))
    with translation.override(language):
        response = HttpResponseRedirect(reverse("home"))
    patch_vary_headers(response, ["Accept-Language"])
    patch_cache_control(response, public=True, max_age=60)
    return response


def quotes() -> list[PlanLink]:
    """The newest sentences that show a plan, one from each article. Two queries."""
    newest = PlanLink.objects.shown().with_sentence().with_plan().with_article().with_evidence().newest_first()
    by_article = {}
    for link in newest[: QUOTES * MOST_LINKS]:
        if link.evidence_shown:
            by_article.setdefault(link.article_id, link)
    return list(by_article.values())[:QUOTES]


def lead_and_newest(at_most: int) -> list[Article]:
    """The article that editors chose for the head of the home page, if any, and the newest others. Seven queries."""
    chosen = Lead.objects.current().values_list("article", flat=True).first()
    articles = list(Article.objects.published().newest_and(chosen, at_most).for_list())
    return sorted(articles, key=lambda article: article.pk != chosen)[:at_most]


class Home(MainLine, Page):
    template_name = "home.html"
    section = "home"

    def get_context_data(self, **kwargs):
        articles = lead_and_newest(1 + STORIES + LATEST)
        context = super().get_context_data(
            lead=articles[0] if articles else None,
            latest=articles[1 : 1 + LATEST],
            stories=articles[1 + LATEST :] or articles[1 : 1 + STORIES],
            quotes=quotes(),
            quarters=Article.objects.published().by_quarter(),
            other_plans=Plan.objects.beside_main_line(),
            **kwargs,
        )
        counts = Article.objects.counted_by_plan(context["main_line"])
        for plan in context["main_line"]:
            plan.article_count = counts.get(plan.pk, 0)
        return context


class InfoPageView(MainLine, ItemPage):
    """A page about the site."""

    model = InfoPage
    template_name = "info_page.html"
    section = "about"

    def get_context_data(self, **kwargs):
        told = {"is_contact": self.object.key == CONTACT, "contact_address": settings.CONTACT_EMAIL}
        return super().get_context_data(info=self.object, **told, **kwargs)


@require_safe
def readiness(request):
    """200 when the database answers too, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001 -- whatever is wrong with the database, the answer is the same
        return JsonResponse({"database": "unreachable"}, status=503, headers={"Cache-Control": "no-store"})
    return JsonResponse({"database": "ok"}, headers={"Cache-Control": "no-store"})


@require_safe
def media(request, path):
    """An uploaded file. A proxy or a CDN in front serves these in production; one server can, too."""
    try:
        file = open(safe_join(settings.MEDIA_ROOT, path), "rb")  # noqa: SIM115 -- the answer closes it
    except (OSError, ValueError) as error:
        raise Http404 from error
    response = answer(request, file)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if response.status_code != 416:  # what is wrong with one question is no answer to the next
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


class Mishap(MainLine, PublicPage):
    """What `base.html` needs on a page for something that went wrong."""

    def __init__(self, request):
        self.request = request

    def address_in(self, language):
        with translation.override(language):
            return reverse("home")

    def languages_ready(self):
        return []


def page_not_found(request, exception):
    return render(request, "404.html", Mishap(request).get_context_data(), status=404)


def permission_denied(request, exception):
    return render(request, "403.html", Mishap(request).get_context_data(), status=403)


def bad_request(request, exception):
    return render(request, "400.html", Mishap(request).get_context_data(), status=400)
