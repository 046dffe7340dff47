"""Who wrote and published articles, and what these are about."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from news.list_querysets import PublisherQuerySet, TopicQuerySet
from publishing.fields import LineField, PlainTextField
from publishing.models import Bilingual, Keyed


class Publisher(Keyed, Bilingual):
    """Who publishes articles: a newspaper, a ministry's portal, this site."""

    objects = PublisherQuerySet.as_manager()

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = LineField(_("name"), max_length=200, blank=True)
    address = models.URLField(_("address"), max_length=500, blank=True)
    marks = PlainTextField(
        _("marks"),
        blank=True,
        help_text=_(
            "By what its pages name it, one a line: TTXVN, Mic.gov.vn. An import recognises them; name and address count anyway."
        ),
    )
    sections = PlainTextField(
        _("sections"),
        blank=True,
        help_text=_("Sections whose name alone tells that a page is its, one a line: Số Hóa."),
    )

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

    objects = TopicQuerySet.as_manager()

    key = models.SlugField(_("key"), max_length=80, unique=True)
    title = LineField(_("name"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["key"]
