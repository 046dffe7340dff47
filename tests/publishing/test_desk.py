"""What holds for the whole desk: who gets in, in which language, and which pictures are taken."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html
from PIL import Image

from publishing.models import Picture
from tests.factories import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("lan", "", "mat-khau-cua-lan")


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def language(answer):
    return html.fromstring(answer.content.decode()).get("lang")


def picture_bytes(form="PNG", size=(60, 40), **options):
    kept = io.BytesIO()
    Image.new("RGB", size, "red").save(kept, form, **options)
    return kept.getvalue()


def upload(desk, content, name):
    return desk.post(
        reverse("admin:publishing_picture_add"),
        {"file": SimpleUploadedFile(name, content), "alt_vi": "Ảnh", "focus_x": "0.5", "focus_y": "0.5"},
    )


@pytest.mark.parametrize("path", ["/admin/", "/admin/news/article/", "/admin/publishing/picture/choose/"])
def test_strangers_are_asked_to_log_in(client, path):
    answer = client.get(path)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/admin/login/")


def test_somebody_without_the_right_to_see_pictures_chooses_none(client):
    client.force_login(get_user_model().objects.create_user("minh", "", "mat-khau-cua-minh", is_staff=True))

    assert client.get("/admin/publishing/picture/choose/").status_code == 403


def test_the_desk_speaks_the_sites_first_language_until_somebody_chooses(desk):
    assert language(desk.get("/admin/")) == "vi"


def test_the_desk_keeps_the_language_that_somebody_chose(desk, editor):
    answer = desk.post("/admin/language/", {"language": "en", "next": "/admin/news/article/"})

    assert answer.headers["Location"] == "/admin/news/article/"
    assert language(desk.get("/admin/")) == "en"
    editor.refresh_from_db()
    assert editor.language == "en"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_choosing_a_language_leads_nowhere_else(desk, back):
    answer = desk.post("/admin/language/", {"language": "en", "next": back})

    assert answer.headers["Location"] == "/admin/"


def test_an_unknown_language_is_not_kept(desk, editor):
    desk.post("/admin/language/", {"language": "xx", "next": "/admin/"})

    editor.refresh_from_db()
    assert editor.language == ""


def test_nothing_of_the_desk_is_kept_by_caches(desk):
    assert "no-store" in desk.get("/admin/").headers["Cache-Control"]


def test_the_desk_allows_no_inline_script(desk):
    policy = desk.get("/admin/").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "script-src 'self' 'nonce-" in policy


def test_a_picture_is_kept_under_a_name_of_ours(desk):
    answer = upload(desk, picture_bytes(), "../../evil name.png")

    picture = Picture.objects.get()
    assert answer.status_code == 302
    assert (picture.width, picture.height) == (60, 40)
    assert "evil" not in picture.file.name


def test_a_picture_loses_what_its_camera_wrote_and_stands_upright(desk):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of somebody"

    upload(desk, picture_bytes("JPEG", exif=exif), "photo.jpg")

    picture = Picture.objects.get()
    with picture.file.open() as file, Image.open(file) as kept:
        assert kept.size == (40, 60)
        assert dict(kept.getexif()) == {}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "drawing.svg"),
        (b"<script>alert(1)</script>", "script.png"),
        (picture_bytes()[:60], "cut.png"),
        (picture_bytes("GIF"), "moving.gif"),
        (picture_bytes("PNG", size=(8000, 6000)), "bomb.png"),
    ],
)
def test_what_is_no_proper_picture_is_refused_with_a_sentence(desk, content, name):
    answer = upload(desk, content, name)

    assert answer.status_code == 200
    assert len(html.fromstring(answer.content.decode()).xpath("//ul[@id='id_file_error']/li")) == 1
    assert Picture.objects.count() == 0


def test_pictures_are_chosen_by_words_of_their_description(desk):
    make_picture(alt_vi="Cầu ở Đà Nẵng")
    make_picture(alt_vi="Hội trường")

    answer = desk.get("/admin/publishing/picture/choose/", {"q": "da nang", "CKEditorFuncNum": "-1"})

    chosen = html.fromstring(answer.content.decode()).xpath("//button[@data-key]/@data-alt")
    assert chosen == ["Cầu ở Đà Nẵng"]
