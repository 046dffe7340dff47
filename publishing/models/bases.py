"""What rows of every room share: a key, texts in several languages, a citation."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.dates import Precision
from publishing.fields import PlainTextField
from publishing.languages import CODES, Shown, localized, reading_order


class Keyed(models.Model):
    """A row with a key that means the same everywhere, also before it is saved.

    Versions of an item are snapshots in which rows refer to each other; a key that the
    database hands out would differ between a try and the real thing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Passing(models.Model):
    """Rows that upkeep deletes once they were kept long enough; `objects.over_before(moment)` says which these are."""

    told_in_upkeep = ""
    """What upkeep calls them when it says how many went."""

    class Meta:
        abstract = True


class Bilingual(models.Model):
    """Texts in several languages; whatever has a title in a language is shown in it."""

    told_by = "title"
    """The translated field that tells whether the row has a text in a language at all."""

    class Meta:
        abstract = True

    @property
    def languages_ready(self) -> list[str]:
        """The languages in which this can be shown."""
        return [code for code in CODES if getattr(self, localized(self.told_by, code))]

    @property
    def shown(self) -> Shown:
        """The texts as a reader of the active language sees them."""
        return Shown(self)

    def __str__(self):
        # At the desk a text that no reader may see yet still has its title.
        texts = [getattr(self, localized(self.told_by, code)) for code in reading_order()]
        return str(getattr(self.shown, self.told_by)) or next(filter(None, texts), "") or str(_("(without a title)"))


class Cited(Keyed):
    """Something that a page rests on: a document or an article elsewhere."""

    title = PlainTextField(_("title"), help_text=_("In its own language, as it stands there."))
    language = models.CharField(_("language"), max_length=8, blank=True)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    dated_precision = models.CharField(_("known to the"), max_length=8, choices=Precision, default=Precision.DAY)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title
