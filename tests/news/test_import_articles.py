"""`import_articles`: a draft for each file, or none at all; the same file twice is one draft."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from news.models import Article, Author, Publisher
from plans.models import Name
from publishing.markup import paragraphs
from publishing.models import Event
from tests.factories import make_plan

pytestmark = pytest.mark.django_db
MANAGE = Path(__file__).resolve().parents[2] / "manage.py"
UNSURE = (
    "is in an encoding that can't be told for certain. Save it as UTF-8 and try again; "
    "a text in an old Vietnamese font (TCVN3, VNI, VISCII) has to be converted to Unicode first."
)
BODY = (
    "Bộ tiêu chí gồm năm bậc, từ biết dùng thiết bị an toàn tới thiết kế dịch vụ số. Mỗi nước giữ cách thi riêng.",
    "Theo ban soạn thảo, điểm khó nhất là cách tính kinh nghiệm tự học, vì mỗi nước đã có một cách hiểu của mình.",
)
PAGE = "\n".join(
    [
        "CHUYỂN ĐỔI SỐ",
        "Mười nước thống nhất bộ tiêu chí về kỹ năng số",
        "Hải Đường - Vũ Minh Thu LDO | 18/01/2024 15:40",
        "Sau hai ngày thảo luận tại Hà Nội, đại diện mười nước đồng ý dùng chung một bộ tiêu chí.",
        BODY[0],
        "Các đại biểu dự phiên thảo luận. Ảnh: LDO",
        BODY[1],
        "Đọc tiếp",
    ]
)
TEXT = "Họp tại Đà Nẵng\n\nCác Bộ trưởng đã họp.\n\nĐoạn <một> & hai.\nĐoạn cuối.\n"


@pytest.fixture
def write(tmp_path):
    """Puts a text or bytes into a file, and answers its path."""

    def written(content: str | bytes, name: str = "bai.txt") -> Path:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    return written


def imported(*files: Path, **options) -> list[str]:
    """The lines that the command says, in English."""
    said = StringIO()
    with translation.override("en"):
        call_command("import_articles", *map(str, files), stdout=said, **options)
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
        (b"\x7fELF\x02\x01\x01\0\0\xff", "is no text: it is a program, a picture or another binary file."),
        ("Xin chào".encode("latin-1"), UNSURE),
        (b"Title\nLead\0", "is no text: it holds control characters."),
        (b"***\n---", "has no title: no line of it could be one."),
    ],
)
def test_bad_file_is_named_with_its_reason_and_nothing_is_saved(write, content, reason):
    file = write(content)

    assert refused(file) == [f"Nothing was imported. {file} {reason}"]

    assert Article.objects.count() == 0


def test_file_that_is_too_large_is_named(write):
    file = write(b"a" * 20_000_001)

    assert refused(file) == [f"Nothing was imported. {file} is larger than 20 MB."]


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
        f"{binary} {UNSURE}",
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


# --- What a draft gets of a page --------------------------------------------------


@pytest.fixture
def laodong():
    return Publisher.objects.create(key="laodong", title_vi="Báo Lao Động", marks="LDO\nLĐO", sections="Đời sống")


def test_page_gives_kicker_place_publisher_authors_and_date(write, laodong):
    imported(write(PAGE))

    article = Article.objects.get()
    assert (article.kicker_vi, article.place_vi, article.publisher) == ("CHUYỂN ĐỔI SỐ", "Hà Nội", laodong)
    assert [str(byline.author) for byline in article.bylines.all()] == ["Hải Đường", "Vũ Minh Thu"]
    assert (article.dated_at.isoformat(), article.dated_precision) == ("2024-01-18T08:40:00+00:00", "minute")
    assert (article.state, article.published_at) == ("draft", None)
    assert [block.text for block in paragraphs(article.body_vi)] == list(BODY)


def test_date_without_a_time_is_known_to_the_day(write):
    imported(write(PAGE.replace(" 15:40", "")))

    article = Article.objects.get()
    assert (article.dated_at.isoformat(), article.dated_precision) == ("2024-01-17T17:00:00+00:00", "day")


def test_author_that_is_known_is_not_made_again(write):
    known = Author.objects.create(key="hai-duong", title_en="Hai Duong", title_vi="Hải Đường")

    imported(write(PAGE), write(PAGE.replace("Mười nước", "Chín nước"), "second.txt"))

    assert [article.bylines.first().author for article in Article.objects.all()] == [known, known]
    assert sorted(Author.objects.values_list("key", flat=True)) == ["hai-duong", "vu-minh-thu"]


def test_two_people_whose_names_differ_in_a_tone_are_two_authors(write):
    known = Author.objects.create(key="ha", title_vi="Nguyễn Thu Hạ")

    imported(write(PAGE.replace("Hải Đường - Vũ Minh Thu", "Nguyễn Thu Hà")))

    (byline,) = Article.objects.get().bylines.all()
    assert (byline.author.title_vi, byline.author != known) == ("Nguyễn Thu Hà", True)


def test_author_whose_key_is_taken_gets_another_one(write):
    Author.objects.create(key="hai-duong", title_vi="Hải Dương Xanh")

    imported(write(PAGE))

    assert sorted(Author.objects.values_list("key", flat=True)) == ["hai-duong", "hai-duong-2", "vu-minh-thu"]


@pytest.mark.parametrize(
    ("name", "kind"), [("Vụ HTQT - Bộ TT&TT", "unit"), ("Ban Biên tập", "board"), ("Hải Đường", "person")]
)
def test_author_that_is_made_is_a_person_a_unit_or_a_board(write, name, kind):
    imported(write(PAGE.replace("Hải Đường - Vũ Minh Thu LDO | 18/01/2024 15:40", name)))

    assert list(Author.objects.values_list("kind", flat=True)) == [kind]


def test_publisher_that_is_not_known_is_told_and_not_made(write):
    file = write(f"{PAGE}\n".replace("Đọc tiếp", "Nguồn: Báo Không Quen"))

    assert imported(file)[1:] == ["  “Báo Không Quen” is not among the publishers. Add it, and choose it in the draft."]

    assert (Article.objects.get().publisher, Publisher.objects.count()) == (None, 0)


def test_section_tells_the_publisher_of_the_draft(write, laodong):
    imported(write(PAGE.replace(" LDO |", " -").replace("Ảnh: LDO", "Ảnh: H.Đ").replace("Đọc tiếp", "Đời sống")))

    assert Article.objects.get().publisher == laodong


def test_what_has_no_field_stands_in_a_remark_on_the_draft(write):
    file = write(
        PAGE.replace("Hải Đường - Vũ Minh Thu LDO | 18/01/2024 15:40", "Hải Đường").replace("Sau", "Ngày 18/1, sau")
    )
    imported(file)

    event = Event.objects.get()
    assert (event.kind, event.item, event.author) == ("comment", Article.objects.get().pk, None)
    assert event.text == (
        "Set aside at import:\nĐọc tiếp\n\n"
        "Captions, which wait for their pictures:\nCác đại biểu dự phiên thảo luận. Ảnh: LDO\n\n"
        "No date of the original is told; the text speaks of:\n18/1"
    )


def test_page_again_adds_no_remark_author_or_byline(write, laodong):
    file = write(PAGE)
    imported(file)

    assert imported(file) == [f"{file}: already there, “Mười nước thống nhất bộ tiêu chí về kỹ năng số” (Draft)."]

    assert (Article.objects.count(), Event.objects.count(), Author.objects.count()) == (1, 1, 2)


def test_dry_run_says_the_same_and_saves_nothing(write):
    file = write(PAGE)

    assert imported(file, dry_run=True)[0] == (
        f"{file}: would be a new draft in Vietnamese, “Mười nước thống nhất bộ tiêu chí về kỹ năng số”."
    )
    assert (Article.objects.count(), Author.objects.count(), Event.objects.count()) == (0, 0, 0)


def test_json_tells_each_field_and_the_lines_of_each_role(write, laodong):
    file = write(PAGE)

    (told,) = map(json.loads, imported(file, json=True, dry_run=True))

    assert told == {
        "file": str(file),
        "title": "Mười nước thống nhất bộ tiêu chí về kỹ năng số",
        "kicker": "CHUYỂN ĐỔI SỐ",
        "publisher": "Báo Lao Động",
        "authors": ["Hải Đường", "Vũ Minh Thu"],
        "dated_at": "2024-01-18T15:40:00+07:00",
        "date_hint": "",
        "place": "Hà Nội",
        "language": "vi",
        "lead": "Sau hai ngày thảo luận tại Hà Nội, đại diện mười nước đồng ý dùng chung một bộ tiêu chí.",
        "body": list(BODY),
        "subheadings": [],
        "quotes": [],
        "captions": ["Các đại biểu dự phiên thảo luận. Ảnh: LDO"],
        "set_aside": ["Đọc tiếp"],
        "cut": [],
        "lines": {
            "title": [2], "kicker": [1], "publisher": [], "byline": [3], "date": [], "lead": [4], "paragraph": [5, 7],
            "subheading": [], "quote": [], "speaker": [], "caption": [6], "set_aside": [8],
        },
        "mentions": [],
    }  # fmt: skip


def test_json_tells_the_plans_that_the_article_names_where_they_stand_in_its_file(write):
    plan = make_plan(code="ADM2030", label="ADM 2030")
    Name.objects.create(plan=plan, text="ADM 2030", kind="abbreviation")
    page = PAGE.replace("Đọc tiếp", "Đọc tiếp\nĐọc thêm: ADM 2030 là gì").replace(
        BODY[0], f"{BODY[0]} Văn kiện là ADM 2030."
    )
    file = write(page)

    (told,) = map(json.loads, imported(file, json=True, dry_run=True))

    text = file.read_bytes().decode("utf-8-sig")
    assert [(one["plan"], text[one["start"] : one["end"]], one["sentence"]) for one in told["mentions"]] == [
        ("ADM2030", "ADM 2030", "Văn kiện là ADM 2030.")
    ]
    assert "Đọc thêm: ADM 2030 là gì" in told["set_aside"]


def test_json_imports_too_and_is_a_line_for_each_file(write):
    lines = imported(write(PAGE), write(TEXT, "second.txt"), json=True)

    titles = ["Mười nước thống nhất bộ tiêu chí về kỹ năng số", "Họp tại Đà Nẵng"]
    assert [json.loads(line)["title"] for line in lines] == titles
    assert sorted(Article.objects.values_list("title_vi", flat=True)) == sorted(titles)


def test_page_in_html_and_document_in_word_are_imported(write):
    page = write("<html><h1>Mười nước họp bàn</h1>" + "".join(f"<p>{text}</p>" for text in BODY), "page.html")

    assert imported(page) == [f"{page}: a new draft in Vietnamese, “Mười nước họp bàn”."]

    assert (Article.objects.get().lead_vi, paragraphs(Article.objects.get().body_vi)[0].text) == BODY


@pytest.mark.parametrize("count", [1, 3])
def test_looking_at_a_page_costs_as_many_queries_however_many_publishers(write, count, django_assert_num_queries):
    for number in range(count):
        Publisher.objects.create(key=f"p{number}", title_vi=f"Báo số {number}")
    file = write(PAGE)

    with django_assert_num_queries(4):
        imported(file, dry_run=True)


@pytest.mark.seeds
def test_five_texts_become_five_drafts_once(seeds):
    files = sorted(seeds.glob("*.txt"))

    first, second = imported(*files), imported(*files)

    first = [told for told in first if not told.startswith("  ")]
    assert [told.split(": ")[1].split(",")[0] for told in first] == ["a new draft in Vietnamese"] * 5
    assert [told.split(": ")[1].split(",")[0] for told in second] == ["already there"] * 5
    assert list(Article.objects.values_list("state", flat=True)) == ["draft"] * 5
