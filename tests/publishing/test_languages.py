"""In which language a reader sees an item: reading order, readiness, and what is shown."""

import pytest
from django.utils import translation

from news.models import Article, Topic
from publishing.languages import Shown, current, reading_order, shown
from tests.factories import make_article, make_picture, make_plan

TEXTS = {
    "title_vi": "Tựa",
    "title_en": "Title",
    "slug_vi": "tua",
    "slug_en": "title",
    "lead_vi": "Dẫn",
    "lead_en": "Lead",
}


def article_ready_in(*languages: str, **fields) -> Article:
    """An article that has all its texts in both languages, of which these are ready."""
    return Article(**TEXTS | {f"ready_{code}": code in languages for code in ("vi", "en")} | fields)


@pytest.mark.parametrize(("language", "order"), [("vi", ("vi", "en")), ("en", ("en", "vi")), (None, ("vi", "en"))])
def test_a_reader_is_offered_their_own_language_first(language, order):
    assert reading_order(language) == order


@pytest.mark.parametrize(
    ("active", "language"), [("vi", "vi"), ("en", "en"), ("en-gb", "en"), ("fr", "vi"), (None, "vi")]
)
def test_the_language_is_the_active_one_if_the_site_has_it(active, language):
    with translation.override(active):
        assert current() == language


@pytest.mark.parametrize(
    ("page", "ready", "title", "language", "foreign"),
    [
        ("vi", ["vi", "en"], "Tựa", "vi", False),
        ("en", ["vi", "en"], "Title", "en", False),
        ("vi", ["vi"], "Tựa", "vi", False),
        ("en", ["vi"], "Tựa", "vi", True),
        ("vi", ["en"], "Title", "en", True),
        ("en", ["en"], "Title", "en", False),
    ],
)
def test_an_item_is_shown_in_a_ready_language_the_readers_own_first(page, ready, title, language, foreign):
    with translation.override(page):
        texts = article_ready_in(*ready).shown

    assert (texts.title, texts.language, texts.foreign) == (title, language, foreign)


@pytest.mark.parametrize(
    ("page", "ready", "slug"), [("en", ["vi"], "tua"), ("en", ["vi", "en"], "title"), ("vi", ["en"], "title")]
)
def test_the_slug_is_that_of_the_language_shown(page, ready, slug):
    assert article_ready_in(*ready).slug_in(page) == slug


def test_the_slug_of_an_item_ready_nowhere_is_any_it_has():
    assert article_ready_in(slug_vi=None).slug_in("vi") == "title"


def test_a_missing_text_of_a_ready_language_is_empty_and_not_the_other_languages():
    assert Shown(article_ready_in("vi", "en", lead_en=None), "en").lead == ""


def test_what_a_text_has_no_field_for_is_an_error_and_no_empty_text():
    with pytest.raises(AttributeError):
        _ = article_ready_in("vi").shown.nonsense


@pytest.mark.parametrize(
    ("page", "fields", "text"),
    [
        ("en", {"title_vi": "Chủ đề", "title_en": "Topic"}, "Topic"),
        ("en", {"title_vi": "Chủ đề", "title_en": ""}, "Chủ đề"),
        ("vi", {"title_vi": None, "title_en": "Topic"}, "Topic"),
        ("en", {"title_vi": None, "title_en": None}, "(without a title)"),
    ],
)
def test_a_row_without_readiness_is_shown_in_whatever_language_it_has(page, fields, text):
    with translation.override(page):
        assert str(Topic(**fields)) == text


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "alt"), [("vi", "Ảnh chụp"), ("en", "Photograph")])
def test_a_picture_is_described_in_the_readers_language(page, alt):
    picture = make_picture(alt_vi="Ảnh chụp", alt_en="Photograph")

    with translation.override(page):
        assert picture.shown.alt == alt


@pytest.mark.parametrize(
    ("ready", "here"), [(["vi"], [True, False]), (["vi", "en"], [True, True]), ([], [False, False])]
)
def test_an_item_is_ready_here_where_its_reader_gets_it_in_their_language(ready, here):
    article = article_ready_in(*ready)

    answers = []
    for page in ("vi", "en"):
        with translation.override(page):
            answers.append(article.is_ready_here)

    assert answers == here


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "titles"), [("vi", ["An", "Bình", "Cúc"]), ("en", ["An", "Eve", "Zoe"])])
def test_the_database_orders_and_selects_what_is_shown(page, titles):
    make_article(title_vi="Bình", title_en="Zoe")
    make_article(title_vi="An", title_en="A draft translation", ready_en=False)
    make_article(title_vi="Cúc", title_en="Eve")

    rows = Article.objects.annotate(text=shown("title", page)).by_shown_title(page)

    assert [row.text for row in rows] == titles


@pytest.mark.django_db
def test_the_database_shows_nothing_of_an_item_that_is_ready_nowhere():
    make_article(state="draft", ready_vi=False, ready_en=False)

    assert [row.text for row in Article.objects.annotate(text=shown("title", "vi"))] == [""]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["vi", "en"])
@pytest.mark.parametrize("ready", [["vi"], ["en"], ["vi", "en"]])
def test_the_database_and_the_item_show_the_same(page, ready):
    article = make_article(ready_vi="vi" in ready, ready_en="en" in ready)

    (row,) = Article.objects.annotate(text=shown("title", page), address=shown("slug", page))

    assert (row.text, row.address) == (Shown(article, page).title, article.slug_in(page))


@pytest.mark.django_db
def test_what_is_shown_can_be_asked_through_a_link():
    plan = make_plan(title_vi="Kế hoạch", title_en="Not ready", ready_en=False)
    make_article(discussing=plan)

    texts = plan.article_links.annotate(text=shown("title", "en", through="plan__")).values_list("text", flat=True)

    assert list(texts) == ["Kế hoạch"]
