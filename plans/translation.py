"""Which fields of the plans are kept in every language."""

from modeltranslation.translator import TranslationOptions, register

from plans.models import Country, Figure, Owner, Plan, PlanPart


@register(Country)
@register(Owner)
class TitleOptions(TranslationOptions):
    fields = ("title",)


@register(Plan)
class PlanOptions(TranslationOptions):
    fields = ("title", "slug", "ready", "withdrawn_because", "summary", "vision", "meeting", "place", "own_translation")


@register(PlanPart)
class PlanPartOptions(TranslationOptions):
    fields = ("level", "title", "description", "own_translation")


@register(Figure)
class FigureOptions(TranslationOptions):
    fields = ("label",)
