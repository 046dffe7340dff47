"""What the page of an article says to machines: NewsArticle, about its plans."""

from django.utils import timezone

from news.models import Author
from publishing.dates import Precision
from publishing.views import absolute

KNOWN = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
"""Characters of an ISO date that are known."""


def article_data(article, address: str, picture: str = "") -> dict:
    """NewsArticle for a page at an absolute address. No query after `for_page()`."""
    shown = article.shown
    return {
        "@type": "NewsArticle",
        "mainEntityOfPage": address,
        "url": address,
        "headline": shown.title,
        "alternativeHeadline": shown.kicker,
        "description": shown.lead,
        "inLanguage": shown.language,
        "datePublished": _dated(article),
        "dateModified": _moment(article.updated_at) or _dated(article),
        "image": picture,
        "author": [_author(byline.author) for byline in article.byline_list],
        "publisher": _publisher(article.publisher),
        "contentLocation": {"@type": "Place", "name": shown.place} if shown.place else None,
        "keywords": [topic.shown.title for topic in article.topic_list],
        "isBasedOn": article.original,
        "about": [_plan(link.plan) for link in article.links],
    }


def _author(author) -> dict:
    kind = "Person" if author.kind == Author.Kind.PERSON else "Organization"
    return {"@type": kind, "name": author.shown.title}


def _publisher(publisher) -> dict | None:
    if publisher is None:
        return None
    return {"@type": "Organization", "name": publisher.shown.title, "url": publisher.address}


def _plan(plan) -> dict:
    return {
        "@type": "CreativeWork",
        "name": plan.shown.title,
        "alternateName": plan.label,
        "url": absolute(plan.get_absolute_url()),
        "inLanguage": plan.shown.language,
    }


def _dated(article) -> str:
    """The date of the article, no finer than it is known: "2019", "2019-03", "2019-03-29", or with its time."""
    return _moment(article.listed_at)[: KNOWN.get(article.dated_precision)]


def _moment(moment) -> str:
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else ""
