"""What a translator may write, and what is refused or ignored however it is asked for."""

import copy

import pytest
from django.utils import timezone
from lxml import html

from news.models import Author, PlanLink, Topic
from publishing import versions
from publishing.models import Version
from publishing.roles import ADMINISTRATOR, AUTHOR, EDITOR, TRANSLATOR
from publishing.rows import key_of, take
from tests.desk.roles import (
    article_with_parts,
    changed,
    desk_of,
    form_as_seen_by_an_editor,
    make_account,
    plan_with_parts,
    recorded,
    standing,
    written,
)
from tests.desk.steps import page, row, save, source
from tests.factories import make_article, make_plan

pytestmark = pytest.mark.django_db

ARTICLES = "/admin/news/article/"
ADD = "/admin/news/article/add/"
EVERY_ROLE = (AUTHOR, TRANSLATOR, EDITOR, ADMINISTRATOR)


# --- Translators ----------------------------------------------------------------


def test_a_translator_writes_the_texts_of_any_article_in_their_language(translator):
    article = article_with_parts(body_en="<p>One sentence. Another sentence.</p>")

    answer = save(
        desk_of(translator),
        article,
        title_en="New title",
        lead_en="New lead",
        body_en="<p>One sentence. Quite another sentence.</p>",
        place_en="Ha Noi",
        **{"plan_links-0-note_en": "A note", "plan_links-0-sentence_en": "Quite another sentence."},
    )

    assert answer.status_code == 302
    assert written(article) == {
        "title_en",
        "lead_en",
        "body_en",
        "place_en",
        "note_en",
        # The row of the sentence in their language is another one's place now.
        "sentence",
        "start",
        "end",
    }
    evidence = [row for key, row in versions.newest(article).content.items() if key.startswith("news.evidence/")]
    assert {row["language"]: row["sentence"] for row in evidence}["en"] == "Quite another sentence."


def test_a_translator_writes_the_texts_of_any_plan_and_of_its_parts_in_their_language(translator):
    plan = plan_with_parts()

    answer = save(
        desk_of(translator),
        plan,
        title_en="New title",
        summary_en="New summary",
        vision_en="<p>Vision.</p>",
        **{
            "plan_parts-0-title_en": "New part",
            "plan_parts-0-level_en": "Thrust",
            "plan_parts-0-own_translation_en": "on",
            "figures-0-label_en": "All projects",
        },
    )

    assert answer.status_code == 302
    assert written(plan) == {
        *("title_en", "summary_en", "vision_en", "level_en", "own_translation_en", "label_en"),
    }
    part = next(row for key, row in versions.newest(plan).content.items() if key.startswith("plans.planpart/"))
    assert (part["title_en"], part["title_vi"]) == ("New part", "Phần một")


def test_saving_an_untouched_form_changes_nothing_whatever_one_may_write(translator):
    for item in (article_with_parts(dated_at=timezone.now()), plan_with_parts()):
        before = standing(item)

        assert save(desk_of(translator), item).status_code == 302
        assert standing(item) == before


FORGED_ARTICLE = {
    "kicker_vi": "Giả",
    "title_vi": "Giả",
    "lead_vi": "Giả",
    "body_vi": "<p>Giả.</p>",
    "place_vi": "Giả",
    "slug_vi": "gia",
    "title": "Giả",
    "dated_at_0": "2020-01-01",
    "dated_at_1": "",
    "dated_precision": "year",
    "publisher": "",
    "cover": "",
    "state": "draft",
    "ready_vi": "",
    "plan_links-0-decision": "rejected",
    "plan_links-0-note_vi": "Giả",
    "plan_links-0-sentence_vi": "",
    "plan_links-0-part": "",
    "plan_links-0-DELETE": "on",
    "bylines-0-order": "9",
    "bylines-0-DELETE": "on",
    "sources-0-title": "Giả",
    "sources-0-DELETE": "on",
}


def test_what_a_translator_forges_in_the_form_of_an_article_is_ignored(translator):
    article = article_with_parts(dated_at=timezone.now(), body_en="<p>One. Two.</p>")
    article.topics.add(Topic.objects.create(key="trade"))
    recorded(article)
    topic = Topic.objects.create(key="other")
    sent = form_as_seen_by_an_editor(article) | FORGED_ARTICLE | {"topics": [str(topic.pk)], "title_en": "New title"}

    answer = desk_of(translator).post(page(article), sent)

    assert answer.status_code == 302
    assert written(article) == {"title_en"}
    assert PlanLink.objects.get().decision == "accepted"


def test_an_older_version_that_a_translator_forges_as_the_base_brings_nothing_back(translator, editor):
    article = article_with_parts(title_vi="Cũ", lead_vi="Cũ")
    changed(article, editor, title_vi="Mới", lead_vi=None)
    sent = form_as_seen_by_an_editor(article) | {"_base": "1", "title_vi": "Cũ", "title_en": "New title"}

    answer = desk_of(translator).post(page(article), sent)

    assert answer.status_code == 302
    assert written(article) == {"title_en"}


def test_another_plan_that_a_translator_forges_into_a_link_is_not_taken(translator):
    article = article_with_parts()
    sent = form_as_seen_by_an_editor(article) | {"plan_links-0-plan": str(make_plan().pk), "title_en": "New title"}

    desk_of(translator).post(page(article), sent)

    assert (
        versions.newest(article).content[key_of(PlanLink.objects.get())]
        == take(article)[key_of(PlanLink.objects.get())]
    )


def test_rows_that_a_translator_adds_by_a_forged_request_are_not_made(translator):
    article, plan = article_with_parts(), plan_with_parts()
    author = Author.objects.create(key="forged")
    for item, rows in (
        (article, source(1, "Forged") | row("bylines", 1, author=str(author.pk), order="1")),
        (article, row("plan_links", 1, plan=str(make_plan().pk), decision="accepted", note_en="Forged")),
        (plan, row("plan_parts", 1, title_en="Forged", order="1") | row("figures", 1, label_en="Forged", value="1")),
        (plan, row("names", 1, text="Forged", kind="full", language="")),
    ):
        before = set(versions.newest(item).content)
        desk_of(translator).post(page(item), form_as_seen_by_an_editor(item) | rows | {"title_en": "New"})

        assert set(versions.newest(item).content) == before


def test_what_a_translator_forges_in_the_form_of_a_plan_is_ignored(translator):
    plan = plan_with_parts()
    forged = {
        "title_vi": "Giả",
        "summary_vi": "Giả",
        "vision_vi": "<p>Giả.</p>",
        "own_translation_vi": "on",
        "code": "FORGED",
        "label": "Forged",
        "first_year": "1999",
        "kind": "agreement",
        "on_main_line": "on",
        "plan_parts-0-title_vi": "Giả",
        "plan_parts-0-order": "7",
        "plan_parts-0-number": "7",
        "figures-0-value": "99",
        "figures-0-label_vi": "Giả",
        "figures-0-source": "",
        "names-0-text": "Forged",
        "names-0-DELETE": "on",
        "relations-0-kind": "part_of",
        "sources-0-title": "Forged",
        "plan_parts-0-DELETE": "on",
        "figures-0-DELETE": "on",
    }

    answer = desk_of(translator).post(page(plan), form_as_seen_by_an_editor(plan) | forged | {"title_en": "New title"})

    assert answer.status_code == 302
    assert written(plan) == {"title_en"}


def test_a_translator_without_languages_writes_nothing():
    article = article_with_parts(dated_at=timezone.now())
    desk = desk_of(make_account(TRANSLATOR, languages=[]))
    before = standing(article)

    desk.post(page(article), form_as_seen_by_an_editor(article) | FORGED_ARTICLE | {"title_en": "New title"})

    assert standing(article) == before


def test_a_translator_who_is_an_author_too_changes_only_texts_of_what_others_wrote(editor):
    account = make_account(AUTHOR, TRANSLATOR, languages=["en"])
    article = article_with_parts(created_by=editor)
    sent = form_as_seen_by_an_editor(article) | FORGED_ARTICLE | source(1, "Forged") | {"title_en": "New title"}

    answer = desk_of(account).post(page(article), sent)

    assert answer.status_code == 302
    assert written(article) == {"title_en"}


def test_a_translator_who_is_an_author_too_writes_all_of_what_is_their_own():
    account = make_account(AUTHOR, TRANSLATOR, languages=["en"])
    article = article_with_parts(created_by=account)

    answer = save(desk_of(account), article, title_vi="Mới", **source(1, "Báo cáo"))

    assert answer.status_code == 302
    assert written(article) == {"title_vi", "+news.source"}


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("publish", {"languages": ["en"], "when": "now", "_base": "2"}),
        ("withdraw", {"what": "en", "when": "now"}),
        ("discard", {}),
        ("restore", {"number": "1"}),
        ("unschedule", {}),
        ("assign", {}),
        ("delete", {"post": "yes"}),
        ("unbin", {}),
        ("review", {"step": "back", "text": "No."}),
    ],
)
@pytest.mark.parametrize("make", [make_article, make_plan])
def test_a_translator_neither_decides_nor_goes_back(translator, make, name, sent):
    item = recorded(make(created_by=translator))
    changed(item, translator, title_en="Not published")
    type(item).objects.update(awaits_review=True)
    before = standing(item)

    answer = desk_of(translator).post(page(item, name), sent)

    assert answer.status_code == 403
    assert standing(item) == before


# --- The form of somebody who writes in some languages --------------------------


def test_what_may_not_be_written_is_disabled_and_rich_texts_are_to_be_read(translator):
    article = article_with_parts(body_vi="<p>Đoạn <strong>đậm</strong>.</p>", body_en="<p>One.</p>")

    answer = desk_of(translator).get(page(article))

    shown = html.fromstring(answer.content.decode())
    for name in (
        "title_vi",
        "lead_vi",
        "dated_at_0",
        "publisher",
        "topics",
        "plan_links-0-plan",
        "plan_links-0-sentence_vi",
    ):
        assert shown.xpath(f"//*[@name='{name}']/@disabled"), name
    for name in ("title_en", "lead_en", "plan_links-0-note_en", "plan_links-0-sentence_en"):
        assert len(shown.xpath(f"//*[@name='{name}'][not(@disabled)]")) == 1, name
    assert shown.xpath("//*[@name='body_vi']") == []
    assert shown.xpath("//*[@class='desk-reading'][@lang='vi']//strong")[0].text == "đậm"
    assert shown.xpath("//textarea[@name='body_en']")


def test_a_text_that_may_only_be_read_is_cleaned_before_it_is_shown(translator):
    article = article_with_parts()
    content = copy.deepcopy(versions.newest(article).content)
    content[key_of(article)]["body_vi"] = "<p onclick='x'>Đoạn<script>alert(1)</script></p>"
    versions.record(article, content, Version.Kind.SAVED)

    answer = desk_of(translator).get(page(article))

    reading = html.fromstring(answer.content.decode()).xpath("//*[@class='desk-reading']")[0]
    assert "Đoạn" in reading.text_content()
    assert reading.xpath(".//script | .//@onclick") == []
