"""Addresses of articles, and of what leads to them: archive, topics, sources."""

from django.urls import include, path, register_converter
from django.utils.translation import gettext_lazy as _

from news.browse_views import Archive, ArchiveOfMonth, ArchiveOfYear, SourceList, SourcePage, TopicList, TopicPage
from news.rating_views import RatingPage
from news.views import ArticleList, ArticlePage, Citation


class Year:
    """A year from 1900 to 2200 (whose first hours are 2199 elsewhere), in four digits: one address for each."""

    regex = "(?:(?:19|20|21)[0-9]{2}|2200)"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class Month(Year):
    """A month from 01 to 12, in two digits."""

    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


register_converter(Year, "year")
register_converter(Month, "month")

app_name = "news"
archive = [
    path("", Archive.as_view(), name="archive"),
    path("<year:year>/", ArchiveOfYear.as_view(), name="archive-year"),
    path("<year:year>/<month:month>/", ArchiveOfMonth.as_view(), name="archive-month"),
]
articles = [
    path("", ArticleList.as_view(), name="list"),
    # Translators: an address. "luu-tru/" in Vietnamese.
    path(_("archive/"), include(archive)),
    path("<slug:slug>/", ArticlePage.as_view(), name="detail"),
    path("<slug:slug>/cite.bib", Citation.as_view(), {"form": "bib"}, name="bibtex"),
    path("<slug:slug>/cite.ris", Citation.as_view(), {"form": "ris"}, name="ris"),
    # Translators: an address. "danh-gia/" in Vietnamese.
    path("<slug:slug>/", include([path(_("rating/"), RatingPage.as_view(), name="rating")])),
]
topics = [
    path("", TopicList.as_view(), name="topics"),
    path("<slug:key>/", TopicPage.as_view(), name="topic"),
]
sources = [
    path("", SourceList.as_view(), name="sources"),
    path("<slug:key>/", SourcePage.as_view(), name="source"),
]
urlpatterns = [
    # Translators: an address. "tin-tuc/" in Vietnamese.
    path(_("news/"), include(articles)),
    # Translators: an address. "chu-de/" in Vietnamese.
    path(_("topics/"), include(topics)),
    # Translators: an address. "nguon/" in Vietnamese.
    path(_("sources/"), include(sources)),
]
