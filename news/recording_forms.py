"""The desk's forms for a recording, and for the recordings of an article."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.translation import gettext as _

from news import recordings
from news.models import Recording
from publishing.forms import RowForm
from publishing.row_querysets import take_out


class RecordingFile(forms.FileField):
    """A recording's file, which sends along the name of the one that was shown."""

    def to_python(self, data):
        return data if isinstance(data, str) else super().to_python(data)


class RecordingForm(RowForm):
    """A recording's form: what the file holds is heard, not believed."""

    class Meta:
        model = Recording
        fields = ("subject", "file", "language", "voice")
        field_classes = {"file": RecordingFile}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("language"):
            field.widget = forms.Select(choices=[("", "---------"), *settings.LANGUAGES])

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            sound = recordings.heard(file)
            file.name = f"recording.{sound.ending}"
            self.instance.seconds = sound.seconds
        return file

    def clean_language(self):
        language = self.cleaned_data["language"]
        if language not in dict(settings.LANGUAGES):
            raise ValidationError(_("Choose a language of the site."))
        return language


class ReadingFormSet(forms.BaseInlineFormSet):
    """The recordings of an article: at most one in each language."""

    def clean(self):
        super().clean()
        # `deleted_forms` is empty as soon as anything else in the form is wrong.
        kept = [form.cleaned_data for form in self.forms if not form.cleaned_data.get(DELETION_FIELD_NAME)]
        chosen = [row["recording"].language for row in kept if row.get("recording")]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("An article has one recording in each language. Take the others away."))

    def save_existing_objects(self, commit=True):
        """Store the rows that were there. A query more for each that changed or goes."""
        # Rows that trade their languages would be in each other's way, so all leave first; saved, they are back.
        take_out([form.instance for form in self.initial_forms if commit and form.has_changed()])
        return super().save_existing_objects(commit)
