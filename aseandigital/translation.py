"""Which fields of the pages about the site are kept in every language."""

from modeltranslation.translator import TranslationOptions, register

from aseandigital.models import InfoPage


@register(InfoPage)
class InfoPageOptions(TranslationOptions):
    fields = ("title", "slug", "ready", "withdrawn_because", "lead", "body")
