"""Pictures: what is taken, which sizes are made of it and when, and what pages and the desk show of them."""

import datetime as dt
import io
import struct
import zlib
from types import SimpleNamespace

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import transaction
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from publishing import making, renditions
from publishing.models import Picture
from publishing.pictures import attributes, in_order, nearest_jpeg, thumbnail
from publishing.renditions import CARD, FORMS, WHOLE, wanted
from tests.factories import make_article, make_picture

MIDDLE = (0.5, 0.5)
RED, BLUE = (200, 30, 30), (30, 30, 200)


def file_of(image, form="PNG", name="picture.png", **options):
    """An uploaded file that holds an image."""
    kept = io.BytesIO()
    image.save(kept, form, **options)
    return SimpleUploadedFile(name, kept.getvalue())


def two_halves(size=(600, 300)):
    """Red at the left, blue at the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


def read(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def close_to(colour, other):
    return all(abs(one - two) <= 12 for one, two in zip(colour, other, strict=True))


@pytest.fixture
def desk(client):
    client.force_login(get_user_model().objects.create_superuser("bien-tap", language="en"))
    return client


# --- Which sizes there are to be ------------------------------------------------


@pytest.mark.parametrize(
    ("measures", "whole", "cuts"),
    [
        ((4000, 3000), [(480, 360), (800, 600), (1200, 900), (1600, 1200)], [(240, 160), (480, 320), (800, 533), (1200, 800)]),
        ((1000, 500), [(480, 240), (800, 400), (1000, 500)], [(240, 160), (480, 320), (750, 500)]),
        ((1200, 800), [(480, 320), (800, 533), (1200, 800)], [(240, 160)]),
        ((800, 1600), [(480, 960), (800, 1600)], [(240, 160), (480, 320), (800, 533)]),
        ((100, 100), [(100, 100)], [(100, 67)]),
        ((1, 1), [(1, 1)], [(1, 1)]),
        # Longer than WebP holds: its cuts alone are made.
        ((600, 60_000), [], [(240, 160), (480, 320), (600, 400)]),
        ((0, 0), [], []),
    ],
)  # fmt: skip
def test_a_picture_is_kept_in_sizes_that_are_no_larger_than_itself(measures, whole, cuts):
    sizes = wanted("x", *measures, MIDDLE)

    for ending in FORMS:
        of_form = [size for size in sizes if size.ending == ending]
        assert [(size.width, size.height) for size in of_form if size.shape == WHOLE] == whole
        assert [(size.width, size.height) for size in of_form if size.shape == CARD] == cuts


def test_there_are_three_formats_and_the_quickest_is_made_first():
    assert list(FORMS) == ["jpg", "webp", "avif"]
    assert [size.ending for size in wanted("x", 100, 100, MIDDLE)] == ["jpg", "jpg", "webp", "webp", "avif", "avif"]


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_no_size_is_larger_than_the_picture_and_no_two_have_one_name(width, height, focus):
    sizes = wanted("x", width, height, focus)

    assert [size for size in sizes if size.width > width or size.height > height + 1 or size.height < 1] == []
    assert len({size.wanted_name for size in sizes}) == len({size.place for size in sizes}) == len(sizes)


def test_another_focus_changes_the_names_of_cuts_alone():
    before, after = wanted("x", 900, 900, MIDDLE), wanted("x", 900, 900, (0.5, 0.2))

    changed = [new.shape for old, new in zip(before, after, strict=True) if old.wanted_name != new.wanted_name]
    assert changed == [size.shape for size in before if size.shape == CARD]


def test_another_file_changes_every_name():
    before, after = wanted("x", 900, 900, MIDDLE), wanted("y", 900, 900, MIDDLE)

    assert {size.wanted_name for size in before} & {size.wanted_name for size in after} == set()


# --- How they are drawn ---------------------------------------------------------


def transparent():
    image = Image.new("RGBA", (60, 40), (*RED, 255))
    image.paste((0, 0, 0, 0), (30, 0, 60, 40))
    return image


ODD_PICTURES = {
    "palette": (Image.new("RGB", (60, 40), RED).quantize(4), "PNG", {}),
    "palette with a transparent colour": (transparent().quantize(8), "PNG", {}),
    "transparent": (transparent(), "PNG", {}),
    "grey": (Image.new("L", (60, 40), 90), "PNG", {}),
    "grey and transparent": (transparent().convert("LA"), "PNG", {}),
    "black and white": (Image.new("1", (60, 40), 1), "PNG", {}),
    "sixteen bits": (Image.new("I;16", (60, 40), 90 * 256), "PNG", {}),
    "four inks": (Image.new("CMYK", (60, 40), (0, 200, 200, 20)), "JPEG", {}),
    "moving WebP": (Image.new("RGB", (60, 40), RED), "WEBP", {"save_all": True, "append_images": [two_halves((60, 40))]}),
    "moving PNG": (Image.new("RGB", (60, 40), RED), "PNG", {"save_all": True, "append_images": [two_halves((60, 40))]}),
    "two in one file": (Image.new("RGB", (60, 40), RED), "MPO", {"save_all": True, "append_images": [two_halves((60, 40))]}),
    "damaged profile": (Image.new("RGB", (60, 40), RED), "PNG", {"icc_profile": b"nonsense"}),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_PICTURES)
def test_every_kind_of_picture_is_taken_and_drawn_in_every_format(name):
    image, form, options = ODD_PICTURES[name]

    kept = in_order(file_of(image, form, **options))
    opened = renditions.opened(kept)
    drawn = [(size, read(renditions.drawn(opened, size, MIDDLE))) for size in wanted("x", 60, 40, MIDDLE)]

    assert len(drawn) == 6
    assert [(one.size, one.format) for _size, one in drawn] == [
        ((size.width, size.height), size.form.name) for size, _one in drawn
    ]


def test_a_moving_picture_stands_still_on_its_first_frame():
    moving = file_of(
        Image.new("RGB", (60, 40), RED), "WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40), BLUE)]
    )

    kept = read(in_order(moving).read())

    assert getattr(kept, "n_frames", 1) == 1
    assert close_to(kept.convert("RGB").getpixel((30, 20)), RED)


def test_sixteen_bits_become_eight_and_not_white():
    kept = read(in_order(file_of(Image.new("I;16", (60, 40), 90 * 256))).read())

    assert kept.convert("L").getpixel((30, 20)) == 90


def test_four_inks_become_the_colours_of_a_screen():
    kept = in_order(file_of(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), "JPEG"))

    image = read(kept.read())
    assert image.mode == "RGB"
    red, green, blue = image.getpixel((30, 20))
    assert red > 180
    assert max(green, blue) < 80


def test_a_transparent_picture_stays_so_but_in_jpeg_it_has_a_plain_ground():
    image = renditions.opened(file_of(transparent()))

    by_form = {
        size.ending: read(renditions.drawn(image, size, MIDDLE))
        for size in wanted("x", 60, 40, MIDDLE)
        if size.shape == WHOLE
    }
    assert {ending: one.mode for ending, one in by_form.items()} == {"jpg": "RGB", "webp": "RGBA", "avif": "RGBA"}
    assert {ending: one.convert("RGBA").getpixel((50, 20))[3] for ending, one in by_form.items()} == {
        "jpg": 255,
        "webp": 0,
        "avif": 0,
    }
    assert close_to(by_form["jpg"].getpixel((50, 20)), renditions.GROUND)


@pytest.mark.parametrize(("focus", "colour"), [((0.0, 0.5), RED), ((1.0, 0.5), BLUE)])
def test_a_cut_keeps_what_the_focus_is_on(focus, colour):
    image = renditions.opened(file_of(two_halves((600, 200))))
    (size,) = [size for size in wanted("x", 600, 200, focus) if (size.place) == (CARD, "jpg", 240)]

    cut = read(renditions.drawn(image, size, focus))

    assert cut.size == (240, 160)
    assert close_to(cut.getpixel((120, 80)), colour)


def test_a_large_photograph_is_never_decoded_whole_for_its_sizes():
    photograph = file_of(Image.new("L", (8000, 5000), 90), "JPEG")

    assert renditions.opened(photograph).size == (2000, 1250)


# --- What is taken --------------------------------------------------------------


def header_of_png(width, height):
    """A PNG that says how large it is, and ends where its pixels would begin."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 10)
        + b"IDAT"
    )


NO_PICTURE = "This file is no JPEG, PNG or WebP picture, or it is damaged."
TOO_MANY_PIXELS = "This picture has more than 40 megapixels. Choose a smaller one."


REFUSED = {
    "a drawing with a script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', NO_PICTURE),
    "a page": (b"<script>alert(1)</script>", NO_PICTURE),
    "a script": (b"#!/bin/sh\nrm -rf /\n", NO_PICTURE),
    "nothing": (b"", NO_PICTURE),
    "a GIF": (b"GIF89a" + bytes(40), NO_PICTURE),
    "a part of a picture": (header_of_png(80, 50), NO_PICTURE),
    # Refused for what their heads say: nothing that could be decoded follows.
    "a line too many": (header_of_png(8000, 5001), TOO_MANY_PIXELS),
    "a bomb of which Pillow warns": (header_of_png(9500, 9500), TOO_MANY_PIXELS),
    "a bomb that Pillow refuses": (header_of_png(60_000, 60_000), TOO_MANY_PIXELS),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_proper_picture_is_refused_with_a_sentence_that_says_why(what):
    content, sentence = REFUSED[what]

    with translation.override("en"), pytest.raises(ValidationError) as refused:
        in_order(SimpleUploadedFile("photo.jpg", content))

    assert refused.value.messages == [sentence]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["drawing.svg", "photo.jpg", "run.exe", "noname"])
def test_the_form_says_one_thing_of_a_file_that_is_no_picture_whatever_it_is_called(desk, name):
    content, sentence = REFUSED["a drawing with a script"]

    answer = desk.post(
        reverse("admin:publishing_picture_add"),
        {"file": SimpleUploadedFile(name, content), "alt_vi": "Ảnh", "focus_x": "0.5", "focus_y": "0.5"},
    )

    page = html.fromstring(answer.content.decode())
    assert page.xpath("//ul[@id='id_file_error']/li/text()") == [sentence]
    assert Picture.objects.count() == 0


@pytest.mark.django_db
def test_a_photograph_under_a_wrong_name_is_taken_for_what_it_is(desk):
    photo = file_of(two_halves((60, 40)), "JPEG", name="photo.png")

    desk.post(reverse("admin:publishing_picture_add"), {"file": photo, "alt_vi": "Ảnh", "focus_x": "1", "focus_y": "0"})

    picture = Picture.objects.get()
    assert (picture.file.name[-4:], picture.width, picture.height, picture.focus) == (".jpg", 60, 40, (1, 0))


def test_a_file_of_more_than_40_megabytes_is_refused_unread():
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        in_order(SimpleNamespace(size=40 * 1024 * 1024 + 1))

    assert refused.value.messages == ["This file is larger than 40 MB. Choose a smaller picture."]


def test_forty_megapixels_are_taken():
    kept = in_order(file_of(Image.new("1", (8000, 5000))))

    assert read(kept.read()).size == (8000, 5000)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_nothing_stays_of_what_a_camera_wrote(form):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"
    secret = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">home of somebody</x:xmpmeta>'
    options = {} if form == "PNG" else {"xmp": secret}
    if form == "JPEG":
        options["comment"] = b"home of somebody"

    kept = in_order(file_of(two_halves((60, 40)), form, exif=exif, **options)).read()

    image = read(kept)
    assert image.size == (40, 60)
    assert b"somebody" not in kept
    assert set(image.info) & {"exif", "xmp", "comment", "photoshop"} == set()


# --- When they are made ---------------------------------------------------------


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What is done inside is certain behind it, and the queue has done its work."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def made_picture(commit, **fields):
    """A picture of 600 by 300 with all its sizes."""
    with commit():
        picture = make_picture(**{"file": file_of(two_halves())} | fields)
    picture.refresh_from_db()
    return picture


def on_disk(picture):
    return [name for name in picture.files() if default_storage.exists(name)]


@pytest.mark.django_db
def test_the_sizes_of_a_new_picture_are_made_once_it_is_stored(commit):
    picture = made_picture(commit)

    made = picture.sizes_made()
    assert [(size.shape, size.ending, size.width, size.height) for size in made] == [
        (shape, ending, width, height)
        for ending in ("jpg", "webp", "avif")
        for shape, width, height in [(WHOLE, 480, 240), (WHOLE, 600, 300), (CARD, 240, 160), (CARD, 450, 300)]
    ]
    assert picture.sizes_lacking() == []
    for size in made:
        with default_storage.open(size.name) as file:
            image = read(file.read())
        assert (image.size, image.format) == ((size.width, size.height), size.form.name)


@pytest.mark.django_db
def test_nothing_is_made_of_a_picture_that_is_taken_back(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued, transaction.atomic():
        make_picture()
        transaction.set_rollback(True)

    assert queued == []


@pytest.mark.django_db
def test_words_of_a_picture_can_change_without_anything_being_made(commit, django_capture_on_commit_callbacks):
    picture = made_picture(commit)
    picture.alt_vi = "Khác"

    with django_capture_on_commit_callbacks() as queued:
        picture.save()

    assert queued == []


@pytest.mark.django_db
def test_each_size_is_noted_as_soon_as_it_is_made():
    picture = make_picture(file=file_of(two_halves()))
    first, second = picture.sizes_lacking()[:2]

    assert making.keep(picture, first, b"one")

    picture.refresh_from_db()
    assert [size.place for size in picture.sizes_made()] == [first.place]
    assert picture.sizes_lacking()[0] == second


@pytest.mark.django_db
def test_two_workers_keep_one_file():
    picture = make_picture(file=file_of(two_halves()))
    size = picture.sizes_lacking()[0]

    making.keep(picture, size, b"one")
    making.keep(picture, size, b"two")

    picture.refresh_from_db()
    (kept,) = picture.sizes_made()
    _folders, files = default_storage.listdir(f"pictures/{picture.source}")
    assert [f"pictures/{picture.source}/{name}" for name in files] == [kept.name]


@pytest.mark.django_db
def test_a_size_of_a_file_that_was_replaced_meanwhile_is_not_kept():
    picture = make_picture(file=file_of(two_halves()))
    size = picture.sizes_lacking()[0]
    other = Picture.objects.get()
    other.file = file_of(two_halves((90, 60)))
    other.save()

    assert not making.keep(picture, size, b"one")

    assert Picture.objects.get().sizes_made() == []
    assert not default_storage.exists(size.wanted_name)


@pytest.mark.django_db
def test_the_task_finds_nothing_to_do_for_a_picture_that_is_gone():
    assert making.make_sizes.func("0b0e6a52-9f52-4b3c-8f7e-3d1f5a1b2c3d") == 0


@pytest.mark.django_db
def test_another_focus_makes_the_cuts_again_under_new_names_and_keeps_the_old_files_for_a_day(commit):
    picture = made_picture(commit)
    before = {size.place: size.name for size in picture.sizes_made()}
    cuts = [name for (shape, *_), name in before.items() if shape == CARD]

    with commit():
        picture.focus_x = 0.1
        picture.save()

    picture.refresh_from_db()
    after = {size.place: size.name for size in picture.sizes_made()}
    assert [place[0] for place in before if before[place] != after[place]] == [CARD] * 6
    assert sorted(name for name, _since in picture.old_files) == sorted(cuts)
    assert [name for name in cuts if not default_storage.exists(name)] == []

    assert making.clear_old_files() == 0
    with commit():
        assert making.clear_old_files(timezone.now() + dt.timedelta(seconds=1)) == 6

    picture.refresh_from_db()
    assert picture.old_files == []
    assert [name for name in cuts if default_storage.exists(name)] == []
    assert sorted(on_disk(picture)) == sorted(picture.files())


@pytest.mark.django_db
def test_a_new_file_shows_none_of_the_sizes_of_the_old_one(commit):
    picture = made_picture(commit)
    before = [picture.file.name, *(size.name for size in picture.sizes_made())]

    picture.file = file_of(two_halves((90, 60)))
    picture.save()
    assert attributes(picture)["src"] == picture.url
    assert attributes(picture)["sources"] == []
    with commit():
        picture.save()

    picture.refresh_from_db()
    assert {size.width for size in picture.sizes_made()} == {90}
    assert sorted(name for name, _since in picture.old_files) == sorted(before)


@pytest.mark.django_db
def test_a_deleted_picture_takes_its_files_along(commit):
    picture = made_picture(commit)
    files = on_disk(picture)

    with commit():
        picture.delete()

    assert len(files) == 13
    assert [name for name in files if default_storage.exists(name)] == []


@pytest.mark.django_db
def test_a_picture_whose_deletion_is_taken_back_keeps_its_files(commit):
    picture = made_picture(commit)
    files = on_disk(picture)

    with commit(), transaction.atomic():
        Picture.objects.get().delete()
        transaction.set_rollback(True)

    assert on_disk(picture) == files
    assert Picture.objects.count() == 1


# --- The command ----------------------------------------------------------------


def made_by_command(capsys, **options):
    call_command("make_pictures", **options)
    return capsys.readouterr().out.splitlines()[-1]


@pytest.mark.django_db
def test_the_command_makes_what_is_lacking_and_then_finds_nothing_to_do(capsys):
    picture = make_picture(file=file_of(two_halves()))
    make_picture()

    assert made_by_command(capsys) == "18 sizes made of 2 pictures, 0 old files deleted."

    picture.refresh_from_db()
    assert picture.sizes_lacking() == []
    assert made_by_command(capsys) == "0 sizes made of 2 pictures, 0 old files deleted."


@pytest.mark.django_db
def test_the_command_makes_again_what_a_restore_did_not_bring_back(commit, capsys):
    picture = made_picture(commit)
    lost = picture.sizes_made()[3]
    default_storage.delete(lost.name)

    assert made_by_command(capsys) == "1 sizes made of 1 pictures, 0 old files deleted."

    assert default_storage.exists(lost.name)


@pytest.mark.django_db
def test_the_command_tells_of_a_picture_whose_file_is_gone_and_goes_on(capsys):
    gone, whole = make_picture(alt_vi="Ảnh đã mất"), make_picture()
    default_storage.delete(gone.file.name)

    call_command("make_pictures")

    told = capsys.readouterr()
    assert [line.split(" can't")[0] for line in told.err.splitlines()] == ["2 of 2: Ảnh đã mất"]
    whole.refresh_from_db()
    assert whole.sizes_lacking() == []


@pytest.mark.django_db
def test_sizes_that_are_wanted_no_more_are_let_go(commit, capsys, monkeypatch):
    picture = made_picture(commit)
    monkeypatch.setitem(renditions.WIDTHS, WHOLE, (480,))

    made_by_command(capsys)

    picture.refresh_from_db()
    assert [size.width for size in picture.sizes_made() if size.shape == WHOLE] == [480] * 3
    assert [name.rsplit("/")[-1].split("-")[:2] for name, _since in picture.old_files] == [["whole", "600"]] * 3


@pytest.mark.django_db
def test_the_command_can_leave_the_work_to_the_queue(capsys, commit):
    picture = make_picture()

    with commit():
        assert made_by_command(capsys, later=True) == "1 of 1 pictures wait for the task worker."
        picture.refresh_from_db()
        assert picture.sizes_made() == []

    picture.refresh_from_db()
    assert picture.sizes_lacking() == []


# --- What pages show ------------------------------------------------------------


def shown(picture, place):
    """What stands for a picture at a place: each <source>, and then the <img>."""
    page = Template("{% load pictures %}{% picture picture place %}")
    printed = page.render(Context({"picture": picture, "place": place}))
    return html.fragment_fromstring(printed, create_parent="div").xpath("//source | //img")


def names(srcset):
    """What a srcset lists: [(the size in the file's name, the width it says)]."""
    listed = [part.strip().split(" ") for part in srcset.split(",")]
    return [(address.rsplit("/")[-1].rsplit("-", 1)[0], width) for address, width in listed]


@pytest.mark.django_db
def test_without_any_size_the_uploaded_file_is_shown():
    picture = make_picture(alt_vi="Cầu Rồng")

    (image,) = shown(picture, "cover")

    assert dict(image.attrib) == {
        "src": picture.url,
        "width": "4",
        "height": "3",
        "alt": "Cầu Rồng",
        "fetchpriority": "high",
        "decoding": "async",
    }


@pytest.mark.django_db
def test_all_sizes_are_offered_in_every_format_and_jpeg_is_what_everybody_can_show(commit):
    picture = made_picture(commit, alt_vi="Cầu Rồng")

    avif, webp, image = shown(picture, "figure")

    assert [(source.tag, source.get("type")) for source in (avif, webp)] == [
        ("source", "image/avif"),
        ("source", "image/webp"),
    ]
    assert [names(part.get("srcset")) for part in (avif, webp, image)] == [
        [("whole-480", "480w"), ("whole-600", "600w")]
    ] * 3
    assert {part.get("sizes") for part in (avif, webp, image)} == {
        "(min-width: 70rem) 38rem, (min-width: 48rem) calc(92vw - 20rem), 92vw"
    }
    assert (image.get("src")[-4:], image.get("width"), image.get("height"), image.get("alt"), image.get("loading")) == (
        ".jpg",
        "600",
        "300",
        "Cầu Rồng",
        "lazy",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "alt", "loading"), [("card", "", "lazy"), ("row", "", "lazy"), ("hero", "Cầu Rồng", None)]
)
def test_cards_rows_and_the_lead_show_the_part_around_the_focus(commit, place, alt, loading):
    picture = made_picture(commit, alt_vi="Cầu Rồng")

    parts = shown(picture, place)

    assert [names(part.get("srcset")) for part in parts] == [[("card-240", "240w"), ("card-450", "450w")]] * 3
    image = parts[-1]
    assert (image.get("alt"), image.get("loading"), image.get("width"), image.get("height")) == (
        alt,
        loading,
        "450",
        "300",
    )


@pytest.mark.django_db
def test_with_some_sizes_the_nearest_are_shown():
    picture = make_picture(file=file_of(two_halves()))
    first = picture.sizes_lacking()[0]
    making.keep(picture, first, b"one")
    picture.refresh_from_db()

    (on_a_card,) = shown(picture, "card")
    (in_a_text,) = shown(picture, "figure")

    assert first.shape == WHOLE
    assert names(on_a_card.get("srcset")) == names(in_a_text.get("srcset")) == [("whole-480", "480w")]


@pytest.mark.django_db
def test_a_picture_of_the_shape_of_cards_is_not_cut_again(commit):
    picture = made_picture(commit, file=file_of(two_halves((600, 400))))

    *_sources, image = shown(picture, "card")

    assert names(image.get("srcset")) == [("card-240", "240w"), ("whole-480", "480w"), ("whole-600", "600w")]


def test_where_there_is_no_picture_nothing_is_shown():
    assert shown(None, "card") == []


@pytest.mark.django_db
def test_a_description_in_another_language_says_so_where_it_is_told():
    picture = make_picture(alt_vi="Cầu Rồng", alt_en="")

    with translation.override("en"):
        told = [
            (attributes(picture, place=place)["alt"], attributes(picture, place=place).get("lang"))
            for place in ("cover", "card")
        ]

    assert told == [("Cầu Rồng", "vi"), ("", None)]


@pytest.mark.django_db
def test_showing_a_picture_asks_neither_the_database_nor_the_disk(commit, django_assert_num_queries, monkeypatch):
    picture = made_picture(commit)
    monkeypatch.setattr(type(default_storage._wrapped), "exists", None)
    monkeypatch.setattr(type(default_storage._wrapped), "open", None)

    with django_assert_num_queries(0):
        shown(picture, "hero")
        nearest_jpeg(picture, 1200)


@pytest.mark.django_db
def test_a_figure_of_a_text_is_offered_in_every_format(client, commit):
    picture = made_picture(commit)
    article = make_article(body_vi=f'<p>Trước.</p><figure data-picture="{picture.pk}"></figure>')

    page = html.fromstring(client.get(article.get_absolute_url("vi")).content.decode())

    assert [source.get("type") for source in page.xpath("//figure[@class='fig']/picture//source")] == [
        "image/avif",
        "image/webp",
    ]
    (image,) = page.xpath("//figure[@class='fig']/picture//img")
    assert names(image.get("srcset")) == [("whole-480", "480w"), ("whole-600", "600w")]


@pytest.mark.django_db
def test_a_picture_is_served_as_what_it_is(client, commit):
    picture = made_picture(commit)

    types = {}
    for size in picture.sizes_made():
        answer = client.get(default_storage.url(size.name))
        types[size.ending] = answer.headers["Content-Type"]
        answer.close()

    assert types == {"jpg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}


# --- The desk -------------------------------------------------------------------


@pytest.mark.django_db
def test_the_form_shows_the_picture_beside_its_focus_and_how_many_sizes_are_made(desk):
    picture = make_picture(file=file_of(two_halves()))
    making.keep(picture, picture.sizes_lacking()[0], b"one")
    picture.refresh_from_db()

    page = html.fromstring(desk.get(reverse("admin:publishing_picture_change", args=[picture.pk])).content.decode())

    (made,) = picture.sizes_made()
    assert page.xpath("//div[@class='desk-focus__whole']/img/@src") == [default_storage.url(made.name)]
    assert [
        page.xpath(f"//input[@id='id_{name}']/@{at}")[0] for name in ("focus_x", "focus_y") for at in ("min", "max")
    ] == ["0", "1"] * 2
    assert page.xpath("//div[contains(@class, 'field-told_sizes')]//div[@class='readonly']/text()") == [
        "1 of 12 sizes made"
    ]
    assert page.xpath("//script[contains(@src, 'focus.js')]/@type") == ["module"]


@pytest.mark.django_db
def test_the_form_for_a_new_picture_has_nothing_to_show(desk):
    page = html.fromstring(desk.get(reverse("admin:publishing_picture_add")).content.decode())

    assert page.xpath("//div[@class='desk-focus__whole']") == []
    assert len(page.xpath("//input[@id='id_focus_x']")) == 1


@pytest.mark.django_db
def test_lists_of_the_desk_show_the_smallest_size(desk, commit):
    picture = made_picture(commit)
    smallest = next(size for size in picture.sizes_made() if size.place == (CARD, "jpg", 240))

    rows = html.fromstring(desk.get(reverse("admin:publishing_picture_changelist")).content.decode())
    choices = html.fromstring(desk.get(reverse("admin:publishing_picture_choose")).content.decode())

    assert thumbnail(picture) == default_storage.url(smallest.name)
    assert rows.xpath("//img[@class='desk-thumbnail']/@src") == [thumbnail(picture)]
    assert choices.xpath("//ul[@data-number]//img/@src") == [thumbnail(picture)]


@pytest.mark.django_db
def test_pictures_deleted_in_the_list_take_their_files_along(desk, commit):
    pictures = [made_picture(commit), made_picture(commit)]
    files = [name for picture in pictures for name in on_disk(picture)]

    with commit():
        desk.post(
            reverse("admin:publishing_picture_changelist"),
            {"action": "delete_selected", "_selected_action": [picture.pk for picture in pictures], "post": "yes"},
        )

    assert Picture.objects.count() == 0
    assert len(files) == 26
    assert [name for name in files if default_storage.exists(name)] == []
