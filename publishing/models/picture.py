"""Pictures of articles and plans."""

import uuid
from dataclasses import asdict
from pathlib import Path

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import renditions
from publishing.fields import LineField
from publishing.models.bases import Bilingual, Keyed
from publishing.renditions import Size
from publishing.row_querysets import row_at


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
    sizes = models.JSONField(default=list, blank=True, editable=False)
    """Each `Size` that is made, as a dict: a page asks the row, never the disk."""
    old_files = models.JSONField(default=list, blank=True, editable=False)
    """[name, moment] of files that no page names any more, but pages that were kept elsewhere still may."""
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
        """Store the picture; what sizes it lacks are made once that is certain. A query more for a new file."""
        from publishing.making import make_later

        replaces = not self._state.adding and self.file and not self.file._committed
        if replaces and (before := row_at(Picture, self.pk)):
            self.let_go(before.file.name)
        super().save(*args, **kwargs)
        # Reading the size left the file open.
        self.file.close()
        if kwargs.get("update_fields") is None:
            make_later(self)

    def delete(self, *args, **kwargs):
        """Delete the picture, and its files once that is certain. A queryset's delete() would leave them."""
        from publishing.making import delete_later

        delete_later(self.file.storage, self.files())
        return super().delete(*args, **kwargs)

    @property
    def url(self) -> str:
        """The address of the file as it was uploaded."""
        return self.file.url

    @property
    def source(self) -> str:
        """What the names of its sizes begin with: a new one with each file."""
        return Path(self.file.name or "").stem

    @property
    def focus(self) -> tuple[float, float]:
        """The point that no cut may lose, from the left and from the top, 0 to 1."""
        return self.focus_x, self.focus_y

    def sizes_made(self) -> list[Size]:
        """The sizes of the present file that can be shown; a cut around an older focus until it is made again."""
        # A format may have gone with another build of Pillow.
        made = [Size(**size) for size in self.sizes if size["ending"] in renditions.FORMS]
        return [size for size in made if size.source == self.source]

    def sizes_wanted(self) -> list[Size]:
        """The sizes that there are to be. No query."""
        return renditions.wanted(self.source, self.width, self.height, self.focus)

    def sizes_lacking(self) -> list[Size]:
        """The sizes that are still to be made. No query."""
        made = {size.made_from for size in self.sizes_made()}
        return [size for size in self.sizes_wanted() if size.made_from not in made]

    def take(self, size: Size) -> None:
        """Note a size that was made, in the place of one of the same shape, format and width. The row is not stored."""
        for old in self.sizes:
            if Size(**old).place == size.place:
                self.let_go(old["name"])
        self.sizes = [old for old in self.sizes if Size(**old).place != size.place] + [asdict(size)]

    def let_go(self, name: str) -> None:
        """Note a file that is to be deleted when no kept page can name it any more. The row is not stored."""
        self.old_files = [*self.old_files, [name, timezone.now().isoformat()]]

    def files(self) -> list[str]:
        """The name of every file that is kept for this picture."""
        return [self.file.name, *(size["name"] for size in self.sizes), *(name for name, _since in self.old_files)]
