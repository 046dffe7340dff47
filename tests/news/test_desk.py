"""What an editor does with articles at the desk."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from lxml import html

from news.models import Article, Evidence, PlanLink
from publishing.rows import take
from tests.factories import make_article, make_link, make_picture, make_plan
from tests.forms import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("lan", "", "mat-khau-cua-lan", language="en")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def address(article=None):
    if article is None:
        return reverse("admin:news_article_add")
    return reverse("admin:news_article_change", args=[article.pk])


def make_draft(**fields):
    """An article that no reader sees: its rows follow every save."""
    return make_article(**{"state": "draft"} | fields)


def save(desk, article=None, **changes):
    """Open the form of an article, change some fields, and save it."""
    opened = desk.get(address(article))
    return desk.post(address(article), filled(opened.content, **changes))


def errors(answer):
    """{id of the field: its errors} of a form that was refused."""
    page = html.fromstring(answer.content.decode())
    return {
        box.get("id", "").removesuffix("_error"): [item.text_content() for item in box.xpath("./li")]
        for box in page.xpath("//ul[contains(@class, 'errorlist')]")
    }


def link_fields(plan, place=0, **fields):
    """One more link in the form of an article that has `place` of them."""
    own = {"plan": str(plan.pk), "decision": "accepted", "sentence_vi": "", "sentence_en": ""} | fields
    return {"plan_links-TOTAL_FORMS": str(place + 1)} | {
        f"plan_links-{place}-{name}": value for name, value in own.items()
    }


def titles(answer):
    return [
        cell.text_content()
        for cell in html.fromstring(answer.content.decode()).xpath(
            "//*[@id='result_list']//th[contains(@class,'field-told')]"
        )
    ]


def test_saving_an_untouched_form_changes_nothing(desk):
    picture = make_picture()
    figure = f'<figure data-picture="{picture.pk}"><figcaption>Chú thích</figcaption></figure>'
    article = make_article(
        body_vi=f"<p>Một câu.</p>{figure}<h2>Mục</h2><ul><li>Ý một</li></ul>", discussing=make_plan()
    )
    before = take(Article.objects.get())

    answer = save(desk, article)

    assert answer.status_code == 302
    assert take(Article.objects.get()) == before


def test_a_picture_inserted_by_the_editor_is_stored_by_its_key_alone(desk):
    picture = make_picture()
    article = make_draft()
    typed = f'<p>Một câu.</p><figure class="figure"><img src="{picture.url}" alt="x" data-file="{picture.pk}"><figcaption>Ảnh</figcaption></figure>'

    save(desk, article, body_vi=typed)

    article.refresh_from_db()
    assert f'<figure data-picture="{picture.pk}">' in article.body_vi
    assert "<img" not in article.body_vi


def test_paragraphs_keep_their_ids_although_the_editor_drops_them(desk):
    article = make_draft(body_vi="<p>Đoạn thứ nhất.</p><p>Đoạn thứ hai.</p>")
    ids = re.findall(r'id="(p-[a-z0-9]+)"', article.body_vi)

    save(desk, article, body_vi="<p>Đoạn mới.</p><p>Đoạn thứ nhất, có sửa.</p><p>Đoạn thứ hai.</p>")

    article.refresh_from_db()
    assert re.findall(r'id="(p-[a-z0-9]+)"', article.body_vi)[1:] == ids


def test_a_title_gets_a_vietnamese_slug(desk):
    answer = save(desk, title_vi="Đà Nẵng: kế hoạch mới")

    assert answer.status_code == 302
    assert Article.objects.get().slug_vi == "da-nang-ke-hoach-moi"


def test_a_draft_needs_nothing_but_may_be_kept(desk):
    answer = save(desk)

    assert answer.status_code == 302
    assert Article.objects.get().state == "draft"


def test_an_address_of_another_article_is_refused_with_a_sentence(desk):
    make_article(title_vi="Bài cũ", slug_en="old-one")

    answer = save(desk, title_vi="Bài mới", slug_vi="old-one")

    assert errors(answer)["id_slug_vi"] == [
        "“old-one” already leads to another item. Choose another address, or leave this empty."
    ]


def test_a_chosen_sentence_becomes_evidence_at_its_place(desk, editor):
    plan = make_plan(label="AIM 2020")
    article = make_draft(body_vi="<p>Mở đầu.</p><p>Câu một. Hội nghị thông qua AIM 2020.</p>")

    answer = save(desk, article, **link_fields(plan, sentence_vi="Hội nghị  thông qua AIM 2020."))

    assert answer.status_code == 302
    link, evidence = PlanLink.objects.get(), Evidence.objects.get()
    assert (link.decided_by, link.decided_at is not None) == (editor, True)
    assert (evidence.language, evidence.sentence, evidence.name) == ("vi", "Hội nghị thông qua AIM 2020.", "AIM 2020")
    assert (evidence.start, evidence.end) == (9, 37)
    assert f'id="{evidence.paragraph}"' in article.body_vi


def test_a_sentence_that_is_not_in_the_text_is_refused_and_kept_in_the_form(desk):
    plan, article = make_plan(), make_article()

    answer = save(desk, article, **link_fields(plan, sentence_vi="Câu này không có trong bài."))

    assert errors(answer)["id_plan_links-0-sentence_vi"] == [
        "This sentence does not stand in the text in Vietnamese. Copy it from there, word for word."
    ]
    assert b"C\xc3\xa2u n\xc3\xa0y kh\xc3\xb4ng c\xc3\xb3 trong b\xc3\xa0i." in answer.content
    assert PlanLink.objects.count() == 0


def test_a_sentence_of_the_text_being_saved_counts(desk):
    plan, article = make_plan(), make_draft()

    answer = save(
        desk,
        article,
        body_vi="<p>Một câu hoàn toàn mới.</p>",
        **link_fields(plan, sentence_vi="Một câu hoàn toàn mới."),
    )

    assert answer.status_code == 302
    assert Evidence.objects.get().sentence == "Một câu hoàn toàn mới."


def test_a_sentence_that_leaves_the_text_is_lost_and_the_editor_is_told(desk):
    plan = make_plan(label="ADM 2025")
    article = make_draft(discussing=plan)
    opened = desk.get(address(article))
    changed = filled(opened.content, body_vi="<p>Khác hẳn.</p>", body_en="<p>All different.</p>")

    answer = desk.post(address(article), changed, follow=True)

    assert set(Evidence.objects.values_list("state", flat=True)) == {"lost"}
    assert [str(message) for message in answer.context["messages"] if message.level_tag == "warning"] == [
        "Readers don't see the link to ADM 2025 yet: it needs a sentence of the text, or a note."
    ]


def test_a_part_of_another_plan_is_refused(desk):
    plan, other = make_plan(), make_plan()
    part = other.plan_parts.create(title_vi="Định hướng", title_en="Thrust")
    article = make_article()

    answer = save(desk, article, **link_fields(plan, part=str(part.pk)))

    assert errors(answer)["id_plan_links-0-part"] == ["This is a part of another plan."]


def test_the_list_asks_the_same_number_of_questions_for_one_row_and_for_three(desk, django_assert_num_queries):
    plan = make_plan()
    make_article(discussing=plan)
    desk.get("/admin/news/article/")

    with django_assert_num_queries(8):
        desk.get("/admin/news/article/")
    make_article(discussing=plan)
    make_article(discussing=plan)
    with django_assert_num_queries(8):
        answer = desk.get("/admin/news/article/")

    assert len(titles(answer)) == 3


@pytest.mark.parametrize(
    "typed", ["da nang", "Đà Nẵng", "ĐÀ NẴNG", "Da Nang meeting", "hop o da nang", "boundary-only"]
)
def test_search_finds_in_either_language_with_and_without_diacritics(desk, typed):
    make_article(title_vi="Họp ở Đà Nẵng", title_en="The Da Nang meeting", body_en="<p>boundary-only word</p>")
    make_article(title_vi="Họp ở Hà Nội", title_en="The Ha Noi meeting")

    answer = desk.get("/admin/news/article/", {"q": typed})

    assert titles(answer) == ["The Da Nang meeting"]


def test_a_hostile_title_is_printed_as_text_at_the_desk(desk):
    article = make_article(title_en="</script><img src=x onerror=alert(1)>", title_vi="<b>đậm</b>")

    pages = [
        desk.get("/admin/news/article/"),
        desk.get(address(article)),
        desk.get(reverse("admin:news_article_history", args=[article.pk])),
    ]

    for page in pages:
        assert html.fromstring(page.content.decode()).xpath("//img[@onerror]") == []
        assert page.status_code == 200


def test_another_plan_in_a_link_marks_its_own_name(desk):
    first, second = make_plan(label="AIM 2020"), make_plan(label="ADM 2025")
    article = make_draft(body_vi="<p>AIM 2020 và ADM 2025.</p>", ready_en=False)
    make_link(article, first, vi="AIM 2020 và ADM 2025.", en="")

    save(desk, article, **{"plan_links-0-plan": str(second.pk)})

    assert Evidence.objects.get().name == "ADM 2025"


@pytest.mark.parametrize("date", ["0001-01-01", "9999-06-01", "1899-12-31"])
def test_a_date_at_the_ends_of_time_is_refused_with_a_sentence(desk, date):
    article = make_article()

    answer = save(desk, article, dated_at_0=date, dated_at_1="12:00:00")

    assert ["Give a date from 1900 to 2199."] in errors(answer).values()


@pytest.mark.parametrize("title", ["\x01", "\u200b", "  \u00a0 "])
def test_a_title_that_nobody_could_see_is_none(desk, title):
    save(desk, title_vi=title, body_vi="<p>Có.</p>")

    assert Article.objects.get().title_vi is None


def test_binned_plans_are_not_offered(desk):
    make_plan(title_en="Binned one", state="binned")
    make_plan(title_en="Living one")

    offered = desk.get(
        "/admin/autocomplete/", {"app_label": "news", "model_name": "planlink", "field_name": "plan", "term": "one"}
    )

    assert [row["text"] for row in offered.json()["results"]] == ["Living one"]


def test_a_picture_that_a_text_shows_is_not_deleted(desk):
    picture = make_picture()
    make_article(body_vi=f'<figure data-picture="{picture.pk}"><figcaption>Ảnh</figcaption></figure>')
    deleting = reverse("admin:publishing_picture_delete", args=[picture.pk])

    desk.post(deleting, {"post": "yes"})

    picture.refresh_from_db()
    assert type(picture).objects.count() == 1


def test_a_picture_that_no_text_shows_is_deleted(desk):
    picture = make_picture()

    desk.post(reverse("admin:publishing_picture_delete", args=[picture.pk]), {"post": "yes"})

    assert type(picture).objects.count() == 0


def test_a_date_without_its_time_is_known_to_the_day(desk):
    article = make_draft()

    save(desk, article, dated_at_0="2015-11-27", dated_at_1="", dated_precision="minute")

    article.refresh_from_db()
    assert (str(article.dated_at.astimezone().date()), article.dated_precision) == ("2015-11-27", "day")


def test_an_impossible_date_is_refused_where_it_stands(desk):
    answer = save(desk, title_vi="Bài", dated_at_0="2015-13-45", dated_at_1="")

    assert errors(answer)["id_dated_at"] == ["Enter a valid date."]
