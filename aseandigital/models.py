"""Pages about the site itself, and what editors put at the head of its home page."""

from django.conf import settings
from django.db import models
from django.urls import get_resolver
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from aseandigital.querysets import InfoPageQuerySet, LeadQuerySet
from news.models import Article
from publishing.fields import PlainTextField, RichTextField
from publishing.languages import CODES
from publishing.models import PERMISSIONS, Keyed, Published, published_constraints


def taken_pieces(patterns=None) -> set[str]:
    """The first pieces of all other addresses of the site, in every language: "tin-tuc", "admin". No query."""
    pieces = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        for code in CODES:
            with translation.override(code):
                piece, _slash, _rest = str(pattern.pattern).partition("/")
            pieces.add(piece)
            below = getattr(pattern, "url_patterns", ())
            # What stands below a language or below nothing begins with its own first piece.
            if piece in ("", code) and below:
                pieces |= taken_pieces(below)
    return {piece for piece in pieces if piece and "<" not in piece}


class InfoPage(Published):
    """A page about the site: what it is, how it links plans, how to reach its editors."""

    complete_fields = ("title", "slug", "body")
    search_fields = {"title": ["title"], "lead": ["lead"], "body": ["body"]}
    rich_fields = ("body",)

    key = models.SlugField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("The site finds the page by it, so it stays. The page “contact” shows the address for mail."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=0, help_text=_("The foot of every page lists these pages in this order.")
    )
    lead = PlainTextField(_("lead"), blank=True, help_text=_("Two or three sentences between title and text."))
    body = RichTextField(_("text"), blank=True)

    objects = InfoPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page about the site")
        verbose_name_plural = _("pages about the site")
        default_permissions = PERMISSIONS
        ordering = ["order", "key"]
        constraints = published_constraints("site_infopage", ("title", "slug", "body"))

    @classmethod
    def reserved(cls):
        return taken_pieces()


class Lead(Keyed):
    """That an article stands at the head of the home page for a time, as an editor chose."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    from_at = models.DateTimeField(
        _("at the head from"),
        default=timezone.now,
        help_text=_("The newest choice that holds is shown, once its article is public."),
    )
    until = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("Left empty, it holds until another choice begins. Without any choice the newest article leads."),
    )
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("chosen by"),
    )
    chosen_at = models.DateTimeField(_("chosen at"), auto_now_add=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("lead of the home page")
        verbose_name_plural = _("leads of the home page")
        ordering = ["-from_at", "-chosen_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("from_at")),
                name="site_lead_ends_after_it_begins",
                violation_error_message=_("The time until which it holds must lie after that from which it does."),
            )
        ]

    def save(self, *args, **kwargs):
        # The form shows minutes, and compares with what it showed.
        self.from_at = self.from_at.replace(second=0, microsecond=0)
        self.until = self.until and self.until.replace(second=0, microsecond=0)
        super().save(*args, **kwargs)

    def __str__(self):
        return str(self.article)
