"""Recordings of articles being read out, and which article has which."""

import uuid
from contextlib import suppress
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

from news.models.article import Article
from news.querysets import RecordingQuerySet
from publishing.fields import LineField
from publishing.languages import CODES
from publishing.models import Keyed
from publishing.row_querysets import row_at


def random_name(recording, name: str) -> str:
    """Where an uploaded recording is kept: never under the name that its sender gave it."""
    return f"recordings/{uuid.uuid4().hex}{Path(name).suffix.lower()}"


class Recording(Keyed):
    """A file in which somebody, or a machine, reads a text in one language."""

    class Voice(models.TextChoices):
        PERSON = "person", _("Read by a person")
        SYNTHETIC = "synthetic", _("Synthetic voice")

    subject = LineField(
        _("what is read"),
        max_length=300,
        help_text=_("How it is found at the desk, such as by the title of the article. Readers don't see it."),
    )
    file = models.FileField(
        _("file"),
        upload_to=random_name,
        help_text=_("MP3, M4A or OGG, at most 100 MB. MP3 and M4A play in every browser."),
    )
    language = models.CharField(
        _("language"), max_length=8, help_text=_("In which it is read. It can't be changed later.")
    )
    voice = models.CharField(_("voice"), max_length=10, choices=Voice, default=Voice.PERSON)
    seconds = models.PositiveIntegerField(_("length in seconds"), editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = RecordingQuerySet.as_manager()

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["-created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(language__in=CODES), name="news_recording_language_is_known"),
            models.CheckConstraint(
                condition=models.Q(voice__in=["person", "synthetic"]), name="news_recording_voice_is_known"
            ),
            models.CheckConstraint(condition=models.Q(seconds__gte=1), name="news_recording_lasts_a_second"),
        ]

    def save(self, *args, **kwargs):
        """Store the recording; a file that it replaces is deleted once that is certain. A query more for a new file."""
        from publishing.making import delete_later

        replaces = not self._state.adding and self.file and not self.file._committed
        before = row_at(Recording, self.pk) if replaces else None
        super().save(*args, **kwargs)
        if before:
            delete_later(before.file.storage, [before.file.name])

    def delete(self, *args, **kwargs):
        """Delete the recording, and its file once that is certain. A queryset's delete() would leave the file.

        ProtectedError, and nothing is deleted, where an article has it.
        """
        from publishing.making import delete_later

        deleted = super().delete(*args, **kwargs)
        delete_later(self.file.storage, [self.file.name])
        return deleted

    @property
    def url(self) -> str:
        """The address of the file."""
        return self.file.url

    def __str__(self):
        return f"{self.subject} ({self.language})"


class Reading(Keyed):
    """That a recording reads out an article; one for each language."""

    of_language = "language"
    derived = frozenset({"language"})
    """It follows from the recording: two editors don't clash about it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="readings", verbose_name=_("article"))
    recording = models.ForeignKey(Recording, models.PROTECT, related_name="readings", verbose_name=_("recording"))
    # The recording's own, said once more so that the database itself keeps an article from having two
    # in one language, also when two editors save at once. A recording never changes its language.
    language = models.CharField(_("language"), max_length=8, editable=False)

    class Meta:
        verbose_name = _("recording of the article")
        verbose_name_plural = _("recordings of the article")
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "language"],
                name="news_reading_is_one_per_article_and_language",
                violation_error_message=_("This article has a recording in this language already."),
            ),
            models.CheckConstraint(condition=models.Q(language__in=CODES), name="news_reading_language_is_known"),
        ]

    def clean(self):
        super().clean()
        # Without a recording, or with one that was deleted meanwhile, the field itself says what is wrong.
        with suppress(Recording.DoesNotExist):
            self.language = self.recording.language

    def save(self, *args, **kwargs):
        self.language = self.recording.language
        super().save(*args, **kwargs)

    def __str__(self):
        return str(self.recording)
