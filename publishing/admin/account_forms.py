"""The forms in which somebody is invited and an account is changed."""

from django import forms
from django.conf import settings
from django.contrib.auth.forms import UserChangeForm, UsernameField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing.forms import Merging
from publishing.models import Account
from publishing.roles import LABELS, TRANSLATOR


class RolesField(forms.ModelMultipleChoiceField):
    """Groups under the names that the desk gives them."""

    def label_from_instance(self, group):
        return LABELS.get(group.name, group.name)


class LanguagesOfWork(forms.MultipleChoiceField):
    """Languages of the site, ticked; a list of their codes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self):
        told = Account._meta.get_field("languages")
        super().__init__(
            label=capfirst(told.verbose_name), help_text=told.help_text, choices=settings.LANGUAGES, required=False
        )


class AccountRules(forms.ModelForm):
    """What holds for an account however it is written."""

    def clean_email(self):
        """An address leads to one account: with two, a link to choose a password would open either."""
        address = self.cleaned_data["email"]
        if address and Account.objects.with_address(address).besides(self.instance).exists():
            raise forms.ValidationError(_("Another account has this address."), code="unique")
        return address

    def clean(self):
        cleaned = super().clean()
        # One's own roles are shown and not asked, so they are not among the answers.
        groups = cleaned.get("groups", self.instance.groups.all() if self.instance.pk else ())
        translates = any(group.name == TRANSLATOR for group in groups)
        if translates and not cleaned.get("languages") and "languages" not in self.errors:
            self.add_error("languages", _("Tick the languages in which the translator may write."))
        return cleaned


class AccountForm(Merging, AccountRules, UserChangeForm):
    """An account that there is. Two may change it at once."""

    languages = LanguagesOfWork()


class InvitationForm(AccountRules):
    """An account that is made by inviting somebody: no password is typed."""

    languages = LanguagesOfWork()

    class Meta:
        model = Account
        fields = ("username", "email", "first_name", "last_name", "groups", "languages", "language")
        field_classes = {"username": UsernameField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].required = True

    def clean_username(self):
        username = self.cleaned_data["username"]
        if Account.objects.with_username(username).exists():
            raise forms.ValidationError(_("Another account has this username."), code="unique")
        return username
