"""The picture with which a page is shared: what it shows, where it is, and who gets it."""

import io
import re
import unicodedata

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from publishing import making, share, share_card
from publishing.languages import CODES
from publishing.share import card_address, share_image, words_of
from publishing.share_card import COLOURS, HEIGHT, MARGIN, WIDTH, Words, drawn
from tests.conftest import ROOT
from tests.factories import make_article, make_picture, make_plan

TITLE = "Hội nghị Bộ trưởng số ASEAN lần thứ 6 thông qua Kế hoạch tổng thể số 2026–2030"
LONGEST = 300
"""Characters of the longest title."""


@pytest.fixture(autouse=True)
def nothing_kept():
    """Cards that another test drew are gone."""
    cache.clear()


def lines_of(title):
    """The lines of a title and the size of their letters."""
    lines, font = share_card.fitted(
        title, lambda size: share_card.serif(size, 500), share_card.TITLE_SIZES, share_card.TITLE_HEIGHT
    )
    return lines, font


def spots(content, box):
    """The box around what is drawn in a part of a card; None where there is nothing but paper."""
    part = Image.open(io.BytesIO(content)).convert("RGB").crop(box)
    paper = Image.new("RGB", part.size, COLOURS["paper"])
    return ImageChops.difference(part, paper).convert("L").point(lambda value: 255 if value > 24 else 0).getbbox()


# --- The card -------------------------------------------------------------------


def test_a_card_has_the_measures_that_sharing_services_show_whole():
    image = Image.open(io.BytesIO(drawn(Words(TITLE, "Hội nghị bộ trưởng", "ASEAN Số"))))

    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert image.convert("RGB").getpixel((5, 5)) == tuple(bytes.fromhex(COLOURS["paper"][1:]))


@pytest.mark.parametrize(
    "title",
    [
        "Số",
        TITLE,
        unicodedata.normalize("NFC", "Ưỡng Ỗ Ẫ Ễ ")[:12] * 25,
        "W" * LONGEST,
        "một " * 75,
        "Liên minh Viễn thông Quốc tế " * 10 + "và mười chữ",
    ],
)  # fmt: skip
def test_no_title_leaves_the_margins_and_none_is_cut(title):
    lines, font = lines_of(title)
    content = drawn(Words(title, "Nhãn", "ASEAN Số"))

    assert "".join("".join(lines).split()) == "".join(title.split())
    assert max(font.getlength(line) for line in lines) <= WIDTH - 2 * MARGIN
    # Nothing in the margins at the sides, above the ribbon; marks of letters may lean a pixel or two.
    assert spots(content, (0, 0, MARGIN - 6, share_card.RIBBON_TOP)) is None
    assert spots(content, (WIDTH - MARGIN + 6, 0, WIDTH, share_card.RIBBON_TOP)) is None
    # Nothing between the title and the name of the site, nor above the label.
    assert spots(content, (0, 482, WIDTH, 490)) is None
    assert spots(content, (0, 0, WIDTH, 56)) is None


@given(st.text(st.sampled_from("aăâđêôơưếỗẫ WMil–1,.\u00a0 "), min_size=1, max_size=LONGEST))
def test_every_sign_of_a_title_stands_on_its_card(title):
    lines, font = lines_of(title)

    assert re.sub(r"[ \u00a0]", "", "".join(lines)) == re.sub(r"[ \u00a0]", "", title)
    assert len(lines) * font.size * share_card.LEADING <= share_card.TITLE_HEIGHT
    assert [line for line in lines if font.getlength(line) > WIDTH - 2 * MARGIN] == []


def test_a_short_title_is_set_larger_than_a_long_one():
    sizes = [lines_of(title)[1].size for title in ("Số", TITLE, "W" * LONGEST)]

    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] == share_card.TITLE_SIZES[0]


def test_the_lines_of_a_title_are_of_about_the_same_length():
    lines, font = lines_of("Nước nào cũng có một trung tâm dữ liệu của mình vào năm tới")

    lengths = [font.getlength(line) for line in lines]
    assert len(lines) > 1
    assert min(lengths) > max(lengths) * 0.6


def test_no_line_breaks_inside_the_name_of_a_plan():
    lines, _font = lines_of("Các bộ trưởng bàn về " * 4 + "AIM 2020")

    assert [line for line in lines if "AIM\u00a02020" in line] == [lines[-1]]


@pytest.mark.parametrize("letter", ["ế", "ỗ", "ẫ", "Ấ", "Ỡ", "ợ", "đ"])
def test_letters_with_two_marks_are_in_the_fonts(letter):
    for font in (share_card.serif(60, 500), share_card.ImageFont.truetype(share_card.SANS, 60)):
        missing = font.getmask("\U0010ffff").getbbox(), bytes(font.getmask("\U0010ffff"))
        assert (font.getmask(letter).getbbox(), bytes(font.getmask(letter))) != missing


def test_the_colours_are_those_of_the_style_sheet():
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")

    assert {name: re.search(rf"--{name}: (#\w+);", tokens)[1] for name in COLOURS} == COLOURS


# --- Its address ----------------------------------------------------------------


@pytest.mark.django_db
def test_a_page_without_a_cover_is_shared_with_its_card_in_its_language():
    article = make_article(title_vi=TITLE, title_en="Ministers adopt a plan", kicker_en="Meetings")

    image = share_image(article, "en")

    assert words_of(article, "en") == Words("Ministers adopt a plan", "Meetings", "ASEAN Digital")
    assert (image.path, image.width, image.height, image.alt) == (
        f"/share/news.article/{article.pk}/en/{share.fingerprint(words_of(article, 'en'))}.png",
        WIDTH,
        HEIGHT,
        "Ministers adopt a plan",
    )


@pytest.mark.django_db
def test_a_page_that_is_shown_in_another_language_has_the_card_of_that():
    article = make_article(title_vi=TITLE, ready_en=False)

    assert share_image(article, "en") == share_image(article, "vi")
    assert share_image(article, "en").alt == TITLE


@pytest.mark.django_db
def test_a_plan_is_told_by_its_short_name():
    plan = make_plan(label="AIM 2020", title_vi="Kế hoạch tổng thể CNTT-TT ASEAN 2020")

    assert words_of(plan, "vi") == Words("Kế hoạch tổng thể CNTT-TT ASEAN 2020", "AIM 2020", "ASEAN Số")


@pytest.mark.django_db
def test_a_cover_is_shared_as_jpeg_and_until_it_is_made_as_it_was_uploaded():
    picture = make_picture(alt_vi="Cầu Rồng")
    article = make_article(cover=picture)
    before = share_image(article, "vi")

    making.make(picture)
    picture.refresh_from_db()
    after = share_image(make_article(cover=picture), "vi")

    assert (before.path, before.width, before.height, before.alt) == (picture.url, 4, 3, "Cầu Rồng")
    (jpeg,) = [size for size in picture.sizes_made() if size.place == ("whole", "jpg", 4)]
    assert after.path == picture.file.storage.url(jpeg.name)


@pytest.mark.django_db
def test_what_is_shared_costs_no_query(django_assert_num_queries):
    article = make_article()

    with django_assert_num_queries(0):
        share_image(article, "vi")


@pytest.mark.parametrize("change", [{"title": "Khác"}, {"label": "Khác"}, {"site": "Khác"}])
def test_whatever_stands_on_a_card_changes_its_address(change):
    words = {"title": "Tên", "label": "Nhãn", "site": "ASEAN Số"}

    assert share.fingerprint(Words(**words)) != share.fingerprint(Words(**words | change))


# --- Who gets it ----------------------------------------------------------------


@pytest.mark.django_db
def test_a_card_is_served_to_be_kept_for_as_long_as_a_page_and_drawn_once(
    client, django_assert_num_queries, monkeypatch
):
    article = make_article(title_vi=TITLE)
    address = card_address(article, "vi")

    answer = client.get(address)
    monkeypatch.setattr(share_card.Image, "new", None)
    with django_assert_num_queries(1):
        again = client.get(address)

    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Content-Language"]) == (
        200,
        "image/png",
        "vi",
    )
    assert {"public", "max-age=300"} == set(answer.headers["Cache-Control"].split(", "))
    assert again.content == answer.content


@pytest.mark.django_db
def test_an_address_that_was_right_once_leads_to_the_right_one(client):
    article = make_article(title_vi="Trước")
    before = card_address(article, "vi")
    article.title_vi = "Sau"
    article.save()

    answer = client.get(before)

    assert (answer.status_code, answer.headers["Location"]) == (302, card_address(article, "vi"))
    assert card_address(article, "vi") != before
    assert "max-age=60" in answer.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft"},
        {"state": "withdrawn"},
        {"state": "binned"},
        {"published_at": "2099-01-01T00:00:00Z"},
        {"ready_vi": False},
    ],
)
def test_what_is_not_public_in_a_language_has_no_card_in_it(client, fields):
    article = make_article(title_vi="Bí mật", **fields)

    assert client.get(card_address(article, "vi")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("room", "language"),
    [
        ("news.article", "fr"),
        ("news.article", "../x"),
        ("news.source", "vi"),
        ("publishing.account", "vi"),
        ("x", "vi"),
    ],
)
def test_nothing_else_has_a_card(client, room, language):
    article = make_article()

    assert client.get(f"/share/{room}/{article.pk}/{language}/{'0' * 16}.png").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
def test_cards_know_nobody(client, language):
    with translation.override(language):
        answer = client.get(card_address(make_article(), language))

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.django_db
def test_a_card_is_served_without_the_cache_that_keeps_it(client, settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    article = make_article()

    answer = client.get(card_address(article, "vi"))

    assert (answer.status_code, answer.content[:4]) == (200, b"\x89PNG")
