"""What templates say about published items: their language, dates, rich text and evidence."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from publishing import markup, pictures
from publishing.dates import Precision
from publishing.languages import current

register = template.Library()

LONG = {
    Precision.YEAR: "Y",
    Precision.MONTH: "YEAR_MONTH_FORMAT",
    Precision.DAY: "DATE_FORMAT",
    Precision.MINUTE: "DATETIME_FORMAT",
}
SHORT = LONG | {Precision.DAY: "SHORT_DATE_FORMAT", Precision.MINUTE: "SHORT_DATE_FORMAT"}
MACHINE = {Precision.YEAR: "Y", Precision.MONTH: "Y-m", Precision.DAY: "Y-m-d", Precision.MINUTE: "Y-m-d\\TH:iO"}


@register.simple_tag
def lang_attr(item):
    """` lang="vi"` where the text shown stands in another language than the page, else nothing."""
    shown = getattr(item, "shown", item)
    return format_html(' lang="{}"', shown.language) if shown.foreign else ""


@register.simple_tag
def moment(value, precision=Precision.MINUTE, form="long"):
    """A date as <time>, no finer than it is known; "short" for lists."""
    if value is None:
        return ""
    if hasattr(value, "hour"):
        value = timezone.localtime(value)
    elif precision == Precision.MINUTE:
        precision = Precision.DAY
    told = date_format(value, (SHORT if form == "short" else LONG)[precision])
    return format_html('<time datetime="{}">{}</time>', date_format(value, MACHINE[precision], use_l10n=False), told)


@register.simple_tag
def rich(source, language=None):
    """A rich text for readers, with its pictures told in its language. One query where it has figures."""
    found = pictures.shown_in(source or "")
    return markup.printed(source or "", lambda key: pictures.attributes(found.get(key), language))


@register.simple_tag
def marked(sentence, name=""):
    """A sentence with the words marked that name the plan."""
    return markup.marked(sentence, name)


@register.filter
def together(text):
    """A text in which a browser breaks no line inside a year range or between a figure and its unit."""
    return markup.words.together(str(text))


@register.simple_tag
def page_language():
    """The language of the page."""
    return current()
