"""What readers are told of corrections: when a page was updated, and what was wrong."""

import datetime as dt

import pytest
from django.utils import timezone

from publishing import publication
from publishing.models import Correction
from tests.factories import make_article, make_info_page, make_plan
from tests.pages.reading import doc, language_of, text_of

pytestmark = pytest.mark.django_db
both_rooms = pytest.mark.parametrize("make", [make_article, make_plan, make_info_page])


def corrected(item, *notes) -> None:
    """Tell readers of corrections, the last one last."""
    for number, note in enumerate(notes):
        row = Correction.objects.create(room=item.room(), item=item.pk, **note)
        row.made_at = item.updated_at = timezone.now() - dt.timedelta(minutes=len(notes) - number)
        row.save()
    item.save()


def told(client, item, language="vi"):
    """What the page says was corrected: [(language, text)], and its moments."""
    page = doc(client.get(item.get_absolute_url(language)))
    section = page.xpath("//main//section[starts-with(@aria-labelledby, 'corrections')]")
    lines = [line for one in section for line in one.xpath(".//li/span")]
    moments = [moment for one in section for moment in one.xpath(".//li//time/@datetime")]
    return [(language_of(line), text_of(line)) for line in lines], moments


@both_rooms
def test_a_page_that_was_never_corrected_says_nothing_of_it(make, client):
    item = make()

    assert told(client, item) == ([], [])
    assert "Updated" not in client.get(item.get_absolute_url("en")).content.decode()


@both_rooms
@pytest.mark.parametrize("language", ["vi", "en"])
def test_corrections_stand_newest_first_in_the_language_of_the_reader(make, language, client):
    item = make()
    corrected(item, {"note_vi": "Sửa tên.", "note_en": "Name."}, {"note_vi": "Sửa năm.", "note_en": "Year."})

    lines, moments = told(client, item, language)

    expected = {"vi": ["Sửa năm.", "Sửa tên."], "en": ["Year.", "Name."]}[language]
    assert lines == [(language, text) for text in expected]
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == 2


@both_rooms
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_says_when_it_was_updated(make, language, client):
    item = make()
    corrected(item, {"note_vi": "Sửa.", "note_en": "Fixed."})

    page = doc(client.get(item.get_absolute_url(language)))

    moment = timezone.localtime(item.updated_at).strftime("%Y-%m-%dT%H:%M%z")
    outside = page.xpath(f"//main//time[@datetime='{moment}'][not(ancestor::section)]")
    assert len(outside) == 1


@both_rooms
def test_a_note_in_one_language_alone_says_which_one(make, client):
    item = make()
    corrected(item, {"note_vi": "Sửa năm."})

    assert told(client, item, "en")[0] == [("vi", "Sửa năm.")]


@both_rooms
def test_a_note_in_a_language_that_is_not_ready_is_told_to_nobody(make, client):
    item = make(ready_en=False)
    corrected(item, {"note_en": "LEAK"}, {"note_vi": "Sửa.", "note_en": "LEAK"})

    assert told(client, item, "en")[0] == [("vi", "Sửa.")]
    assert "LEAK" not in client.get(item.get_absolute_url("en")).content.decode()


@both_rooms
def test_where_every_note_is_in_a_language_that_is_not_ready_there_is_no_list(make, client):
    item = make(ready_en=False)
    corrected(item, {"note_en": "LEAK"})

    assert told(client, item) == ([], [])


@both_rooms
def test_the_corrections_of_another_page_are_not_told(make, client):
    item, other = make(), make()
    corrected(other, {"note_vi": "LỘ"})
    corrected(item, {"note_vi": "Sửa."})

    assert told(client, item)[0] == [("vi", "Sửa.")]


@both_rooms
def test_a_note_is_a_text_and_no_markup(make, client):
    item = make()
    corrected(item, {"note_vi": "<b>5 & 6</b>"})

    assert told(client, item)[0] == [("vi", "<b>5 & 6</b>")]


@both_rooms
def test_corrections_cost_one_question_however_many_and_none_where_there_is_none(
    make, client, django_assert_num_queries
):
    item = make()
    url = item.get_absolute_url("vi")
    usual = {make_article: 17, make_plan: 12, make_info_page: 4}[make]
    with django_assert_num_queries(usual):
        client.get(url)
    corrected(item, *[{"note_vi": f"Sửa lần {number}."} for number in range(3)])

    with django_assert_num_queries(usual + 1):
        client.get(url)


@both_rooms
def test_a_correction_that_is_published_is_read(make, client, admin_user):
    item = make()

    publication.publish(item, ["vi", "en"], admin_user, correction={"vi": "Sửa năm.", "en": "Year corrected."})

    assert told(client, item, "en")[0] == [("en", "Year corrected.")]
