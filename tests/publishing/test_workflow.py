"""The way of an item through the desk: review, remarks, assignment, and who is written to about each."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone, translation

from publishing import publication, versions, workflow
from publishing.models import Account, Event
from publishing.roles import AUTHOR, EDITOR, TRANSLATOR
from publishing.rows import rolled_back
from tests.desk.roles import changed, make_account, make_draft, make_superuser, recorded
from tests.desk.steps import page, texts
from tests.factories import make_article, make_plan

pytestmark = pytest.mark.django_db
both_rooms = pytest.mark.parametrize("make", [make_article, make_plan])


@pytest.fixture(autouse=True)
def english():
    translation.activate("en")


@pytest.fixture
def author():
    return make_account(AUTHOR, first_name="Lan")


@pytest.fixture
def editor():
    return make_account(EDITOR, first_name="Minh")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def now_of(item):
    return versions.fresh(item)


def refused(step, *arguments) -> str:
    """The sentence with which a step is refused; nothing was said and nobody was written to."""
    before = Event.objects.count(), len(mail.outbox)
    with pytest.raises(ValidationError) as error:
        step(*arguments)
    assert (Event.objects.count(), len(mail.outbox)) == before
    return " ".join(error.value.messages)


def written_to() -> set[str]:
    return {letter.to[0] for letter in mail.outbox}


def logged_in(account) -> Client:
    desk = Client()
    desk.force_login(account)
    return desk


def live_with_changes(author):
    """A live article with unpublished changes by an author."""
    article = recorded(make_article(created_by=author))
    changed(article, author, title_vi="Mới")
    return article


# --- For review and back --------------------------------------------------------


@both_rooms
def test_a_draft_is_sent_for_review_and_back_with_a_remark(make, author, editor):
    item = make_draft(make)

    workflow.send_for_review(item, author, "Xem giúp.")
    sent = now_of(item).state, workflow.in_review(now_of(item)), list(type(item).objects.in_review())
    workflow.send_back(item, editor, "Thiếu nguồn.")

    assert sent == ("in_review", True, [item])
    assert (now_of(item).state, workflow.in_review(now_of(item))) == ("draft", False)
    said = [(event.kind, event.author, event.text) for event in Event.objects.of(item)]
    assert said == [("sent_back", editor, "Thiếu nguồn."), ("sent", author, "Xem giúp.")]


@pytest.mark.parametrize("remark", ["", "  ", "\n"])
def test_nothing_is_sent_back_without_a_remark(remark, author, editor):
    article = make_draft()
    workflow.send_for_review(article, author)

    assert refused(workflow.send_back, article, editor, remark) == "Say in a remark what is to be done."
    assert now_of(article).state == "in_review"


@both_rooms
def test_unpublished_changes_of_a_live_page_are_reviewed_while_readers_keep_the_page(make, author, editor):
    item = recorded(make())
    changed(item, author, title_vi="Mới")

    workflow.send_for_review(item, author)
    assert (now_of(item).state, now_of(item).awaits_review, now_of(item).is_public()) == ("published", True, True)
    workflow.send_back(item, editor, "Chưa đủ.")
    assert (now_of(item).awaits_review, now_of(item).is_public()) == (False, True)


def test_publishing_ends_the_review(author, editor):
    article = live_with_changes(author)
    workflow.send_for_review(article, author)

    publication.publish(article, ["vi"], editor)

    assert not workflow.in_review(now_of(article))
    assert refused(workflow.send_back, article, editor, "Quá muộn.") == "This is not in review."


def test_a_withdrawn_page_can_be_reviewed_before_it_is_published_again(author):
    article = make_article(state="withdrawn")

    workflow.send_for_review(article, author)

    assert (now_of(article).state, now_of(article).awaits_review) == ("withdrawn", True)


@pytest.mark.parametrize("fields", [{}, {"state": "in_review"}, {"state": "binned"}, {"awaits_review": True}])
def test_what_has_nothing_to_look_at_is_not_sent_for_review(fields, author):
    article = make_article(**fields)

    assert refused(workflow.send_for_review, article, author) == "There is nothing here that could be sent for review."


@pytest.mark.parametrize("fields", [{}, {"state": "draft"}, {"state": "withdrawn"}, {"state": "binned"}])
def test_what_is_not_in_review_is_not_sent_back(fields, editor):
    article = make_article(**fields)

    assert refused(workflow.send_back, article, editor, "Sai.") == "This is not in review."


def test_what_is_sent_for_review_twice_is_sent_once(author):
    article = make_draft()
    workflow.send_for_review(article, author)

    assert "nothing here" in refused(workflow.send_for_review, article, author)


def test_an_empty_remark_says_nothing(author):
    article = make_draft()

    assert refused(workflow.comment, article, author, " \n") == "Write something first."


# --- Whose it is ----------------------------------------------------------------


def test_an_item_is_somebodys_and_then_nobodys(author, editor):
    article = make_draft()

    workflow.assign(article, editor, author)
    workflow.assign(article, editor, author)
    first = now_of(article).assignee
    workflow.assign(article, editor, None)

    assert (first, now_of(article).assignee) == (author, None)
    assert [(event.kind, event.about) for event in Event.objects.of(article)] == [
        ("assigned", None),
        ("assigned", author),
    ]


# --- Who is written to ----------------------------------------------------------


def test_everybody_who_publishes_is_asked_for_a_review_that_is_nobodys(author, editor, commit):
    other, boss = make_account(EDITOR), make_superuser()
    make_account(AUTHOR)
    make_account(TRANSLATOR)
    article = make_draft(created_by=author)

    with commit():
        workflow.send_for_review(article, author)

    assert written_to() == {editor.email, other.email, boss.email}


def test_a_review_that_is_somebodys_is_asked_of_whom_it_concerns(author, editor, commit):
    make_account(EDITOR)
    article = make_draft(created_by=author, assignee=editor)

    with commit():
        workflow.send_for_review(article, author)

    assert written_to() == {editor.email}


def test_a_review_that_is_the_senders_own_is_asked_of_everybody_who_publishes(author, editor, commit):
    article = make_draft(created_by=author, assignee=author)

    with commit():
        workflow.send_for_review(article, author)

    assert written_to() == {editor.email}


def test_a_review_whose_editor_can_not_be_reached_is_asked_of_everybody_who_publishes(author, editor, commit):
    silent = make_account(EDITOR)
    Account.objects.with_keys([silent.pk]).update(email="")
    article = make_draft(created_by=author, assignee=silent)

    with commit():
        workflow.send_for_review(article, author)

    assert written_to() == {editor.email}


@pytest.mark.parametrize("lost", [{"is_staff": False}, {}])
def test_who_may_not_see_an_item_any_more_is_told_nothing_about_it(lost, author, editor, commit):
    article = make_draft(created_by=author)
    author.groups.clear()
    Account.objects.with_keys([author.pk]).update(**lost or {"is_staff": True})

    with commit():
        workflow.comment(article, editor, "Bí mật.")

    assert mail.outbox == []


def test_who_sent_it_is_told_that_it_comes_back_and_why(author, editor, commit):
    article = make_draft(title_en="Ports")
    workflow.send_for_review(article, author)
    mail.outbox.clear()

    with commit():
        workflow.send_back(article, editor, "Thiếu nguồn.")

    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([author.email], "Sent back: “Ports”")
    assert [text in letter.body for text in ("Minh: Sent back", "Thiếu nguồn.", page(article))] == [True] * 3


def test_a_remark_is_told_to_all_who_had_to_do_with_it_but_not_to_who_made_it(author, editor, commit):
    saved, said, nobody = make_account(AUTHOR), make_account(EDITOR), make_account(EDITOR)
    article = make_draft(created_by=author)
    changed(article, saved, title_vi="Khác")
    workflow.comment(article, said, "Một.")
    mail.outbox.clear()

    with commit():
        workflow.comment(article, editor, "Hai.")

    assert written_to() == {author.email, saved.email, said.email}
    assert nobody.email not in written_to()


def test_who_gets_an_item_to_do_is_told_and_nobody_else(author, editor, commit):
    article = make_draft(created_by=make_account(AUTHOR))

    with commit():
        workflow.assign(article, editor, author)

    assert [(letter.to, letter.subject.split(":")[0]) for letter in mail.outbox] == [
        ([author.email], "Assigned to you")
    ]


def test_who_takes_an_item_is_not_written_to(editor, commit):
    article = make_draft()

    with commit():
        workflow.assign(article, editor, editor)
        workflow.assign(article, editor, None)
        workflow.comment(article, editor, "Của tôi.")

    assert mail.outbox == []


def test_closed_accounts_and_those_without_an_address_get_no_mail(editor, commit):
    closed, silent = make_account(EDITOR), make_account(AUTHOR)
    article = make_draft(created_by=closed, assignee=silent)
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    Account.objects.filter(pk=silent.pk).update(email="")

    with commit():
        workflow.comment(article, editor, "Có ai không?")
        workflow.assign(article, editor, None)
        workflow.send_for_review(article, editor)

    assert mail.outbox == []


def test_each_is_written_to_in_the_language_of_their_desk(author, editor, commit):
    Account.objects.filter(pk=author.pk).update(language="vi")
    other = make_account(EDITOR, language="en")
    article = make_draft(created_by=author, assignee=other, title_vi="Cảng", title_en="Ports")

    with commit():
        workflow.comment(article, editor, "Nhanh lên.")

    subjects = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert subjects[other.email] == "Comment on “Ports”"
    assert "“Cảng”" in subjects[author.email]


def test_a_title_with_signs_of_its_own_stands_in_a_subject_as_it_is(author, editor, commit):
    article = make_draft(created_by=author, title_en="100%(item)s & <b>", title_vi="x")

    with commit():
        workflow.comment(article, editor, "<b>5 & 6 %s</b>")

    (letter,) = mail.outbox
    assert letter.subject == "Comment on “100%(item)s & <b>”"
    assert "<b>5 & 6 %s</b>" in letter.body


def test_what_is_rolled_back_was_never_said(author, editor, commit):
    article = make_draft(created_by=author)

    with commit(), rolled_back():
        workflow.comment(article, editor, "Không.")

    assert (mail.outbox, Event.objects.count()) == ([], 0)


def test_an_item_that_is_gone_when_its_mail_would_go_concerns_nobody(author, editor, commit):
    article = make_draft(created_by=author)

    with commit(), transaction.atomic():
        workflow.comment(article, editor, "Xóa đi.")
        publication.delete_for_good(article)

    assert mail.outbox == []


# --- At the desk ----------------------------------------------------------------


def test_the_desk_sends_for_review_and_back(author, editor):
    article = make_draft(created_by=author)

    logged_in(author).post(page(article, "review"), {"step": "send", "text": "Xem giúp."})
    sent = now_of(article).state
    logged_in(editor).post(page(article, "review"), {"step": "back", "text": "Thiếu nguồn."})

    assert (sent, now_of(article).state) == ("in_review", "draft")
    assert {event.text for event in Event.objects.of(article)} == {"Xem giúp.", "Thiếu nguồn."}


def test_the_desk_says_why_a_step_is_refused(author, editor):
    article = make_draft(created_by=author)
    workflow.send_for_review(article, author)

    answer = logged_in(editor).post(page(article, "review"), {"step": "back", "text": ""})

    assert "Say in a remark what is to be done." in texts(answer, "//ul[contains(@class,'errorlist')]/li")
    assert now_of(article).state == "in_review"


def test_the_desk_shows_what_was_said_as_it_was_typed(author, editor):
    article = make_draft(created_by=author)
    desk = logged_in(author)

    desk.post(page(article, "say"), {"text": "<b>Một</b> & hai"})

    answer = desk.get(page(article))
    assert any("<b>Một</b> & hai" in text for text in texts(answer, "//details//li"))


def test_a_remark_that_is_too_long_is_refused(author):
    article = make_draft(created_by=author)

    logged_in(author).post(page(article, "say"), {"text": "x" * 2001})

    assert Event.objects.count() == 0


def test_the_desk_assigns_to_those_who_may_work_on_it(author, editor):
    article, reader = make_draft(created_by=author), make_account()
    desk = logged_in(editor)

    desk.post(page(article, "assign"), {"to": str(author.pk)})
    first = now_of(article).assignee
    answer = desk.post(page(article, "assign"), {"to": str(reader.pk)}, follow=True)

    assert (first, now_of(article).assignee) == (author, author)
    assert "This account can't work on it." in texts(answer, "//ul[contains(@class,'messagelist')]/li")
    desk.post(page(article, "assign"), {"to": ""})
    assert now_of(article).assignee is None


@pytest.mark.parametrize(
    ("step", "fields"), [("review", {"step": "back", "text": "x"}), ("assign", {"to": ""}), ("publish", {})]
)
def test_an_author_decides_nothing(step, fields, author):
    article = make_draft(created_by=author)

    assert logged_in(author).post(page(article, step), fields).status_code == 403


@pytest.mark.parametrize("step", ["review", "say", "assign", "unschedule", "unbin"])
def test_a_step_is_taken_by_posting_alone(step, editor):
    article = make_draft()

    assert logged_in(editor).get(page(article, step)).status_code == 405
    assert Event.objects.count() == 0


def test_an_author_sends_for_review_what_is_theirs_and_nothing_else(author):
    article = make_draft(created_by=make_account(AUTHOR))

    assert logged_in(author).post(page(article, "review"), {"step": "send"}).status_code == 403
    assert now_of(article).state == "draft"


def test_nothing_goes_out_by_asking_for_a_review_of_a_scheduled_page(author, editor):
    moment = timezone.now() + dt.timedelta(hours=1)
    article = recorded(make_article(published_at=moment, created_by=author))
    changed(article, author, title_vi="Mới")

    workflow.send_for_review(article, author)

    assert (now_of(article).is_scheduled, now_of(article).awaits_review, now_of(article).title_vi == "Mới") == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("state", ["nonsense", "\0", "x" * 500])
def test_the_list_of_an_unknown_state_is_empty(state, editor):
    make_article()

    answer = logged_in(editor).get("/admin/news/article/", {"state": state})

    assert (answer.status_code, texts(answer, "//table[@id='result_list']/tbody/tr")) == (200, [])
