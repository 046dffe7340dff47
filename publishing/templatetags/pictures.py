"""Pictures on public pages, in the sizes and formats that are made of them."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from publishing.pictures import attributes

register = template.Library()


@register.simple_tag(name="picture")
def picture_at(shown, place):
    """A picture at a place of the design: "hero", "cover", "card", "row" or "figure". No query.

    <picture> with AVIF, WebP and JPEG; a plain <img> where only the uploaded file is there;
    nothing where there is no picture.
    """
    told = attributes(shown, place=place)
    if told is None:
        return ""
    sources = told.pop("sources")
    told.pop("credit")
    image = format_html("<img{}>", flatatt(told))
    if not sources:
        return image
    return format_html(
        "<picture>{}{}</picture>", format_html_join("", "<source{}>", ((flatatt(s),) for s in sources)), image
    )
