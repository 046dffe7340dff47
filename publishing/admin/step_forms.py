"""The forms of an item's way to readers: what to publish and when, why it is withdrawn, what is said."""

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.dates import inside
from publishing.languages import CODES, localized
from publishing.models import Account

WORDS = 2000
"""Signs of a remark."""


def line_for_readers(language, label, help_text) -> forms.CharField:
    """A line in a language that readers will see, or that stays empty."""
    widget = forms.TextInput(attrs={"lang": language, "class": "vTextField"})
    return forms.CharField(label=label, required=False, max_length=300, widget=widget, help_text=help_text)


class TimedForm(forms.Form):
    """Now, or at a moment."""

    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        choices=[("now", gettext_lazy("Now")), ("later", gettext_lazy("At a time"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    at = forms.SplitDateTimeField(
        label=gettext_lazy("Date and time"), required=False, widget=AdminSplitDateTime, validators=[inside]
    )

    def clean(self):
        cleaned = super().clean()
        later = cleaned.get("when") == "later"
        if later and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Give a date and a time."))
        if later and cleaned.get("at") and cleaned["at"] <= timezone.now():
            self.add_error("at", _("This moment has passed. Choose a later one, or “Now”."))
        return cleaned

    def moment(self):
        """The moment that was chosen; None where it is to be at once."""
        return self.cleaned_data["at"] if self.cleaned_data["when"] == "later" else None


class PublishForm(TimedForm):
    """Which languages go out, and when; a note for readers where a public page is corrected."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language to publish.")},
    )
    field_order = ("languages", "when", "at")

    def __init__(self, *args, item, lacking, **kwargs):
        super().__init__(*args, **kwargs)
        self.lacking = lacking
        self.fields["languages"].initial = [code for code in CODES if not lacking[code]]
        if item.is_scheduled:
            self.fields["when"].initial, self.fields["at"].initial = "later", item.published_at
        for code, language in settings.LANGUAGES if item.is_public() else ():
            self.fields[localized("note", code)] = line_for_readers(
                code,
                _("What is corrected, %(language)s") % {"language": str(language)},
                _("Readers see it with the date. Empty where nothing is to be said."),
            )

    def clean_languages(self):
        chosen = self.cleaned_data["languages"]
        for code, language in settings.LANGUAGES:
            if code in chosen and self.lacking[code]:
                raise ValidationError(
                    _("%(language)s lacks: %(fields)s.")
                    % {"language": str(language), "fields": ", ".join(map(str, self.lacking[code]))}
                )
        return chosen

    def correction(self) -> dict[str, str]:
        """The note for readers, {language: text}."""
        return {code: self.cleaned_data.get(localized("note", code), "") for code in CODES}


class WithdrawForm(TimedForm):
    """What is taken back, when, and what readers are told or where they are led."""

    what = forms.ChoiceField(label=gettext_lazy("What"), widget=forms.RadioSelect, initial="all")
    field_order = ("what", "when", "at")

    def __init__(self, *args, item, site, **kwargs):
        super().__init__(*args, **kwargs)
        ready = [(code, name) for code, name in settings.LANGUAGES if code in item.languages_ready]
        one = [(code, _("Only %(language)s") % {"language": str(name)}) for code, name in ready]
        self.fields["what"].choices = [("all", _("The whole page")), *(one if len(one) > 1 else [])]
        for code, language in settings.LANGUAGES:
            self.fields[localized("reason", code)] = line_for_readers(
                code,
                _("Reason, %(language)s") % {"language": str(language)},
                _("Shown to readers who come to the withdrawn page."),
            )
        link = item._meta.get_field("replaced_by")
        self.fields["replaced_by"] = forms.ModelChoiceField(
            label=_("Lead readers to"),
            required=False,
            queryset=type(item).objects.not_binned(),
            widget=AutocompleteSelect(link, site),
            help_text=_("Readers of the old address are led to this page instead of being told a reason."),
        )

    def reasons(self) -> dict[str, str]:
        """What readers are told, {language: text}."""
        return {code: self.cleaned_data.get(localized("reason", code), "") for code in CODES}


class RemarkField(forms.CharField):
    """A text whose signs are counted as the browser counts them: the end of a line is one."""

    def to_python(self, value):
        # No form means a NUL, and no database keeps one.
        return super().to_python((value or "").replace("\r\n", "\n").replace("\0", ""))


class RemarkForm(forms.Form):
    """Something to say, to be sent on or back with."""

    text = RemarkField(
        label=gettext_lazy("Remark"),
        max_length=WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class AssignForm(forms.Form):
    """Whose an item is to do."""

    to = forms.ModelChoiceField(label=gettext_lazy("Assigned to"), queryset=Account.objects.none(), required=False)

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        named = f"{item._meta.app_label}.%s_{item._meta.model_name}"
        self.fields["to"].queryset = Account.objects.may(*(named % one for one in ("change", "write", "translate")))
        self.fields["to"].label_from_instance = lambda account: account.get_full_name() or account.get_username()
        self.fields["to"].empty_label = _("nobody")
        self.fields["to"].initial = item.assignee_id
