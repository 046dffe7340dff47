"""Mail from the desk: to whom, in which language, as which text, and when."""

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from publishing.mail import send, write_to
from publishing.views import absolute

pytestmark = pytest.mark.django_db
TEMPLATE = "mail/letter.txt"


def account(name, **fields):
    return get_user_model().objects.create_user(name, fields.pop("email", f"{name}@example.org"), **fields)


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_mail_goes_to_each_active_account_with_an_address(commit):
    accounts = [account("lan"), account("minh", is_active=False), account("hoa", email=""), account("thu")]

    with commit():
        write_to(accounts, "Chào", TEMPLATE)

    assert [letter.to for letter in mail.outbox] == [["lan@example.org"], ["thu@example.org"]]


def test_each_reads_their_own_language_and_else_the_sites_first(commit):
    with commit():
        write_to([account("lan", language="en"), account("minh")], _("English"), TEMPLATE)

    assert [letter.subject for letter in mail.outbox] == ["English", "Tiếng Anh"]


def test_a_subject_is_filled_in_from_the_context_and_one_that_is_typed_is_left(commit):
    accounts = [account("lan", language="en")]

    with commit():
        write_to(accounts, _("%(field)s, %(language)s"), TEMPLATE, {"field": "100%", "language": "x"})
        write_to(accounts, "50% of it", TEMPLATE)

    assert [letter.subject for letter in mail.outbox] == ["100%, x", "50% of it"]


def test_what_people_typed_begins_no_header_of_its_own(commit):
    with commit():
        write_to(
            [account("lan", language="en")],
            _("%(field)s, %(language)s"),
            TEMPLATE,
            {"field": "a\r\nBcc: b@evil.example", "language": "x"},
        )

    sent = mail.outbox[0]
    assert sent.subject == "a Bcc: b@evil.example, x"
    assert sent.message()["Bcc"] is None
    assert sent.recipients() == ["lan@example.org"]


def test_nothing_is_escaped_in_a_plain_text(commit):
    with commit():
        write_to([account("lan", language="en", first_name="Lan <& “Co”>")], "Hello", TEMPLATE)

    assert mail.outbox[0].body.startswith("Hello Lan <& “Co”>,\n")
    assert mail.outbox[0].body.rstrip().endswith(absolute(""))
    assert mail.outbox[0].message().get_content_type() == "text/plain"


def test_nothing_is_sent_about_what_was_not_saved(commit):
    with commit(), transaction.atomic():
        write_to([account("lan")], "Hello", TEMPLATE)
        transaction.set_rollback(True)

    assert mail.outbox == []


def test_a_mail_server_that_fails_stops_nobody(commit, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }

    with commit():
        write_to([account("lan")], "Hello", TEMPLATE)

    assert send.enqueue("lan@example.org", "Hello", "Hello").errors[0].exception_class is ConnectionRefusedError
