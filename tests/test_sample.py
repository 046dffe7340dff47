"""The content that a new site begins with: loaded once, true to its sources, in its own words."""

import re
import unicodedata
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models as fields

from aseandigital import sample
from aseandigital.models import InfoPage
from news.linking import finder, found_in, placed, suggestions
from news.linking.places import text_in
from news.models import Article, Evidence, PlanLink
from plans.models import Plan, Relation
from publishing import markup
from publishing.languages import CODES, localized
from publishing.models import Picture, SearchRow
from tests.conftest import SEEDS

ROOMS = {"publishing", "plans", "news", "site"}
RUN = 12
"""So many words in the same order are taken over, not told."""


@pytest.fixture(scope="module")
def sample_loaded(django_db_setup, django_db_blocker):
    """The sample in the test database for all the tests of this file; taken out again at the end."""
    with django_db_blocker.unblock():
        call_command("load_sample", verbosity=0)
    yield
    with django_db_blocker.unblock():
        for model in (Article, Plan, *(model for model in apps.get_models() if model._meta.app_label in ROOMS)):
            if model.__name__ != "Account":
                model.objects.all().delete()


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_loaded")]


def everything() -> dict[str, list]:
    """Every row of the rooms as it is stored, by table."""
    return {
        model._meta.label: sorted(map(str, model.objects.values_list()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ROOMS
    }


def articles_in_sample() -> list[Article]:
    return list(Article.objects.all())


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).casefold())


def runs(text: str, length: int) -> dict[str, None]:
    """Each run of so many words of a text; none across a "|"."""
    pieces = [words_of(piece) for piece in text.split("|")]
    return dict.fromkeys(
        " ".join(words[start : start + length]) for words in pieces for start in range(len(words) - length + 1)
    )


def test_loading_again_changes_nothing(capsys):
    before = everything()

    call_command("load_sample")

    assert capsys.readouterr().out == "Sample content: nothing new.\n"
    assert everything() == before


def test_what_editors_changed_stays_as_they_left_it():
    Article.objects.update(title_vi="Đã sửa")
    Plan.objects.update(summary_en="Changed")
    InfoPage.objects.update(lead_vi="Đã sửa")

    call_command("load_sample", verbosity=0)

    assert set(Article.objects.values_list("title_vi", flat=True)) == {"Đã sửa"}
    assert set(Plan.objects.values_list("summary_en", flat=True)) == {"Changed"}
    assert set(InfoPage.objects.values_list("lead_vi", flat=True)) == {"Đã sửa"}


@pytest.mark.parametrize("own", [{"key": "contact"}, {"id": sample.key("page", "contact"), "key": "write-to-us"}])
def test_a_page_about_the_site_that_editors_made_or_renamed_is_not_loaded_again(own):
    InfoPage.objects.known_as(sample.key("page", "contact"), "contact").delete()
    made = InfoPage.objects.create(**own)

    call_command("load_sample", verbosity=0)

    assert InfoPage.objects.count() == len(sample.files("pages"))
    assert InfoPage.objects.get(pk=made.pk).key == own["key"]


def test_every_file_became_an_item_that_readers_see():
    assert Article.objects.published().count() == len(sample.files("articles")) == Article.objects.count()
    assert Plan.objects.published().count() == len(sample.files("plans")) == Plan.objects.count()
    assert InfoPage.objects.published().count() == len(sample.files("pages")) == InfoPage.objects.count()


def test_the_pages_about_the_site_stand_in_both_languages_and_in_their_order():
    pages = list(InfoPage.objects.in_order())

    assert [page.key for page in pages] == ["about", "how-we-link", "accessibility", "contact"]
    assert [page.languages_ready for page in pages] == [list(CODES)] * 4
    assert [page.key for page in pages if not (page.lead_vi and page.lead_en)] == []


def test_there_are_at_least_twenty_articles_from_2011_to_2026():
    assert Article.objects.count() >= 20
    assert Article.objects.years() == (2011, 2026)


def test_exactly_three_articles_stand_in_one_language():
    in_one = [article for article in articles_in_sample() if len(article.languages_ready) == 1]

    assert len(in_one) == 3
    assert {len(article.languages_ready) for article in articles_in_sample()} == {1, 2}


def test_what_is_not_ready_has_no_text_either():
    texts = [
        getattr(article, localized(field, code))
        for article in articles_in_sample()
        for code in CODES
        for field in ("title", "slug", "lead", "body", "kicker", "place")
        if code not in article.languages_ready
    ]

    assert set(texts) == {None}


def test_both_languages_of_a_text_differ():
    same = [
        (article.slug_vi, field)
        for article in articles_in_sample()
        for field in ("title", "lead", "body")
        if len(article.languages_ready) == 2 and getattr(article, f"{field}_vi") == getattr(article, f"{field}_en")
    ]

    assert same == []


@pytest.mark.parametrize("code", CODES)
def test_an_article_has_150_to_350_words_a_language(code):
    lengths = {
        getattr(article, localized("slug", code)): len(markup.plain(getattr(article, localized("body", code))).split())
        for article in articles_in_sample()
        if code in article.languages_ready
    }

    assert {slug: length for slug, length in lengths.items() if not 150 <= length <= 350} == {}


def test_every_article_is_the_editorial_boards_with_topic_lead_and_date():
    articles = list(Article.objects.for_page())

    lacking = {
        article.slug_vi or article.slug_en
        for article in articles
        if [byline.author.key for byline in article.byline_list] != ["editorial-board"]
        or not article.topic_list
        or article.dated_at is None
        or any(not getattr(article, localized("lead", code)) for code in article.languages_ready)
    }
    assert lacking == set()


def test_every_article_rests_on_sources_that_say_what_they_are():
    lacking = [article.slug_vi or article.slug_en for article in articles_in_sample() if article.sources.count() == 0]
    untold = [
        source
        for article in articles_in_sample()
        for source in article.sources.all()
        if not (source.title and source.language)
    ]

    assert (lacking, untold) == ([], [])


def test_every_plan_rests_on_sources():
    assert [plan.code for plan in Plan.objects.all() if plan.sources.count() == 0] == []


def test_every_link_is_shown():
    hidden = set(PlanLink.objects.all()) - set(PlanLink.objects.shown())

    assert (PlanLink.objects.count() > 40, hidden) == (True, set())


def test_every_plan_of_the_main_line_is_discussed_by_an_article():
    line = list(Plan.objects.main_line())

    assert len(line) >= 4
    assert [plan.code for plan in line if not Article.objects.discussing(plan).exists()] == []


def test_every_link_has_a_sentence_in_each_ready_language():
    lacking = [
        str(link.plan.code)
        for link in PlanLink.objects.with_evidence()
        if {sentence.language for sentence in link.sentences} != set(link.article.languages_ready)
    ]

    assert lacking == []


def test_links_and_texts_agree():
    """What the texts name is linked. One declaration is named only to tell it apart from another of its city."""
    names, asked, unnamed = finder(), [], []
    for article in Article.objects.all():
        found = found_in(article, names)
        linked = {link.plan.code for link in article.plan_links.select_related("plan")}
        asked += [(article.dated_at.year, one.plan.code) for one in suggestions(found, linked)]
        unnamed += [(article.title_vi, code) for code in linked - {one.plan for one in found}]

    assert (asked, unnamed) == ([(2026, "HANOI2010")], [])


def test_every_sentence_stands_in_its_text_where_it_is_said_to():
    wrong = []
    for evidence in Evidence.objects.select_related("link__article"):
        place = placed(text_in(evidence.link.article, evidence.language), evidence.sentence, near=evidence.paragraph)
        if place is None or (place.paragraph, place.start, place.end) != (
            evidence.paragraph,
            evidence.start,
            evidence.end,
        ):
            wrong.append(evidence.sentence)

    assert wrong == []


def test_no_two_plans_share_a_name():
    owners: dict[str, set[str]] = {}
    for plan in Plan.objects.all():
        for name in plan.names.exclude(kind="short"):
            owners.setdefault(name.text.casefold(), set()).add(plan.code)

    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_relations_lead_to_an_older_plan():
    backwards = [
        str(relation)
        for relation in Relation.objects.filter(kind="succeeds").select_related("plan", "other")
        if relation.plan.first_year < relation.other.first_year
    ]

    assert backwards == []


def test_a_plan_says_which_of_its_titles_are_our_own_translation():
    told = [
        {localized("own_translation", code) for code in CODES} <= set(content)
        for content in sample.files("plans").values()
    ]

    assert told == [True] * len(told)


def test_every_picture_is_a_raster_with_its_words_in_both_languages():
    pictures = list(Picture.objects.all())

    assert len(pictures) > 0
    assert {picture.width for picture in pictures} == {1200}
    assert [
        picture
        for picture in pictures
        if not all(getattr(picture, f"{name}_{code}") for name in ("alt", "credit") for code in CODES)
    ] == []
    assert {Path(picture.file.path).read_bytes()[:8] for picture in pictures} == {b"\x89PNG\r\n\x1a\n"}


def test_every_figure_in_a_text_has_its_picture():
    keys = {
        key
        for article in articles_in_sample()
        for code in CODES
        for key in markup.pictures_in(getattr(article, localized("body", code)) or "")
    }

    assert keys != set()
    assert keys <= {str(key) for key in Picture.objects.values_list("pk", flat=True)}


def test_no_figure_stands_in_a_text_without_a_picture():
    empty = [
        article.slug_vi or article.slug_en
        for article in articles_in_sample()
        for code in article.languages_ready
        if getattr(article, localized("body", code)).count("<figure")
        != len(markup.pictures_in(getattr(article, localized("body", code))))
    ]

    assert empty == []


def test_every_item_is_found_in_each_language_it_has():
    items = [*Article.objects.all(), *Plan.objects.all(), *InfoPage.objects.all()]

    assert set(SearchRow.objects.values_list("item", "language")) == {
        (item.pk, code) for item in items for code in item.languages_ready
    }


def test_every_row_keeps_the_rules_of_its_form():
    for item in [*Article.objects.all(), *Plan.objects.all(), *InfoPage.objects.all()]:
        item.full_clean()


def test_no_text_holds_a_sign_that_the_normal_form_lacks():
    texts = [
        value
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.get_fields()
        if isinstance(field, fields.CharField | fields.TextField) and not isinstance(field, fields.SlugField)
        for value in model.objects.values_list(field.name, flat=True)
        if value
    ]

    assert len(texts) > 1000
    assert [text for text in texts if not unicodedata.is_normalized("NFC", str(text))] == []


# --- In our own words ---------------------------------------------------------


def seed_texts() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(SEEDS.glob("*.txt"))]


def own_words(text: str, names: list[str]) -> str:
    """A text without the names of plans and without what it quotes as a quotation."""
    text = re.sub(r"“[^”]*”|'[^']*'", " | ", text)
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(re.escape(name), " | ", text, flags=re.IGNORECASE)
    return text


def sample_texts() -> dict[str, str]:
    """Every text that the sample tells in a language."""
    told = {}
    for article in articles_in_sample():
        for code in article.languages_ready:
            told[f"{article.slug_vi or article.slug_en} ({code})"] = "\n".join(
                [getattr(article, localized("lead", code)), markup.plain(getattr(article, localized("body", code)))]
            )
    for plan in Plan.objects.all():
        for code in plan.languages_ready:
            told[f"{plan.code} ({code})"] = "\n".join(
                [
                    getattr(plan, localized("summary", code)),
                    markup.plain(getattr(plan, localized("vision", code)) or ""),
                ]
            )
    for page in InfoPage.objects.all():
        for code in page.languages_ready:
            told[f"{page.key} ({code})"] = markup.plain(getattr(page, localized("body", code)))
    return told


@pytest.mark.seeds
def test_no_twelve_words_in_a_row_are_taken_over_from_the_articles_the_facts_come_from():
    taken = {run for seed in seed_texts() for run in runs(seed, RUN)}

    names = [name for plan in Plan.objects.all() for name in plan.names.values_list("text", flat=True)]
    told = {where: own_words(text, names) for where, text in sample_texts().items()}

    found = {where: [run for run in runs(text, RUN) if run in taken] for where, text in told.items()}

    assert len(seed_texts()) == 5
    assert {where: shared[0] for where, shared in found.items() if shared} == {}


@pytest.mark.seeds
def test_a_run_that_is_taken_over_is_found():
    seed = seed_texts()[0]
    copied = " ".join(seed.split()[40:60])

    found = runs(f"Lời của chúng tôi. {copied.upper()} Và tiếp.", RUN).keys() & runs(seed, RUN).keys()

    assert len(found) == len(runs(copied, RUN))
