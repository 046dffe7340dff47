"""`import_articles`: a draft for each file, or none at all; the same file twice is one draft."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from news.models import Article
from publishing.markup import paragraphs

pytestmark = pytest.mark.django_db
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
TEXT = "Họp tại Đà Nẵng\n\nCác Bộ trưởng đã họp.\n\nĐoạn <một> & hai.\nĐoạn cuối.\n"


@pytest.fixture
def write(tmp_path):
    """Puts a text or bytes into a file, and answers its path."""

    def written(content: str | bytes, name: str = "bai.txt") -> Path:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return written


def imported(*files: Path) -> list[str]:
    """The lines that the command says, in English."""
    said = StringIO()
    with translation.override("en"):
        call_command("import_articles", *map(str, files), stdout=said)
    return said.getvalue().splitlines()


def refused(*files: Path) -> list[str]:
    """The lines with which the command refuses files, in English."""
    with translation.override("en"), pytest.raises(CommandError) as error:
        call_command("import_articles", *map(str, files), stdout=StringIO())
    return str(error.value).splitlines()


def test_file_becomes_a_draft_in_its_language(write):
    file = write(TEXT)

    assert imported(file) == [f"{file}: a new draft in Vietnamese, “Họp tại Đà Nẵng”."]

    article = Article.objects.get()
    assert (article.state, article.published_at, article.languages_ready) == ("draft", None, [])
    assert (article.title_vi, article.slug_vi, article.lead_vi) == (
        "Họp tại Đà Nẵng",
        "hop-tai-da-nang",
        "Các Bộ trưởng đã họp.",
    )
    assert [(block.tag, block.text) for block in paragraphs(article.body_vi)] == [
        ("p", "Đoạn <một> & hai."),
        ("p", "Đoạn cuối."),
    ]
    assert all(block.id for block in paragraphs(article.body_vi))
    assert (article.title_en, article.slug_en, article.lead_en, article.body_en) == (None, None, None, None)


def test_english_file_becomes_an_english_draft(write):
    file = write("Ministers meet\n\nThe ministers of the region met in Đà Nẵng.\n\nThey adopted a plan.")

    assert imported(file) == [f"{file}: a new draft in English, “Ministers meet”."]

    article = Article.objects.get()
    assert (article.title_en, article.title_vi, article.body_vi) == ("Ministers meet", None, None)


def test_draft_is_found_at_the_desk_and_nowhere_public(write):
    imported(write(TEXT))

    assert list(Article.objects.published()) == []
    assert list(Article.objects.matching("hop tai da nang")) == [Article.objects.get()]


def test_same_file_again_changes_nothing(write):
    file = write(TEXT)
    imported(file)
    before = Article.objects.values().get()

    assert imported(file) == [f"{file}: already there, “Họp tại Đà Nẵng” (Draft)."]

    assert Article.objects.values().get() == before


def test_same_text_is_recognised_in_another_encoding_and_with_another_case_in_the_title(write):
    imported(write(TEXT))
    again = write(TEXT.replace("Họp tại", "HỌP TẠI").encode("utf-16"), "again.txt")

    assert imported(again) == [f"{again}: already there, “HỌP TẠI Đà Nẵng” (Draft)."]

    assert Article.objects.count() == 1


def test_same_file_named_twice_in_one_call_makes_one_draft(write):
    file = write(TEXT)

    assert imported(file, file) == [
        f"{file}: a new draft in Vietnamese, “Họp tại Đà Nẵng”.",
        f"{file}: already there, “Họp tại Đà Nẵng” (Draft).",
    ]

    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("Đoạn cuối", "Đoạn cuôi"),
        TEXT + "Thêm một đoạn.",
        TEXT.replace("Họp", "Gặp"),
        "Họp tại Đà Nẵng\n\nCác Bộ trưởng đã họp.",
    ],
)
def test_text_that_differs_in_title_or_body_is_another_draft(write, other):
    imported(write(TEXT))

    imported(write(other, "other.txt"))

    assert Article.objects.count() == 2


def test_texts_without_a_body_are_told_apart_by_their_leads(write):
    first, second = write("Họp\nSáng nay."), write("Họp\nChiều nay.", "second.txt")

    imported(first, second)
    imported(second, first)

    assert sorted(Article.objects.values_list("lead_vi", flat=True)) == ["Chiều nay.", "Sáng nay."]


def test_draft_that_an_editor_gave_another_lead_is_still_recognised(write):
    file = write(TEXT)
    imported(file)
    article = Article.objects.get()
    article.lead_vi = "Đoạn dẫn mới."
    article.save()

    assert imported(file) == [f"{file}: already there, “Họp tại Đà Nẵng” (Draft)."]


def test_article_in_the_bin_is_recognised_and_said_to_be_there(write):
    file = write(TEXT)
    imported(file)
    article = Article.objects.get()
    article.state = Article.State.BINNED
    article.save()

    assert imported(file) == [f"{file}: already there, “Họp tại Đà Nẵng” (In the bin)."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty."),
        (b"\x7fELF\x02\x01\x01\0\0\xff", "is no text in UTF-8. Save it as UTF-8 and try again."),
        ("Xin chào".encode("latin-1"), "is no text in UTF-8. Save it as UTF-8 and try again."),
        (b"Title\nLead\0", "is no text: it holds control characters."),
        (b"***\nLead", "has no title: its first line holds no word."),
    ],
)
def test_bad_file_is_named_with_its_reason_and_nothing_is_saved(write, content, reason):
    file = write(content)

    assert refused(file) == [f"Nothing was imported. {file} {reason}"]

    assert Article.objects.count() == 0


def test_file_that_is_too_large_is_named(write):
    file = write(b"a\n" * 2_500_001)

    assert refused(file) == [f"Nothing was imported. {file} is larger than 5 MB."]


def test_missing_file_folder_and_device_are_named(tmp_path):
    missing, folder, device = tmp_path / "none.txt", tmp_path, Path(os.devnull)

    assert refused(missing, folder, device) == [
        f"Nothing was imported. {missing} does not exist.",
        f"{folder} is a folder, not a file.",
        f"{device} is no ordinary file.",
    ]


def test_file_name_that_is_too_long_for_the_system_is_named(tmp_path):
    file = tmp_path / ("a" * 300)

    assert refused(file) == [f"Nothing was imported. {file} can't be read (File name too long)."]


def test_one_bad_file_keeps_all_others_out_and_every_bad_file_is_named(write):
    good, empty, binary = write(TEXT), write("", "empty.txt"), write(b"\xff\xff", "binary.txt")

    assert refused(empty, good, binary) == [
        f"Nothing was imported. {empty} is empty.",
        f"{binary} is no text in UTF-8. Save it as UTF-8 and try again.",
    ]

    assert Article.objects.count() == 0


def test_what_goes_wrong_while_saving_takes_the_earlier_files_back(write, monkeypatch):
    first, second = write(TEXT), write(TEXT.replace("Họp", "Gặp"), "second.txt")
    save = Article.save

    def failing(article, **options):
        if article.title_vi.startswith("Gặp"):
            raise RuntimeError("the disk is full")
        save(article, **options)

    monkeypatch.setattr(Article, "save", failing)

    with pytest.raises(RuntimeError, match="the disk is full"):
        imported(first, second)

    assert Article.objects.count() == 0


def test_name_with_a_line_break_and_odd_bytes_is_told_on_one_line(tmp_path):
    file = tmp_path / os.fsdecode(b"a\nb\xff.txt")

    assert refused(file) == [f"Nothing was imported. {tmp_path}/a b\\udcff.txt does not exist."]


def test_bad_file_on_the_command_line_gives_one_line_on_stderr_and_status_1(write):
    file = write(b"")

    ended = subprocess.run(
        [sys.executable, str(MANAGE), "import_articles", str(file)], capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert [str(file) in told for told in ended.stderr.splitlines()] == [True]


@pytest.mark.seeds
def test_five_texts_become_five_drafts_once(seeds):
    files = sorted(seeds.glob("*.txt"))

    first, second = imported(*files), imported(*files)

    assert [told.split(": ")[1].split(",")[0] for told in first] == ["a new draft in Vietnamese"] * 5
    assert [told.split(": ")[1].split(",")[0] for told in second] == ["already there"] * 5
    assert list(Article.objects.values_list("state", flat=True)) == ["draft"] * 5
