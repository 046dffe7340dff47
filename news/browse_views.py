"""Ways to articles besides their list: topics, the publishers they come from, the archive by year and month."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from news.models import Article, Publisher, Topic
from news.views import ArticleList, first_moment_after
from plans.views import MainLine
from publishing.text import folded
from publishing.views import Page, PagedList

RESTING = 10
"""Articles resting on a source that its page shows; the rest stands in the filtered list."""


def by_title(rows) -> list:
    """Rows of a small table in the order of the titles that a reader sees, diacritics aside."""
    return sorted(rows, key=lambda row: (folded(row.shown.title), row.key))


class Articles(MainLine, PagedList):
    """A list of articles under one heading, the newest first."""

    section = "news"
    keyset = ArticleList.keyset


class TopicList(MainLine, Page):
    """Every topic of public articles. One query for all."""

    template_name = "news/topic_list.html"
    section = "topics"

    def get_context_data(self, **kwargs):
        return super().get_context_data(topics=by_title(Topic.objects.counted()), **kwargs)


class TopicPage(Articles):
    """The articles on a topic; 404 where readers know none."""

    template_name = "news/topic_detail.html"
    section = "topics"

    def get_queryset(self):
        return Article.objects.published().about_topic(self.topic).for_list()

    def get_context_data(self, **kwargs):
        self.topic = get_object_or_404(Topic.objects.counted(), key=self.kwargs["key"])
        return super().get_context_data(topic=self.topic, **kwargs)


class SourceList(MainLine, Page):
    """Every publisher of public articles, or of what these rest on. One query for all."""

    template_name = "news/source_list.html"
    section = "news"

    def get_context_data(self, **kwargs):
        return super().get_context_data(sources=by_title(Publisher.objects.counted()), **kwargs)


class SourcePage(Articles):
    """What a publisher published, and what rests on it; 404 where readers know neither."""

    template_name = "news/source_detail.html"

    def get_queryset(self):
        return Article.objects.published().from_publisher(self.source).for_list()

    def get_context_data(self, **kwargs):
        self.source = get_object_or_404(Publisher.objects.counted(), key=self.kwargs["key"])
        resting = Article.objects.published().resting_on(self.source).for_list().newest_first()
        return super().get_context_data(source=self.source, resting=resting[:RESTING], **kwargs)


# --- Archive ------------------------------------------------------------------


def of_year(year: int) -> dict:
    """The archive of a year as a step of the way to it: {url, label}."""
    return {"url": reverse("news:archive-year", kwargs={"year": year}), "label": str(year)}


def of_month(day: dt.date) -> dict:
    """The archive of a month likewise."""
    url = reverse("news:archive-month", kwargs={"year": day.year, "month": day.month})
    return {"url": url, "label": date_format(day, "YEAR_MONTH_FORMAT")}


def year_in_months(year: int, counts: dict[dt.date, int]) -> dict:
    """A year of the archive as templates tell it: its address, its count, and its twelve months. No query."""
    days = [dt.date(year, month, 1) for month in range(1, 13)]
    months = [{"date": day, "count": counts.get(day, 0), "url": of_month(day)["url"]} for day in days]
    return of_year(year) | {"year": year, "count": sum(month["count"] for month in months), "months": months}


class Archive(MainLine, Page):
    """Years and months with the number of their articles. One query for all of them."""

    template_name = "news/archive.html"
    section = "news"

    def get_context_data(self, **kwargs):
        counts = Article.objects.published().counted_by_month()
        years = sorted({day.year for day in counts}, reverse=True)
        return super().get_context_data(years=[year_in_months(year, counts) for year in years], **kwargs)


class Period(Articles):
    """The articles of a stretch of time; 404 where there is none, unless it is running."""

    def bounds(self) -> tuple[dt.datetime, dt.datetime]:
        """The moment with which it begins, and that by which it is over, in the site's time zone."""
        raise NotImplementedError

    def step(self, day: dt.date) -> dict:
        """The stretch in which a day lies: {url, label}."""
        raise NotImplementedError

    def trail(self) -> list[dict]:
        """What lies between the news and this page."""
        return [{"url": reverse("news:archive"), "label": gettext("Archive")}]

    def get_queryset(self):
        return Article.objects.published().standing_in(*self.bounds()).for_list()

    def get_context_data(self, **kwargs):
        first, end = self.bounds()
        context = super().get_context_data(trail=self.trail(), **kwargs)
        if not context["page"].items and not first <= timezone.now() < end:
            raise Http404
        public = Article.objects.published()
        newer = public.standing_from(end).order_by("listed_at")
        older = public.older_than("listed_at", first).order_by("-listed_at")
        return context | {"newer": self.beside(newer), "older": self.beside(older)}

    def beside(self, articles) -> dict | None:
        """The stretch of the first of some articles: {url, label}; None where there is none. One query."""
        moment = articles.values_list("listed_at", flat=True).first()
        return self.step(timezone.localdate(moment)) if moment else None


class ArchiveOfYear(Period):
    """The articles of a year, with the way to its months."""

    template_name = "news/archive_year.html"

    def bounds(self):
        year = self.kwargs["year"]
        return first_moment_after(year - 1, 12), first_moment_after(year, 12)

    def step(self, day):
        return of_year(day.year)

    def get_context_data(self, **kwargs):
        counts = Article.objects.published().standing_in(*self.bounds()).counted_by_month()
        return super().get_context_data(**kwargs) | {"year": year_in_months(self.kwargs["year"], counts)}


class ArchiveOfMonth(Period):
    """The articles of a month."""

    template_name = "news/archive_month.html"

    def bounds(self):
        year, month = self.kwargs["year"], self.kwargs["month"]
        before = (year, month - 1) if month > 1 else (year - 1, 12)
        return first_moment_after(*before), first_moment_after(year, month)

    def step(self, day):
        return of_month(day)

    def trail(self):
        return [*super().trail(), of_year(self.kwargs["year"])]

    def get_context_data(self, **kwargs):
        return super().get_context_data(day=dt.date(self.kwargs["year"], self.kwargs["month"], 1), **kwargs)
