"""What was said and done about an item on its way to readers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.desk_querysets import CorrectionQuerySet, EventQuerySet
from publishing.fields import LineField, PlainTextField
from publishing.models.bases import Bilingual, Keyed


class Event(models.Model):
    """Something that somebody did with an item or said about it, beside its versions."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("Comment")
        SENT = "sent", _("Sent for review")
        SENT_BACK = "sent_back", _("Sent back")
        ASSIGNED = "assigned", _("Assigned")
        PUBLISHED = "published", _("Published")
        SCHEDULED = "scheduled", _("Scheduled")
        UNSCHEDULED = "unscheduled", _("Schedule cancelled")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        BINNED = "binned", _("Put into the bin")
        UNBINNED = "unbinned", _("Taken out of the bin")

    room = models.CharField(max_length=40)
    item = models.UUIDField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    text = PlainTextField(_("remark"), blank=True)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    version = models.PositiveIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    """Of a schedule: when it takes effect."""

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["item", "-made_at"], name="publishing_event_of_item")]

    def __str__(self):
        return self.get_kind_display()


class Correction(Keyed, Bilingual):
    """What readers are told about a correction of a public page."""

    told_by = "note"

    room = models.CharField(max_length=40)
    item = models.UUIDField()
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    note = LineField(_("what was corrected"), max_length=300, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["item", "-made_at"], name="publishing_correction_of_item")]
