"""Which fields of the news are kept in every language."""

from modeltranslation.translator import TranslationOptions, register

from news.models import Article, Author, PlanLink, Publisher, Topic


@register(Author)
@register(Publisher)
@register(Topic)
class TitleOptions(TranslationOptions):
    fields = ("title",)


@register(Article)
class ArticleOptions(TranslationOptions):
    fields = ("title", "slug", "ready", "withdrawn_because", "kicker", "lead", "body", "place")


@register(PlanLink)
class PlanLinkOptions(TranslationOptions):
    fields = ("note",)
