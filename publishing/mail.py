"""Mail to people at the desk: plain text, each in their language, sent by the queue."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.tasks import task
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from publishing.text import line


def write_to(accounts, subject, template: str, context: dict | None = None) -> None:
    """Write to each of the accounts that is active and has an address, once what is being saved is saved.

    The subject is a lazy text, whose %(names)s are filled in from the context, or a plain one.
    The template extends `mail/letter.txt`, and besides the context is given `account` and `site`; addresses in it
    are made by `publishing.views.absolute`. No query here, and one for each mail in the queue.
    """
    for account in accounts:
        if can_be_reached(account):
            subject_line, text = composed(account, subject, template, context or {})
            later(send, account.email, subject_line, text)


def can_be_reached(account) -> bool:
    """Whether mail is sent to an account."""
    return account.is_active and bool(account.email)


def language_of(account) -> str:
    """The language in which the desk speaks to somebody."""
    return account.language or settings.LANGUAGE_CODE


def composed(account, subject, template: str, context: dict) -> tuple[str, str]:
    """Subject and text of a mail in the language of the account that it is for."""
    with translation.override(language_of(account)):
        # Only a text of ours has places to fill in; a "%" in somebody's own words is one.
        told = str(subject) % context if isinstance(subject, Promise) else subject
        text = render_to_string(template, {"account": account, "site": settings.SITE_URL} | context)
    # What people typed stands in the subject, too: on one line it begins no header of its own.
    return line(told), text.strip() + "\n"


def later(job, *args) -> None:
    """Hand a task to the queue once what is being saved is saved, and not at all if it is taken back."""
    transaction.on_commit(partial(job.enqueue, *args))


@task
def send(address: str, subject: str, text: str) -> None:
    """Send one mail. Errors of the mail server fail the task, which keeps them; nobody waits for it."""
    # The header keeps answers of those who are away from coming back.
    EmailMessage(subject, text, to=[address], headers={"Auto-Submitted": "auto-generated"}).send()
