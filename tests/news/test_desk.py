"""What an editor does with articles at the desk."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from lxml import html

from news.models import Article, Evidence, PlanLink
from publishing.versions import fingerprint
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
    before = fingerprint(Article.objects.get())

    answer = save(desk, article)

    assert answer.status_code == 302
    assert fingerprint(Article.objects.get()) == before


def test_a_picture_inserted_by_the_editor_is_stored_by_its_key_alone(desk):
    picture = make_picture()
    article = make_article()
    typed = f'<p>Một câu.</p><figure class="figure"><img src="{picture.url}" alt="x" data-file="{picture.pk}"><figcaption>Ảnh</figcaption></figure>'

    save(desk, article, body_vi=typed)

    article.refresh_from_db()
    assert f'<figure data-picture="{picture.pk}">' in article.body_vi
    assert "<img" not in article.body_vi


def test_paragraphs_keep_their_ids_although_the_editor_drops_them(desk):
    article = make_article(body_vi="<p>Đoạn thứ nhất.</p><p>Đoạn thứ hai.</p>")
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


def test_a_language_is_not_ready_without_its_text(desk):
    answer = save(desk, title_vi="Có tiêu đề", ready_vi="on")

    assert errors(answer)["id_body_vi"] == ["This is needed before the language can be ready for readers."]
    assert Article.objects.count() == 0


def test_nothing_is_published_without_a_ready_language(desk):
    answer = save(desk, title_vi="Có tiêu đề", body_vi="<p>Có nội dung.</p>", state="published")

    assert errors(answer)["id_state"] == ["Mark at least one language as ready for readers before publishing."]


def test_publishing_without_a_time_is_publishing_now(desk):
    save(desk, title_vi="Có tiêu đề", body_vi="<p>Có nội dung.</p>", ready_vi="on", state="published")

    assert Article.objects.get().is_public()


def test_an_address_of_another_article_is_refused_with_a_sentence(desk):
    make_article(title_vi="Bài cũ", slug_en="old-one")

    answer = save(desk, title_vi="Bài mới", slug_vi="old-one")

    assert errors(answer)["id_slug_vi"] == [
        "“old-one” already leads to another item. Choose another address, or leave this empty."
    ]


def test_a_chosen_sentence_becomes_evidence_at_its_place(desk, editor):
    plan = make_plan(label="AIM 2020")
    article = make_article(body_vi="<p>Mở đầu.</p><p>Câu một. Hội nghị thông qua AIM 2020.</p>")

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
    plan, article = make_plan(), make_article()

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
    article = make_article(discussing=plan)
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

    with django_assert_num_queries(7):
        desk.get("/admin/news/article/")
    make_article(discussing=plan)
    make_article(discussing=plan)
    with django_assert_num_queries(7):
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


def test_deleting_puts_into_the_bin_from_which_it_comes_back(desk):
    article = make_article(title_en="Bin me")
    deleting = reverse("admin:news_article_delete", args=[article.pk])

    asked = desk.get(deleting)
    desk.post(deleting, {"post": "yes"})

    assert b"goes into the bin" in asked.content
    assert titles(desk.get("/admin/news/article/")) == []
    assert titles(desk.get("/admin/news/article/", {"state": "binned"})) == ["Bin me"]

    desk.post(
        "/admin/news/article/?state=binned", {"action": "restore_from_bin", "_selected_action": [str(article.pk)]}
    )

    assert Article.objects.get().state == "draft"


def test_several_are_put_into_the_bin_at_once(desk):
    articles = [make_article(), make_article()]
    chosen = {"action": "delete_selected", "_selected_action": [str(article.pk) for article in articles]}

    asked = desk.post("/admin/news/article/", chosen)
    desk.post("/admin/news/article/", chosen | {"post": "yes"})

    assert b"go into the bin" in asked.content
    assert list(Article.objects.values_list("state", flat=True)) == ["binned", "binned"]


def test_a_newer_save_is_not_overwritten_and_both_texts_are_shown(desk):
    article = make_article(title_vi="Cũ")
    opened = desk.get(address(article))
    Article.objects.get().save()
    theirs = Article.objects.get()
    theirs.title_vi = "Của người khác"
    theirs.save()

    answer = desk.post(address(article), filled(opened.content, title_vi="Của tôi"))

    assert Article.objects.get().title_vi == "Của người khác"
    rows = html.fromstring(answer.content.decode()).xpath("//*[@class='desk-conflict']//tbody/tr")
    assert [[cell.text_content().strip() for cell in row] for row in rows] == [
        ["Title, Vietnamese", "Của người khác", "Của tôi"]
    ]


def test_after_seeing_both_texts_an_editor_may_save(desk):
    article = make_article(title_vi="Cũ")
    opened = desk.get(address(article))
    theirs = Article.objects.get()
    theirs.title_vi = "Của người khác"
    theirs.save()
    refused = desk.post(address(article), filled(opened.content, title_vi="Của tôi"))

    answer = desk.post(address(article), filled(refused.content))

    assert answer.status_code == 302
    assert Article.objects.get().title_vi == "Của tôi"


def test_a_newer_save_of_a_row_beside_the_article_is_not_overwritten(desk):
    plan = make_plan()
    article = make_article(discussing=plan)
    opened = desk.get(address(article))
    PlanLink.objects.update(note_en="Somebody else's note")

    answer = desk.post(address(article), filled(opened.content, title_vi="Của tôi"))

    assert answer.status_code == 200
    assert Article.objects.get().title_vi != "Của tôi"
    assert PlanLink.objects.get().note_en == "Somebody else's note"


def test_a_save_that_does_not_say_what_it_was_opened_on_is_refused(desk):
    article = make_article(title_vi="Cũ")
    opened = desk.get(address(article))

    answer = desk.post(address(article), filled(opened.content, title_vi="Mới", _base=None))

    assert answer.status_code == 200
    assert Article.objects.get().title_vi == "Cũ"


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


def test_a_sentence_that_somebody_chose_meanwhile_is_not_put_back(desk):
    article = make_article(body_vi="<p>Câu một. Câu hai.</p>", discussing=make_plan())
    opened = desk.get(address(article))
    save(desk, article, **{"plan_links-0-sentence_vi": "Câu hai."})

    answer = desk.post(address(article), filled(opened.content, title_en="Mine"))

    assert answer.status_code == 200
    assert Evidence.objects.get(language="vi").sentence == "Câu hai."
    assert Article.objects.get().title_en != "Mine"


def test_after_somebody_removed_a_row_the_form_can_still_be_saved(desk):
    kept, removed = make_plan(label="Kept"), make_plan(label="Removed")
    article = make_article(discussing=removed)
    make_link(article, kept)
    opened = desk.get(address(article))
    PlanLink.objects.get(plan=removed).delete()

    refused = desk.post(address(article), filled(opened.content, title_en="Mine"))
    answer = desk.post(address(article), filled(refused.content))

    assert refused.status_code == 200
    assert answer.status_code == 302
    assert Article.objects.get().title_en == "Mine"
    assert {link.plan.label for link in PlanLink.objects.all()} == {"Kept", "Removed"}


def test_a_row_that_somebody_added_meanwhile_is_shown_and_stays(desk):
    article = make_article()
    opened = desk.get(address(article))
    article.sources.create(title="Their source")

    refused = desk.post(address(article), filled(opened.content, title_en="Mine"))
    answer = desk.post(address(article), filled(refused.content))

    shown = html.fromstring(refused.content.decode()).xpath("//*[@class='desk-conflict']//tbody/tr/td[1]")
    assert "Their source" in [cell.text_content().strip() for cell in shown]
    assert answer.status_code == 302
    assert [source.title for source in article.sources.all()] == ["Their source"]


def test_another_plan_in_a_link_marks_its_own_name(desk):
    first, second = make_plan(label="AIM 2020"), make_plan(label="ADM 2025")
    article = make_article(body_vi="<p>AIM 2020 và ADM 2025.</p>", ready_en=False)
    make_link(article, first, vi="AIM 2020 và ADM 2025.", en="")

    save(desk, article, **{"plan_links-0-plan": str(second.pk)})

    assert Evidence.objects.get().name == "ADM 2025"


@pytest.mark.parametrize("date", ["0001-01-01", "9999-06-01", "1899-12-31"])
@pytest.mark.parametrize("field", ["dated_at", "published_at"])
def test_a_date_at_the_ends_of_time_is_refused_with_a_sentence(desk, field, date):
    article = make_article()

    answer = save(desk, article, **{f"{field}_0": date, f"{field}_1": "12:00:00"})

    assert ["Give a date from 1900 to 2199."] in errors(answer).values()


@pytest.mark.parametrize("title", ["\x01", "\u200b", "  \u00a0 "])
def test_a_title_that_nobody_could_see_is_none(desk, title):
    answer = save(desk, title_vi=title, body_vi="<p>Có.</p>", ready_vi="on", state="published")

    assert errors(answer)["id_title_vi"] == ["This is needed before the language can be ready for readers."]


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
    article = make_article()

    save(desk, article, dated_at_0="2015-11-27", dated_at_1="", dated_precision="minute")

    article.refresh_from_db()
    assert (str(article.dated_at.astimezone().date()), article.dated_precision) == ("2015-11-27", "day")


def test_an_impossible_date_is_refused_where_it_stands(desk):
    answer = save(desk, title_vi="Bài", dated_at_0="2015-13-45", dated_at_1="")

    assert errors(answer)["id_dated_at"] == ["Enter a valid date."]
