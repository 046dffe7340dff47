"""What was saved when: versions of items, texts not saved yet, and who has an item open."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.desk_querysets import OpenQuerySet, PreviewLinkQuerySet, UnsavedQuerySet, VersionQuerySet
from publishing.models.bases import Keyed


class Version(models.Model):
    """An item with its parts as it was after a save, and where it went from there."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("Saved")
        PUBLISHED = "published", _("Published")
        LEFT = "left", _("Changes not published yet")
        DISCARDED = "discarded", _("Unpublished changes discarded")
        RESTORED = "restored", _("Restored")
        OUTSIDE = "outside", _("Changed outside the desk")
        CONFLICT = "conflict", _("Clashed with another save")

    room = models.CharField(max_length=40)
    item = models.UUIDField()
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SAVED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    content = models.JSONField()
    """The snapshot: {"room.model/<key>": {column: value}}."""
    live = models.BooleanField(default=False)
    """Whether the rows of the item were put as this says."""
    base = models.PositiveIntegerField(null=True, blank=True)
    """Of a clash: the number of the version on which its form was opened."""
    settled = models.BooleanField(default=False)
    """Of a clash: whether somebody has decided what is to stand."""
    restored_from = models.PositiveIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True)
    """The languages that were put out, or will be."""
    goes_out_at = models.DateTimeField(_("goes out at"), null=True, blank=True)

    lost: tuple[str, ...] = ()
    """Of a version that was just stored: columns that stay empty since what they named is deleted."""

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="publishing_version_numbers_an_item_once"),
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=["saved", "published", "left", "discarded", "restored", "outside", "conflict"]
                ),
                name="publishing_version_kind_is_known",
            ),
        ]
        indexes = [
            models.Index(
                fields=["goes_out_at"],
                name="publishing_version_goes_out",
                condition=models.Q(goes_out_at__isnull=False),
            )
        ]

    @property
    def kind_told(self) -> str:
        """What kind of version this is, in words for the desk."""
        made_outside = self.kind == self.Kind.OUTSIDE and self.number == 1
        return _("Made outside the desk") if made_outside else self.get_kind_display()

    def __str__(self):
        return f"{self.number}"


class Unsaved(models.Model):
    """What somebody typed into a form and has not saved: the raw form, valid or not."""

    room = models.CharField(max_length=40)
    item = models.UUIDField(null=True, blank=True)
    """None for an item that is still to be made."""
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=40)
    """Of the form as it was opened: a form typed in twice at once is kept twice."""
    typed = models.JSONField()
    """The fields as the browser sent them: {name: [values]}."""
    kept_at = models.DateTimeField(auto_now=True)

    objects = UnsavedQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-kept_at"]
        constraints = [
            models.UniqueConstraint(fields=["account", "token"], name="publishing_unsaved_is_one_per_form"),
        ]

    def __str__(self):
        return f"{self.room} {self.kept_at:%Y-%m-%d %H:%M}"


class Open(models.Model):
    """Somebody has the form of an item open."""

    room = models.CharField(max_length=40)
    item = models.UUIDField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(auto_now=True)

    objects = OpenQuerySet.as_manager()

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [
            models.UniqueConstraint(fields=["item", "account"], name="publishing_open_is_one_per_account"),
        ]

    def __str__(self):
        return f"{self.account} {self.since:%H:%M}"


class PreviewLink(Keyed):
    """A link that shows one version to somebody without an account, until it expires or is revoked."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="preview_links")
    language = models.CharField(max_length=8)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.version_id} {self.language}"
