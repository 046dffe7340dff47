"""What every page says about the site itself."""

from django import template

from aseandigital.models import InfoPage

register = template.Library()


@register.simple_tag
def info_pages():
    """The public pages about the site, in their order. One query."""
    return list(InfoPage.objects.published().in_order().without_body())
