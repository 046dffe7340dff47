"""Two editors with the same item open: every text survives, and what clashes is shown to them."""

import pytest

from news.models import Evidence
from publishing import versions
from publishing.models import Version
from tests.desk.steps import opened, page, publish, row, save, source, texts
from tests.factories import make_article, make_link, make_plan
from tests.forms import filled

pytestmark = pytest.mark.django_db(transaction=True)  # with real commits


def newest(item):
    return versions.newest(item).content[f"{item.room()}/{item.pk}"]


def test_edits_to_different_fields_both_survive(lan, minh):
    article = make_article(state="draft", title_vi="Cũ", title_en="Old")
    hers, his = opened(lan, article), opened(minh, article)

    save(lan, article, hers, title_vi="Mới", **source(0, "Nguồn của Lan"))
    answer = save(minh, article, his, title_en="New", **source(0, "Nguồn của Minh"))

    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.title_vi, article.title_en) == ("Mới", "New")
    assert {one.title for one in article.sources.all()} == {"Nguồn của Lan", "Nguồn của Minh"}


@pytest.mark.parametrize("state", ["draft", "published"])
def test_edits_to_the_same_field_open_a_screen_with_base_theirs_and_mine(lan, minh, state):
    article = make_article(state=state, title_vi="Ban đầu")
    hers, his = opened(lan, article), opened(minh, article)
    save(lan, article, hers, title_vi="Của Lan")

    answer = save(minh, article, his, title_vi="Của Minh", title_en="Also changed")

    assert answer.status_code == 409
    shown = " ".join(texts(answer, "//main"))
    assert all(text in shown for text in ("Ban đầu", "Lan", "Minh"))
    assert newest(article)["title_vi"] == "Của Lan"
    clash = Version.objects.unsettled(article).get()
    assert clash.content[f"news.article/{article.pk}"]["title_en"] == "Also changed"


def test_a_save_that_does_not_say_on_what_it_was_opened_overwrites_nothing(lan):
    article = make_article(state="draft", title_vi="Cũ")
    form = opened(lan, article)
    save(lan, article, title_en="Meanwhile")

    answer = save(lan, article, {name: value for name, value in form.items() if name != "_base"}, title_vi="Mới")

    assert answer.status_code == 409
    assert newest(article)["title_en"] == "Meanwhile"


@pytest.mark.parametrize("base", ["0", "999", "-1", "x", "9" * 30])
def test_a_base_that_never_was_overwrites_nothing(lan, base):
    article = make_article(state="draft", title_vi="Cũ")

    answer = save(lan, article, title_vi="Mới", _base=base)

    assert answer.status_code == 409
    assert newest(article)["title_vi"] == "Cũ"


def test_one_removes_a_row_that_the_other_changes(lan, minh):
    article = make_article(state="draft")
    save(lan, article, **source(0, "Một"))
    hers, his = opened(lan, article), opened(minh, article)
    save(lan, article, hers, **{"sources-0-DELETE": "on"})

    answer = save(minh, article, his, **{"sources-0-title": "Một, có sửa"})

    assert answer.status_code == 409
    assert "có sửa" in answer.content.decode()
    assert article.sources.count() == 0


def test_one_changes_a_row_that_the_other_removes(lan, minh):
    article = make_article(state="draft")
    save(lan, article, **source(0, "Một"))
    hers, his = opened(lan, article), opened(minh, article)
    save(lan, article, hers, **{"sources-0-title": "Một, có sửa"})

    answer = save(minh, article, his, **{"sources-0-DELETE": "on"})

    assert answer.status_code == 409
    assert article.sources.get().title == "Một, có sửa"


def test_one_removes_a_part_to_which_the_other_makes_a_part_belong(lan, minh):
    plan = make_plan(state="draft")
    parent = plan.plan_parts.create(title_vi="Cha")
    hers, his = opened(lan, plan), opened(minh, plan)
    save(lan, plan, hers, **{"plan_parts-0-DELETE": "on"})
    child = {"number": "", "order": "1", "parent": str(parent.pk), "title_vi": "Con"}

    answer = save(minh, plan, his, **row("plan_parts", 1, **child))

    assert answer.status_code == 409
    assert plan.plan_parts.count() == 0


def test_rows_that_traded_what_only_one_may_have_go_out_together(lan):
    plan = make_plan()
    for text, kind in (("AIM 2015", "full"), ("AIM 2020", "abbreviation")):
        plan.names.create(text=text, kind=kind)
    for old, new in (("AIM 2015", "x"), ("AIM 2020", "AIM 2015"), ("x", "AIM 2020")):
        form = opened(lan, plan)
        place = next(place for place in range(2) if form[f"names-{place}-text"] == [old])
        assert save(lan, plan, form, **{f"names-{place}-text": new}).status_code == 302

    assert publish(lan, plan).status_code == 302

    assert {(name.text, name.kind) for name in plan.names.all()} == {("AIM 2020", "full"), ("AIM 2015", "abbreviation")}


def test_a_sentence_that_somebody_chose_meanwhile_is_not_put_back(lan, minh):
    article = make_article(state="draft", body_vi="<p>Câu một. Câu hai.</p>", discussing=make_plan())
    his = opened(minh, article)
    save(lan, article, **{"plan_links-0-sentence_vi": "Câu hai."})

    answer = save(minh, article, his, title_en="Mine")

    assert answer.status_code == 302
    assert Evidence.objects.get(language="vi").sentence == "Câu hai."
    article.refresh_from_db()
    assert article.title_en == "Mine"


def test_two_who_choose_the_same_sentence_choose_it_once(lan, minh):
    article = make_article(state="draft", body_vi="<p>Câu một. Câu hai.</p>", discussing=make_plan())
    hers, his = opened(lan, article), opened(minh, article)
    for who, form in ((lan, hers), (minh, his)):
        assert save(who, article, form, **{"plan_links-0-sentence_vi": "Câu hai."}).status_code == 302

    assert [one.sentence for one in Evidence.objects.filter(language="vi")] == ["Câu hai."]


def test_where_a_sentence_stands_is_no_clash(lan, minh):
    body = "<p>Đoạn một.</p><p>Đoạn hai. AIM 2020 đã hết.</p>"
    article = make_article(state="draft", body_vi=body, body_en="<p>One.</p>")
    make_link(article, make_plan(), vi="AIM 2020 đã hết.", en="")
    hers, his = opened(lan, article), opened(minh, article)
    save(lan, article, hers, body_vi="<p>Đoạn hai, dài hơn. AIM 2020 đã hết.</p>")

    answer = save(minh, article, his, body_en="<p>Two.</p>")

    assert answer.status_code == 302
    assert Evidence.objects.get().state == "present"


def test_what_both_changed_together_may_be_wrong_and_is_said_in_the_form(lan, minh):
    plan = make_plan(state="draft", first_year=2021, last_year=2025)
    hers, his = opened(lan, plan), opened(minh, plan)
    save(lan, plan, hers, first_year="2024")

    answer = save(minh, plan, his, last_year="2022", title_vi="Đang gõ")

    assert answer.status_code == 200
    assert any("before the first year" in text for text in texts(answer, "//ul[contains(@class,'errorlist')]"))
    again = filled(answer.content)
    assert again["title_vi"] == ["Đang gõ"]
    plan.refresh_from_db()
    assert (plan.first_year, plan.last_year) == (2024, 2025)
    assert save(minh, plan, again, last_year="2026").status_code == 302
    plan.refresh_from_db()
    assert (plan.first_year, plan.last_year, plan.title_vi) == (2024, 2026, "Đang gõ")


def test_two_who_add_the_same_author_are_told_so(lan, minh):
    from news.models import Author

    author = Author.objects.create(key="an", title_vi="An")
    article = make_article(state="draft")
    hers, his = opened(lan, article), opened(minh, article)
    byline = row("bylines", 0, author=str(author.pk), order="0")
    save(lan, article, hers, **byline)

    answer = save(minh, article, his, title_en="Typed by Minh", **byline)

    assert answer.status_code == 200
    assert filled(answer.content)["title_en"] == ["Typed by Minh"]
    assert article.bylines.count() == 1


# --- Whole rows, and what belongs to them ---------------------------------------


def decide(desk, item, choice):
    """Decide every clash of the one version that waits in the same way."""
    clash = Version.objects.unsettled(item).get()
    _merged, found = versions.clashes(item, clash)
    decided = {f"choice:{one.id}": choice for one in found}
    return desk.post(page(item, "settle", clash.number), decided | {"_newest": str(versions.newest(item).number)})


@pytest.mark.parametrize("removes_first", [True, False])
@pytest.mark.parametrize(("choice", "left"), [("keep", (1, 2)), ("remove", (0, 0))])
def test_a_link_that_is_kept_keeps_its_sentences(lan, minh, removes_first, choice, left):
    article = make_article(state="draft", discussing=make_plan())
    removed, noted = {"plan_links-0-DELETE": "on"}, {"plan_links-0-note_en": "A note"}
    his = opened(minh, article)
    save(lan, article, **(removed if removes_first else noted))
    assert save(minh, article, his, **(noted if removes_first else removed)).status_code == 409

    answer = decide(minh, article, choice)

    assert answer.status_code == 302
    assert (article.plan_links.count(), Evidence.objects.count()) == left


def test_a_link_that_is_removed_takes_a_new_sentence_with_it(lan, minh):
    article = make_article(state="draft")
    make_link(article, make_plan(), en="")
    his = opened(minh, article)
    save(lan, article, **{"plan_links-0-DELETE": "on"})
    assert save(minh, article, his, **{"plan_links-0-sentence_en": "Last paragraph."}).status_code == 409

    answer = decide(minh, article, "remove")

    assert answer.status_code == 302
    assert article.plan_links.count() == 0


@pytest.mark.parametrize(("choice", "left"), [("keep", {"Cha, có sửa", "Con"}), ("remove", set())])
def test_a_part_that_is_kept_keeps_the_parts_below_it(lan, minh, choice, left):
    plan = make_plan(state="draft")
    parent = plan.plan_parts.create(title_vi="Cha", order=0)
    plan.plan_parts.create(title_vi="Con", order=1, parent=parent)
    his = opened(minh, plan)
    save(lan, plan, **{"plan_parts-0-title_vi": "Cha, có sửa"})
    assert save(minh, plan, his, **{"plan_parts-0-DELETE": "on"}).status_code == 409

    answer = decide(minh, plan, choice)

    assert answer.status_code == 302
    assert {one.title_vi for one in plan.plan_parts.all()} == left


def test_without_a_base_a_text_that_was_emptied_is_asked_about_too(lan):
    article = make_article(state="draft", lead_vi="Đoạn dẫn")

    assert save(lan, article, lead_vi="", _base="").status_code == 409


def test_a_clash_that_is_sent_again_waits_once(lan, minh):
    article = make_article(state="draft", title_vi="Cũ")
    his = opened(minh, article)
    save(lan, article, title_vi="Của Lan")

    answers = [save(minh, article, his, title_vi="Của Minh") for _time in range(2)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert Version.objects.unsettled(article).count() == 1
