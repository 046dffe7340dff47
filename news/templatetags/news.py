"""What the page of a plan says about the articles that discuss it."""

from types import SimpleNamespace
from urllib.parse import urlencode

from django import template
from django.urls import reverse

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
