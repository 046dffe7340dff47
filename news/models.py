"""Articles, who wrote and published them, and their links to plans with the evidence."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from news.querysets import ArticleQuerySet, EvidenceQuerySet, PlanLinkQuerySet, PublisherQuerySet
from plans.models import Country, Plan, PlanPart
from publishing.dates import FIRST, LAST, Precision, inside
from publishing.fields import LineField, PlainTextField, RichTextField
from publishing.languages import CODES, current, reading_order
from publishing.models import Bilingual, Cited, Keyed, Picture, Published, published_constraints


class Publisher(Keyed, Bilingual):
    """Who publishes articles: a newspaper, a ministry's portal, this site."""

    objects = PublisherQuerySet.as_manager()

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = LineField(_("name"), max_length=200, blank=True)
    address = models.URLField(_("address"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("publisher")
        verbose_name_plural = _("publishers")
        ordering = ["key"]


class Author(Keyed, Bilingual):
    """Who wrote an article: a person, a unit of a ministry, or an editorial board."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        UNIT = "unit", _("Unit")
        BOARD = "board", _("Editorial board")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PERSON)
    title = LineField(_("name"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["key"]


class Topic(Keyed, Bilingual):
    """What articles are about, beside plans."""

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = LineField(_("name"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["key"]


class Article(Published):
    """A news article in Vietnamese, English or both."""

    complete_fields = ("title", "slug", "body")
    search_fields = {"title": ["title"], "lead": ["kicker", "lead"], "body": ["body"]}
    rich_fields = ("body",)
    parts = ("bylines", "sources", "plan_links")

    kicker = LineField(_("kicker"), max_length=100, blank=True, help_text=_("A few words above the title."))
    lead = PlainTextField(_("lead"), blank=True, help_text=_("Two or three sentences between title and text."))
    body = RichTextField(_("text"), blank=True)
    authors = models.ManyToManyField(Author, through="Byline", verbose_name=_("authors"), related_name="articles")
    publisher = models.ForeignKey(
        Publisher, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("publisher")
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


class PlanLink(Keyed, Bilingual):
    """That an article discusses a plan, as an editor decided; one row for a pair."""

    told_by = "note"
    parts = ("evidence",)

    class Decision(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")

    article = models.ForeignKey(Article, models.CASCADE, related_name="plan_links", verbose_name=_("article"))
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="article_links", verbose_name=_("plan"))
    part = models.ForeignKey(
        PlanPart,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="article_links",
        verbose_name=_("part of the plan"),
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.ACCEPTED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    note = LineField(
        _("editor's note"),
        max_length=300,
        blank=True,
        help_text=_("Shown instead of a sentence where the text names the plan in no sentence of its own."),
    )

    objects = PlanLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a plan")
        verbose_name_plural = _("links to plans")
        ordering = ["plan__first_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "plan"],
                name="news_planlink_is_one_per_pair",
                violation_error_message=_("This article is linked to this plan already."),
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["suggested", "accepted", "rejected"]),
                name="news_planlink_decision_is_known",
            ),
        ]

    @property
    def languages_ready(self) -> list[str]:
        """The languages of the note that readers may see: those in which the article is ready."""
        return [code for code in super().languages_ready if code in self.article.languages_ready]

    @property
    def evidence_shown(self):
        """The sentence that a reader of the active language sees, or None where a note stands for it.

        From the languages that are ready, the reader's own first. No query after `with_evidence()`.
        """
        ready = self.article.languages_ready
        for language in reading_order():
            for sentence in self.sentences if language in ready else ():
                if sentence.language == language:
                    return sentence
        return None

    def __str__(self):
        return self.plan.label


class Evidence(Keyed):
    """The sentence of an article that shows its link to a plan."""

    class Origin(models.TextChoices):
        FOUND = "found", _("Found")
        EDITOR = "editor", _("Chosen by an editor")

    class State(models.TextChoices):
        PRESENT = "present", _("In the text")
        LOST = "lost", _("No longer in the text")

    link = models.ForeignKey(PlanLink, models.CASCADE, related_name="evidence", verbose_name=_("link"))
    language = models.CharField(_("language"), max_length=8)
    paragraph = models.CharField(_("paragraph"), max_length=16, blank=True)
    start = models.PositiveIntegerField(_("start"), default=0)
    end = models.PositiveIntegerField(_("end"), default=0)
    sentence = PlainTextField(_("sentence"))
    name = LineField(_("name of the plan in the sentence"), max_length=300, blank=True)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.EDITOR)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PRESENT)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["language", "paragraph", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "language", "paragraph", "start"], name="news_evidence_is_one_per_place"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="news_evidence_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=models.Q(language__in=CODES), name="news_evidence_language_is_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=["present", "lost"]), name="news_evidence_state_is_known"
            ),
        ]

    @property
    def foreign(self) -> bool:
        """Whether the sentence stands in another language than the page."""
        return self.language != current()

    def __str__(self):
        return self.sentence
