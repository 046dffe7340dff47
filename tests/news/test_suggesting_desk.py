"""The panel of suggestions beside an article's form, and what becomes of the decisions."""

import pytest
from django.urls import reverse
from lxml import html

from news.models import Article, Evidence, PlanLink
from publishing import versions
from publishing.models import State
from publishing.roles import TRANSLATOR
from tests.desk.roles import desk_of, make_account, make_draft, make_superuser, recorded
from tests.desk.steps import opened, page, publish, save, texts
from tests.factories import make_article, make_link, make_named
from tests.forms import filled
from tests.news.test_suggesting import ADM, AIM, rich

pytestmark = pytest.mark.django_db

PANEL = "//div[@class='desk-suggestions']"
SUGGESTED = "//fieldset[@class='desk-suggestion']/legend/text()[1]"
SENTENCES = f"{PANEL}//blockquote"
SUGGEST = "/admin/news/article/suggest/"


@pytest.fixture
def desk():
    return desk_of(make_superuser())


@pytest.fixture
def aim():
    return make_named("AIM2020", AIM, first_year=2016)


@pytest.fixture
def draft(aim):
    return make_draft(body_vi=rich(f"Mở đầu. Bài nói về {AIM}."), body_en=rich(f"It discusses {AIM}."))


def links():
    return list(PlanLink.objects.order_by("plan__code").values_list("plan__code", "decision"))


def suggested(desk, item):
    return [text for text in texts_of(desk.get(page(item))) if text]


def texts_of(answer):
    return [text.strip() for text in tree(answer).xpath(SUGGESTED)]


def tree(answer):
    return html.fromstring(answer.content.decode())


# --- Shown ----------------------------------------------------------------------


def test_the_form_suggests_what_the_texts_name_with_the_sentence_and_the_name_marked(desk, draft):
    answer = desk.get(page(draft))

    assert texts_of(answer) == [AIM]
    assert texts(answer, SENTENCES) == [f"Bài nói về {AIM}.", f"It discusses {AIM}."]
    assert texts(answer, f"{SENTENCES}//mark") == [AIM, AIM]


def test_where_nothing_is_named_the_panel_says_so(desk):
    answer = desk.get(page(make_draft()))

    assert texts(answer, f"{PANEL}//p") == ["The text names no plan that is not decided yet."]


def test_a_working_version_is_looked_through_not_what_readers_see(desk, draft):
    item = recorded(make_article(body_vi=rich("Chưa nói gì."), body_en=rich("Nothing yet.")))
    save(desk, item, body_vi=rich(f"Nay nói về {AIM}."))

    assert suggested(desk, item) == [AIM]


def test_a_form_that_comes_back_suggests_from_what_was_typed_and_keeps_the_choice(desk, draft):
    make_named("ADM2025", ADM, first_year=2021)

    answer = save(
        desk, draft, title_vi="", title_en="", slug_vi="x y", body_en=rich(f"{AIM} and {ADM}."), **{"suggestion-AIM2020": "rejected"}
    )  # fmt: skip

    assert answer.status_code == 200
    assert texts_of(answer) == [AIM, ADM]
    assert tree(answer).xpath(f"{PANEL}//input[@name='suggestion-AIM2020'][@checked]/@value") == ["rejected"]
    assert links() == []


def test_texts_that_are_being_written_are_looked_through_without_a_save(desk, aim):
    adm = make_named("ADM2025", ADM)
    sent = {
        "body_vi": f"<p>{AIM}, {ADM}<script>alert(1)</script>.</p>",
        "plan_links-TOTAL_FORMS": "1",
        "plan_links-0-plan": str(adm.pk),
    }

    assert texts_of(desk.post(SUGGEST, sent)) == [AIM]
    assert texts_of(desk.post(SUGGEST, sent | {"plan_links-0-DELETE": "on"})) == [AIM, ADM]
    assert (Article.objects.count(), PlanLink.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "sent", [{}, {"item": "x"}, {"dated_at_0": "ngày 3", "body_vi": "\0", "plan_links-TOTAL_FORMS": "-1"}]
)
def test_whatever_is_sent_is_answered(desk, sent):
    assert desk.post(SUGGEST, sent).status_code == 200


def test_a_plan_that_only_one_language_names_is_told_also_to_translators(desk, aim):
    draft = make_draft(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich("It discusses nothing."))
    told = [f"{AIM} is named in Tiếng Việt, not in English:"]
    path = f"{PANEL}//section[contains(@class, 'desk-differences')]//li/p"

    assert texts(desk.get(page(draft)), path) == told
    translator = desk_of(make_account(TRANSLATOR))
    answer = translator.get(page(draft))
    assert texts(answer, path) == told
    assert texts_of(answer) == []


# --- Decided --------------------------------------------------------------------


def test_an_accepted_suggestion_is_a_link_with_its_sentences(desk, draft):
    answer = save(desk, draft, **{"suggestion-AIM2020": "accepted"})

    link = PlanLink.objects.get()
    rows = list(Evidence.objects.order_by("language").values_list("language", "sentence", "name", "origin"))
    assert answer.status_code == 302
    assert (link.decision, link.decided_by is not None) == ("accepted", True)
    assert rows == [("en", f"It discusses {AIM}.", AIM, "found"), ("vi", f"Bài nói về {AIM}.", AIM, "found")]
    assert suggested(desk, draft) == []


def test_a_rejected_suggestion_does_not_come_back_and_survives_a_restore(desk, draft):
    save(desk, draft, **{"suggestion-AIM2020": "rejected"})
    save(desk, draft, body_vi=rich(f"Viết lại: bài nói về {AIM}."))

    versions.restore(Article.objects.get(), 1, None)

    assert links() == [("AIM2020", "rejected")]
    assert suggested(desk, draft) == []


def test_an_open_suggestion_stays_one(desk, draft):
    save(desk, draft, **{"suggestion-AIM2020": ""})

    assert (links(), suggested(desk, draft)) == ([], [AIM])


def test_a_plan_that_has_a_row_in_the_form_is_not_linked_twice(desk, draft, aim):
    row = {"plan_links-TOTAL_FORMS": "1", "plan_links-0-plan": str(aim.pk), "plan_links-0-decision": "rejected"}

    answer = save(desk, draft, **row, **{"suggestion-AIM2020": "accepted"})

    assert (answer.status_code, links()) == (302, [("AIM2020", "rejected")])


def test_a_form_sent_twice_makes_one_link(desk, draft):
    form = {"suggestion-AIM2020": "accepted"}
    sent = opened(desk, draft) | form
    assert [desk.post(page(draft), sent).status_code for _time in range(2)] == [302, 302]

    assert links() == [("AIM2020", "accepted")]


@pytest.mark.parametrize(
    "sent", [{"suggestion-NONE": "accepted"}, {"suggestion-AIM2020": "maybe"}, {"suggestion-": "accepted"}]
)
def test_a_forged_decision_about_nothing_makes_no_link(desk, draft, sent):
    assert save(desk, draft, **sent).status_code == 302
    assert links() == []


def test_a_translator_decides_nothing(desk, draft):
    translator = desk_of(make_account(TRANSLATOR))

    save(translator, draft, title_en="Another", **{"suggestion-AIM2020": "accepted"})

    assert (Article.objects.get().title_en, links()) == ("Another", [])


def test_two_who_decide_about_different_plans_are_put_together(desk, draft):
    make_named("ADM2025", ADM)
    save(desk, draft, body_vi=rich(f"Bài nói về {AIM} và {ADM}."))
    first, second = opened(desk, draft), opened(desk, draft)

    answers = [
        desk.post(page(draft), first | {"suggestion-AIM2020": "accepted"}),
        desk.post(page(draft), second | {"suggestion-ADM2025": "rejected", "_token": "b" * 32}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert links() == [("ADM2025", "rejected"), ("AIM2020", "accepted")]


def test_readers_see_an_accepted_link_once_the_changes_are_published(desk, client, aim):
    item = recorded(make_article(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich("Other.")))
    path = item.get_absolute_url("vi")

    save(desk, item, **{"suggestion-AIM2020": "accepted"})
    before = texts(client.get(path), "//section[@class='pbox']//blockquote")
    publish(desk, item)

    assert before == []
    assert texts(client.get(path), "//section[@class='pbox']//blockquote") == [f"Bài nói về {AIM}."]


def test_a_sentence_that_vanishes_takes_its_link_off_the_page_and_comes_back_with_it(desk, client, aim):
    item = make_article(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich("Other."))
    make_link(item, aim, vi=f"Bài nói về {AIM}.", en="")
    item, path = recorded(item), item.get_absolute_url("vi")

    def shown():
        return texts(client.get(path), "//section[@class='pbox']//blockquote")

    seen, waiting = [shown()], []
    for text in ("Bài không nói gì.", f"Bài nói về {AIM}."):
        save(desk, item, body_vi=rich(text))
        publish(desk, item)
        seen.append(shown())

        waiting.append(texts(desk.get("/admin/news/article/?links=waiting"), "//*[@id='result_list']/tbody//th"))

    assert seen == [[f"Bài nói về {AIM}."], [], [f"Bài nói về {AIM}."]]
    assert waiting == [[item.title_en], []]
    assert Article.objects.get().state == State.PUBLISHED


def test_the_add_page_has_an_empty_panel_that_scripts_fill(desk, aim):
    answer = desk.get(reverse("admin:news_article_add"))

    assert tree(answer).xpath(f"{PANEL}/@data-suggest") == [SUGGEST]
    assert texts_of(answer) == []


def test_two_who_accept_the_same_suggestion_make_one_link(desk, draft):
    first, second = opened(desk, draft), opened(desk, draft)

    answers = [
        desk_of(make_superuser()).post(page(draft), form | {"suggestion-AIM2020": "accepted"})
        for form in (first, second)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert links() == [("AIM2020", "accepted")]


def test_two_who_decide_otherwise_are_asked(desk, draft):
    first, second = opened(desk, draft), opened(desk, draft)

    answers = [
        desk_of(make_superuser()).post(page(draft), form | {"suggestion-AIM2020": decision})
        for form, decision in ((first, "accepted"), (second, "rejected"))
    ]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert links() == [("AIM2020", "accepted")]


# --- What an editor does afterwards ---------------------------------------------


def sentence(item, place=0):
    """What the form shows as the Vietnamese sentence of a link."""
    return opened(desk_of(make_superuser()), item)[f"plan_links-{place}-sentence_vi"][0]


def test_another_sentence_takes_the_place_of_the_suggested_one(desk, draft):
    save(desk, draft, body_vi=rich(f"Bài nói về {AIM}.", f"Câu khác nhắc {AIM} lần nữa."))
    save(desk, draft, **{"suggestion-AIM2020": "accepted"})

    save(desk, draft, **{"plan_links-0-sentence_vi": f"Câu khác nhắc {AIM} lần nữa."})

    rows = list(Evidence.objects.in_language("vi").values_list("sentence", "origin"))
    assert rows == [(f"Câu khác nhắc {AIM} lần nữa.", "editor")]
    assert sentence(draft) == f"Câu khác nhắc {AIM} lần nữa."


def test_a_sentence_that_is_taken_away_stays_away_beside_a_note(desk, draft):
    save(desk, draft, **{"suggestion-AIM2020": "accepted"})

    save(desk, draft, **{"plan_links-0-sentence_vi": "", "plan_links-0-note_vi": "Bài bàn gián tiếp."})

    assert not Evidence.objects.in_language("vi").exists()
    assert Evidence.objects.in_language("en").exists()


def test_a_translation_that_is_written_later_gets_its_sentence(desk, aim):
    draft = make_draft(body_vi=rich(f"Bài nói về {AIM}."), body_en=None)
    save(desk, draft, **{"suggestion-AIM2020": "accepted"})

    save(desk, draft, body_en=rich(f"It discusses {AIM}."))

    assert [row.sentence for row in Evidence.objects.in_language("en")] == [f"It discusses {AIM}."]


def test_the_plan_of_a_link_can_be_changed_and_the_old_one_decided_again(desk, draft):
    adm = make_named("ADM2025", ADM)
    save(desk, draft, **{"suggestion-AIM2020": "accepted"})
    save(
        desk,
        draft,
        **{"plan_links-0-plan": str(adm.pk), "plan_links-0-sentence_vi": "", "plan_links-0-sentence_en": ""},
    )

    answer = save(desk, draft, **{"suggestion-AIM2020": "rejected"})

    assert (answer.status_code, links()) == (302, [("ADM2025", "accepted"), ("AIM2020", "rejected")])


def test_a_rejection_lasts_when_the_changes_are_discarded_and_readers_see_nothing_of_it(desk, client, aim):
    item = recorded(make_article(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich("Other.")))
    save(desk, item, title_vi="Một tiêu đề khác", **{"suggestion-AIM2020": "rejected"})

    desk.post(page(item, "discard"), filled(desk.get(page(item, "discard")).content))

    assert links() == [("AIM2020", "rejected")]
    assert versions.newest(item).live
    assert Article.objects.get().title_vi == item.title_vi
    assert suggested(desk, item) == []


def test_an_acceptance_that_was_never_published_goes_with_the_changes(desk, aim):
    item = recorded(make_article(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich("Other.")))
    save(desk, item, **{"suggestion-AIM2020": "accepted"})

    desk.post(page(item, "discard"), filled(desk.get(page(item, "discard")).content))

    assert (links(), suggested(desk, item)) == ([], [AIM])


def test_publishing_one_language_leaves_the_sentence_of_the_other_as_readers_have_it(desk, client, aim):
    item = make_article(body_vi=rich("Chưa nói gì."), body_en=rich(f"It discusses {AIM}."))
    make_link(item, aim, vi="", en=f"It discusses {AIM}.")
    item = recorded(item)
    save(
        desk, item, body_vi=rich(f"Nay nói về {AIM}."), body_en=rich(f"Wholly rewritten words of the desk name {AIM}.")
    )

    publish(desk, item, languages=["vi"])

    box = "//section[@class='pbox']//blockquote"
    assert texts(client.get(item.get_absolute_url("en")), box) == [f"It discusses {AIM}."]
    assert texts(client.get(item.get_absolute_url("vi")), box) == [f"Nay nói về {AIM}."]


def test_a_draft_whose_link_has_its_sentence_waits_for_nothing(desk, draft):
    answer = save(desk, draft, **{"suggestion-AIM2020": "accepted"})

    assert texts(desk.get("/admin/news/article/?links=waiting"), "//*[@id='result_list']/tbody//th") == []
    assert "needs a sentence" not in desk.get(answer["Location"]).content.decode()


def test_a_sentence_lost_in_one_language_waits_although_the_other_has_its_own(desk, aim):
    item = make_article(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich(f"It discusses {AIM}."))
    make_link(item, aim, vi=f"Bài nói về {AIM}.", en=f"It discusses {AIM}.")
    item.body_vi = rich("Không còn gì.")
    item.save()
    item.settle()

    titles = texts(desk.get("/admin/news/article/?links=waiting"), "//*[@id='result_list']/tbody//th")

    assert titles == [item.title_en]


def test_a_translator_who_types_is_still_told_where_the_languages_differ(aim):
    item = make_draft(body_vi=rich(f"Bài nói về {AIM}."), body_en=rich("Nothing."))
    translator = desk_of(make_account(TRANSLATOR))
    path = "//section[contains(@class, 'desk-differences')]//li/p"

    sent = {"item": str(item.pk), "body_en": "<p>Still nothing.</p>"}

    assert texts(translator.post(SUGGEST, sent), path) == [f"{AIM} is named in Tiếng Việt, not in English:"]
    assert "<li>" not in translator.post(SUGGEST, sent | {"body_en": f"<p>Now {AIM}.</p>"}).content.decode()


def test_a_link_made_by_hand_and_one_by_suggestion_are_one(desk, draft, aim):
    first, second = opened(desk, draft), opened(desk, draft)
    row = {"plan_links-TOTAL_FORMS": "1", "plan_links-0-plan": str(aim.pk), "plan_links-0-decision": "accepted"}

    answers = [
        desk_of(make_superuser()).post(page(draft), form)
        for form in (first | {"suggestion-AIM2020": "accepted"}, second | row)
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert links() == [("AIM2020", "accepted")]
