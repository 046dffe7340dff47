"""Articles, with their authors and what they rest on."""

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from news.models.lists import Author, Publisher, Topic
from news.querysets import ArticleQuerySet
from plans.models import Country
from publishing.dates import FIRST, LAST, Precision, inside
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.languages import current
from publishing.models import PERMISSIONS, Cited, Keyed, Picture, Published, published_constraints


class Article(Published):
    """A news article in Vietnamese, English or both."""

    complete_fields = ("title", "slug", "body")
    search_fields = {"title": ["title"], "lead": ["kicker", "lead"], "body": ["body"]}
    rich_fields = ("body",)
    parts = ("bylines", "sources", "readings", "plan_links")
    lasting_parts = ("plan_links",)

    kicker = LineField(_("kicker"), max_length=100, blank=True, help_text=_("A few words above the title."))
    lead = PlainTextField(_("lead"), blank=True, help_text=_("Two or three sentences between title and text."))
    body = RichTextField(_("text"), blank=True)
    authors = models.ManyToManyField(Author, through="Byline", verbose_name=_("authors"), related_name="articles")
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("publisher")
    )
    original = models.URLField(
        _("address of the original"),
        max_length=1000,
        blank=True,
        help_text=_("Where the publisher has this article, if it was taken over or translated from there."),
    )
    place = LineField(_("place"), max_length=200, blank=True)
    countries = models.ManyToManyField(Country, blank=True, related_name="articles", verbose_name=_("countries"))
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles", verbose_name=_("topics"))
    cover = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cover picture")
    )
    dated_at = models.DateTimeField(
        _("date of the article"),
        null=True,
        blank=True,
        validators=[inside],
        help_text=_(
            "The date under which the article stands: that of the original. It publishes nothing. The time may be left empty. Without a date the article stands under the moment of its publication."
        ),
    )
    dated_precision = models.CharField(_("known to the"), max_length=8, choices=Precision, default=Precision.MINUTE)
    listed_at = models.GeneratedField(
        expression=Coalesce("dated_at", "published_at"), output_field=models.DateTimeField(null=True), db_persist=True
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        default_permissions = PERMISSIONS
        ordering = ["-listed_at", "-pk"]
        constraints = [
            *published_constraints("news_article", ("title", "slug", "body")),
            models.CheckConstraint(
                condition=models.Q(dated_at__isnull=True) | models.Q(dated_at__range=(FIRST, LAST)),
                name="news_article_has_a_sensible_date",
            ),
        ]
        indexes = [
            # Lists, archive and timelines: the newest by the date under which they stand.
            models.Index(fields=["state", "-listed_at", "-id"], name="news_article_newest"),
            # Feeds: the newest by the moment at which this site made them public.
            models.Index(fields=["state", "-published_at", "-id"], name="news_article_latest_public"),
        ]

    def save(self, *args, **kwargs):
        if self.dated_at is None:
            self.dated_precision = Precision.MINUTE
        super().save(*args, **kwargs)

    @property
    def reading_shown(self):
        """The recording of the text in the language in which a reader is shown it, or None. No query after `for_page()`."""
        return next((row for row in self.reading_list if row.language == self.shown.language), None)

    def rating_url(self, language: str | None = None) -> str:
        """The address at which readers rate this, in a language (the active one by default). No query."""
        language = language or current()
        with translation.override(language):
            return reverse("news:rating", kwargs={"slug": self.slug_in(language)})

    def settle(self):
        from news import linking

        linking.settle(self)


class Byline(Keyed):
    """An author's place among the authors of an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, models.PROTECT, related_name="bylines", verbose_name=_("author"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="news_byline_names_an_author_once",
                violation_error_message=_("This author is named already."),
            )
        ]

    def __str__(self):
        return str(self.author)


class Source(Cited):
    """What an article rests on."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sources", verbose_name=_("article"))
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="sources", verbose_name=_("publisher")
    )
    authors = LineField(_("authors"), max_length=300, blank=True)

    class Meta(Cited.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
