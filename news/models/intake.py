"""A raw text that somebody pasted or uploaded, until an article is made of it and beside that article."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from news.desk_querysets import IntakeQuerySet
from news.models.article import Article
from publishing.models import Keyed, Passing


class Intake(Keyed, Passing):
    """A text as it was read, and which lines somebody gave another role.

    What the article would be is not stored: it follows from text, hints and moves, each time.
    """

    told_in_upkeep = "texts taken in and not finished"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("account"))
    name = models.CharField(_("name of the file"), max_length=255, blank=True)
    """"" for a text that was pasted."""
    text = models.TextField(_("text"))
    hints = models.JSONField(default=dict, blank=True)
    """What the markup of the file said of lines: {number as text: role}."""
    moves = models.JSONField(default=list, blank=True)
    """What somebody decided, in order: [[number of the line, role], …]. A list, since one title sets another aside."""
    language = models.CharField(_("language"), max_length=8, blank=True)
    """As somebody chose it; "" for what the text tells."""
    title = models.CharField(_("title"), max_length=300, blank=True)
    """For lists: the beginning of the title as it is proposed."""
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="intakes", verbose_name=_("article")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("text taken in")
        verbose_name_plural = _("texts taken in")
        # Who may add articles may take texts in; nobody gets at those of others.
        default_permissions = ()
        indexes = [models.Index(fields=["account", "-changed_at"], name="news_intake_of_account")]

    def __str__(self):
        return self.title or self.name or str(_("(without a title)"))
