"""The form in which somebody pastes a text, or uploads the file that holds it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import intake
from news.intake.texts import LONGEST
from publishing.text import line


class IntakeForm(forms.Form):
    """One of the two; valid, `read` is the text in it."""

    text = forms.CharField(
        label=gettext_lazy("Text to take in"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 14, "class": "vLargeTextField", "spellcheck": "false"}),
        help_text=gettext_lazy("The whole page may be pasted: what is no part of the article is set aside."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput({"accept": ".txt,.html,.htm,.docx"}),
        help_text=gettext_lazy("A text (.txt), a page (.html) or a Word document (.docx), up to 20 MB."),
    )

    read: intake.Text | None = None

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        text, file = cleaned["text"], cleaned["file"]
        if not text.strip() and not file:
            raise forms.ValidationError(_("Paste a text, or choose a file."))
        if text.strip() and file:
            raise forms.ValidationError(_("Paste a text or choose a file, not both."))
        try:
            self.read = read_file(file) if file else read_pasted(text)
        except intake.Unreadable as problem:
            told = f"{line(file.name) if file else _('The text that you pasted')} {problem}"
            self.add_error("file" if file else "text", told)
            if len(text) > LONGEST:
                # Nobody could work with it in the field, and it would be sent to and fro.
                self.data = {}
        return cleaned


def read_file(file) -> intake.Text:
    """The text of an uploaded file, whose size is known before it is read. Unreadable says why there is none."""
    intake.check_size(file.size)
    return intake.read(file.read(), file.name)


def read_pasted(text: str) -> intake.Text:
    """A text from a field, in which browsers send each line break as two signs. Unreadable says why it is none."""
    return intake.read(text.replace("\r\n", "\n").encode("utf-8", "replace"))


def too_large() -> IntakeForm:
    """The form again for what was too large to be looked at."""
    form = IntakeForm({})
    form.full_clean()
    form.errors.clear()
    try:
        intake.check_size(intake.LARGEST + 1)
    except intake.Unreadable as problem:
        form.add_error("text", f"{_('What you sent')} {problem}")
    return form
