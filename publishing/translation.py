"""Which fields of pictures are kept in every language."""

from modeltranslation.translator import TranslationOptions, register

from publishing.models import Correction, Picture


@register(Picture)
class PictureOptions(TranslationOptions):
    fields = ("alt", "credit")


@register(Correction)
class CorrectionOptions(TranslationOptions):
    fields = ("note",)
