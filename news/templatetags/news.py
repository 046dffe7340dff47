"""What pages say about articles: those that discuss a plan, how readers rate one, how long it takes to hear."""

from types import SimpleNamespace
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from news import ratings
from news.models import PlanLink

register = template.Library()

AT_MOST = 10


@register.simple_tag
def articles_discussing(plan):
    """The newest public links to a plan with article and evidence, and where the rest is. Two queries.

    `.links` holds at most AT_MOST; `.more` is the address of the whole list, "" where this is all.
    """
    found = PlanLink.objects.shown().about(plan).with_article().with_evidence()[: AT_MOST + 1]
    links = list(found)
    more = f"{reverse('news:list')}?{urlencode({'plan': plan.code})}" if len(links) > AT_MOST else ""
    return SimpleNamespace(links=links[:AT_MOST], more=more)


@register.simple_tag
def rating_of(article):
    """What readers think of an article: `.count` of ratings, and their `.mean` in stars, None for none. One query."""
    return ratings.figures_of(article)


@register.simple_tag
def lasting(seconds):
    """How long something lasts, as <time>: "4 minutes 10 seconds"."""
    minutes, rest = divmod(seconds, 60)
    in_minutes = ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    in_seconds = ngettext("%(number)d second", "%(number)d seconds", rest) % {"number": rest}
    # Translators: a length of time, such as "4 minutes 10 seconds".
    both = _("%(minutes)s %(seconds)s") % {"minutes": in_minutes, "seconds": in_seconds}
    told = both if minutes and rest else in_minutes if minutes else in_seconds
    return format_html('<time datetime="PT{}M{}S">{}</time>', minutes, rest, told)
