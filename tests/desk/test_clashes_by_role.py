"""Who settles which clash, and who sees what was typed."""

import copy

import pytest
from lxml import html

from news.models import Article, PlanLink
from publishing import publication, versions
from publishing.models import Open, Unsaved, Version
from publishing.roles import ADMINISTRATOR, AUTHOR, EDITOR, TRANSLATOR
from publishing.rows import key_of
from tests.desk.roles import (
    article_with_parts,
    changed,
    clashing,
    desk_of,
    make_account,
    make_draft,
    newest_row,
    recorded,
    standing,
)
from tests.desk.steps import opened, page
from tests.factories import make_article
from tests.forms import filled

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"
ADD = "/admin/news/article/add/"
EVERY_ROLE = (AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR)


# --- Clashes --------------------------------------------------------------------


SETTLE = "//form[@id='settle']"


def decided(desk, item, clash, **choices):
    """Send the screen of a clash, with choices for fields of the item whether or not it offers them."""
    address = page(item, "settle", clash.number)
    sent = filled(desk.get(address).content, SETTLE)
    for name, value in choices.items():
        kind, field = ("combine", name.removeprefix("text_")) if name.startswith("text_") else ("choice", name)
        sent[f"{kind}:{key_of(item)}.{field}"] = value
    return desk.post(address, sent)


def test_a_translator_settles_their_own_clash_in_their_own_language(translator):
    article = article_with_parts()
    clash = clashing(article, translator, {"title_en": "Theirs"}, {"title_en": "Mine"})

    answer = decided(desk_of(translator), article, clash, title_en="combine", text_title_en="Both")

    assert answer.status_code == 302
    assert newest_row(article)["title_en"] == "Both"


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("sent", [{"_newest": "2"}, {"drop": "yes"}])
def test_a_clash_of_others_is_neither_settled_nor_dropped(translator, author, own, sent):
    article = recorded(make_article(created_by=author))
    clash = clashing(article, make_account(TRANSLATOR), {"title_en": "Theirs"}, {"title_en": "Mine"})
    before = standing(article)

    assert desk_of(translator).post(page(article, "settle", clash.number), sent).status_code == 403
    assert standing(article) == before


def unknown_base(article, translator):
    """A clash of a save that did not say on what it was opened, so that everything may clash."""
    desk = desk_of(translator)
    form = opened(desk, article) | {"title_en": "Mine", "_base": ""}
    assert desk.post(page(article), form).status_code == 409
    return Version.objects.unsettled(article).get()


@pytest.mark.parametrize("choice", [{"title_vi": "mine"}, {"title_vi": "combine", "text_title_vi": "Giả"}])
def test_a_decision_about_another_language_does_not_pass(translator, choice):
    article = article_with_parts(title_vi="Cũ")
    clash = unknown_base(article, translator)
    changed(article, title_vi="Mới", lead_vi=None)
    before = standing(article)

    answer = decided(desk_of(translator), article, clash, title_en="mine", lead_vi="theirs", **choice)

    assert answer.status_code == 403
    assert standing(article) == before


def test_a_row_that_an_editor_removed_does_not_come_back_by_a_translators_decision(translator):
    article = article_with_parts()
    link = PlanLink.objects.get()
    form = opened(desk_of(translator), article)
    content = copy.deepcopy(versions.newest(article).content)
    versions.store(
        article,
        {key: row for key, row in content.items() if not key.startswith(("news.planlink/", "news.evidence/"))},
        None,
        Version.Kind.SAVED,
    )
    desk = desk_of(translator)
    assert desk.post(page(article), form | {"plan_links-0-note_en": "A note"}).status_code == 409
    clash = Version.objects.unsettled(article).get()
    address = page(article, "settle", clash.number)
    before = standing(article)

    kept = desk.post(address, filled(desk.get(address).content, SETTLE) | {f"choice:{key_of(link)}.": "keep"})
    assert kept.status_code == 403
    assert standing(article) == before

    removed = desk.post(address, filled(desk.get(address).content, SETTLE) | {f"choice:{key_of(link)}.": "remove"})
    assert removed.status_code == 302
    assert key_of(link) not in versions.newest(article).content


def test_an_author_settles_no_clash_about_an_address_that_readers_know_by_now(author, editor):
    article = make_draft(created_by=author, slug_vi="cu", body_vi="<p>Câu.</p>", title_vi="Tiêu đề")
    clash = clashing(article, author, {"slug_vi": "cua-ho"}, {"slug_vi": "cua-toi"})
    article.refresh_from_db()
    publication.publish(article, ["vi"], editor)
    before = standing(article)

    answer = decided(desk_of(author), article, clash, slug_vi="combine", text_slug_vi="bat-ky")
    assert answer.status_code == 403
    assert standing(article) == before

    assert decided(desk_of(author), article, clash, slug_vi="theirs").status_code == 302
    assert newest_row(article)["slug_vi"] == "cua-ho"


def test_an_editor_settles_the_clash_of_a_translator_in_every_language(translator, editor):
    article = article_with_parts(title_vi="Cũ")
    clash = unknown_base(article, translator)
    changed(article, title_vi="Mới")

    offered = html.fromstring(desk_of(editor).get(page(article, "settle", clash.number)).content.decode())
    names = {name.removeprefix("choice:") for name in offered.xpath("//input[@type='radio']/@name")}
    sent = filled(desk_of(editor).get(page(article, "settle", clash.number)).content, SETTLE)
    choices = {f"choice:{name}": "keep" if name.endswith(".") else "mine" for name in names}

    assert desk_of(editor).post(page(article, "settle", clash.number), sent | choices).status_code == 302
    assert newest_row(article)["title_en"] == "Mine"


# --- What somebody typed and did not save ---------------------------------------


def test_what_somebody_typed_is_neither_shown_to_others_nor_dropped_nor_overwritten(translator, editor):
    article = article_with_parts()
    form = opened(desk_of(translator), article)
    token = form["_token"][0]
    desk_of(translator).post(page(article, "keep"), form | {"title_en": "A secret draft"})
    other = desk_of(editor)

    shown = other.get(f"{page(article)}?unsaved={token}")
    other.post(page(article, "drop"), {"token": token})
    other.post(page(article, "keep"), {"_token": token, "title_en": "Overwritten"})

    assert b"A secret draft" not in shown.content
    assert Unsaved.objects.get(account=translator).typed["title_en"] == ["A secret draft"]


def test_what_was_kept_is_no_way_to_write_what_one_may_not(author, editor):
    article = make_draft(created_by=editor, assignee=author)
    desk = desk_of(author)
    form = opened(desk, article)
    desk.post(page(article, "keep"), form | {"title_vi": "Của tôi"})
    Article.objects.update(assignee=None)

    assert desk.get(f"{page(article)}?unsaved={form['_token'][0]}").status_code == 403
    assert desk.post(page(article, "keep"), form).status_code == 403
    assert desk.post(page(article, "here")).status_code == 403
    assert Open.objects.count() == 0


def test_what_was_kept_of_one_item_is_not_shown_in_another(author):
    first, second, desk = make_draft(created_by=author), make_draft(created_by=author), desk_of(author)
    desk.post(page(first, "keep"), {"_token": "typed", "title_vi": "Chỉ của bài đầu"})

    assert "Chỉ của bài đầu" not in desk.get(f"{page(second)}?unsaved=typed").content.decode()
    assert "Chỉ của bài đầu" not in desk.get(f"{ADD}?unsaved=typed").content.decode()
