"""Pictures of articles and plans."""

import uuid
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.fields import LineField
from publishing.models.bases import Bilingual, Keyed


def random_name(picture, name: str) -> str:
    """Where an uploaded picture is kept: never under the name that its sender gave it."""
    return f"pictures/{uuid.uuid4().hex}{Path(name).suffix.lower()}"


class Picture(Keyed, Bilingual):
    """A picture with what it shows and who made it, told in each language."""

    told_by = "alt"

    file = models.ImageField(_("file"), upload_to=random_name, width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = LineField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for readers who don't see it."),
    )
    credit = LineField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made the picture, such as “Photo: VNA”.")
    )
    focus_x = models.FloatField(_("focus from the left"), default=0.5)
    focus_y = models.FloatField(_("focus from the top"), default=0.5)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__range=(0, 1), focus_y__range=(0, 1)),
                name="publishing_picture_focus_is_inside",
            )
        ]

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        # Reading the size left the file open.
        self.file.close()

    @property
    def url(self) -> str:
        """The address of the file."""
        return self.file.url
