"""Links by mail with which somebody chooses a password: the first one, or a new one."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import forms, views
from django.contrib.auth.tokens import default_token_generator
from django.tasks import task
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext_lazy as _

from publishing.languages import CODES
from publishing.mail import can_be_reached, composed, language_of, later, send
from publishing.models import Account
from publishing.roles import labels_of
from publishing.views import absolute

INVITATION = (_("You are invited to the desk of ASEAN Digital"), "mail/invitation.txt")
NEW_PASSWORD = (_("A new password for the desk of ASEAN Digital"), "mail/new_password.txt")


def never_chose(account) -> bool:
    """Whether somebody was invited and has not chosen a password yet."""
    return account.last_login is None and not account.has_usable_password()


def send_link(account) -> bool:
    """Have a link sent with which somebody chooses a password; False where no mail can reach them."""
    if can_be_reached(account):
        later(write_link, account.pk)
    return can_be_reached(account)


# The queue is kept in the database, and so in its backups. What is handed to it are keys and
# addresses; the link, which is as good as a password, is made only when the mail is.


@task
def write_link(key: int) -> None:
    """Send an account its link: the invitation, or that for a new password. Two queries."""
    for account in Account.objects.with_keys([key]):
        post(account, *(INVITATION if never_chose(account) else NEW_PASSWORD))


@task
def answer_forgotten(address: str) -> None:
    """Send a link to each active account with this address that may have a password; else nothing."""
    for account in Account.objects.active().with_address(address):
        # Without a password after having logged in, logging in by password was switched off.
        if account.has_usable_password() or never_chose(account):
            post(account, *(INVITATION if never_chose(account) else NEW_PASSWORD))


def post(account, subject, template: str) -> None:
    """Make the link and send it now, which takes as long as the mail server does."""
    if can_be_reached(account):
        context = {
            "link": link_for(account),
            "again": absolute(in_language(reverse("admin_password_reset"), language_of(account))),
            "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
            "roles": labels_of(account),
        }
        send.call(account.email, *composed(account, subject, template, context))


def link_for(account) -> str:
    """The address at which somebody chooses a password, once and for some days."""
    where = {
        "uidb64": urlsafe_base64_encode(force_bytes(account.pk)),
        "token": default_token_generator.make_token(account),
    }
    return absolute(in_language(reverse("password_reset_confirm", kwargs=where), language_of(account)))


def in_language(path: str, language: str | None) -> str:
    """The address of a page for those who are not logged in, in a language."""
    return f"{path}?{urlencode({'admin_language': language})}" if language in CODES else path


# Pages


class ForgottenForm(forms.PasswordResetForm):
    """Asks for the address of an account."""

    def save(self, **options):
        """Hand the address to the queue, known or not: the answer tells no difference, not by its time either."""
        later(answer_forgotten, self.cleaned_data["email"])


class DeskPage:
    """A page about passwords in the look of the desk, in the language that its address names."""

    @property
    def language(self):
        return self.request.GET.get("admin_language")

    def get_success_url(self):
        return in_language(super().get_success_url(), self.language)

    def get_context_data(self, **kwargs):
        # Whoever is here need not be logged in; the list of what they may do would be an empty one.
        around = admin.site.each_context(self.request) | {"is_nav_sidebar_enabled": False}
        return around | super().get_context_data(**kwargs)


class Forgotten(DeskPage, views.PasswordResetView):
    form_class = ForgottenForm


class ForgottenDone(DeskPage, views.PasswordResetDoneView):
    pass


class Choose(DeskPage, views.PasswordResetConfirmView):
    """The page of a link, on which somebody chooses a password."""

    def get_user(self, uidb64):
        account = super().get_user(uidb64)
        return account if account and account.is_active else None

    def dispatch(self, *args, **kwargs):
        answer = super().dispatch(*args, **kwargs)
        # Django leads on to an address without the secret of the link, and forgets the language.
        if answer.status_code == 302 and self.request.method != "POST":
            answer.headers["Location"] = in_language(answer.headers["Location"], self.language)
        return answer


class ChooseDone(DeskPage, views.PasswordResetCompleteView):
    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"login_url": in_language(context["login_url"], self.language)}
