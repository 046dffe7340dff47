"""`find_plans`: which plans a file names and where, counted in the file as it was decoded."""

import json
import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from news.mentions.dates import day_of
from plans.models import Name
from tests.factories import make_plan


@pytest.fixture
def plans(db):
    """Two plans of one line with names as editors give them."""
    older = make_plan(code="SEA2010", label="SEA 2010", title_vi="Kế hoạch biển ASEAN 2010", title_en=None, ready_en=False,
                      first_year=2006, last_year=2010)  # fmt: skip
    newer = make_plan(code="SEA2020", label="SEA 2020", title_vi="Kế hoạch biển ASEAN 2020", title_en=None, ready_en=False,
                      first_year=2016, last_year=2020)  # fmt: skip
    for plan in (older, newer):
        Name.objects.create(plan=plan, text=plan.label, kind="abbreviation", language="")
        Name.objects.create(plan=plan, text="Kế hoạch biển ASEAN", kind="short", language="vi")
    return older, newer


def said(*arguments) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("find_plans", *map(str, arguments), stdout=out)
    return out.getvalue()


def write(folder: Path, content: str | bytes, name: str = "bai.txt") -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def test_each_file_is_a_line_of_json(plans, tmp_path):
    one = write(tmp_path, "Bàn về SEA 2020. Kế hoạch này dài.", "một.txt")
    two = write(tmp_path, "Không có gì.", "hai.txt")

    lines = [json.loads(line) for line in said(one, two, "--json").splitlines()]

    kept = ("plan", "text", "start", "end", "sentence", "kind")
    assert [line["file"] for line in lines] == [str(one), str(two)]
    assert [[{name: mention[name] for name in kept} for mention in line["mentions"]] for line in lines] == [
        [
            {"plan": "SEA2020", "text": "SEA 2020", "start": 7, "end": 15, "sentence": "Bàn về SEA 2020.", "kind": "name"},
            {"plan": "SEA2020", "text": "Kế hoạch này", "start": 17, "end": 29, "sentence": "Kế hoạch này dài.", "kind": "reference"},
        ],
        [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        unicodedata.normalize("NFD", "Đã họp về kế hoạch biển của ASEAN 2020"),
        "\ufeffĐã họp\r\nvề 😀 Kế\u00a0hoạch biển\r\nASEAN 2020",
    ],
)
def test_offsets_count_code_points_of_the_file_as_it_is(plans, tmp_path, text):
    file = write(tmp_path, text.encode())

    (mention,) = json.loads(said(file, "--json"))["mentions"]

    assert file.read_bytes().decode()[mention["start"] : mention["end"]] == mention["text"]
    assert mention["end"] == len(text)


def test_day_that_is_given_decides_a_short_name(plans, tmp_path):
    file = write(tmp_path, "Bàn về Kế hoạch biển ASEAN.")

    told = [
        json.loads(said(file, "--json", *given))["mentions"]
        for given in ([], ["--dated=2008-05-01"], ["--dated=2018-05-01"])
    ]

    assert [[mention["plan"] for mention in mentions] for mentions in told] == [[], ["SEA2010"], ["SEA2020"]]


def test_day_that_the_text_tells_decides_where_none_is_given(plans, tmp_path):
    file = write(tmp_path, "Tiêu đề\n18:38 - 11/10/2018\nBàn về Kế hoạch biển ASEAN.")

    assert [mention["plan"] for mention in json.loads(said(file, "--json"))["mentions"]] == ["SEA2020"]


def test_without_json_each_mention_is_a_line_for_people(plans, tmp_path):
    one, two = write(tmp_path, "SEA 2020", "one.txt"), write(tmp_path, "", "two.txt")

    assert said(one, two).splitlines() == [
        f"{one}:0-8 SEA2020 'SEA 2020' (abbreviation, 0.97)",
        f"{two}: no plan is named.",
    ]


def test_plan_in_the_bin_is_not_found(db, tmp_path):
    Name.objects.create(plan=make_plan(code="SEA2020", state="binned"), text="SEA 2020", kind="abbreviation")

    assert json.loads(said(write(tmp_path, "SEA 2020"), "--json"))["mentions"] == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"\xff\xfe\xfa", "is no text in UTF-8."), (None, "can't be read (No such file or directory).")],
)
def test_file_that_is_no_text_is_refused_with_a_sentence(db, tmp_path, content, reason):
    file = tmp_path / "bai.txt"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CommandError) as refused:
        said(file)

    assert str(refused.value) == f"{file} {reason}"


def test_day_that_is_none_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match="Write a day as 2015-11-27"):
        said(write(tmp_path, "SEA"), "--dated", "hôm qua")


# --- The day of a text ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18:38 - 11/10/2022\nHọp ngày 12/11/2023", "2022-10-11"),
        ("Lao Động | 21/10/2020 17:23", "2020-10-21"),
        ("03:14 PM 02/04/2019", "2019-04-02"),
        ("Từ ngày 28-29/3/2019, họp tại Thái Lan", "2019-03-29"),
        ("Hà Nội, ngày 16 tháng 1 năm 2026", "2026-01-16"),
        (unicodedata.normalize("NFD", "ngày 16 tháng 1 năm 2026"), "2026-01-16"),
        ("adopted on 22 January 2021, first drafted on Mar. 29, 2019", "2021-01-22"),
        ("Sept 6, 2016; May 2, 2015", "2016-09-06"),
        ("ngày 27/11, năm 2015", None),
        ("31/02/2020 và 45/13/2020", None),
        ("", None),
    ],
)
def test_day_of_a_text_is_the_one_at_its_clock_or_else_its_last(text, day):
    assert (day_of(text) and day_of(text).isoformat()) == day
