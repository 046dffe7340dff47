"""Which words of a text name a plan: tables of cases, and what holds for every text."""

import datetime as dt
import time
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.mention_texts import labelled, sample_plans, seeds
from benchmarks.mentions import long_text, many_plans, measure, timed
from news.mentions import Finder, Name, NamedPlan, Part

FINDER = Finder(sample_plans())
PIECES = [
    "Kế hoạch tổng thể", "ICT", "ASEAN", "2020", "2025", "AIM", "MPAC", "số", "Digital", "Masterplan", "Master Plan",
    "của", "về", "và", "the", "this", "kế hoạch này", "(", ")", ",", ".", "\n", "\n\n", " ", "\u00a0", "\u00ad", "-", "–",
    "DEFA", "Kết nối", "on", "Connectivity", "Tuyên bố", "Hà Nội", "749/QĐ-TTg", "Quyết định", "\u0301", "\ud800", "２０２０", "'s",
]  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join) | st.text(max_size=200)
days = st.none() | st.dates()


def found(text: str, dated: dt.date | None = None, finder: Finder = FINDER) -> list[tuple[str, str]]:
    """(text, plan) of each mention by a name."""
    return [(one.text, one.plan) for one in finder.mentions(text, dated) if one.kind == "name"]


def pointed_back(text: str) -> list[tuple[str, str]]:
    """(text, plan) of each reference."""
    return [(one.text, one.plan) for one in FINDER.mentions(text) if one.kind == "reference"]


# --- How texts name a plan ------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "plan"),
    [
        ("AIM2020", "AIM2020"),
        ("AIM 2020", "AIM2020"),
        ("AIM-2020", "AIM2020"),
        ("AIM–2020", "AIM2020"),
        ("AIM\u00a02020", "AIM2020"),
        ("aim2020", "AIM2020"),
        ("AIM ２０２０", "AIM2020"),
        ("AIM\u200b2020", "AIM2020"),
        ("Kế hoạch tổng thể về ICT ASEAN 2020", "AIM2020"),
        ("Kế hoạch tổng thể ICT 2020", "AIM2020"),
        ("Kế hoạch hoạch tổng thể ICT của ASEAN 2015", "AIM2015"),
        ("ASEAN information and communications technology Master Plan 2020", "AIM2020"),
        ("ASEAN Information and Communication Technology Masterplan 2020", "AIM2020"),
        ("Kế hoạch tổng thể công nghệ thông tin và truyền thông ASEAN 2020", "AIM2020"),
        ("Kế hoạch Tổng thể ASEAN Số đến năm 2025", "ADM2025"),
        ("Kế hoạch tổng thể số ASEAN giai đoạn 2021-2025", "ADM2025"),
        ("ASEAN’s Digital Masterplan 2025", "ADM2025"),
        ("ASEAN's Digital Master Plan 2025", "ADM2025"),
        ("ASEAN Digital Masterplan (ADM) 2025", "ADM2025"),
        ("2025 ASEAN Digital Master Plan", "ADM2025"),
        ("Kế hoạch tổng thể ASEAN ICT 2020", "AIM2020"),
        ("KẾ HOẠCH TỔNG THỂ ICT ASEAN 2020", "AIM2020"),
        ("Ke hoach tong the ICT ASEAN 2020", "AIM2020"),
        (unicodedata.normalize("NFD", "Kế hoạch tổng thể về ICT ASEAN 2020"), "AIM2020"),
        ("Kế\u00a0hoạch tổng thể ICT\u00a0ASEAN 2020", "AIM2020"),
        ("Kế ho\u00adạch tổng thể ICT ASEAN 2020", "AIM2020"),
        ("Kế hoạch tổng\nthể ICT ASEAN\r\n2020", "AIM2020"),
        ("Kế hoạch tổng thểICT củaASEAN 2020", "AIM2020"),
        ("kếhoạch tổngthể ICT ASEAN 2020", "AIM2020"),
        ("ICTMasterplan ASEAN2020", "AIM2020"),
        ("Kế hoạch tổng thể của ASEAN về ICT trong giai đoạn đến năm 2020", "AIM2020"),
        ("ASEAN Digital Mastreplan 2025", "ADM2025"),
        ("Kế hoạch tổng thể Cộng đồng Văn hóa - Xã hội ASEAN 2025", "ASCC2025"),
        ("Kế hoạch tổng thể Cộng đồng Văn hoá – Xã hội ASEAN 2025", "ASCC2025"),
        ("Lộ trình Bandar Seri Begawan", "BSBR"),
        ("Kế hoạch hành động Khung Hội nhập số ASEAN 2019-2025", "DIFAP"),
        ("Quyết định số 749/QĐ-TTg", "VN749"),
        ("quyết định 749/QĐ-TTg", "VN749"),
        ("Decision No. 411/QD-TTg", "VN411"),
        ("chiến lược quốc gia về phát triển kinh tế số, xã hội số", "VN411"),
        ("Tuyên bố Hà Nội (2010)", "HANOI2010"),
        ("ASEAN Smart City Network", "ASCN"),
        ("Kế hoạch tổng thể Cộng đồng Chính trị và An ninh ASEAN 2025", "APSC2025"),
        ("Hiệp định khung về nền kinh tế số ASEAN", "DEFA"),
        ("Chương trình CĐS quốc gia", "VN749"),
        ("Quyết định số: 749/QĐ-TTg", "VN749"),
        ("Tuyên bố Đà Nẵng năm 2015", "DANANG2015"),
        ("Tuyên bố Hà Nội 2026", "HANOI2026"),
        ("Kế hoạch tổng thể phát triển ICT ASEAN 2020", "AIM2020"),
        ("Connect 2030", "CONNECT2030"),
    ],
)
def test_name_is_found_to_the_letter(name, plan):
    text = f"Hôm qua các Bộ trưởng nhắc lại {name}, rồi ra về."

    assert found(text) == [(name, plan)]


@pytest.mark.parametrize("before", ["xây dựng", "triển khai", "chung", "new", "the regional", "năm 2016"])
def test_words_before_a_name_are_no_part_of_it(before):
    text = f"ASEAN {before} Kế hoạch Tổng thể ASEAN Số đến năm 2025"

    assert found(text) == [("Kế hoạch Tổng thể ASEAN Số đến năm 2025", "ADM2025")]


def test_name_and_its_abbreviation_in_brackets_are_two_mentions_of_one_group():
    text = "Đã có Kế hoạch tổng thể về CNTT&TT (ICT) trong ASEAN (ASEAN ICT Masterplan 2020). Sau đó là AIM 2020."

    mentions = FINDER.mentions(text)

    assert [(one.text, one.plan, one.group, one.rule) for one in mentions] == [
        ("Kế hoạch tổng thể về CNTT&TT (ICT) trong ASEAN", "AIM2020", 1, "short-by-neighbour"),
        ("ASEAN ICT Masterplan 2020", "AIM2020", 1, "full"),
        ("AIM 2020", "AIM2020", 2, "abbreviation"),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("ASEAN ICT Masterplan 2020", "full"),
        ("AIM 2020", "abbreviation"),
        ("2020 ICT Masterplan of ASEAN", "reordered"),
        ("Kế hoạch hoạch tổng thể ICT ASEAN 2020", "typo"),
        ("Kế hoạch tổng thể số ASEAN giai đoạn 2021-2025", "short-by-year"),
        ("MPAC 2025 và MPAC", "short-by-neighbour"),
    ],
)
def test_mention_tells_by_which_rule_it_was_found(text, rule):
    assert FINDER.mentions(text)[-1].rule == rule


def test_reordered_slipped_and_short_names_are_less_sure_than_full_ones():
    by_rule = {
        one.rule: one.confidence
        for one in FINDER.mentions(
            "AIM 2020. ASEAN ICT Masterplan 2020. 2020 ICT Masterplan of ASEAN. Kế hoạch hoạch tổng thể ICT ASEAN 2020."
            " MPAC 2025 và MPAC. The Masterplan ends."
        )
    }

    assert sorted(by_rule, key=by_rule.get, reverse=True) == [
        "full", "abbreviation", "reordered", "typo", "short-by-neighbour", "reference",
    ]  # fmt: skip


# --- What names no plan ---------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch tổng thể phát triển thương mại điện tử giai đoạn 2016-2020 của ASEAN số",
        "Kế hoạch tổng thể phát triển thương mại điện tử quốc gia giai đoạn 2021-2025 (645/QĐ-TTg)",
        "kế hoạch 2020 và mục tiêu 2025",
        "Ministers aim to reach 2020 homes. We aim, in 2020, high.",
        "AIMS 2020 opens; AIM-120 missiles; AIM20205; CLAIM 2020",
        "Tầm nhìn Cộng đồng ASEAN 2025; ASEAN 2025: Forging Ahead Together; ASEAN 2045",
        "Chủ tịch ASEAN 2020, ASEAN ICT Awards 2017, TELMIN 2015",
        "Kế hoạch hành động Hà Nội 2018-2022 của GMS",
        "Kế hoạch tổng thể về kết nối ba nền kinh tế CLV đến năm 2030",
        "Quy hoạch tổng thể ICT ASEAN 2020 của thành phố",
        "Thailand's ICT Master Plan 2020 and the Malaysia Digital Master Plan 2025, in the ASEAN digital age",
        "Kế hoạch tổng thể ICT 2020 của Lào; Kế hoạch tổng thể số Việt Nam 2025 trong ASEAN",
        "In ASEAN, the Greater Mekong ICT Masterplan 2020",
        "Tuyên bố Bangkok 1967, Tuyên bố Đà Nẵng 2017 của APEC và ASEAN",
        "AEC Blueprint 2015 của Cộng đồng Kinh tế ASEAN",
        "Kế hoạch tổng thể số ASEAN 2035; MPAC 2040; ASEAN ICT Masterplan 2009",
        "Quyết định số 749/QĐ-UBND, Quyết định 411/QĐ-BTTTT",
        "các chương trình chuyển đổi số quốc gia; mỗi chương trình chuyển đổi số quốc gia",
        "Ngày Chuyển đổi số quốc gia, Giải thưởng Số ASEAN",
        "chiến lược về kinh tế số và xã hội số của khu vực",
        "ASEAN Digital Integration Index, ASEAN Data Management Framework, ASEAN Agreement on Electronic Commerce",
        "Kế hoạch tổng thể ICT\n\nASEAN 2020",
        "Kế hoạch tổng thể ICT. ASEAN 2020",
        "Kế hoạch tổng thể, ICT, ASEAN, 2020",
        "Hà Nội 2026, Singapore 2024, Đà Nẵng 2015",
        "SEA GAMES: HANOI 2026 và BANGKOK 2025",
        "Chương trình chuyển đổi số quốc gia của Malaysia; Thailand's National Digital Transformation Programme",
        "ministers welcomed a digital master plan for ASEAN's islands and an ASEAN ICT masterplan to come",
        "Lấy tên miền defa và adm",
    ],
)
def test_what_names_no_plan_is_not_found(text):
    assert FINDER.mentions(text) == []


# --- Short names ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "dated", "plan"),
    [
        ("MPAC giúp kết nối ASEAN.", "2016-09-05", "MPAC2010"),
        ("MPAC giúp kết nối ASEAN.", "2016-09-06", "MPAC2025"),
        ("MPAC helps ASEAN connectivity.", "2012-01-01", "MPAC2010"),
        ("Kế hoạch tổng thể về Kết nối ASEAN tiến triển.", "2013-05-01", "MPAC2010"),
        ("Kế hoạch tổng thể số ASEAN tiến triển.", "2022-05-01", "ADM2025"),
        ("Kế hoạch tổng thể số ASEAN tiến triển.", "2026-05-01", "ADM2030"),
        ("ASEAN ICT Masterplan is on track.", "2013-01-01", "AIM2015"),
        ("ASEAN ra Tuyên bố Hà Nội.", "2010-10-30", "HANOI2010"),
        ("ASEAN ra Tuyên bố Hà Nội.", "2026-01-17", "HANOI2026"),
        ("Tuyên bố Đà Nẵng của TELMIN.", "2015-11-28", "DANANG2015"),
        ("ASEAN ministers adopted the Digital Master Plan.", "2021-02-01", "ADM2025"),
    ],
)
def test_date_of_the_text_decides_a_short_name(text, dated, plan):
    mentions = FINDER.mentions(text, dt.date.fromisoformat(dated))

    assert [(one.plan, one.rule) for one in mentions] == [(plan, "short-by-date")]


def test_moment_with_a_time_is_a_date_too():
    moment = dt.datetime(2012, 1, 1, 8, 30, tzinfo=dt.UTC)

    assert found("MPAC và kết nối ASEAN", moment) == [("MPAC", "MPAC2010")]


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        ("MPAC giúp kết nối ASEAN.", None),
        ("Kế hoạch tổng thể về kết nối ASEAN.", None),
        ("Two MPAC boats left the port.", "2019-01-01"),
        ("ADM beat forecasts.", "2022-01-01"),
        ("APEC ra Tuyên bố Đà Nẵng; ASEAN hoan nghênh.", "2017-11-11"),
        ("ASEAN và Tuyên bố Hà Nội.", "2018-01-01"),
        ("Kế hoạch tổng thể 2025 của huyện.", "2022-01-01"),
        ("Kế hoạch tổng thể 2025 được duyệt.", None),
        ("The AEC Blueprint of the ASEAN Economic Community.", "2008-01-01"),
    ],
)
def test_short_name_that_nothing_decides_is_left_out(text, dated):
    assert found(text, dated and dt.date.fromisoformat(dated)) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Bàn về MPAC. Đó là MPAC 2010.", ("MPAC 2010", "MPAC2010")),
        ("MPAC 2010, MPAC 2025, rồi lại MPAC.", ("MPAC", "MPAC2025")),
        ("MPAC 2025, MPAC 2010, rồi lại MPAC.", ("MPAC", "MPAC2010")),
        ("AIM 2015 kết thúc. Hội nghị ra Tuyên bố Đà Nẵng tại TELMIN.", ("Tuyên bố Đà Nẵng", "DANANG2015")),
        ("ADM 2030 được thông qua ở ASEAN cùng Tuyên bố Hà Nội.", ("Tuyên bố Hà Nội", "HANOI2026")),
        ("ADM 2025 ra đời. ADM có tám kết quả.", ("ADM", "ADM2025")),
        ("AIM 2020 ra đời. Các dự án của AIM đã xong.", ("AIM", "AIM2020")),
    ],
)
def test_other_mentions_decide_a_short_name(text, last):
    assert found(text)[-1] == last


def test_capitals_of_a_headline_are_no_abbreviation():
    assert found("AIM 2020 ra đời. MINISTERS AIM HIGH.") == [("AIM 2020", "AIM2020")]


def test_context_of_a_short_name_may_be_decided_itself():
    text = "ASEAN sẽ xây dựng Kế hoạch tổng thể 2025, gắn với ASEAN Số (Digital Master Plan)."

    assert found(text) == [("Kế hoạch tổng thể 2025", "ADM2025"), ("Digital Master Plan", "ADM2025")]


# --- References -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("AIM 2020 ra đời. Kế hoạch tổng thể đề ra tám hướng.", [("Kế hoạch tổng thể", "AIM2020")]),
        ("AIM 2020 ra đời; kế hoạch này dài năm năm.", [("kế hoạch này", "AIM2020")]),
        ("AIM 2020 ra đời; kế hoạch nói trên dài năm năm.", [("kế hoạch nói trên", "AIM2020")]),
        ("AIM 2015, ADM 2025. The Masterplan ends.", [("Masterplan", "ADM2025")]),
        ("AIM 2015, DEFA. This plan ends.", [("plan", "AIM2015")]),
        ("ADM 2025, DEFA, AIM 2020. The agreement waits.", [("agreement", "DEFA")]),
        ("Kế hoạch này đến trước AIM 2020.", []),
        ("AIM 2020. Một kế hoạch tổng thể mới; các Kế hoạch tổng thể; a master plan; the masterplan for ports.", []),
        ("AIM 2020. Kế hoạch tổng thể phát triển thương mại điện tử có hiệu lực. Kế hoạch này dài.", []),
        ("AIM 2020. Kế hoạch tổng thể du lịch. Sau đó, Kế hoạch tổng thể được duyệt.", []),
        ("AIM 2020. Bộ Kế hoạch và Đầu tư họp về kế hoạch do Bộ trình.", []),
        ("AIM 2020. The Rail Masterplan is late, and the masterplan costs much.", []),
        ("DEFA. Kế hoạch này dài.", []),
    ],
)
def test_short_form_stands_for_the_plan_of_its_kind_named_last(text, references):
    assert pointed_back(text) == references


def test_reference_never_reaches_into_another_text():
    FINDER.mentions("AIM 2020 ra đời.")

    assert FINDER.mentions("Kế hoạch này dài năm năm. The Masterplan ends.") == []


# --- Sentences and parts --------------------------------------------------------


def test_sentence_is_the_one_that_holds_the_mention():
    text = "Tin ngày 5.10.\nHội nghị bàn\nvề AIM 2020. Rồi họp tại TP. Đà Nẵng.\n\nĐoạn hai về ADM 2025"

    sentences = [(one.sentence, text[one.sentence_start : one.sentence_end]) for one in FINDER.mentions(text)]

    assert sentences == [("Hội nghị bàn\nvề AIM 2020.",) * 2, ("Đoạn hai về ADM 2025",) * 2]


def test_title_above_a_paragraph_is_no_part_of_its_sentence():
    text = "Tiêu đề không có dấu chấm\nBộ trưởng giới thiệu AIM 2020.\nẢnh: Bộ trưởng"

    assert FINDER.mentions(text)[0].sentence == "Bộ trưởng giới thiệu AIM 2020."


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Chương về hạ tầng băng rộng là trọng tâm của P 2020.", "roads"),
        ("Định hướng 2 của P 2020 nói về con người.", "people"),
        ("P 2020 gồm hạ tầng băng rộng và nguồn nhân lực.", None),
        ("P 2020 ra đời. Hạ tầng băng rộng là chuyện khác.", None),
    ],
)
def test_part_is_the_one_that_the_sentence_names(text, part):
    parts = (
        Part("roads", "1", ("Định hướng", "Thrust"), ("Hạ tầng băng rộng", "Broadband")),
        Part("people", "2", ("Định hướng", "Thrust"), ("Nguồn nhân lực", "People")),
    )
    finder = Finder([NamedPlan("P", (Name("P", "P 2020", "", "abbreviation"),), parts=parts)])

    assert [one.part for one in finder.mentions(text)] == [part]


# --- Names are data -------------------------------------------------------------


def test_finder_without_plans_finds_nothing():
    assert Finder([]).mentions("AIM 2020, kế hoạch này") == []


def test_names_are_those_that_are_given_and_no_others():
    finder = Finder([NamedPlan("OCEAN", (Name("OCEAN", "Kế hoạch biển xanh ASEAN 2031"),), 2026, 2031)])

    assert found("Kế hoạch biển xanh của ASEAN đến năm 2031 thay cho AIM 2020.", finder=finder) == [
        ("Kế hoạch biển xanh của ASEAN đến năm 2031", "OCEAN")
    ]


def test_name_of_two_plans_is_decided_like_a_short_one():
    plans = [
        NamedPlan(code, (Name(code, "Khung biển xanh ASEAN"),), year, year + 4)
        for code, year in (("A", 2010), ("B", 2020))
    ]
    finder = Finder(plans)

    assert found("Khung biển xanh ASEAN", finder=finder) == []
    assert found("Khung biển xanh ASEAN", dt.date(2012, 1, 1), finder) == [("Khung biển xanh ASEAN", "A")]


def test_one_name_is_tried_alone():
    finder = Finder.of_name("Kế hoạch biển xanh ASEAN 2031")

    assert found("Theo KẾ HOẠCH BIỂN XANH ASEAN 2031 và AIM 2020", finder=finder) == [
        ("KẾ HOẠCH BIỂN XANH ASEAN 2031", "")
    ]


# --- What holds for every text --------------------------------------------------


@given(texts, days)
def test_offsets_are_those_of_the_text_as_given(text, dated):
    for one in FINDER.mentions(text, dated):
        assert text[one.start : one.end] == one.text != ""
        assert text[one.sentence_start : one.sentence_end] == one.sentence
        assert one.sentence_start <= one.start < one.end <= one.sentence_end
        assert 0 < one.confidence <= 1


@given(texts, days)
def test_mentions_stand_in_order_and_overlap_nowhere(text, dated):
    mentions = FINDER.mentions(text, dated)

    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert all(other.group - one.group in {0, 1} for one, other in pairwise(mentions))


@given(texts)
def test_same_text_gives_the_same_mentions_whatever_was_read_before(text):
    assert Finder(sample_plans()[:8]).mentions(text) == FRESH.mentions(text)


FRESH = Finder(sample_plans()[:8])


@given(st.text(max_size=60), st.text(max_size=60))
def test_name_in_a_paragraph_of_its_own_is_found_whatever_stands_around_it(before, after):
    text = f"{before}\n\nKế hoạch tổng thể ICT ASEAN 2020.\n\n{after}"

    assert ("Kế hoạch tổng thể ICT ASEAN 2020", "AIM2020") in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "của " * 30_000,
        "kế " * 30_000,
        "kế hoạch " * 15_000,
        "Kế hoạch tổng thể phát triển " * 8_000,
        "Kế hoạch tổng thể " + "(a) " * 20_000,
        "kehoach" * 15_000,
        "a" * 200_000,
        "\n" * 100_000,
        "\n" + " " * 200_000,
        "AIM 2020 " * 10_000,
        "MPAC MPAC 2025 kế hoạch này " * 5_000,
        "số số số ASEAN 2020 Masterplan 2025 ICT " * 4_000,
        "\u0301" * 100_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_takes_long(text):
    began = time.process_time()

    FINDER.mentions(text)

    assert time.process_time() - began < 4


def test_a_hundred_times_more_names_take_no_more_time():
    text = long_text(4_000)

    few, many = (timed(Finder(many_plans(plans)), text) for plans in (10, 1_000))

    assert many < 2 * few


# --- Labelled texts -------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(labelled()))
def test_labelled_texts_are_found_as_well_as_was_promised(name):
    scores = measure(FINDER, labelled()[name])

    assert scores["names"].f1 >= 0.97, scores["names"].errors
    assert scores["references"].precision >= 0.97, scores["references"].errors


def test_labelled_texts_are_many_and_a_third_of_them_name_no_plan():
    texts = [text for texts in labelled().values() for text in texts]

    assert len(texts) >= 80
    assert sum(not text.wanted for text in texts) >= 0.3 * len(texts)


@pytest.mark.seeds
def test_every_mention_of_the_articles_with_gold_is_found_and_nothing_else():
    scores = measure(FINDER, seeds())

    assert (scores["names"].right, scores["names"].wrong, scores["names"].missed) == (20, 0, 0)
    assert scores["references"].wrong == 0


def test_finder_needs_no_settings():
    import subprocess
    import sys

    code = "import sys, news.mentions; sys.exit('django.conf' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], check=False).returncode == 0
