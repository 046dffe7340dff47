"""The desk's form for a link to a plan: the plan, and the sentence that shows it."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext as _

from news.linking import paragraphs_of, placed
from news.models import PlanLink
from plans.models import PlanPart
from publishing import markup
from publishing.dates import Precision
from publishing.forms import BilingualForm, DeskForm
from publishing.languages import CODES, localized
from publishing.text import line


class DatedField(forms.SplitDateTimeField):
    """A date whose time may be left empty: many originals tell the day alone."""

    widget = AdminSplitDateTime

    def clean(self, value):
        if self.disabled:
            return super().clean(value)  # not what was sent, but the date itself
        day, time = value or ("", "")
        return super().clean([day, time or "00:00"] if day else value)


class ArticleForm(DeskForm):
    """An article's form; a date without its time is known to the day."""

    def clean(self):
        cleaned = super().clean()
        dated = self.add_prefix("dated_at")
        by_minute = cleaned.get("dated_precision") == Precision.MINUTE and not self.fields["dated_at"].disabled
        if by_minute and self.data.get(f"{dated}_0") and not self.data.get(f"{dated}_1"):
            cleaned["dated_precision"] = Precision.DAY
        return cleaned


class PlanLinkForm(BilingualForm):
    """A link with one sentence per language, which must stand in the article's text."""

    class Meta:
        model = PlanLink
        fields = ("plan", "part", "decision", *(localized("note", code) for code in CODES))

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article
        kept = self._kept()
        for code, language in settings.LANGUAGES:
            self.fields[localized("sentence", code)] = forms.CharField(
                label=_("Sentence that shows it, %(language)s") % {"language": str(language)},
                required=False,
                initial=kept.get(code, ""),
                widget=forms.Textarea(
                    attrs={
                        "rows": 3,
                        "lang": code,
                        "data-sentences-of": f"id_{localized('body', code)}",
                        "data-label": _("Choose a sentence of the text"),
                    }
                ),
            )
        self.lock()
        if "part" in self.fields:
            self.fields["part"].queryset = PlanPart.objects.of_plan(self._plan())
            self.fields["part"].error_messages["invalid_choice"] = _("This is a part of another plan.")
            self.fields["part"].help_text = _("Once the link is saved, the parts of its plan can be chosen.")

    def language_of(self, name):
        sentences = {localized("sentence", code): code for code in CODES}
        return sentences.get(name) or super().language_of(name)

    def _plan(self):
        """The key of the plan that is chosen, or was; None where there is none."""
        chosen = self.data.get(self.add_prefix("plan")) if self.is_bound else None
        try:
            return UUID(chosen) if chosen else self.instance.plan_id
        except ValueError:
            return None

    def _kept(self) -> dict[str, str]:
        if self.instance._state.adding:
            return {}
        return {row.language: row.sentence for row in self.instance.evidence.all()}

    def sentences(self) -> dict[str, str]:
        """What was chosen: {language: sentence}; "" takes the sentence of a language away."""
        return {code: self.cleaned_data.get(localized("sentence", code), "") for code in CODES}

    def text_in(self, code):
        """The paragraphs of the article as it is being saved."""
        title, lead, body = (getattr(self.article, localized(name, code)) or "" for name in ("title", "lead", "body"))
        return paragraphs_of(line(title), line(lead), markup.clean(body))

    def clean(self):
        cleaned = super().clean()
        for code, language in settings.LANGUAGES:
            name = localized("sentence", code)
            if name in self.changed_data and cleaned.get(name) and placed(self.text_in(code), cleaned[name]) is None:
                self.add_error(
                    name,
                    _("This sentence does not stand in the text in %(language)s. Copy it from there, word for word.")
                    % {"language": str(language)},
                )
        return cleaned


class PlanLinkFormSet(forms.BaseInlineFormSet):
    """The links of an article; each form knows the article as it is being saved."""

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"article": self.instance}
