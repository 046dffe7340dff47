"""Authors, topics and other small tables: two editors of one row overwrite nothing."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from news.models import Author, Topic
from tests.desk.steps import texts
from tests.factories import make_picture
from tests.forms import filled

pytestmark = pytest.mark.django_db


def address(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(desk, row):
    return filled(desk.get(address(row)).content)


@pytest.mark.parametrize(
    "make",
    [lambda: Topic.objects.create(key="so", title_vi="Số"), lambda: Author.objects.create(key="an", title_vi="An")],
)
def test_edits_in_different_languages_both_survive(lan, minh, make):
    row = make()
    hers, his = opened(lan, row), opened(minh, row)

    lan.post(address(row), hers | {"title_vi": "Của Lan"})
    answer = minh.post(address(row), his | {"title_en": "By Minh"})

    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.title_vi, row.title_en) == ("Của Lan", "By Minh")


def test_an_edit_of_the_same_text_is_shown_and_replaced_only_by_saving_again(lan, minh):
    topic = Topic.objects.create(key="so", title_vi="Số")
    hers, his = opened(lan, topic), opened(minh, topic)
    lan.post(address(topic), hers | {"title_vi": "Của Lan"})

    refused = minh.post(address(topic), his | {"title_vi": "Của Minh"})

    assert texts(refused, "//ul[@id='id_title_vi_error']/li") == [
        "Somebody changed this meanwhile to “Của Lan”. Save again to put your text in its place."
    ]
    again = filled(refused.content)
    topic.refresh_from_db()
    assert (topic.title_vi, again["title_vi"]) == ("Của Lan", ["Của Minh"])
    assert minh.post(address(topic), again).status_code == 302
    topic.refresh_from_db()
    assert topic.title_vi == "Của Minh"


def test_emptying_a_text_is_a_change_like_any_other(lan):
    topic = Topic.objects.create(key="so", title_vi="Số", title_en="Digital")

    answer = lan.post(address(topic), opened(lan, topic) | {"title_en": ""})

    assert answer.status_code == 302
    topic.refresh_from_db()
    assert topic.title_en is None


def test_the_words_of_a_picture_are_merged_too(lan, minh):
    picture = make_picture()
    hers, his = opened(lan, picture), opened(minh, picture)

    lan.post(address(picture), hers | {"alt_vi": "Ảnh mới"})
    answer = minh.post(address(picture), his | {"credit_en": "Photo: ASEAN", "focus_x": "0.25"})

    assert answer.status_code == 302
    picture.refresh_from_db()
    assert (picture.alt_vi, picture.credit_en, picture.focus_x) == ("Ảnh mới", "Photo: ASEAN", 0.25)


def test_a_zero_that_somebody_else_wrote_is_told_once_and_then_replaced(lan, minh):
    picture = make_picture(focus_x=0.5)
    hers, his = opened(lan, picture), opened(minh, picture)
    lan.post(address(picture), hers | {"focus_x": "0.0"})

    refused = minh.post(address(picture), his | {"focus_x": "0.3"})
    answer = minh.post(address(picture), filled(refused.content))

    picture.refresh_from_db()
    assert (refused.status_code, answer.status_code, picture.focus_x) == (200, 302, 0.3)


def png(colour):
    kept = BytesIO()
    Image.new("RGB", (4, 3), colour).save(kept, "PNG")
    return SimpleUploadedFile("x.png", kept.getvalue(), "image/png")


def test_a_file_that_two_replaced_is_told_and_the_first_one_stays_until_it_is_chosen_again(lan, minh):
    picture = make_picture()
    hers, his = opened(lan, picture), opened(minh, picture)
    lan.post(address(picture), hers | {"file": png("blue")})
    picture.refresh_from_db()
    theirs = picture.file.name

    refused = minh.post(address(picture), his | {"file": png("green"), "alt_vi": "Ảnh của Minh"})

    picture.refresh_from_db()
    assert (refused.status_code, picture.file.name) == (200, theirs)
    assert texts(refused, "//ul[@id='id_file_error']/li") == [
        "Somebody replaced this file meanwhile. Choose your file again to put it in the place of theirs."
    ]
    assert theirs in refused.content.decode()
    again = filled(refused.content)
    assert minh.post(address(picture), again | {"file": png("green")}).status_code == 302
    picture.refresh_from_db()
    assert (picture.file.name != theirs, picture.alt_vi) == (True, "Ảnh của Minh")


def test_a_file_that_somebody_replaced_stays_when_another_changes_the_words(lan, minh):
    picture = make_picture()
    hers, his = opened(lan, picture), opened(minh, picture)
    lan.post(address(picture), hers | {"file": png("blue")})
    picture.refresh_from_db()
    theirs = picture.file.name

    answer = minh.post(address(picture), his | {"alt_vi": "Ảnh mới"})

    picture.refresh_from_db()
    assert (answer.status_code, picture.file.name, picture.alt_vi) == (302, theirs, "Ảnh mới")


def test_a_text_that_somebody_else_emptied_is_told(lan, minh):
    topic = Topic.objects.create(key="so", title_vi="Số", title_en="Digital")
    hers, his = opened(lan, topic), opened(minh, topic)
    lan.post(address(topic), hers | {"title_en": ""})

    refused = minh.post(address(topic), his | {"title_en": "By Minh"})

    assert texts(refused, "//ul[@id='id_title_en_error']/li") == [
        "Somebody changed this meanwhile to “–”. Save again to put your text in its place."
    ]
