"""The one rule of visibility, and the promises about states that the database keeps."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from news.models import Article
from plans.models import Plan
from publishing.models import Picture, State
from tests.factories import make_article, make_picture, make_plan

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 1, 1, 12, 0, tzinfo=dt.UTC)
MOMENT = dt.timedelta(microseconds=1)
makers = pytest.mark.parametrize("make", [make_article, make_plan])


@makers
@pytest.mark.parametrize(
    ("fields", "at", "public"),
    [
        ({}, NOON - MOMENT, False),
        ({}, NOON, True),
        ({}, NOON + MOMENT, True),
        ({"ready_en": False}, NOON, True),
        ({"ready_vi": False}, NOON, True),
        ({"state": "draft"}, NOON, False),
        ({"state": "in_review"}, NOON, False),
        ({"state": "withdrawn"}, NOON, False),
        ({"state": "binned"}, NOON, False),
        ({"state": "draft", "ready_vi": False, "ready_en": False}, NOON, False),
        ({"state": "draft", "published_at": None}, NOON, False),
    ],
)
def test_an_item_is_public_from_its_moment_in_one_state_only(make, fields, at, public):
    item = make(**{"published_at": NOON} | fields)

    assert [type(item).objects.published(at).contains(item), item.is_public(at)] == [public, public]


@makers
def test_a_scheduled_item_is_public_when_its_minute_has_come_and_nobody_did_anything(make, monkeypatch):
    item = make(published_at=timezone.now() + dt.timedelta(hours=1))
    before = (list(type(item).objects.published()), item.is_scheduled)

    monkeypatch.setattr(timezone, "now", lambda: item.published_at)

    assert before == ([], True)
    assert (list(type(item).objects.published()), item.is_scheduled) == ([item], False)


@makers
def test_each_item_is_found_under_its_state_and_no_other(make):
    states = {state: make(state=state) for state in State.values}
    scheduled = make(published_at=timezone.now() + dt.timedelta(hours=1))
    objects = type(scheduled).objects

    assert list(objects.published()) == [states["published"]]
    assert list(objects.scheduled()) == [scheduled]
    assert list(objects.withdrawn()) == [states["withdrawn"]]
    assert list(objects.binned()) == [states["binned"]]
    assert set(objects.not_binned()) == {scheduled, *states.values()} - {states["binned"]}


@makers
def test_publishing_without_a_moment_publishes_now(make):
    before = timezone.now()

    item = make(published_at=None)

    assert before <= item.published_at <= timezone.now()
    assert list(type(item).objects.published()) == [item]


@makers
def test_a_draft_gets_no_moment(make):
    assert make(state="draft", published_at=None).published_at is None


@makers
def test_readiness_is_asked_by_language(make):
    both, only_english = make(), make(ready_vi=False)
    objects = type(both).objects

    assert (list(objects.ready_in("vi")), set(objects.ready_in("en"))) == ([both], {both, only_english})


# --- What an editor is told ---------------------------------------------------


@makers
def test_publishing_with_no_language_ready_is_refused_with_a_sentence(make):
    item = make()
    item.ready_vi = item.ready_en = False
    translation.activate("en")

    with pytest.raises(ValidationError) as refused:
        item.full_clean()

    assert refused.value.message_dict == {
        "state": ["Mark at least one language as ready for readers before publishing."]
    }


@pytest.mark.parametrize(("make", "text"), [(make_article, "body_en"), (make_plan, "summary_en")])
def test_a_language_without_title_or_text_is_not_ready_and_says_where(make, text):
    item = make()
    item.title_en, item.slug_en = "", ""
    setattr(item, text, None)
    translation.activate("en")

    with pytest.raises(ValidationError) as refused:
        item.full_clean()

    needed = ["This is needed before the language can be ready for readers."]
    assert refused.value.message_dict == {"title_en": needed, "slug_en": needed, text: needed}


@makers
def test_an_item_in_one_language_is_whole(make):
    item = make(title_en=None, ready_en=False)

    item.full_clean()

    assert (item.languages_ready, item.slug_en) == (["vi"], None)


# --- What the database refuses ------------------------------------------------


def refused(change) -> str:
    """The name of the constraint on which a change breaks."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        change()
    return str(error.value)


@makers
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"ready_vi": False, "ready_en": False}, "published_has_language_and_time"),
        ({"published_at": None}, "published_has_language_and_time"),
        ({"title_vi": None}, "ready_vi_is_complete"),
        ({"title_vi": ""}, "ready_vi_is_complete"),
        ({"slug_vi": None}, "ready_vi_is_complete"),
        ({"slug_vi": ""}, "ready_vi_is_complete"),
        ({"title_en": None}, "ready_en_is_complete"),
        ({"slug_en": None}, "ready_en_is_complete"),
        ({"slug_en": ""}, "ready_en_is_complete"),
        ({"state": "published "}, "state_is_known"),
        ({"state": ""}, "state_is_known"),
    ],
)
def test_no_update_breaks_the_promises_of_a_published_item(make, fields, constraint):
    item = make()

    said = refused(lambda: type(item).objects.update(**fields))

    assert f"{item._meta.db_table}_{constraint}" in said


@pytest.mark.parametrize(
    ("make", "column"),
    [(make_article, "body_vi"), (make_article, "body_en"), (make_plan, "summary_vi"), (make_plan, "summary_en")],
)
@pytest.mark.parametrize("nothing", [None, "", "  ", "\n"])
def test_no_update_takes_the_text_from_a_ready_language(make, column, nothing):
    item = make()

    said = refused(lambda: type(item).objects.update(**{column: nothing}))

    assert f"{item._meta.db_table}_ready_{column[-2:]}_is_complete" in said


def test_rich_text_that_shows_nothing_is_no_text():
    make_article()

    said = refused(lambda: Article.objects.update(body_vi="<p> </p><ul><li></li></ul>"))

    assert "news_article_ready_vi_is_complete" in said


@pytest.mark.parametrize(
    ("item", "constraint"),
    [
        (lambda: Article(state="published", published_at=NOON), "news_article_published_has_language_and_time"),
        (lambda: Article(ready_vi=True), "news_article_ready_vi_is_complete"),
        (lambda: Article(ready_en=True, title_en="T", slug_en="t"), "news_article_ready_en_is_complete"),
        (lambda: Article(state="gone"), "news_article_state_is_known"),
        (
            lambda: Plan(first_year=2020, state="published", published_at=NOON),
            "plans_plan_published_has_language_and_time",
        ),
        (lambda: Plan(first_year=2020, ready_vi=True), "plans_plan_ready_vi_is_complete"),
    ],
)
def test_no_bulk_creation_breaks_the_promises_either(item, constraint):
    row = item()

    said = refused(lambda: type(row).objects.bulk_create([row]))

    assert constraint in said


@pytest.mark.parametrize("fields", [{"focus_x": -0.01}, {"focus_x": 1.01}, {"focus_y": -0.01}, {"focus_y": 2}])
def test_the_focus_of_a_picture_is_inside_it(fields):
    make_picture()

    assert "publishing_picture_focus_is_inside" in refused(lambda: Picture.objects.update(**fields))


def test_what_belongs_to_a_draft_may_be_missing():
    Article.objects.bulk_create([Article(), Article(title_vi="Chỉ có tựa")])

    assert Article.objects.count() == 2
