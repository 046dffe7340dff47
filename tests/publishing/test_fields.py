"""Text columns that keep one normal form and one sanitiser, whoever writes."""

import unicodedata

import pytest
from django.utils import translation

from news.models import Article, Source
from publishing import markup
from tests.factories import make_article

pytestmark = pytest.mark.django_db

NFD = unicodedata.normalize("NFD", "Kế hoạch")
WRITTEN = {
    "title_vi": f"  {NFD} \n số ",
    "lead_vi": f"\n{NFD}\x00\r\nmột ",
    "body_vi": f"<p onclick='x'>{NFD}<script>alert(1)</script></p>",
}


def on_save(fields):
    return make_article(**fields)


def on_a_later_save(fields):
    article = make_article()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return article


def on_a_save_of_some_fields(fields):
    article = make_article()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save(update_fields=list(fields))
    return article


def by_update(fields):
    article = make_article()
    Article.objects.update(**fields)
    return article


def in_bulk(fields):
    return Article.objects.bulk_create([Article(**fields)])[0]


def by_bulk_update(fields):
    article = make_article()
    for name, value in fields.items():
        setattr(article, name, value)
    Article.objects.bulk_update([article], fields)
    return article


def by_update_or_create(fields):
    article = make_article()
    return Article.objects.update_or_create(pk=article.pk, defaults=fields)[0]


ways = pytest.mark.parametrize(
    "write",
    [on_save, on_a_later_save, on_a_save_of_some_fields, by_update, in_bulk, by_bulk_update, by_update_or_create],
)


@ways
def test_whatever_is_written_is_stored_in_order(write):
    article = Article.objects.get(pk=write(WRITTEN).pk)

    assert (article.title_vi, article.lead_vi) == ("Kế hoạch số", "Kế hoạch\nmột")
    assert article.body_vi == markup.clean("<p>Kế hoạch</p>")


@pytest.mark.parametrize("write", [on_save, in_bulk, by_update])
@pytest.mark.parametrize(
    ("column", "nothing"), [("lead_vi", " \n"), ("lead_vi", ""), ("kicker_en", " "), ("place_vi", "\0")]
)
def test_a_missing_text_is_null_and_never_empty(write, column, nothing):
    article = Article.objects.get(pk=write({column: nothing}).pk)

    assert getattr(article, column) is None


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("missing", ["vi", "en"])
@pytest.mark.parametrize("nothing", [None, ""])
def test_a_text_missing_in_one_language_is_never_filled_from_another(language, missing, nothing):
    columns = [f"{field}_{missing}" for field in ("title", "slug", "lead", "body")]

    with translation.override(language):
        article = make_article(**dict.fromkeys(columns, nothing), **{f"ready_{missing}": False})

    assert list(Article.objects.values_list(*columns)) == [(None, None, None, None)]
    assert [getattr(article, column) for column in columns] == [None, None, None, None]


def test_a_column_that_knows_no_null_keeps_an_empty_text():
    source = Source.objects.create(article=make_article(), title=f" {NFD} ", authors=" \n")

    source.refresh_from_db()
    assert (source.title, source.authors) == ("Kế hoạch", "")


def test_the_item_in_hand_holds_what_was_stored():
    article = make_article(title_vi=f" {NFD} ", body_vi="trần trụi")

    assert (article.title_vi, article.body_vi) == ("Kế hoạch", markup.clean("<p>trần trụi</p>"))


def test_a_search_for_decomposed_text_finds_what_was_stored():
    article = make_article(title_vi="Kế hoạch")

    assert list(Article.objects.filter(title_vi=unicodedata.normalize("NFC", NFD))) == [article]


def test_a_stored_paragraph_keeps_its_id_when_it_is_saved_again():
    article = make_article(body_vi="<p>một</p><p>hai</p>")
    stored = article.body_vi

    article.save()

    assert Article.objects.get().body_vi == stored
