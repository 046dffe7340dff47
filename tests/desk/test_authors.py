"""What an author may write, and what is refused or ignored however it is asked for."""

import pytest
from lxml import html

from news.models import Article
from publishing import publication
from publishing.models import Event, State
from publishing.roles import ADMINISTRATOR, AUTHOR, EDITOR, TRANSLATOR
from tests.desk.roles import (
    article_with_parts,
    changed,
    desk_of,
    form_as_seen_by_an_editor,
    make_account,
    make_draft,
    newest_row,
    plan_with_parts,
    recorded,
    standing,
    written,
)
from tests.desk.steps import page, save, source
from tests.factories import make_article
from tests.forms import filled

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"
ADD = "/admin/news/article/add/"
EVERY_ROLE = (AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR)


def test_an_author_writes_and_saves_an_article_of_their_own(author):
    desk = desk_of(author)

    made = desk.post(ADD, filled(desk.get(ADD).content, title_vi="Bài mới"))
    article = Article.objects.get()
    saved = save(desk, article, body_vi="<p>Một đoạn.</p>", **source(0, "Báo cáo"))

    article.refresh_from_db()
    assert (made.status_code, saved.status_code) == (302, 302)
    assert (article.created_by, article.state, article.title_vi) == (author, State.DRAFT, "Bài mới")
    assert "Một đoạn." in article.body_vi
    assert article.sources.get().title == "Báo cáo"


def test_an_author_writes_what_was_assigned_to_them_until_it_is_somebody_elses(author, editor):
    article, desk = make_draft(created_by=editor, assignee=author), desk_of(author)

    assert save(desk, article, title_vi="Của tôi").status_code == 302
    Article.objects.update(assignee=editor)

    assert desk.post(page(article), {"title_vi": "Vẫn của tôi"}).status_code == 403
    assert newest_row(article)["title_vi"] == "Của tôi"


@pytest.mark.parametrize("make", [article_with_parts, plan_with_parts])
def test_what_somebody_may_not_write_opens_to_be_read(author, make):
    item = make()

    answer = desk_of(author).get(page(item))

    form = html.fromstring(answer.content.decode()).xpath(f"//form[@id='{item._meta.model_name}_form']")[0]
    hidden = {"csrfmiddlewaretoken", "_base", "_token"}
    typed = form.xpath(".//textarea | .//select | .//input[not(@type='hidden')]")
    assert answer.status_code == 200
    assert item.title_vi in form.text_content()
    assert [field.get("name") for field in typed if field.get("name") not in hidden] == []


@pytest.mark.parametrize("make", [article_with_parts, plan_with_parts])
def test_an_author_changes_nothing_of_what_others_wrote_by_a_forged_request(author, make):
    item = make()
    sent = form_as_seen_by_an_editor(item) | {"title_vi": "Của tôi", "sources-0-DELETE": "on"}
    before = standing(item)

    answer = desk_of(author).post(page(item), sent)

    assert answer.status_code == 403
    assert standing(item) == before


def test_fields_that_an_author_does_not_see_are_ignored_when_they_are_forged(author, editor):
    article = make_draft(created_by=author)
    columns = Article.objects.values("state", "published_at", "ready_vi", "created_by", "assignee", "updated_at")
    before = columns.get()

    answer = save(
        desk_of(author),
        article,
        title_vi="Mới",
        state="published",
        published_at="2020-01-01 10:00",
        published_at_0="2020-01-01",
        published_at_1="10:00:00",
        ready_vi="on",
        ready_en="on",
        created_by=str(editor.pk),
        assignee=str(editor.pk),
        updated_at="2020-01-01 10:00",
        id=str(make_article().pk),
        replaced_by=str(make_article().pk),
    )

    assert answer.status_code == 302
    assert columns.get(pk=article.pk) == before
    assert written(article) == {"title_vi"}


def test_an_author_is_not_led_on_to_publishing_by_a_forged_button(author):
    article = make_draft(created_by=author)

    answer = save(desk_of(author), article, title_vi="Mới", _publish="1")

    assert answer.headers["Location"] == ARTICLES


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_an_author_does_not_change_an_address_that_readers_know(author, state):
    article = recorded(make_article(created_by=author, slug_vi="cu", slug_en="old"))
    Article.objects.update(state=state)

    answer = save(desk_of(author), article, title_vi="Mới", slug_vi="moi", slug_en="new")

    assert answer.status_code == 302
    assert (newest_row(article)["slug_vi"], newest_row(article)["slug_en"]) == ("cu", "old")
    assert newest_row(article)["title_vi"] == "Mới"


def test_an_author_chooses_the_address_of_what_no_reader_knows(author):
    article = make_draft(created_by=author)

    save(desk_of(author), article, slug_vi="dia-chi-moi")

    assert newest_row(article)["slug_vi"] == "dia-chi-moi"


def test_sending_the_form_of_a_new_article_again_is_no_way_around_what_holds_since(author, editor):
    desk = desk_of(author)
    form = filled(desk.get(ADD).content, title_vi="Bài", slug_vi="bai", body_vi="<p>Câu.</p>")
    desk.post(ADD, form)
    article = Article.objects.get()
    publication.publish(article, ["vi"], editor)
    before = standing(article)

    assert desk.post(ADD, form | {"slug_vi": "khac"}).status_code == 403
    assert standing(article) == before

    publication.put_into_bin(article, editor)
    before = standing(article)
    assert desk.post(ADD, form | {"title_vi": "Khác"}).status_code == 403
    assert standing(article) == before


def test_a_new_article_sent_under_the_token_of_somebody_else_touches_nothing_of_theirs(author):
    theirs, mine = desk_of(make_account(AUTHOR)), desk_of(author)
    form = filled(theirs.get(ADD).content, title_vi="Của họ")
    theirs.post(ADD, form)
    article = Article.objects.get()
    before = standing(article)

    answer = mine.post(ADD, form | {"title_vi": "Của tôi"})

    assert answer.status_code == 403
    assert standing(article) == before


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("publish", {"languages": ["vi"], "when": "now", "_base": "2"}),
        ("withdraw", {"what": "all", "when": "now"}),
        ("unschedule", {}),
        ("discard", {}),
        ("assign", {}),
        ("delete", {"post": "yes"}),
        ("unbin", {}),
        ("review", {"step": "back", "text": "Không."}),
    ],
)
def test_an_author_decides_nothing_about_what_readers_see(author, editor, own, name, sent):
    article = recorded(make_article(created_by=author if own else editor))
    changed(article, author, title_vi="Chưa đăng")
    Article.objects.update(awaits_review=True)
    before = standing(article)

    answer = desk_of(author).post(page(article, name), sent)

    assert answer.status_code == 403
    assert standing(article) == before


def test_an_author_sends_their_own_article_for_review_and_comments(author):
    article, desk = make_draft(created_by=author), desk_of(author)

    desk.post(page(article, "say"), {"text": "Xong rồi."})
    desk.post(page(article, "review"), {"step": "send", "text": "Nhờ xem."})

    article.refresh_from_db()
    assert article.state == State.IN_REVIEW
    assert sorted(Event.objects.of(article).values_list("kind", "text")) == [
        ("comment", "Xong rồi."),
        ("sent", "Nhờ xem."),
    ]


def test_an_author_sends_no_article_of_others_for_review_but_comments_on_it(author, editor):
    article, desk = make_draft(created_by=editor), desk_of(author)

    assert desk.post(page(article, "review"), {"step": "send"}).status_code == 403
    assert desk.post(page(article, "say"), {"text": "Hay lắm."}).status_code == 302

    assert [event.kind for event in Event.objects.of(article)] == ["comment"]


def test_an_author_restores_older_versions_of_their_own_articles_alone(author, editor):
    own, other, desk = make_draft(created_by=author), make_draft(created_by=editor), desk_of(author)
    for article in (own, other):
        changed(article, title_vi="Mới")

    statuses = [desk.post(page(article, "restore"), {"number": "1"}).status_code for article in (own, other)]

    assert statuses == [302, 403]
    assert newest_row(own)["title_vi"] != "Mới"
    assert newest_row(other)["title_vi"] == "Mới"


def test_an_author_restores_no_address_that_readers_know_another_one_for(author, editor):
    article = recorded(make_article(created_by=author, slug_vi="cu"))
    changed(article, editor, slug_vi="moi")
    publication.publish(article, ["vi", "en"], editor)
    before = standing(article)

    assert desk_of(author).post(page(article, "restore"), {"number": "1"}).status_code == 403
    assert standing(article) == before
    assert desk_of(editor).post(page(article, "restore"), {"number": "1"}).status_code == 302
    assert newest_row(article)["slug_vi"] == "cu"
