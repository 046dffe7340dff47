"""Labels and values of columns as people read them. No query."""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from publishing import markup

_FIGURE = re.compile(r'<figure\b[^>]*\bdata-picture="([^"]*)"[^>]*>')
_ID = re.compile(r'\s+id="p-[a-z0-9]+"')
_BLOCK_END = re.compile(r"(</(?:p|h2|h3|li|ul|ol|blockquote|figcaption|figure)>)(?!\n)")


def label_of(field) -> tuple[str, str]:
    """The label of a column as the form has it, and its language ("" where it has none)."""
    if not isinstance(field, TranslationField):
        return str(capfirst(field.verbose_name)), ""
    names = {"field": capfirst(field.translated_field.verbose_name), "language": language_name(field.language)}
    return _("%(field)s, %(language)s") % names, field.language


def language_name(code: str) -> str:
    """A language in the active one; its code where the site does not know it."""
    return str(dict(settings.LANGUAGES).get(code, code))


def name(row) -> str:
    """How somebody, or something, is called."""
    full = getattr(row, "get_full_name", None)
    return (full() if full else "") or str(row)


def plain(field, value) -> str:
    """A value of a column that is no relation, as a page would print it."""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.name == "language":
        return language_name(value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _date(field, value) if isinstance(field, models.DateField) else str(value)


def _date(field, value) -> str:
    """A date or a moment in the site's format and time zone; what is none as it stands."""
    try:
        moment = field.to_python(value)
        if isinstance(field, models.DateTimeField):
            return date_format(localtime(moment), "DATETIME_FORMAT")
        return date_format(moment, "DATE_FORMAT")
    except (ValidationError, ValueError, TypeError):
        return str(value)


def rich(source: str, alt: Callable[[str], str]) -> str:
    """The paragraphs of a rich text, one a line, with a line for each picture; `alt` answers for its key."""

    def line(figure) -> str:
        return format_html("<p>{}</p>", _("[picture: %(alt)s]") % {"alt": alt(figure[1])}) + figure[0]

    return markup.plain(_FIGURE.sub(line, source))


def pictures_in(source: str) -> list[str]:
    """The keys of the pictures that a stored rich text shows; quicker than reading it as a tree."""
    return _FIGURE.findall(source)


def source(value: str | None) -> str:
    """The markup of a rich text without the ids of its paragraphs, a block a line."""
    return _BLOCK_END.sub(r"\1\n", _ID.sub("", value or "")).strip()
