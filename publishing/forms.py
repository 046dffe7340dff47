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
from publishing.models import Picture


class Reading(forms.Widget):
    """A field that somebody may read and not write: its text as it will be printed."""

    template_name = "admin/desk/reading.html"

    def __init__(self, source, rich=False, **kwargs):
        super().__init__(**kwargs)
        self.source, self.rich = source, rich

    def get_context(self, name, value, attrs):
        text = markup.printed(self.source or "") if self.rich else self.source
        return super().get_context(name, value, attrs) | {"text": text, "lang": self.attrs.get("lang", "")}


class BilingualForm(forms.ModelForm):
    """Says at each translated field in which language it is to be written, and who may write it."""

    writable = None
    """The languages that somebody may write in; None where everything may be written. Set by the desk."""
    locked = frozenset()
    """Fields that somebody may not write although the rest may be. Set by the desk."""

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
        self.lock()

    def language_of(self, name: str) -> str | None:
        """The language of a field that holds a text in one; None for any other."""
        bases = get_translatable_fields_for_model(self._meta.model) or ()
        return next((code for base in bases for code in CODES if localized(base, code) == name), None)

    def lock(self) -> None:
        """Disable what may not be written: whatever is posted to it is ignored."""
        for name, field in self.fields.items():
            if name not in self.locked and (self.writable is None or self.language_of(name) in self.writable):
                continue
            field.disabled = True
            if isinstance(field, RichTextFormField):
                source = getattr(self.instance, name)
                field.widget = Reading(source, rich=True, attrs={"lang": self.language_of(name) or ""})


class DeskForm(BilingualForm):
    """An article's or a plan's form: paragraph ids survive, and what can't be kept is said."""

    refusal = None
    """Sentences that say why the form is shown again although each field is right; set by the desk."""

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, RichTextFormField) and name in cleaned:
                before = getattr(self.instance, name) or ""
                cleaned[name] = markup.clean(cleaned[name] or "", before=before)
            if isinstance(field, forms.SplitDateTimeField) and name in cleaned and name not in self.changed_data:
                # The form shows no fractions of a second; an untouched time keeps its own.
                cleaned[name] = getattr(self.instance, name)
        if self.refusal:
            raise ValidationError([ValidationError(sentence, code="refused") for sentence in self.refusal])
        return cleaned


class Merging(forms.ModelForm):
    """A form of a row in which two may write at once: what others changed stays, what both changed is shown.

    Each field sends along what it showed when the form was opened. A field of many choices is one thing:
    it is merged, or clashes, as a whole.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # What is not asked is not sent along either: the hash of a password is none of the browser's business.
            field.show_hidden_initial = not field.disabled
            if self.is_bound and self.add_initial_prefix(name) not in self.data and takes_many(field):
                # Nothing chosen sends nothing; drawn again, Django would say that what was just ticked was shown.
                self.send_along(name, [])

    def clean(self):
        # First: the rules are about what will be kept.
        if not self.instance._state.adding:
            self.merge()
        return super().clean()

    def merge(self) -> None:
        """Take over what others changed and this form did not; say what both changed."""
        for name in [name for name, field in self.fields.items() if name in self.cleaned_data and not field.disabled]:
            field = self.fields[name]
            shown = self.get_initial_for_field(field, name)
            now = plain(field, shown)
            if name not in self.changed_data:
                self.cleaned_data[name] = shown if takes_many(field) else getattr(self.instance, name)
            elif now not in (self.opened(name), plain(field, self.cleaned_data[name])):
                self.tell_clash(name, now)

    def opened(self, name):
        """What a field showed when the form was opened."""
        bound = self[name]
        return plain(bound.field, self._widget_data_value(bound.field.hidden_widget(), bound.html_initial_name))

    def tell_clash(self, name, now) -> None:
        """Say what somebody else wrote; saved again, the form as it stands replaces it."""
        field = self.fields[name]
        if isinstance(field, forms.FileField):
            told = _("Somebody replaced this file meanwhile. Choose your file again to put it in the place of theirs.")
            # The page shows theirs: a browser sends no file twice that was chosen once.
            self.files = self.files.copy()
            self.files.pop(self.add_prefix(name), None)
        else:
            told = _("Somebody changed this meanwhile to “%(now)s”. Save again to put your text in its place.")
        self.add_error(name, ValidationError(told, params={"now": in_words(field, now)}, code="clash"))
        self.send_along(name, now if takes_many(field) else ["" if now is None else field.prepare_value(now)])

    def send_along(self, name, values) -> None:
        """Let a field send along these as what it showed."""
        self.data = self.data.copy()
        self.data.setlist(self.add_initial_prefix(name), values)


def takes_many(field) -> bool:
    """Whether a field holds several values."""
    return issubclass(field.hidden_widget, forms.MultipleHiddenInput)


def plain(field, value):
    """What a field holds, as one would compare it: keys for rows, a name for a file."""
    if takes_many(field):
        return sorted(map(str, field.prepare_value(value or [])))
    if isinstance(field, forms.FileField):
        return getattr(value, "name", value) or ""
    return field.to_python(value)


def in_words(field, value) -> str:
    """What a field holds, as its choices are called where it has a list of them."""
    many = takes_many(field)
    listed = many or (isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField))
    names = {str(key): str(label) for key, label in field.choices} if listed else {}
    values = value if many else [value]
    return ", ".join(names.get(str(one), "" if one is None else str(one)) for one in values) or "–"


class RowForm(Merging, BilingualForm):
    """A row of a small table."""


class PictureFile(forms.ImageField):
    """A picture's file, which sends along the name of the one that was shown; `PictureForm` looks into it."""

    # Neither the ending of a name nor Django's own look at the file decides: that would try formats nobody sends.
    default_validators = ()

    def to_python(self, data):
        return data if isinstance(data, str) else forms.FileField.to_python(self, data)


class PictureForm(RowForm):
    """A picture's form: the file is checked and put in order before it is kept."""

    class Meta:
        model = Picture
        fields = (
            "file",
            *(localized(name, code) for name in ("alt", "credit") for code in CODES),
            "focus_x",
            "focus_y",
        )
        field_classes = {"file": PictureFile}
        widgets = {
            name: forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}) for name in ("focus_x", "focus_y")
        }

    def clean_file(self):
        file = self.cleaned_data["file"]
        return pictures.in_order(file) if "file" in self.changed_data else file
