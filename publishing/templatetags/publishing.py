"""What templates say about published items: their language, dates, rich text and evidence."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from publishing import languages, linked_data, markup, pictures
from publishing.dates import Precision
from publishing.languages import Shown, current, localized, reading_order
from publishing.models import Correction

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
def absolute(path):
    """The public address of a path."""
    return settings.SITE_URL + path


@register.filter
def own_name(language):
    """A language by its own name: "Tiếng Việt"."""
    return languages.own_name(language)


@register.filter
def together(text):
    """A text in which a browser breaks no line inside a year range or between a figure and its unit."""
    return markup.words.together(str(text))


@dataclass(frozen=True)
class Told:
    """A text for readers, and the language in which it stands."""

    text: str
    language: str
    at: datetime

    @property
    def foreign(self) -> bool:
        """Whether it stands in another language than the page."""
        return self.language != current()


@register.simple_tag
def corrections_of(item):
    """What readers are told was corrected, the newest first, from languages in which the item is ready.

    One query, none where nothing was ever corrected.
    """
    if item.updated_at is None:
        return []
    ready = [code for code in reading_order() if code in item.languages_ready]
    notes = [
        [Told(text, code, row.made_at) for code in ready if (text := getattr(row, localized("note", code)))]
        for row in Correction.objects.of(item)
    ]
    return [told[0] for told in notes if told]


@register.simple_tag
def titles_elsewhere(item):
    """The titles of an item in its other ready languages: [{"text", "language"}]. No query."""
    others = [code for code in item.languages_ready if code != item.shown.language]
    return [{"text": Shown(item, code).title, "language": code} for code in others]


@register.simple_tag
def way_here(label, url, here, trail=()):
    """The way down to a page for machines: its list, what lies between, and the page, which has no address here."""
    steps = [(str(label), url), *((step["label"], step["url"]) for step in trail or ()), (str(here), "")]
    return linked_data.script(linked_data.breadcrumbs(steps))


@register.simple_tag
def page_language():
    """The language of the page."""
    return current()
