"""The links of articles to plans, and the sentences that show them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from news.link_querysets import EvidenceQuerySet, PlanLinkQuerySet
from news.models.article import Article
from plans.models import Plan, PlanPart
from publishing.fields import LineField, PlainTextField
from publishing.languages import CODES, current, reading_order
from publishing.models import Bilingual, Keyed


class PlanLink(Keyed, Bilingual):
    """That an article discusses a plan, as an editor decided; one row for a pair."""

    told_by = "note"
    parts = ("evidence",)
    derived = frozenset({"decided_by", "decided_at"})
    """Who decided and when follows from the decision: two who decide alike don't clash about it."""
    untold = frozenset()
    """The history tells them all the same."""

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

    @staticmethod
    def unseen(row) -> bool:
        """Whether no reader sees a link, given as a version holds it: that it is rejected lasts when changes are discarded."""
        return row.get("decision") == PlanLink.Decision.REJECTED

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

    of_language = "language"
    derived = frozenset({"paragraph", "start", "end", "state", "name"})
    """Where the sentence stands follows from the text: two editors don't clash about it."""

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
