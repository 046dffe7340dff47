"""What it means for an article or a plan to be published in several languages."""

import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from publishing import addresses, search
from publishing.dates import FIRST, LAST, inside
from publishing.fields import LineField
from publishing.languages import CODES, Shown, localized, reading_order
from publishing.models.bases import Bilingual, Keyed
from publishing.models.rows import Address, SearchRow
from publishing.querysets import PublishedQuerySet

PERMISSIONS = ("add", "change", "delete", "view", "write", "translate", "publish")
"""Django's four, and: write one's own, write in one's languages, decide what readers see."""


class State(models.TextChoices):
    """Where an item stands on its way to readers."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    BINNED = "binned", _("In the bin")


class Published(Keyed, Bilingual):
    """A page of its own with a state, an address and a readiness in each language.

    A subclass registers `title`, `slug` and `ready` for translation, and tells
    `complete_fields`, `search_fields` and `rich_fields`.
    """

    State = State
    complete_fields = ("title", "slug")
    """What a language needs before it can be ready."""
    search_fields: dict[str, list[str]] = {"title": ["title"], "lead": [], "body": []}
    rich_fields: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """The rows that are edited together with the item, by the names that lead to them."""
    lasting_parts: tuple[str, ...] = ()
    """Parts that are decisions, which restoring an older version leaves as they are."""
    outside: tuple[str, ...] = (
        *("state", "ready", "published_at", "withdraw_at", "withdrawn_because", "replaced_by", "binned_at"),
        *("updated_at", "created_at", "created_by", "changed_at", "assignee", "awaits_review"),
    )
    """What is said about the item and is no part of its text: no version holds it, no restore changes it."""

    title = LineField(_("title"), max_length=300, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=140,
        blank=True,
        null=True,
        db_index=False,
        help_text=_(
            "The last part of the page's address. Left empty, it is made from the title. A changed address leads on to the new one."
        ),
    )
    ready = models.BooleanField(
        _("ready for readers"),
        default=False,
        help_text=_("Readers see this language only when this is ticked. It needs a title and a text."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, db_index=False)
    published_at = models.DateTimeField(
        _("public from"),
        null=True,
        blank=True,
        validators=[inside],
        help_text=_(
            "A published item appears on the site from this moment. Left empty, that is the moment of publishing."
        ),
    )
    withdraw_at = models.DateTimeField(
        _("public until"),
        null=True,
        blank=True,
        validators=[inside],
        help_text=_("From this moment the page is withdrawn, without anybody doing anything."),
    )
    withdrawn_because = LineField(
        _("reason for withdrawing"),
        max_length=300,
        blank=True,
        help_text=_("Shown to readers who come to the withdrawn page."),
    )
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replaced by"),
        help_text=_("Readers of the withdrawn page are led there."),
    )
    binned_at = models.DateTimeField(_("in the bin since"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    awaits_review = models.BooleanField(_("awaits review"), default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def room(cls) -> str:
        """Which addresses and search rows are this model's: "news.article"."""
        return cls._meta.label_lower

    @classmethod
    def reserved(cls) -> set[str]:
        """Slugs that no item of this kind may have, besides those that none of any kind may. No query."""
        return set()

    @property
    def languages_ready(self) -> list[str]:
        """The languages that readers may see."""
        return [code for code in CODES if getattr(self, localized("ready", code))]

    @property
    def is_ready_here(self) -> bool:
        """Whether a reader of the active language gets this in it."""
        return not self.shown.foreign and bool(self.languages_ready)

    def is_public(self, at=None) -> bool:
        """The rule of `published()` for an item at hand. No query."""
        at = at or timezone.now()
        return (
            self.state == State.PUBLISHED
            and self.published_at is not None
            and self.published_at <= at
            and (self.withdraw_at is None or self.withdraw_at > at)
            and bool(self.languages_ready)
        )

    @property
    def is_withdrawn(self) -> bool:
        """Taken back by somebody, or because its time is over."""
        over = self.state == State.PUBLISHED and self.withdraw_at is not None and self.withdraw_at <= timezone.now()
        return self.state == State.WITHDRAWN or over

    def reason(self) -> dict[str, str] | None:
        """Why it was withdrawn, as a reader of the active language is told: {"text", "language"}; None for no reason."""
        told = ((code, getattr(self, localized("withdrawn_because", code))) for code in reading_order())
        return next(({"language": code, "text": text} for code, text in told if text), None)

    @property
    def was_public(self) -> bool:
        """Whether readers could have known it: its moment has passed."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        """Published, but from a moment that is still to come."""
        return self.state == State.PUBLISHED and self.published_at is not None and self.published_at > timezone.now()

    def slug_in(self, language: str) -> str:
        """The slug under which a reader of a language finds this: of the language it is shown in."""
        return Shown(self, language).slug or next(
            filter(None, (getattr(self, localized("slug", code)) for code in CODES)), ""
        )

    def get_absolute_url(self, language: str | None = None) -> str:
        """The address of the page in a language (the active one by default). No query."""
        with translation.override(language or translation.get_language()):
            name = f"{self._meta.app_label}:detail"
            return reverse(name, kwargs={"slug": self.slug_in(language or translation.get_language())})

    def public_urls(self) -> list[tuple[str, str]]:
        """(language, address) of each page that readers have. No query."""
        return [(code, self.get_absolute_url(code)) for code in self.languages_ready]

    def lacking(self, language: str) -> list[str]:
        """The fields without which this can't be ready in a language."""
        return [field for field in self.complete_fields if not getattr(self, localized(field, language))]

    def clean(self):
        super().clean()
        addresses.fill(self)
        self.begin()
        errors = addresses.problems(self)
        for code in CODES:
            if getattr(self, localized("ready", code)):
                for field in self.lacking(code):
                    name = localized(field, code)
                    errors.setdefault(name, []).append(
                        _("This is needed before the language can be ready for readers.")
                    )
        if self.state == State.PUBLISHED and not self.languages_ready:
            errors.setdefault("state", []).append(
                _("Mark at least one language as ready for readers before publishing.")
            )
        if errors:
            raise ValidationError(errors)

    def begin(self) -> None:
        """What is published without a time is public from now on; what is not is ready in no language it lacks."""
        if self.state == State.PUBLISHED:
            self.published_at = self.published_at or timezone.now()
            return
        for code in CODES:
            if self.lacking(code):
                setattr(self, localized("ready", code), False)

    def save(self, *args, **kwargs):
        """Store the item with its addresses and search rows, all or nothing. Six queries on top of the save."""
        # Django's inline forms take the key of a parent away that is not stored yet.
        self.pk = self.pk or uuid.uuid4()
        with transaction.atomic():
            addresses.fill(self)
            self.begin()
            addresses.claim(self)
            super().save(*args, **kwargs)
            addresses.release(self)
            search.index(self)

    def settle(self) -> None:
        """Bring up to date what follows from the texts, once the rows of the item were put."""

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            Address.objects.of(self).delete()
            SearchRow.objects.of(self).delete()
            return super().delete(*args, **kwargs)


def published_constraints(room: str, complete_fields: tuple[str, ...]) -> list[models.CheckConstraint]:
    """The promises of `Published` as the database keeps them, a sentence each for a name.

    Built from LANGUAGES: a language more is one entry in the settings and a migration.
    """
    ready = models.Q()
    constraints = []
    for code in CODES:
        ready |= models.Q(**{localized("ready", code): True})
        whole = models.Q()
        for field in complete_fields:
            column = localized(field, code)
            # IS NOT NULL first: a comparison with NULL alone is unknown, and unknown passes a check.
            whole &= models.Q(**{f"{column}__isnull": False}) & ~models.Q(**{column: ""})
        constraints.append(
            models.CheckConstraint(
                condition=models.Q(**{localized("ready", code): False}) | whole,
                name=f"{room}_ready_{code}_is_complete",
                violation_error_message=_("A language that is ready for readers needs a title, an address and a text."),
            )
        )
    return [
        *constraints,
        models.CheckConstraint(
            condition=~models.Q(state=State.PUBLISHED) | (ready & models.Q(published_at__isnull=False)),
            name=f"{room}_published_has_language_and_time",
            violation_error_message=_("Mark at least one language as ready for readers before publishing."),
        ),
        models.CheckConstraint(condition=models.Q(state__in=State.values), name=f"{room}_state_is_known"),
        models.CheckConstraint(
            condition=models.Q(published_at__isnull=True) | models.Q(published_at__range=(FIRST, LAST)),
            name=f"{room}_public_from_a_sensible_date",
        ),
    ]
