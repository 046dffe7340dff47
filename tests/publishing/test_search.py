"""Words typed into a search box, and the items that hold them."""

import unicodedata

import pytest

from news.models import Article
from plans.models import Plan
from publishing.models import SearchRow
from publishing.search import LONGEST, words_of
from tests.factories import make_article, make_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Kế hoạch", ["ke", "hoach"]),
        ("  ĐÀ   nẵng\n", ["da", "nang"]),
        ("a\0b", ["a", "b"]),
        ("", []),
        ("x" * 500, ["x" * LONGEST]),
    ],
)
def test_words_typed_are_folded(typed, words):
    assert words_of(typed) == words


@pytest.mark.parametrize(
    "typed",
    [
        "chuyển đổi số",
        "CHUYỂN ĐỔI SỐ",
        "chuyen doi so",
        "số chuyển",
        unicodedata.normalize("NFD", "chuyển đổi"),
        "chuy",
        "Transformation",
        "digital transform",
        "",
        "   ",
    ],
)
def test_an_item_is_found_in_either_language_with_and_without_marks(typed):
    article = make_article(title_vi="Chuyển đổi số ở Đà Nẵng", title_en="Digital transformation in Da Nang")

    assert list(Article.objects.matching(typed)) == [article]


@pytest.mark.parametrize(
    "typed", ["chuyển nhà", "digital chuyển", "xyz", "%", "_", "chuyển_đổi", "'; DROP TABLE", "\\", "số%"]
)
def test_an_item_that_lacks_a_word_in_that_language_is_not_found(typed):
    make_article(title_vi="Chuyển đổi số ở Đà Nẵng", title_en="Digital transformation in Da Nang")

    assert list(Article.objects.matching(typed)) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"title_vi": "về Đắk Lắk"},
        {"kicker_vi": "về Đắk Lắk"},
        {"lead_vi": "về Đắk Lắk"},
        {"body_vi": "<p>về <strong>Đắk</strong> Lắk</p>"},
        {"body_vi": "<ul><li>về Đắk</li><li>Lắk</li></ul>"},
    ],
)
def test_every_text_of_an_article_is_searched(fields):
    make_article()
    article = make_article(**fields)

    assert list(Article.objects.matching("dak lak")) == [article]


@pytest.mark.parametrize("typed", ["AIM2030", "aim 2030", "tầm nhìn sáng", "tom tat rieng"])
def test_a_plan_is_found_by_code_short_name_summary_and_vision(typed):
    make_plan()
    plan = make_plan(code="AIM2030", label="AIM 2030", summary_vi="Tóm tắt riêng", vision_vi="<p>Tầm nhìn sáng</p>")

    assert list(Plan.objects.matching(typed)) == [plan]


def test_markup_is_not_searched():
    make_article(body_vi="<p><strong>chữ</strong></p>")

    assert list(Article.objects.matching("strong")) == []


def test_rooms_are_searched_apart():
    make_article(title_vi="Chung một tên")
    plan = make_plan(title_vi="Chung một tên")

    assert list(Plan.objects.matching("chung ten")) == [plan]


def test_saving_again_replaces_what_is_found():
    article = make_article(title_vi="Cũ kỹ")
    article.title_vi = "Mới mẻ"
    article.save()

    assert (list(Article.objects.matching("cu ky")), list(Article.objects.matching("moi me"))) == ([], [article])


def test_a_deleted_item_leaves_no_row():
    article, other = make_article(), make_article()
    article.delete()

    assert set(SearchRow.objects.values_list("item", flat=True)) == {other.pk}


def test_each_language_has_a_row_of_its_own_if_it_has_any_text():
    make_article(
        title_vi="Tựa", lead_vi="Dẫn", body_vi="<p>Chữ</p>", title_en=None, lead_en=None, body_en=None, ready_en=False
    )

    rows = SearchRow.objects.values_list("room", "language", "title", "lead", "body")

    assert list(rows) == [("news.article", "vi", "tua", "dan", "chu")]
