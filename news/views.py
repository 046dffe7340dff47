"""The public pages of articles."""

import datetime as dt
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from news import citing, reading, related
from news.filters import ArticleFilter
from news.linked_data import article_data
from news.models import Article
from news.retrospect import since
from plans.views import MainLine
from publishing.keyset import Keyset
from publishing.languages import Shown, current
from publishing.linked_data import script
from publishing.views import FilteredList, ItemPage, absolute

LATEST, RELATED = 5, 3
YEARS = range(1900, 2201)
"""Years that a place in the list may name; databases and time zones stumble at the ends of time."""


def write_moment(moment: dt.datetime) -> str:
    """A moment for an address, in UTC, to the microsecond: "2019-03-29T08:05:00.000000Z"."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_moment(text: str):
    """A place in the list of articles.

    "2019-03-29T08:05:00.000000Z~<key>" is behind one article; "2019-04" is from April 2019 back,
    "2019" from that year back. ValueError for anything else.
    """
    moment, _sign, key = text.partition("~")
    if key:
        parsed = parse_datetime(moment)
        if parsed is None or timezone.is_naive(parsed) or parsed.year not in YEARS:
            raise ValueError(text)
        return parsed, UUID(key)
    year, _sign, month = text.partition("-")
    if int(year) not in YEARS:
        raise ValueError(text)
    return first_moment_after(int(year), int(month) if month else 12), None


def first_moment_after(year: int, month: int) -> dt.datetime:
    """The moment at which a month is over, in the site's time zone."""
    if month not in range(1, 13):
        raise ValueError(month)
    following = dt.datetime(year + month // 12, month % 12 + 1, 1)  # noqa: DTZ001 -- made aware here
    return timezone.make_aware(following)


class ArticleList(MainLine, FilteredList):
    template_name = "news/article_list.html"
    section = "news"
    filterset_class = ArticleFilter
    keyset = Keyset("listed_at", write=write_moment, read=read_moment)

    def get_queryset(self):
        return Article.objects.published().for_list()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"years": self.years(context), "months": self.months(context)}

    def standing_at(self, context) -> dt.datetime | None:
        """The date of the first article of this page, where the page is not the first one."""
        items = context["page"].items
        return timezone.localtime(items[0].listed_at) if items and not context["page"].first else None

    def jump(self, place) -> str:
        """The address of the list from a year or month back, under the same filters."""
        kept = {name: value for name, value in self.query.items() if name != "year"}
        return f"{self.request.path}?{urlencode(kept | {'before': place})}"

    def years(self, context):
        first, last = Article.objects.published().years()
        here = self.standing_at(context)
        return [
            {"year": year, "url": self.jump(year), "current": here is not None and here.year == year}
            for year in range(last, first - 1, -1)
            if first
        ]

    def months(self, context):
        here = self.standing_at(context)
        if here is None:
            return []
        return [
            {
                "date": dt.date(here.year, month, 1),
                "url": self.jump(f"{here.year}-{month:02}"),
                "current": month == here.month,
            }
            for month in range(12, 0, -1)
        ]


class ArticlePage(MainLine, ItemPage):
    """An article. `?with=en` shows its text beside the one in that language."""

    model = Article
    template_name = "news/article_detail.html"
    section = "news"

    def get_context_data(self, **kwargs):
        article, public = self.object, Article.objects.published().without_body()
        place = ("listed_at", article.listed_at, article.pk)
        context = super().get_context_data(article=article, **self.text(), **kwargs)
        picture = absolute(context["share"].path)
        return context | {
            "linked_data": script(article_data(article, context["canonical"], picture)),
            "minutes": reading.minutes(article),
            "since": since(article),
            "newer": public.newer_than(*place).order_by("listed_at", "pk").first(),
            "older": public.older_than(*place).newest_first().first(),
            "related": related.beside(article, RELATED),
            "latest": public.besides(article).newest_first()[:LATEST],
            "citation": citing.citation_of(article, context["canonical"]),
        }

    @property
    def beside(self) -> str:
        """The language that is asked for beside the one shown; "" for none that readers may see."""
        asked = self.request.GET.get("with", "")
        article = self.object
        return asked if asked in article.languages_ready and asked != article.shown.language else ""

    def text(self) -> dict:
        """The text, in rows beside its translation where that was asked for."""
        article = self.object
        others = [code for code in article.languages_ready if code != article.shown.language]
        if self.beside:
            rows = reading.side_by_side(article, self.beside)
            return {"rows": rows, "beside": Shown(article, self.beside), "beside_language": self.beside}
        return {"text": reading.text_of(article, others[0] if others else ""), "offered": others}

    def address_in(self, language):
        """The same page; beside each other, the two languages change places."""
        path = super().address_in(language)
        shown = self.object.shown.language if self.object else ""
        return f"{path}?with={shown}" if self.object and self.beside and language == self.beside else path


class Citation(MainLine, ItemPage):
    """How to cite an article, as a file for a reference manager."""

    model = Article
    section = "news"

    def get_context_data(self, **kwargs):
        return {"citation": citing.citation_of(self.object, absolute(self.canonical_path()))}

    def render_to_response(self, context, **response_kwargs):
        form = citing.FORMS[self.kwargs["form"]]
        name = f"{self.object.slug_in(current())}.{self.kwargs['form']}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"}
        return HttpResponse(form.write(context["citation"]), content_type=form.kind, headers=headers)
