"""What an editor does, with one item and with several, and what nobody does with what lies in the bin."""

import pytest
from django.contrib.admin.models import LogEntry
from lxml import html

from news.models import Article
from publishing import publication
from publishing.models import Event, State
from publishing.roles import ADMINISTRATOR, AUTHOR, EDITOR, TRANSLATOR
from tests.desk.roles import (
    clashing,
    desk_of,
    make_account,
    make_draft,
    make_superuser,
    recorded,
    standing,
)
from tests.desk.steps import page, save
from tests.factories import make_article, make_plan
from tests.forms import filled

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"
ADD = "/admin/news/article/add/"
EVERY_ROLE = (AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR)


# --- Editors --------------------------------------------------------------------


@pytest.mark.parametrize("make", [make_article, make_plan])
def test_an_editor_does_everything_with_an_item(editor, make):
    item, desk = recorded(make()), desk_of(editor)

    save(desk, item, title_vi="Mới", slug_vi="moi")
    published = desk.post(page(item, "publish"), filled(desk.get(page(item, "publish")).content))
    item.refresh_from_db()
    withdrawn = desk.post(page(item, "withdraw"), filled(desk.get(page(item, "withdraw")).content))
    binned = desk.post(page(item, "delete"), {"post": "yes"})
    unbinned = desk.post(page(item, "unbin"))

    assert (item.title_vi, item.slug_vi) == ("Mới", "moi")
    assert {answer.status_code for answer in (published, withdrawn, binned, unbinned)} == {302}
    assert [event.kind for event in reversed(Event.objects.of(item))] == [
        "published",
        "withdrawn",
        "binned",
        "unbinned",
    ]


def test_an_editor_assigns_to_whom_may_work_on_it_and_to_nobody_else(editor, author):
    article, desk = make_draft(), desk_of(editor)
    outsider, closed = make_account(), make_account(AUTHOR, is_active=False)

    for account in (outsider, closed):
        desk.post(page(article, "assign"), {"to": str(account.pk)})
        assert Article.objects.get().assignee is None
    desk.post(page(article, "assign"), {"to": str(author.pk)})

    assert Article.objects.get().assignee == author


# --- Several at once ------------------------------------------------------------


def at_once(desk, action, items, address=ARTICLES, **sent):
    """Choose items in a list and do something with all of them."""
    return desk.post(address, {"action": action, "_selected_action": [str(item.pk) for item in items]} | sent)


@pytest.mark.parametrize("role", [AUTHOR, TRANSLATOR])
@pytest.mark.parametrize("action", ["put_into_bin", "restore_from_bin", "delete_selected"])
def test_who_puts_nothing_into_the_bin_does_not_do_so_by_a_forged_action(role, action):
    account = make_account(role)
    items = [recorded(make_article(created_by=account)), recorded(make_article(state="binned", created_by=account))]
    before = [standing(item) for item in items]

    at_once(desk_of(account), action, items, f"{ARTICLES}?state=binned", post="yes")
    at_once(desk_of(account), action, items, post="yes")
    answer = desk_of(account).get(ARTICLES)

    assert [standing(item) for item in items] == before
    assert action not in answer.content.decode()
    assert LogEntry.objects.count() == 0


def test_an_action_tells_who_may_see_nothing_nothing_of_what_it_names():
    article = recorded(make_article(title_en="Unseen", title_vi="Không thấy"))

    for sent in ({}, {"post": "yes"}, {"select_across": "1"}):
        answer = at_once(desk_of(make_account()), "put_into_bin", [article], **sent)

        assert answer.status_code == 403
        assert b"Unseen" not in answer.content


def test_an_editor_is_asked_before_several_go_into_the_bin_and_each_is_logged(editor):
    items, desk = [recorded(make_article()), recorded(make_article())], desk_of(editor)

    asked = at_once(desk, "put_into_bin", items)
    assert Article.objects.not_binned().count() == 2
    assert [item.title_en in asked.content.decode() for item in items] == [True, True]
    at_once(desk, "put_into_bin", items, post="yes")

    assert Article.objects.binned().count() == 2
    logged = LogEntry.objects.values_list("object_id", "user")
    assert sorted(logged) == sorted((str(item.pk), editor.pk) for item in items)
    assert {event.kind for item in items for event in Event.objects.of(item)} == {"binned"}


def test_the_page_that_asks_sends_what_it_asked_about(editor):
    items, desk = [recorded(make_article()), recorded(make_article())], desk_of(editor)

    desk.post(ARTICLES, filled(at_once(desk, "put_into_bin", items).content))

    assert Article.objects.binned().count() == 2


def test_an_editor_takes_several_out_of_the_bin_and_each_is_logged(editor):
    items = [recorded(make_article(state="binned")), recorded(make_article(state="binned"))]

    at_once(desk_of(editor), "restore_from_bin", items, f"{ARTICLES}?state=binned")

    assert Article.objects.binned().count() == 0
    assert LogEntry.objects.count() == 2


def test_delete_selected_of_django_deletes_nothing(editor):
    article = recorded(make_article())

    at_once(desk_of(editor), "delete_selected", [article], post="yes")

    assert Article.objects.get().state == "published"


@pytest.mark.parametrize("action", ["put_into_bin", "restore_from_bin"])
def test_more_than_two_hundred_at_once_are_refused_also_across_pages(editor, action):
    state = "binned" if action == "restore_from_bin" else "draft"
    Article.objects.bulk_create([Article(state=state) for _number in range(201)])
    some, desk = list(Article.objects.all()), desk_of(editor)
    address = f"{ARTICLES}?state={state}"

    listed = at_once(desk, action, some, address, post="yes")
    across = at_once(desk, action, some[:1], address, post="yes", select_across="1")

    assert (listed.status_code, across.status_code) == (302, 302)
    assert Article.objects.in_state(state).count() == 201
    assert LogEntry.objects.count() == 0


def test_all_of_a_list_across_pages_go_into_the_bin_where_they_are_few(editor):
    items = [recorded(make_article()) for _number in range(3)]
    binned = recorded(make_article(state="binned"))

    at_once(desk_of(editor), "put_into_bin", items[:1], post="yes", select_across="1")

    assert Article.objects.binned().count() == 4
    assert str(binned.pk) not in LogEntry.objects.values_list("object_id", flat=True)


# --- The bin --------------------------------------------------------------------


IN_THE_BIN = [
    ("change", {"title_vi": "Khác"}),
    ("keep", {"_token": "typed"}),
    ("drop", {"token": "typed"}),
    ("here", {}),
    ("publish", {"languages": ["vi"], "when": "now", "_base": "1"}),
    ("withdraw", {"what": "all", "when": "now"}),
    ("unschedule", {}),
    ("discard", {}),
    ("assign", {}),
    ("review", {"step": "send"}),
    ("review", {"step": "back", "text": "Không."}),
    ("restore", {"number": "1"}),
    ("links", {"version": "1", "language": "vi", "days": "3"}),
]


@pytest.mark.parametrize("make", [make_article, make_plan])
@pytest.mark.parametrize("role", [*EVERY_ROLE, None])
def test_what_lies_in_the_bin_is_read_and_not_worked_on_by_anybody(role, make):
    account = make_account(role) if role else make_superuser()
    item = recorded(make(created_by=account))
    publication.put_into_bin(item, account)
    desk, before = desk_of(account), standing(item)

    statuses = {f"{name} {sent}": desk.post(page(item, name), sent).status_code for name, sent in IN_THE_BIN}
    shown = html.fromstring(desk.get(page(item)).content.decode())

    assert statuses == {f"{name} {sent}": 403 for name, sent in IN_THE_BIN}
    assert standing(item) == before
    assert shown.xpath("//textarea[@name='body_vi' or @name='summary_vi'] | //input[@name='title_vi']") == []


def test_a_clash_of_what_lies_in_the_bin_waits(editor):
    article = recorded(make_article())
    clash = clashing(article, editor, {"title_en": "Theirs"}, {"title_en": "Mine"})
    publication.put_into_bin(article, editor)

    for sent in ({"drop": "yes"}, {"_newest": "2"}):
        assert desk_of(editor).post(page(article, "settle", clash.number), sent).status_code == 403
    clash.refresh_from_db()
    assert not clash.settled


@pytest.mark.parametrize("role", [AUTHOR, TRANSLATOR])
def test_only_who_puts_things_into_the_bin_takes_them_out(role):
    account = make_account(role)
    article = recorded(make_article(state="binned", created_by=account))

    assert desk_of(account).post(page(article, "unbin")).status_code == 403
    assert Article.objects.get().state == State.BINNED
