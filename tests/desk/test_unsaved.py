"""What was typed and not saved: kept, offered, taken up again; and who else has the item open."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import Article, Source
from publishing import versions
from publishing.admin.keeping import FORMS
from publishing.models import Unsaved, Version
from tests.desk.roles import recorded
from tests.desk.steps import opened, page, save, source, texts
from tests.factories import make_article, make_link, make_plan
from tests.forms import filled

pytestmark = pytest.mark.django_db(transaction=True)  # with real commits
ADD = "/admin/news/article/add/"
OFFER = "//section[@aria-labelledby='left']//a"


def keep(desk, item, form, **changes):
    return desk.post(page(item, "keep"), form | changes)


def resumed(desk, address, form):
    return desk.get(f"{address}?unsaved={form['_token'][0]}")


def test_what_is_typed_is_kept_without_a_version_and_offered_when_somebody_comes_back(lan):
    article = make_article(title_vi="Cũ")
    form = opened(lan, article)
    for text in ("M", "Mớ", "Mới"):
        assert keep(lan, article, form, title_vi=text).json()["kept"] is True

    assert (Unsaved.objects.count(), Version.objects.count()) == (1, 1)
    assert len(texts(lan.get(page(article)), OFFER)) == 1
    again = resumed(lan, page(article), form)
    assert filled(again.content)["title_vi"] == ["Mới"]
    assert "It is not saved yet." in again.content.decode()
    assert save(lan, article, filled(again.content)).status_code == 302
    assert versions.newest(article).content[f"news.article/{article.pk}"]["title_vi"] == "Mới"
    assert Unsaved.objects.count() == 0


def test_an_invalid_form_is_kept_as_it_was_typed(lan):
    plan = make_plan()
    form = opened(lan, plan)
    keep(lan, plan, form, first_year="năm nào đó", title_vi="Đang gõ\0")

    again = filled(resumed(lan, page(plan), form).content)

    assert (again["first_year"], again["title_vi"]) == (["năm nào đó"], ["Đang gõ"])


def test_looking_at_unsaved_text_saves_nothing(lan):
    article = make_article(state="draft", title_vi="Cũ")
    form = opened(lan, article)
    keep(lan, article, form, title_vi="Mới")

    resumed(lan, page(article), form)

    article.refresh_from_db()
    assert (article.title_vi, Version.objects.count(), Unsaved.objects.count()) == ("Cũ", 1, 1)


def test_a_new_article_that_was_never_saved_is_offered_on_the_page_that_adds_one(lan, minh):
    form = filled(lan.get(ADD).content, title_vi="Chưa lưu", **source(0, "Nguồn"))
    lan.post(f"{ADD}keep/", form)

    assert len(texts(lan.get(ADD), OFFER)) == 1
    assert texts(minh.get(ADD), OFFER) == []
    again = filled(resumed(lan, ADD, form).content)
    assert (again["title_vi"], again["sources-0-title"]) == (["Chưa lưu"], ["Nguồn"])
    assert Article.objects.count() == 0
    assert lan.post(ADD, again).status_code == 302
    assert (Article.objects.get().title_vi, Source.objects.get().title) == ("Chưa lưu", "Nguồn")
    assert Unsaved.objects.count() == 0


def test_taking_up_unsaved_text_merges_with_what_others_saved_meanwhile(lan, minh):
    article = make_article(state="draft", title_vi="Cũ", title_en="Old")
    form = opened(lan, article)
    keep(lan, article, form, title_vi="Của Lan")
    save(minh, article, title_en="By Minh")

    save(lan, article, filled(resumed(lan, page(article), form).content))

    article.refresh_from_db()
    assert (article.title_vi, article.title_en) == ("Của Lan", "By Minh")


def test_nobody_takes_up_or_drops_what_somebody_else_typed(lan, minh):
    article = make_article(title_vi="Cũ")
    form = opened(lan, article)
    keep(lan, article, form, title_vi="Bí mật của Lan")

    answer = resumed(minh, page(article), form)
    minh.post(page(article, "drop"), {"token": form["_token"][0]})

    assert "Bí mật của Lan" not in answer.content.decode()
    assert Unsaved.objects.count() == 1


def test_what_was_not_saved_can_be_dropped(lan):
    article = make_article()
    form = opened(lan, article)
    keep(lan, article, form, title_vi="Bỏ")

    lan.post(page(article, "drop"), {"token": form["_token"][0]})

    assert texts(lan.get(page(article)), OFFER) == []


def test_who_else_has_an_item_open_is_told(lan, minh):
    article = make_article()
    minh.post(page(article, "here"))

    told = lan.post(page(article, "here")).json()["others"]
    shown = texts(lan.get(page(article)), "//*[@id='desk-others']/li")

    assert [text.split(" has had this open since")[0] for text in told] == ["minh"]
    assert told == shown
    minh.post(page(article, "here"), {"gone": "1"})
    assert lan.post(page(article, "here")).json()["others"] == []


@pytest.mark.parametrize("token", ["", "a\0b", "\0", "Á", "x" * 41, "a b", "abc\n"])
def test_what_can_be_no_token_keeps_and_drops_nothing(token, lan):
    article = make_article()
    keep(lan, article, opened(lan, article), title_vi="Còn")

    kept = lan.post(page(article, "keep"), {"_token": token, "title_vi": "x"})
    dropped = lan.post(page(article, "drop"), {"token": token})

    assert (kept.status_code, dropped.status_code, Unsaved.objects.count()) == (400, 302, 1)


def test_names_of_fields_are_kept_without_what_no_database_keeps(lan):
    article = make_article()

    answer = lan.post(page(article, "keep"), {"_token": "abc", "a\0b": "x"})

    assert (answer.status_code, Unsaved.objects.get().typed) == (200, {"ab": ["x"]})


def test_the_newest_forms_of_an_account_are_kept_and_older_ones_dropped(lan, minh):
    article, plan = make_article(), make_plan()
    minh.post(page(article, "keep"), {"_token": "a", "title_vi": "x"})
    lan.post(page(plan, "keep"), {"_token": "b", "title_vi": "x"})

    for number in range(FORMS + 2):
        lan.post(page(article, "keep"), {"_token": f"c{number}", "title_vi": "x"})
    lan.post(page(article, "keep"), {"_token": "c2", "title_vi": "y"})

    tokens = set(Unsaved.objects.values_list("token", flat=True))
    assert tokens == {"a", "b", *(f"c{number}" for number in range(2, FORMS + 2))}


def test_opening_a_form_reads_nothing_of_what_was_typed_elsewhere(lan):
    article = make_article(state="draft")
    keep(lan, article, {}, _token="abc", body_vi="x" * 1000)

    with CaptureQueriesContext(connection) as asked:
        answer = lan.get(page(article))

    assert len(texts(answer, OFFER)) == 1
    assert [query["sql"] for query in asked.captured_queries if '"typed"' in query["sql"]] == []


def test_a_save_that_did_not_happen_says_nothing_about_links(lan, minh):
    article = make_article(state="draft", title_vi="Cũ")
    make_link(article, make_plan(), vi="", en="")
    recorded(article)
    form = opened(lan, article)
    save(minh, article, title_vi="Của Minh")

    answer = save(lan, article, form, title_vi="Của Lan")

    assert answer.status_code == 409
    assert texts(answer, "//ul[contains(@class,'messagelist')]//li") == []
