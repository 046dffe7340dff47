"""Looks through the published articles for links that they gain or lose by the names of plans."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.archive.querysets import LinkChangeQuerySet, LookQuerySet
from news.models.article import Article
from plans.models import Plan
from publishing.models import Keyed


class Look(Keyed):
    """One look through the archive: for which plans, who asked, how far it is."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waits for its turn")
        LOOKING = "looking", _("Looks through the articles")
        DONE = "done", _("Finished")
        CANCELLED = "cancelled", _("Stopped")
        ACCEPTING = "accepting", _("Accepts all that is open")
        UNDOING = "undoing", _("Undoes what was accepted")
        FAILED = "failed", _("Broke off")

    WORKING = frozenset({State.QUEUED, State.LOOKING, State.ACCEPTING, State.UNDOING})
    """States in which the queue has something to do for it."""

    plans = models.ManyToManyField(Plan, blank=True, related_name="+", verbose_name=_("plans"))
    """The plans for which links are looked for; all where none is named."""
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    interrupted = models.CharField(max_length=10, choices=State, blank=True)
    """The state in which it broke off, to go on from there."""
    last = models.UUIDField(null=True)
    """The article up to which it has looked, in the order of keys."""
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    moved_at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = _("look through the archive")
        verbose_name_plural = _("looks through the archive")
        ordering = ["-asked_at", "-pk"]
        # Whoever publishes articles and plans looks through them; there is nothing more to allow.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["queued", "looking", "done", "cancelled", "accepting", "undoing", "failed"]
                ),
                name="news_look_state_is_known",
            ),
        ]

    @property
    def is_working(self) -> bool:
        """Whether the queue has something to do for it."""
        return self.state in self.WORKING

    def __str__(self):
        return timezone.localtime(self.asked_at).strftime("%H:%M, %d/%m/%Y")


class LinkChange(Keyed):
    """A link that an article would gain or lose, with the sentences that say so, and what was decided."""

    class Kind(models.TextChoices):
        GAIN = "gain", _("Gains the link")
        LOSS = "loss", _("Loses the link")

    class Decision(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REFUSED = "refused", _("Refused")
        GONE = "gone", _("No longer so")
        LEFT = "left", _("Changed since, and left")

    look = models.ForeignKey(Look, models.CASCADE, related_name="changes", verbose_name=_("look through the archive"))
    article = models.ForeignKey(Article, models.CASCADE, related_name="+", verbose_name=_("article"))
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="+", verbose_name=_("plan"))
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    sentences = models.JSONField(default=list)
    """What shows it: [{"language", "paragraph", "sentence", "name"}], in reading order of the languages."""
    decision = models.CharField(_("decision"), max_length=8, choices=Decision, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    """The rows of the link, as a version holds them, before the decision and after it."""

    objects = LinkChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a link")
        verbose_name_plural = _("changes of links")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["look", "article", "plan"], name="news_linkchange_is_one_per_pair"),
            models.CheckConstraint(condition=models.Q(kind__in=["gain", "loss"]), name="news_linkchange_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(decision__in=["open", "accepted", "refused", "gone", "left"]),
                name="news_linkchange_decision_is_known",
            ),
        ]
        indexes = [models.Index(fields=["look", "decision", "article"], name="news_linkchange_of_look")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.plan}"
