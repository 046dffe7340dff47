"""Recordings of articles: what is taken, which article has which, and what readers hear."""

import struct
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from news import recordings
from news.models import Reading, Recording
from news.templatetags.news import lasting
from publishing import versions
from publishing.ranges import part_asked
from publishing.roles import AUTHOR, TRANSLATOR
from publishing.row_querysets import row_at
from tests.desk import steps
from tests.desk.roles import desk_of, make_account, make_draft, recorded
from tests.factories import make_article, make_recording, mp3
from tests.forms import filled
from tests.pages.reading import doc, one, text_of
from tests.together import at_once

pytestmark = pytest.mark.django_db
ADD = "/admin/news/recording/add/"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def lan():
    """The desk of somebody who may do everything."""
    return steps.editor("lan")


def box(kind: bytes, *content: bytes) -> bytes:
    """A box of an MP4 file."""
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), kind) + inside


def m4a(seconds: int, sound: bool = True) -> bytes:
    """The head of an M4A file; without sound, that of a silent film."""
    told = bytes(6) + struct.pack(">H8xHHHHI", 1, 1, 16, 0, 0, 44_100 << 16) + bytes(40)
    table = box(b"stsd", struct.pack(">II", 0, 1), box(b"mp4a", told))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table))))
    head = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000), bytes(80))
    return box(b"ftyp", b"M4A ", bytes(4)) + box(b"moov", head, track if sound else b"")


def ogg(seconds: int) -> bytes:
    """The pages of an Opus file without its sound."""

    def page(number: int, place: int, flag: int, content: bytes) -> bytes:
        head = struct.pack("<BBqIIIB", 0, flag, place, 1, number, 0, 1)
        return b"OggS" + head + bytes([len(content)]) + content

    first = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    return page(0, 0, 2, first) + page(1, 0, 0, b"OpusTags" + bytes(8)) + page(2, seconds * 48_000, 4, bytes(10))


def file(content: bytes, name: str = "a.mp3"):
    return SimpleUploadedFile(name, content)


# --- What is taken --------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "sound"),
    [
        (mp3(6), ("mp3", 6)),
        (b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10) + mp3(61), ("mp3", 61)),
        (m4a(250), ("m4a", 250)),
        (ogg(3700), ("ogg", 3700)),
    ],
)
@pytest.mark.parametrize("name", ["a.mp3", "a.html", "a"])
def test_a_recording_is_told_by_what_it_holds(content, sound, name):
    heard = recordings.heard(file(content, name))

    assert (heard.ending, heard.seconds) == sound


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"\x89PNG\r\n\x1a\n" + bytes(500),
        b"\xff\xd8\xff\xe0" + bytes(500),
        b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(400),
        b"ID3\x04\x00\x00\x00\x00\x00\x0a" + b"<script>" * 50,
        mp3(0.2) + b"<html>" * 100,
        b"OggS" + bytes(300),
        b"\x00\x00\x00\x18ftypM4A " + bytes(300),
        m4a(250, sound=False),
        m4a(7 * 60 * 60),
        b"\xff",
        b"",
    ],
)
def test_what_is_no_recording_is_refused(content):
    with translation.override("en"), pytest.raises(ValidationError, match="no MP3, M4A or OGG recording"):
        recordings.heard(file(content))


@given(st.binary(max_size=400), st.sampled_from([b"", b"ID3", b"OggS", b"\xff\xfb\x90", b"\x00\x00\x00\x18ftyp"]))
def test_nonsense_is_heard_or_refused_but_breaks_nothing(content, head):
    try:
        heard = recordings.heard(file(head + content))
    except ValidationError:
        return
    assert heard.seconds >= 1


def test_a_recording_of_more_than_100_megabytes_is_refused_unread():
    class Large:
        size = 100 * 1024 * 1024 + 1

    with translation.override("en"), pytest.raises(ValidationError, match="larger than 100 MB"):
        recordings.heard(Large())


# --- At the desk ----------------------------------------------------------------


def upload(desk, content, name="../../evil name.exe", **fields):
    sent = {"subject": "Bài về AIM 2020", "language": "vi", "voice": "synthetic"} | fields
    return desk.post(ADD, sent | {"file": file(content, name)})


def test_a_recording_is_kept_under_a_name_of_ours_with_its_length(lan):
    answer = upload(lan, m4a(250))

    recording = Recording.objects.get()
    assert answer.status_code == 302
    assert (recording.seconds, recording.language, recording.voice) == (250, "vi", "synthetic")
    assert recording.file.name.startswith("recordings/")
    assert recording.file.name.endswith(".m4a")
    assert "evil" not in recording.file.name
    with recording.file.open() as kept:
        assert kept.read() == m4a(250)


@pytest.mark.parametrize(
    ("content", "fields", "told"),
    [
        (b"<html>", {}, "This file is no MP3, M4A or OGG recording, or it is damaged."),
        (mp3(2), {"language": "fr"}, "Choose a language of the site."),
        (mp3(2), {"language": ""}, "This field is required."),
        (mp3(2), {"subject": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_a_recording_is_told(lan, content, fields, told):
    answer = upload(lan, content, **fields)

    assert steps.texts(answer, "//ul[@class='errorlist']/li") == [told]
    assert not Recording.objects.exists()


def test_a_recording_keeps_its_language_and_takes_another_file(lan):
    recording = make_recording()
    before = recording.file.name

    form = filled(lan.get(steps.page(recording)).content)
    answer = lan.post(steps.page(recording), form | {"language": "en", "voice": "synthetic", "file": file(mp3(9))})

    recording.refresh_from_db()
    assert answer.status_code == 302
    assert (recording.language, recording.voice, recording.seconds) == ("vi", "synthetic", 9)
    assert recording.file.name != before


def test_a_recording_saved_without_a_new_file_keeps_the_one_it_has(lan):
    recording = make_recording()

    answer = lan.post(steps.page(recording), filled(lan.get(steps.page(recording)).content, subject="Tên mới"))

    kept = row_at(Recording, recording.pk)
    assert answer.status_code == 302
    assert (kept.subject, kept.file.name, kept.seconds) == ("Tên mới", recording.file.name, 6)


def test_a_file_that_is_replaced_is_gone_with_the_save(lan, commit):
    recording = make_recording()
    before = recording.file.name
    form = filled(lan.get(steps.page(recording)).content)

    with commit():
        lan.post(steps.page(recording), form | {"file": file(mp3(9))})
        held_back = default_storage.exists(before)

    recording.refresh_from_db()
    assert held_back
    assert recording.file.name != before
    assert [default_storage.exists(name) for name in (before, recording.file.name)] == [False, True]


def test_a_recording_saved_with_the_file_it_has_loses_none(commit):
    recording = make_recording()

    with commit():
        row_at(Recording, recording.pk).save()

    assert default_storage.exists(recording.file.name)


def test_deleted_recordings_take_their_files_along(lan, commit):
    alone, *listed = recordings = [make_recording() for _ in range(3)]
    sent = {"action": "delete_selected", "_selected_action": [one.pk for one in listed], "post": "yes"}

    with commit():
        lan.post(steps.page(alone, "delete"), {"post": "yes"})
        lan.post("/admin/news/recording/", sent)

    assert not Recording.objects.exists()
    assert [one.file.name for one in recordings if default_storage.exists(one.file.name)] == []


def test_a_recording_whose_deletion_is_refused_or_taken_back_keeps_its_file(commit):
    had, free = make_recording(make_article()), make_recording()

    with commit():
        with pytest.raises(ProtectedError):
            had.delete()
        with transaction.atomic():
            row_at(Recording, free.pk).delete()
            transaction.set_rollback(True)

    assert [default_storage.exists(one.file.name) for one in (had, free)] == [True, True]


def test_a_recording_is_found_without_diacritics(lan):
    wanted = make_recording(subject="Kế hoạch tổng thể số")
    make_recording(subject="Bài khác")
    asked = {"app_label": "news", "model_name": "reading", "field_name": "recording", "term": "ke hoach"}

    found = lan.get(reverse("admin:autocomplete"), asked).json()["results"]

    assert [one["id"] for one in found] == [str(wanted.pk)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_recordings_asks_as_much_for_one_as_for_three(lan, count, django_assert_num_queries):
    for _ in range(count):
        make_recording()

    with django_assert_num_queries(6):
        answer = lan.get("/admin/news/recording/")

    assert steps.texts(answer, "//td[@class='field-told_length']") == ["0:06"] * count


def chosen(place: int, recording) -> dict:
    return steps.row("readings", place, recording=str(recording.pk))


def test_an_editor_gives_an_article_a_recording_and_readers_get_it_with_the_changes(lan, client):
    article = recorded(make_article())
    recording = make_recording()

    steps.save(lan, article, **chosen(0, recording))
    before = client.get(article.get_absolute_url("vi"))
    steps.publish(lan, article)
    after = client.get(article.get_absolute_url("vi"))

    assert doc(before).xpath("//main//audio") == []
    assert one(doc(after), "//main//audio/@src") == recording.url


def test_two_recordings_in_one_language_are_refused(lan):
    article = make_draft()
    form = chosen(0, make_recording()) | chosen(1, make_recording())

    answer = steps.save(lan, article, **form)

    assert "An article has one recording in each language. Take the others away." in answer.content.decode()
    assert not article.readings.exists()


@pytest.mark.parametrize("known", [False, True])
def test_a_recording_that_nobody_has_any_more_is_told(lan, known):
    article, first, gone = make_draft(), make_recording(), make_recording()
    if known:
        steps.save(lan, article, **chosen(0, first))
    form = steps.opened(lan, article)
    gone_key = str(gone.pk)
    gone.delete()

    answers = [
        steps.save(lan, article, form, **steps.row("readings", 0, recording=key)) for key in (gone_key, str(uuid4()))
    ]

    told = ["Select a valid choice. That choice is not one of the available choices."]
    assert [steps.texts(answer, "//ul[@class='errorlist']/li") for answer in answers] == [told, told]
    assert [reading.recording for reading in article.readings.all()] == ([first] if known else [])


def test_a_row_that_goes_is_no_second_recording_while_something_else_is_wrong(lan):
    article = make_draft()
    steps.save(lan, article, **chosen(0, make_recording()))
    form = chosen(1, make_recording()) | steps.row("readings", 2, recording=str(uuid4()))

    answer = steps.save(lan, article, **form | {"readings-0-DELETE": "on"})

    told = ["Select a valid choice. That choice is not one of the available choices."]
    assert steps.texts(answer, "//ul[contains(@class, 'errorlist')]/li") == told


def test_recordings_trade_their_rows_and_go_back_by_restoring(lan):
    article, here, there = make_draft(), make_recording(), make_recording(language="en")
    steps.save(lan, article, **chosen(0, here) | chosen(1, there))
    rows, number = recordings_by_row(article), versions.newest(article).number
    form = steps.opened(lan, article)
    first, second = form["readings-0-recording"][0], form["readings-1-recording"][0]

    answer = steps.save(lan, article, form, **{"readings-0-recording": second, "readings-1-recording": first})
    traded = recordings_by_row(article)
    versions.restore(article, number, None)

    assert answer.status_code == 302
    assert traded == dict(zip(rows, reversed(rows.values()), strict=True))
    assert recordings_by_row(article) == rows


def test_a_row_takes_the_language_of_one_that_goes_with_the_same_save(lan):
    article, here, there = make_draft(), make_recording(), make_recording(language="en")
    steps.save(lan, article, **chosen(0, here) | chosen(1, there))
    form = steps.opened(lan, article)
    other = make_recording(language=row_at(Recording, form["readings-1-recording"][0]).language)

    answer = steps.save(lan, article, form, **{"readings-0-recording": str(other.pk), "readings-1-DELETE": "on"})

    assert answer.status_code == 302
    assert [(one.recording, one.language) for one in article.readings.all()] == [(other, other.language)]


def recordings_by_row(article) -> dict:
    """Which row of an article names which recording, with the language that the row says."""
    return {reading.pk: (reading.recording_id, reading.language) for reading in article.readings.order_by("pk")}


def test_two_editors_who_choose_at_once_do_not_give_an_article_two(lan):
    article, minh = make_draft(), steps.editor("minh")
    hers, his = steps.opened(lan, article), steps.opened(minh, article)
    first, second = make_recording(), make_recording()

    steps.save(lan, article, hers, **chosen(0, first))
    refused = steps.save(minh, article, his, **chosen(0, second))

    assert "This article has a recording in this language already." in refused.content.decode()
    assert [reading.recording for reading in article.readings.all()] == [first]


def test_a_recording_is_changed_for_another_and_back_by_restoring(lan):
    article, first, second = make_draft(), make_recording(), make_recording(language="en")
    steps.save(lan, article, **chosen(0, first))
    number = versions.newest(article).number

    steps.save(lan, article, **{"readings-0-recording": str(second.pk)})
    changed = [(one.recording, one.language) for one in article.readings.all()]
    versions.restore(article, number, None)

    assert changed == [(second, "en")]
    assert [(one.recording, one.language) for one in article.readings.all()] == [(first, "vi")]


def test_a_recording_of_an_article_is_not_deleted_nor_one_that_may_go_out_yet(lan):
    article = recorded(make_article())
    waiting, free = make_recording(), make_recording()
    had = make_recording(make_article(), language="en")
    steps.save(lan, article, **chosen(0, waiting))

    for recording in (had, waiting, free):
        lan.post(steps.page(recording, "delete"), {"post": "yes"})

    assert set(Recording.objects.all()) == {had, waiting}
    with pytest.raises(ProtectedError):
        had.delete()


def test_an_author_brings_a_recording_and_a_translator_looks_at_it():
    author, translator = make_account(AUTHOR), make_account(TRANSLATOR)
    article = make_draft(created_by=author)

    uploaded = upload(desk_of(author), mp3(6))
    saved = steps.save(desk_of(author), article, **chosen(0, Recording.objects.get()))
    refused = upload(desk_of(translator), mp3(6))
    looked = desk_of(translator).get(steps.page(Recording.objects.get()))

    assert (uploaded.status_code, saved.status_code, refused.status_code, looked.status_code) == (302, 302, 403, 200)
    assert article.readings.count() == 1


# --- What the database keeps ----------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"language": "fr"}, "language_is_known"),
        ({"voice": "robot"}, "voice_is_known"),
        ({"seconds": 0}, "lasts_a_second"),
    ],
)
def test_the_database_takes_no_impossible_recording(fields, rule):
    with pytest.raises(IntegrityError, match=rule):
        make_recording(**fields)


def test_the_database_takes_one_recording_of_an_article_and_language():
    article = make_article()
    make_recording(article)
    make_recording(article, language="en")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_recording(article)
    with pytest.raises(IntegrityError, match="reading_language_is_known"), transaction.atomic():
        Reading.objects.update(language="fr")

    assert article.readings.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_that_give_one_article_a_recording_at_once_give_it_one():
    article, first, second = make_article(), make_recording(), make_recording()

    def give(recording):
        try:
            article.readings.create(recording=recording)
        except IntegrityError:
            return "refused"
        return "given"

    assert sorted(at_once(lambda: give(first), lambda: give(second))) == ["given", "refused"]
    assert article.readings.count() == 1


# --- What readers hear ----------------------------------------------------------


def test_an_article_plays_the_recording_of_the_language_that_is_shown(client):
    article = make_article()
    here = make_recording(article, seconds=250, voice="synthetic")
    there = make_recording(article, language="en", seconds=61)

    pages = {code: doc(client.get(article.get_absolute_url(code))) for code in ("vi", "en")}

    audio = {code: one(page, "//main//audio") for code, page in pages.items()}
    assert {code: found.get("src") for code, found in audio.items()} == {"vi": here.url, "en": there.url}
    assert (audio["en"].get("preload"), "controls" in audio["en"].attrib) == ("none", True)
    told = text_of(one(pages["en"], "//*[@aria-labelledby='listen'][.//audio][not(self::audio)]"))
    assert told == "Listen to this article 1 minute 1 second Read by a person"
    assert one(pages["vi"], "//*[@aria-labelledby='listen']//time/@datetime") == "PT4M10S"


def test_an_article_shown_in_another_language_plays_that_one(client):
    article = make_article(ready_en=False)
    recording = make_recording(article)
    make_recording(article, language="en")

    assert one(doc(client.get(article.get_absolute_url("en"))), "//main//audio/@src") == recording.url


def test_without_a_recording_the_page_offers_the_voice_of_the_browser_to_scripts_alone(client):
    article = make_article(ready_en=False)
    make_recording(article, language="en")

    page = doc(client.get(article.get_absolute_url("en")))

    section = one(page, "//*[@data-listen]")
    assert ("hidden" in section.attrib, section.get("data-language")) == (True, "vi")
    assert page.xpath("//main//audio") == []


@pytest.mark.parametrize(
    ("seconds", "told", "machine"),
    [
        (1, "1 second", "PT0M1S"),
        (59, "59 seconds", "PT0M59S"),
        (60, "1 minute", "PT1M0S"),
        (250, "4 minutes 10 seconds", "PT4M10S"),
        (3661, "61 minutes 1 second", "PT61M1S"),
    ],
)
def test_a_length_is_told_in_minutes_and_seconds(seconds, told, machine):
    with translation.override("en"):
        assert lasting(seconds) == f'<time datetime="{machine}">{told}</time>'


# --- Files in part --------------------------------------------------------------


def got(client, recording, **headers):
    """Status, Content-Range and content of a recording that was asked for."""
    answer = client.get(recording.url, headers=headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return answer.status_code, answer.headers.get("Content-Range"), content


def test_a_recording_is_sent_whole_and_says_that_parts_can_be_had(client):
    recording = make_recording()

    answer = client.get(recording.url)

    content = b"".join(answer.streaming_content)
    answer.close()
    assert content == mp3(6)
    assert (answer.status_code, answer.headers["Accept-Ranges"], answer.headers["Content-Type"]) == (
        200,
        "bytes",
        "audio/mpeg",
    )
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


SIZE = len(mp3(6))


@pytest.mark.parametrize(
    ("asked", "status", "start", "end"),
    [
        ("bytes=0-", 206, 0, SIZE),
        ("bytes=0-1", 206, 0, 2),
        ("bytes=1000-1999", 206, 1000, 2000),
        (f"bytes={SIZE - 1}-", 206, SIZE - 1, SIZE),
        ("bytes=500-99999999", 206, 500, SIZE),
        ("bytes=-100", 206, SIZE - 100, SIZE),
        ("bytes=-99999999", 206, 0, SIZE),
        ("bytes=7-3", 200, 0, SIZE),
        ("bytes=-", 200, 0, SIZE),
        ("bytes=0-1,5-6", 200, 0, SIZE),
        ("bytes=x-y", 200, 0, SIZE),
        ("lines=0-1", 200, 0, SIZE),
        (f"bytes={'9' * 30}-", 200, 0, SIZE),
    ],
)
def test_a_part_of_a_recording_is_sent(asked, status, start, end, client):
    answer = got(client, make_recording(), Range=asked)

    told = f"bytes {start}-{end - 1}/{SIZE}" if status == 206 else None
    assert answer == (status, told, mp3(6)[start:end])


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}", "bytes=-0"])
def test_a_part_that_a_recording_does_not_have_is_refused(asked, client):
    assert got(client, make_recording(), Range=asked) == (416, f"bytes */{SIZE}", b"")


def test_whoever_asks_whether_the_file_changed_gets_it_whole(client):
    recording = make_recording()
    headers = {"Range": "bytes=0-1", "If-Range": '"abc"'}

    head = client.head(recording.url, headers={"Range": "bytes=0-1"})
    head.close()

    assert got(client, recording, **headers)[0] == 200
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(SIZE))


@given(st.integers(0, 30), st.integers(-5, 40), st.integers(-5, 40))
def test_a_part_lies_within_the_file_whatever_is_asked(size, first, last):
    header = f"bytes={first if first >= 0 else ''}-{last if last >= 0 else ''}"

    found = part_asked(header, size)

    if found is not None:
        start, end = found
        assert start >= 0
        assert end <= size
        if first >= 0:
            assert start == first
