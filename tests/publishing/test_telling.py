"""What differs between two contents is told in words that an editor reads."""

import copy
import datetime as dt
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from news.models import Article, Author, Byline, Publisher, Source, Topic
from plans.models import Figure, Plan, PlanPart, Relation
from plans.models import Source as PlanSource
from publishing.rows import key_of, take
from publishing.telling import Teller, told, told_field
from tests.factories import make_article, make_picture, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english_desk():
    with translation.override("en"):
        yield


def changed(item, **fields) -> tuple[dict, dict]:
    """The content of an item as it is, and with some of its own columns changed."""
    before = take(item)
    after = copy.deepcopy(before)
    after[key_of(item)].update(fields)
    return before, after


def only_field(item, **fields):
    """The one field in which an item differs."""
    (group,) = told(type(item), *changed(item, **fields))
    (field,) = group.fields
    return field


def group_of(groups, title: str):
    return next(group for group in groups if group.title == title)


def test_a_text_is_told_with_its_label_and_its_language():
    field = only_field(make_article(title_vi="Tin cũ"), title_vi="Tin mới")

    assert (field.label, field.language, field.before, field.after) == ("Title, Vietnamese", "vi", "Tin cũ", "Tin mới")
    assert [(piece.kind, piece.text) for piece in field.pieces] == [
        ("same", "Tin "),
        ("removed", "cũ"),
        ("added", "mới"),
    ]


def test_the_item_itself_is_told_first_and_by_what_it_is():
    article = make_article()
    before = take(article)
    source = Source.objects.create(article=article, title="Báo cáo")
    article.title_en = "New"
    article.save()

    groups = told(Article, before, take(article))

    assert [(group.title, group.change) for group in groups] == [("Article", "changed"), ("Source: Báo cáo", "added")]
    assert groups[1].key == key_of(source)


def test_equal_contents_tell_nothing():
    content = take(make_article(discussing=make_plan()))

    assert told(Article, content, copy.deepcopy(content)) == []


def test_rich_text_is_told_as_its_paragraphs_with_its_pictures_in_place():
    picture = make_picture(alt_en="A bridge", alt_vi="Cây cầu")
    article = make_article(body_en="<p>One.</p>")
    body = f'<p>One.</p><figure data-picture="{picture.pk}"><figcaption>Seen from afar</figcaption></figure><p>Two.</p>'

    assert only_field(article, body_en=body).after == "One.\n[picture: A bridge]\nSeen from afar\nTwo."
    assert only_field(article, body_vi=body).after.splitlines()[1] == "[picture: Cây cầu]"


def test_a_picture_that_is_gone_is_told_as_deleted():
    body = f'<figure data-picture="{uuid.uuid4()}"></figure>'

    assert only_field(make_article(), body_en=body).after == "[picture: (deleted)]"


def test_rich_texts_with_the_same_words_are_told_by_their_markup():
    field = only_field(make_article(body_en="<p>One word.</p>"), body_en="<p>One <strong>word</strong>.</p>")

    assert field.formal
    assert field.after == "<p>One <strong>word</strong>.</p>"


def test_another_id_of_a_paragraph_is_no_difference():
    article = make_article(body_en="<p>One word.</p>")

    assert told(Article, *changed(article, body_en='<p id="p-abcdef12">One word.</p>')) == []


def test_a_foreign_key_is_told_by_the_title_of_its_row():
    one, other = (Publisher.objects.create(key=key, title_en=f"The {key}") for key in ("one", "other"))
    article = make_article(publisher=one)

    field = only_field(article, publisher=str(other.pk))

    assert (field.label, field.before, field.after) == ("Publisher", "The one", "The other")


def test_a_row_that_is_gone_is_told_as_deleted():
    field = only_field(make_article(), publisher=str(uuid.uuid4()))

    assert (field.before, field.after) == ("", "(deleted)")


def test_a_key_of_another_kind_is_told_as_deleted():
    assert only_field(make_article(), publisher="17").after == "(deleted)"


def test_many_to_many_is_told_a_title_a_line_in_order():
    topics = [Topic.objects.create(key=key, title_en=key.title()) for key in ("trade", "data")]

    field = only_field(make_article(), topics=sorted(str(topic.pk) for topic in topics))

    assert field.after == "Data\nTrade"


def test_choices_booleans_dates_and_times_are_told_as_pages_print_them():
    plan = make_plan(kind="master_plan", on_main_line=False)
    groups = told(Plan, *changed(plan, kind="framework", on_main_line=True, adopted_on="2021-01-22"))
    article = only_field(make_article(), dated_at="2019-03-29T08:05:00+00:00")

    texts = {field.name: (field.before, field.after) for field in groups[0].fields}
    assert texts == {
        "kind": ("Master plan", "Framework"),
        "on_main_line": ("No", "Yes"),
        "adopted_on": ("", "22 January 2021"),
    }
    assert article.after == "29 March 2019, 15:05"


@pytest.mark.parametrize(("column", "value"), [("dated_at", "never"), ("dated_at", 17), ("dated_precision", "century")])
def test_a_value_of_another_day_is_told_as_it_is(column, value):
    assert only_field(make_article(), **{column: value}).after == str(value)


def test_a_part_of_an_item_is_told_by_its_own_name():
    article = make_article()
    author = Author.objects.create(key="lan", title_en="Nguyễn Lan")
    before = take(article)
    Byline.objects.create(article=article, author=author, order=3)

    (group,) = told(Article, before, take(article))

    assert group.title == "Byline: Nguyễn Lan"
    assert [(field.name, field.after) for field in group.fields] == [("author", "Nguyễn Lan")]


def test_parts_that_refer_to_each_other_are_told_by_their_titles():
    plan = make_plan()
    before = take(plan)
    above = PlanPart.objects.create(plan=plan, title_en="First thrust", order=1)
    PlanPart.objects.create(plan=plan, parent=above, title_en="Action", order=2)
    source = PlanSource.objects.create(plan=plan, title="The text")
    Figure.objects.create(plan=plan, label_en="Projects", value="51", source=source)

    groups = told(Plan, before, take(plan))

    action = {field.name: field.after for field in group_of(groups, "Part of a plan: Action").fields}
    assert action == {"parent": "First thrust", "title_en": "Action"}
    figure = {field.name: field.after for field in group_of(groups, "Figure: Projects").fields}
    assert figure == {"label_en": "Projects", "value": "51", "source": "The text"}


def test_a_relation_to_another_plan_is_told_by_that_plan():
    plan, other = make_plan(code="NEW"), make_plan(code="OLD", title_en="The old plan")
    before = take(plan)
    Relation.objects.create(plan=plan, kind="succeeds", other=other)

    (group,) = told(Plan, before, take(plan))

    assert group.title == "Relation: NEW Succeeds OLD"
    assert [field.after for field in group.fields] == ["Succeeds", "The old plan"]


def test_a_row_that_leans_on_one_that_is_gone_has_no_title():
    article = make_article()
    before = take(article)
    after = before | {f"news.byline/{uuid.uuid4()}": {"article": key_of(article), "author": str(uuid.uuid4())}}

    (group,) = told(Article, before, after)

    assert group.title == "Byline: (without a title)"
    assert [field.after for field in group.fields] == ["(deleted)"]


def test_rows_that_name_each_other_in_a_circle_are_told():
    plan = make_plan()
    before, keys = take(plan), [f"plans.planpart/{uuid.uuid4()}" for _ in range(2)]
    after = before | {
        key: {"plan": key_of(plan), "parent": other, "title_en": "Part"}
        for key, other in zip(keys, keys[::-1], strict=True)
    }

    assert [group.title for group in told(Plan, before, after)] == ["Part of a plan: Part"] * 2


def test_the_place_among_others_is_not_told():
    article = make_article()
    Source.objects.create(article=article, title="A source", order=1)
    before = take(article)
    Source.objects.update(order=2)

    assert told(Article, before, take(article)) == []


def test_columns_that_follow_from_others_are_not_told():
    article = make_article(discussing=make_plan())
    before = take(article)
    after = copy.deepcopy(before)
    for key, row in after.items():
        if key.startswith("news.evidence/"):
            row.update(start=99, end=120, state="lost")

    assert told(Article, before, after) == []


def test_a_removed_row_is_told_with_what_it_said():
    article = make_article(discussing=make_plan(label="AIM 2020"))
    before = take(article)
    article.plan_links.all().delete()

    groups = told(Article, before, take(article))

    assert {group.change for group in groups} == {"removed"}
    assert groups[0].title == "Link to a plan: AIM 2020"
    assert ("decision", "Accepted", "") in [(field.name, field.before, field.after) for field in groups[0].fields]


def test_what_the_models_no_longer_have_is_left_out():
    article = make_article()
    before, after = changed(article, gone="text")
    after["news.gone/1"] = {"title": "text"}

    assert told(Article, before, after) == []
    assert told_field(Article, key_of(article), "gone", "a", "b") is None
    assert told_field(Article, "news.gone/1", "title", "a", "b") is None


def test_a_column_that_one_content_does_not_know_yet_is_left_out():
    article = make_article()
    before = take(article)
    before[key_of(article)].pop("dated_precision")

    assert told(Article, before, take(article)) == []


def test_somebody_is_told_by_their_full_name():
    lan = get_user_model().objects.create_user("lan", first_name="Lan", last_name="Nguyễn")
    article = make_article(discussing=make_plan())
    before = take(article)
    article.plan_links.update(decided_by=lan, decided_at=timezone.make_aware(dt.datetime(2025, 1, 2, 3, 4)))  # noqa: DTZ001

    (group,) = told(Article, before, take(article))

    assert [field.after for field in group.fields] == ["Lan Nguyễn", "2 January 2025, 03:04"]


def test_the_rows_of_a_model_are_read_in_one_query(django_assert_num_queries):
    article = make_article()
    before = take(article)
    for number in range(5):
        author = Author.objects.create(key=f"author-{number}", title_en=f"Author {number}")
        Byline.objects.create(article=article, author=author, order=number)
        publisher = Publisher.objects.create(key=f"publisher-{number}", title_en=f"Publisher {number}")
        Source.objects.create(article=article, publisher=publisher, title=f"Source {number}")
    after = take(article)

    with django_assert_num_queries(2):
        groups = told(Article, before, after)

    assert len(groups) == 10


def test_one_field_is_told_with_several_values():
    article = make_article()

    field = told_field(Article, key_of(article), "title_vi", "Gốc", "Của họ", "Của tôi")

    assert (field.label, field.texts) == ("Title, Vietnamese", ("Gốc", "Của họ", "Của tôi"))


def test_one_field_is_told_by_its_markup_where_the_words_do_not_tell_its_values_apart():
    key = key_of(make_article())

    field = told_field(Article, key, "body_en", "<p>A</p>", "<p><em>A</em></p>", "<p>B</p>")

    assert field.formal
    assert field.texts == ("<p>A</p>", "<p><em>A</em></p>", "<p>B</p>")


def test_a_field_that_refers_to_a_row_of_the_item_finds_it_within_a_content():
    plan = make_plan()
    part = PlanPart.objects.create(plan=plan, title_en="First thrust")
    content = take(plan)

    field = told_field(Plan, key_of(part), "parent", None, key_of(part), within=(content,))

    assert field.texts == ("", "First thrust")


def test_a_row_is_told_in_the_language_of_the_desk():
    article = make_article()
    content = take(article)
    with translation.override("vi"):
        heading = Teller(Article, content).heading(key_of(article))

    assert heading == "Bài viết"
