"""The desk's form for an item in several languages."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.manager import get_translatable_fields_for_model

from publishing import markup, pictures
from publishing.fields import RichTextFormField
from publishing.languages import CODES, localized
from publishing.models import Picture, State


class BilingualForm(forms.ModelForm):
    """Says at each translated field in which language it is to be written."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for base in get_translatable_fields_for_model(self._meta.model) or ():
            for code, language in settings.LANGUAGES:
                if field := self.fields.get(localized(base, code)):
                    told = self._meta.model._meta.get_field(base)
                    field.label = _("%(field)s, %(language)s") % {
                        "field": capfirst(told.verbose_name),
                        "language": str(language),
                    }
                    field.help_text = told.help_text
                    field.widget.attrs["lang"] = code


class DeskForm(BilingualForm):
    """An article's or a plan's form: paragraph ids survive, and nobody's newer save is overwritten."""

    conflict = None
    """Set by the desk where somebody saved the item after this form was opened."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        state = self.fields.get("state")
        if state and self.instance.state != State.BINNED:
            state.choices = [choice for choice in State.choices if choice[0] != State.BINNED]

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, RichTextFormField) and name in cleaned:
                before = getattr(self.instance, name) or ""
                cleaned[name] = markup.clean(cleaned[name] or "", before=before)
            if isinstance(field, forms.SplitDateTimeField) and name in cleaned and name not in self.changed_data:
                # The form shows no fractions of a second; an untouched time keeps its own.
                cleaned[name] = getattr(self.instance, name)
        if self.conflict:
            raise ValidationError(self.conflict, code="conflict")
        return cleaned


def realign(data, prefix: str, key: str, alive: set[str]) -> None:
    """Make the rows of a posted formset fit the rows that there are: first those, then all others as new.

    A row whose key is not in `alive` loses the key and keeps all that was typed into it. `data`
    is changed in place.
    """
    total = int(data.get(f"{prefix}-TOTAL_FORMS") or 0)
    rows = [
        {
            name.removeprefix(f"{prefix}-{place}-"): data.pop(name)
            for name in list(data)
            if name.startswith(f"{prefix}-{place}-")
        }
        for place in range(total)
    ]
    kept = [row for row in rows if row.get(key, [""])[0] in alive]
    new = [{name: values for name, values in row.items() if name != key} for row in rows if row not in kept]
    for place, row in enumerate(kept + new):
        for name, values in row.items():
            data.setlist(f"{prefix}-{place}-{name}", values)
    data[f"{prefix}-INITIAL_FORMS"] = str(len(kept))


class PictureForm(BilingualForm):
    """A picture's form: the file is checked and put in order before it is kept."""

    class Meta:
        model = Picture
        fields = (
            "file",
            *(localized(name, code) for name in ("alt", "credit") for code in CODES),
            "focus_x",
            "focus_y",
        )

    def clean_file(self):
        file = self.cleaned_data["file"]
        return pictures.in_order(file) if "file" in self.changed_data else file
