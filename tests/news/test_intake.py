"""What a raw text proposes as an article: fields, roles of lines, and that nothing is lost."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks.intake import LINES, found_in, gold, known_publishers, labelled, same
from news import intake
from news.intake import Field, Role, language_of, proposed
from news.models import Article
from publishing import markup

VIETNAMESE = "Các Bộ trưởng đã thông qua kế hoạch của ASEAN.\n"
PUBLISHERS = {"TTXVN": "Thông tấn xã", "VNA": "Thông tấn xã", "Mic.gov.vn": "Bộ", "LDO": "Lao Động", "Số Hóa": "Số Hóa"}
BODY = (
    "Bộ tiêu chí gồm năm bậc, từ biết dùng thiết bị an toàn tới thiết kế dịch vụ số. Mỗi nước giữ cách thi riêng.",
    "Theo ban soạn thảo, điểm khó nhất là cách tính kinh nghiệm tự học, vì mỗi nước đã có một cách hiểu của mình.",
)
PAGE = "\n".join(
    [
        "CHUYỂN ĐỔI SỐ",
        "Mười nước thống nhất bộ tiêu chí về kỹ năng số",
        "Hải Đường - Minh Thu LDO | 18/01/2024 15:40",
        "(Mic.gov.vn) - Sau hai ngày thảo luận tại Hà Nội, đại diện mười nước đồng ý dùng chung một bộ tiêu chí.",
        "hop-bo-tieu-chi.jpg",
        "Các đại biểu dự phiên thảo luận",
        BODY[0],
        "Thí điểm từ quý ba",
        f"{BODY[1]}/.",
        "Tin liên quan",
        "Một bài khác của báo",
    ]
)
roles = st.sampled_from([role for role in Role if role != Role.BLANK])
texts = st.text(max_size=600) | st.lists(
    st.sampled_from(
        [*PAGE.splitlines(), "", "  ", "Nguyễn Văn A", "Bình luận", "Ảnh: A", "By A B", "./.", "(VNA) –", "Theo "]
    )
    | st.text(max_size=80),
    max_size=25,
).map("\n".join)


def page(*lines: str) -> str:
    """A title, then lines, then two paragraphs."""
    return "\n".join(["Mười nước thống nhất bộ tiêu chí về kỹ năng số", *lines, *BODY])


# --- A whole page -------------------------------------------------------------


def test_every_line_of_a_page_gets_its_role_and_every_field_its_value():
    proposal = proposed(PAGE, PUBLISHERS)

    assert [line.role for line in proposal.lines] == [
        Role.KICKER, Role.TITLE, Role.BYLINE, Role.LEAD, Role.ASIDE, Role.CAPTION, Role.PARAGRAPH, Role.SUBHEADING,
        Role.PARAGRAPH, Role.ASIDE, Role.ASIDE,
    ]  # fmt: skip
    assert (proposal.kicker, proposal.title) == ("CHUYỂN ĐỔI SỐ", "Mười nước thống nhất bộ tiêu chí về kỹ năng số")
    assert (proposal.publisher, proposal.authors) == ("Bộ", ("Hải Đường", "Minh Thu"))
    assert (str(proposal.dated), proposal.place) == ("2024-01-18T15:40:00+07:00", "Hà Nội")
    assert proposal.lead == "Sau hai ngày thảo luận tại Hà Nội, đại diện mười nước đồng ý dùng chung một bộ tiêu chí."
    assert proposal.paragraphs == BODY
    assert (proposal.subheadings, proposal.captions) == (("Thí điểm từ quý ba",), ("Các đại biểu dự phiên thảo luận",))
    assert proposal.set_aside == ("hop-bo-tieu-chi.jpg", "Tin liên quan", "Một bài khác của báo")
    assert proposal.cut == ((4, "(Mic.gov.vn) -"), (9, "/."))
    assert proposal.language == "vi"


def test_line_of_several_fields_keeps_where_each_stands():
    line = proposed(PAGE, PUBLISHERS).lines[2]

    assert [(span.field, line.text[span.start : span.end]) for span in line.spans] == [
        (Field.AUTHOR, "Hải Đường"),
        (Field.AUTHOR, "Minh Thu"),
        (Field.PUBLISHER, "LDO"),
        (Field.DATE, "18/01/2024 15:40"),
    ]


def test_body_is_paragraphs_and_headings_with_signs_escaped():
    proposal = proposed(
        "A title of four words\n\nA lead.\n\nR&D <b>is</b> not 5 > 3 here, they said.\n\nThe end is here."
    )

    assert proposal.body == "<p>R&amp;D &lt;b&gt;is&lt;/b&gt; not 5 &gt; 3 here, they said.</p><p>The end is here.</p>"


@pytest.mark.parametrize(
    "lines",
    [
        ("“Tôi muốn con thấy mẹ cũng làm bài tập”", "Chị Hoàng Thị Lụa, công nhân may"),
        ("“Tôi muốn con thấy mẹ cũng làm bài tập”", "— Chị Hoàng Thị Lụa, công nhân may"),
        ("“Tôi muốn con thấy mẹ cũng làm bài tập” — Chị Hoàng Thị Lụa, công nhân may",),
    ],
)
def test_quotation_that_is_set_large_has_its_speaker(lines):
    text = page("Một đoạn dẫn ngắn gọn của bài này.", BODY[0], *lines)
    proposal = proposed(text)
    for number in (4,) if len(lines) == 1 else ():
        proposal = proposal.moved(number, Role.QUOTE)

    assert proposal.quotes == (("“Tôi muốn con thấy mẹ cũng làm bài tập”", "Chị Hoàng Thị Lụa, công nhân may"),)
    assert (
        "<blockquote><p>“Tôi muốn con thấy mẹ cũng làm bài tập”</p><p>— Chị Hoàng Thị Lụa, công nhân may</p></blockquote>"
        in proposal.body
    )


def test_paragraph_that_was_broken_by_hand_is_one_again():
    text = (
        "Regional Network Holds Its First Drill\n\nComputer emergency response teams of ten countries spent a night\n"
        "defending a make-believe hospital, in the first drill that the\nregional network has held.\n\n"
        "The drill began at eleven in the evening, when most of the teams\nare down to one person on call. Referees cut a link.\n"
    )
    proposal = proposed(text)

    assert proposal.lead.endswith(
        "spent a night defending a make-believe hospital, in the first drill that the regional network has held."
    )
    assert len(proposal.paragraphs) == 1
    assert proposal.numbers(Role.LEAD) == [3, 4, 5]


def test_title_below_a_masthead_is_found_and_its_repetition_set_aside():
    title = "Hội nghị bàn về băng tần dùng chung"
    proposal = proposed(
        "\n".join(["MỚI NHẤT", "CƠ QUAN CỦA MỘT HỘI", title, "18:38 - 11/10/2022", title, "0:00 / 0:00", *BODY])
    )

    assert proposal.title == title
    assert proposal.set_aside == ("MỚI NHẤT", "CƠ QUAN CỦA MỘT HỘI", title, "0:00 / 0:00")


def test_title_of_a_tab_loses_the_name_of_the_newspaper():
    proposal = proposed(page()[:0] + "Mười nước thống nhất bộ tiêu chí | TTXVN\n" + "\n".join(BODY), PUBLISHERS)

    assert (proposal.title, proposal.publisher) == ("Mười nước thống nhất bộ tiêu chí", "Thông tấn xã")


# --- Moving a line --------------------------------------------------------------


def test_one_key_moves_a_line():
    proposal = proposed(PAGE, PUBLISHERS).moved(6, Role.PARAGRAPH).moved(11, Role.BYLINE)

    assert proposal.captions == ()
    assert proposal.paragraphs[0] == "Các đại biểu dự phiên thảo luận"
    assert proposal.authors == ("Hải Đường", "Minh Thu", "Một bài khác của báo")


def test_second_title_sets_the_first_one_aside():
    proposal = proposed(PAGE, PUBLISHERS).moved(8, Role.TITLE)

    assert proposal.title == "Thí điểm từ quý ba"
    assert "Mười nước thống nhất bộ tiêu chí về kỹ năng số" in proposal.set_aside


def test_line_that_is_moved_away_and_back_tells_the_same():
    proposal = proposed(PAGE, PUBLISHERS)

    assert proposal.moved(4, Role.ASIDE).moved(4, Role.LEAD).lead == proposal.lead
    assert proposal.moved(3, Role.ASIDE).moved(3, Role.BYLINE).authors == proposal.authors


def test_no_such_line_is_a_key_error():
    with pytest.raises(KeyError):
        proposed(PAGE).moved(99, Role.TITLE)


# --- Single fields --------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Hải Đường", ("Hải Đường",)),
        ("Long Nguyễn - Phùng Minh", ("Long Nguyễn", "Phùng Minh")),
        ("Long Nguyễn, Phùng Minh", ("Long Nguyễn", "Phùng Minh")),
        ("Long Nguyễn và Phùng Minh", ("Long Nguyễn", "Phùng Minh")),
        ("Vụ HTQT- Bộ TT&TT", ("Vụ HTQT- Bộ TT&TT",)),
        ("Bài, ảnh: Ngọc Mai", ("Ngọc Mai",)),
        ("By FARAH ISKANDAR", ("Farah Iskandar",)),
        ("By Rendra Kusuma and Ayu Larasati", ("Rendra Kusuma", "Ayu Larasati")),
        ("NGỌC MAI - TRẦN HẢI", ("Ngọc Mai", "Trần Hải")),
        ("Theo Minh An", ("Minh An",)),
        ("Ngọc Hà (TTXVN)", ("Ngọc Hà",)),
        ("PV", ("PV",)),
    ],
)
def test_authors_stand_above_or_below_the_text(line, authors):
    assert proposed(f"{page()}\n{line}", PUBLISHERS).authors == authors


@pytest.mark.parametrize(
    "line", ["Số Hóa", "Đà Nẵng", "Xem thêm", "Tin nổi bật", "Một câu nữa cho hết bài.", "Email: a@b.vn"]
)
def test_what_is_no_name_is_no_author(line):
    assert proposed(f"{page()}\n{line}", PUBLISHERS).authors == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("18:38 - 11/10/2022", "2022-10-11T18:38:00+07:00"),
        ("21/10/2020 17:23", "2020-10-21T17:23:00+07:00"),
        ("03:14 PM 02/04/2019", "2019-04-02T15:14:00+07:00"),
        ("Thứ năm, 18/1/2024, 15:40 (GMT+7)", "2024-01-18T15:40:00+07:00"),
        ("Thứ sáu, ngày 21/04/2023 - 19:30", "2023-04-21T19:30:00+07:00"),
        ("18h38 ngày 11/10/2022", "2022-10-11T18:38:00+07:00"),
        ("Ngày 7 tháng 1 năm 2025", "2025-01-07"),
        ("Cập nhật lúc 18:38, 11.10.2022", "2022-10-11T18:38:00+07:00"),
        ("Thursday, September 14, 2023 10:05", "2023-09-14T10:05:00+07:00"),
        ("Update: June, 27/2022 - 08:00", "2022-06-27T08:00:00+07:00"),
        ("22 July 2021", "2021-07-22"),
        ("Oct 11, 2022, 6:38 PM SGT", "2022-10-11T17:38:00+07:00"),
        ("2022-10-11T18:38:00+08:00", "2022-10-11T17:38:00+07:00"),
        ("Thursday, 03 Mar 2022\n4:20 PM MYT", "2022-03-03T15:20:00+07:00"),
        ("31/02/2022", "None"),
        ("27/11", "None"),
        ("25:61 11/10/2022", "2022-10-11"),
    ],
)
def test_date_of_the_original_is_told_with_its_time_where_it_has_one(line, told):
    assert str(proposed(page(line)).dated) == told


@pytest.mark.parametrize(
    ("lead", "hint"),
    [
        ("Chiều ngày 27/11, hội nghị đã công bố bộ tiêu chí chung cho lao động trẻ.", "27/11"),
        ("Ngày 27 tháng 11, hội nghị đã công bố bộ tiêu chí chung cho lao động trẻ.", "27 tháng 11"),
        ("HANOI, Nov. 27 (VNA) – Ten countries have agreed to share one set of criteria for skills.", "Nov. 27"),
        ("Hội nghị đã công bố bộ tiêu chí chung cho lao động trẻ trong khu vực.", ""),
    ],
)
def test_year_that_is_not_written_is_not_invented(lead, hint):
    proposal = proposed(page(lead), PUBLISHERS)

    assert (proposal.dated, proposal.date_hint) == (None, hint)


@pytest.mark.parametrize(
    ("lead", "publisher", "place"),
    [
        ("(Mic.gov.vn) - Hội nghị đã công bố bộ tiêu chí chung cho lao động trẻ.", "Bộ", ""),
        ("Da Nang (VNA) – Ten countries have agreed to share one set of criteria.", "Thông tấn xã", "Da Nang"),
        ("HÀ NỘI, 3/12 (TTXVN) - Mười nước đã thống nhất một bộ tiêu chí chung.", "Thông tấn xã", "Hà Nội"),
        ("JAKARTA, 22 July 2021 – Ten countries have agreed to share one set of criteria.", "", "Jakarta"),
        ("KUALA LUMPUR: Ten countries have agreed to share one set of criteria.", "", "Kuala Lumpur"),
        ("YBĐT - Mười nước đã thống nhất một bộ tiêu chí chung cho lao động trẻ.", "YBĐT", ""),
        ("ASEAN - một cộng đồng, đã thống nhất một bộ tiêu chí chung cho lao động.", "", ""),
        ("Hội nghị tại TP. Đà Nẵng đã thống nhất một bộ tiêu chí cho lao động trẻ.", "", "TP. Đà Nẵng"),
        ("Hội nghị tại Hội trường lớn đã thống nhất một bộ tiêu chí cho lao động.", "", ""),
    ],
)
def test_publisher_and_place_stand_before_the_text(lead, publisher, place):
    proposal = proposed(page(lead), PUBLISHERS)

    assert (proposal.publisher, proposal.place) == (publisher, place)


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("Số Hóa", "Số Hóa"),
        ("(Theo TTXVN)", "Thông tấn xã"),
        ("Nguồn: Mic.gov.vn", "Bộ"),
        ("Theo Báo Không Quen", "Báo Không Quen"),
        ("© 2024 TTXVN. All rights reserved.", "Thông tấn xã"),
        ("TTXVN mở thêm một phân xã ở nước ngoài trong năm nay", ""),
    ],
)
def test_publisher_stands_below_the_text(line, publisher):
    assert proposed(f"{page()}\n{line}", PUBLISHERS).publisher == publisher


@pytest.mark.parametrize(
    "line",
    [
        "Các đại biểu dự phiên khai mạc. Ảnh: TTXVN",
        "Một lớp học ở vùng cao (Ảnh: Mạnh Tú).",
        "Quang cảnh hội thảo",
        "Thứ trưởng phát biểu khai mạc hội nghị",
        "Containers wait at a terminal. (Photo: VNA)",
        "A farmer checks an order on her phone. — VNA/VNS Photo Thanh Bình",
        "Ministers pose for a photo (second from left)",
        "Ảnh minh họa.",
    ],
)
def test_captions_are_told_from_paragraphs(line):
    proposal = proposed(page(BODY[0], BODY[1].replace("Theo", "Với"), line))

    assert proposal.captions == (line,)


@pytest.mark.parametrize(
    "line",
    [
        "ĐÁNH GIÁ BÀI VIẾT( 0)", "Đọc tiếp", "0:00 / 0:00", "Chia sẻ", "FacebookTwitter", "Bình luận (12)", "A- A A+", "Tags: a, b",
        "Từ khóa: mã QR", "Theo dõi Báo trên Google News", "In bài viết", "Share", "Tweet", "Read more: Another story", "Advertisement",
        "Home > News > Asia", "Trang chủ", "https://example.org/a", "© 2022 A Newspaper", "Hotline: 024 3333 4444", "5 min read",
        "3 giờ trước", "Sign up for our newsletter", "Lượt xem: 1.204", "#ASEAN", ">> Một bài khác", "anh-1.jpg", "Một bài - Ảnh 2.",
    ],
)  # fmt: skip
def test_furniture_of_a_page_is_set_aside(line):
    assert proposed(f"{page(BODY[0])}\n{line}").set_aside == (line,)
    assert proposed(page(BODY[0], line)).set_aside == (line,)


@pytest.mark.parametrize(
    "line", ["Chia sẻ dữ liệu giữa các nước", "Share prices and what they say", "Trang bị cho người trẻ"]
)
def test_line_that_only_holds_such_words_stays(line):
    assert proposed(page(BODY[0], line)).set_aside == ()


def test_list_of_other_articles_in_the_middle_ends_where_the_text_goes_on():
    long = " ".join(BODY)
    proposal = proposed(
        "\n".join(
            ["Mười nước thống nhất bộ tiêu chí", long, "Tin liên quan", "Một bài khác", long.upper(), long[::-1] + "."]
        )
    )

    assert proposal.set_aside == ("Tin liên quan", "Một bài khác")
    assert len(proposal.paragraphs) == 2


# --- What always holds ----------------------------------------------------------


@given(texts)
@example("\ufdd0\n\u200bx\n\ufdd0\ufffd")
@example("a\n\u0301b\x1c\x85\u2028c")
@example("\ud800")
@example("(Mic.gov.vn) - ")
@example("./.")
def test_no_text_raises_or_loses_a_character(text):
    proposal = proposed(text, PUBLISHERS)

    assert "".join(line.raw for line in proposal.lines) == text
    assert all((line.role == Role.BLANK) == (not line.text) for line in proposal.lines)
    for line in proposal.lines:
        assert all(0 <= span.start <= span.end <= len(line.text) for span in line.spans)
    assert [
        line.number for line in proposal.lines if signs(line.text) != signs(line.own, *cut_from(proposal, line))
    ] == []
    assert [line.number for line in proposal.lines if line.text and line.own not in said(proposal, line)] == []


def signs(*pieces: str) -> list[str]:
    """The characters of some pieces, white space aside, in no order."""
    return sorted("".join(pieces).replace(" ", ""))


def cut_from(proposal, line) -> list[str]:
    """What the proposal says was cut from a line."""
    return [piece for number, piece in proposal.cut if number == line.number]


def said(proposal, line) -> str:
    """The field in which a line has to stand."""
    fields = {
        Role.TITLE: proposal.title,
        Role.KICKER: proposal.kicker,
        Role.LEAD: proposal.lead,
        Role.PARAGRAPH: " ".join(proposal.paragraphs),
        Role.QUOTE: " ".join(proposal.paragraphs),
        Role.SUBHEADING: " ".join(proposal.subheadings),
        Role.CAPTION: " ".join(proposal.captions),
        Role.ASIDE: "\n".join(proposal.set_aside),
        Role.SPEAKER: " ".join(speaker for _said, speaker in proposal.quotes),
    }
    # Credits are read for what they tell; the line itself is kept with its role.
    return fields.get(line.role, line.own)


@given(texts, st.lists(st.tuples(st.integers(1, 30), roles), max_size=6))
def test_lines_that_are_moved_lose_no_character(text, moves):
    proposal = proposed(text, PUBLISHERS)

    for number, role in moves:
        if number <= len(proposal.lines):
            proposal = proposal.moved(number, role)

    assert "".join(line.raw for line in proposal.lines) == text
    assert all(line.role != Role.BLANK for line in proposal.lines if line.text)
    assert (str(proposal.dated), proposal.authors, proposal.publisher, proposal.place, proposal.date_hint) is not None


@given(texts)
@example("a\nb\n\ufdd0<p>&amp;\n\ufdd0<!-- x -->\n&#0;\n<![CDATA[x]]>.")
def test_sanitiser_keeps_what_the_body_says(text):
    proposal = proposed(text, PUBLISHERS)

    kept = [paragraph.text for paragraph in markup.paragraphs(markup.clean(proposal.body)) if paragraph.tag == "p"]

    wanted = [piece for piece in proposal.paragraphs if any(unicodedata.category(sign)[0] != "Z" for sign in piece)]
    assert [piece for piece in wanted if piece not in kept] == []


def test_thousands_of_lines_take_seconds():
    proposal = proposed("Tin liên quan\nNguyễn Văn A\nMột câu, theo tin của báo.\n" * 3000)

    assert len(proposal.lines) == 9000


# --- Labelled pages -------------------------------------------------------------


def test_longest_title_is_what_the_column_holds():
    assert Article._meta.get_field("title_vi").max_length == intake.LONGEST_TITLE


@pytest.mark.parametrize(
    ("folder", "least"),
    [
        (
            "tuned",
            {
                "title": 0.95,
                "authors": 0.9,
                "date": 0.9,
                "publisher": 0.9,
                "body": 0.95,
                "captions": 0.9,
                "set aside": 0.95,
            },
        ),
        (
            "held_out",
            {
                "title": 0.95,
                "authors": 0.9,
                "date": 0.9,
                "publisher": 0.8,
                "body": 0.95,
                "captions": 0.85,
                "set aside": 0.95,
            },
        ),
    ],
)
def test_labelled_pages_are_recognised(folder, least):
    pages, publishers = list(labelled(folder)), known_publishers()

    assert {name: score for name, score in scores(pages, publishers).items() if score < least.get(name, 0)} == {}


@pytest.mark.seeds
def test_five_texts_are_recognised_whole(seeds):
    assert set(scores(list(gold(seeds)), known_publishers()).values()) == {1.0}


def scores(pages, publishers) -> dict[str, float]:
    """The share of right values, and of right lines, by field."""
    told: dict[str, list[float]] = {}
    for one in pages:
        values, lines, _whole = found_in(one, publishers)
        for name, wanted in one.values.items():
            told.setdefault(name, []).append(same(name, values[name], wanted))
        for name in LINES:
            both = len(lines[name]) + len(one.lines[name])
            told.setdefault(name, []).append(2 * len(lines[name] & one.lines[name]) / both if both else 1.0)
    return {name: sum(right) / len(right) for name, right in told.items()}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (VIETNAMESE, "vi"),
        ("The ministers adopted the plan at their meeting.", "en"),
        ("The ministers met in Đà Nẵng, and Nguyễn Bắc Son was the chair of the meeting.", "en"),
        ("Hội nghị bàn về the ASEAN Digital Masterplan", "vi"),
        ("Cac Bo truong cua cac nuoc da thong qua ke hoach", "vi"),
        (unicodedata.normalize("NFD", "Đà Nẵng họp bàn"), "vi"),
        ("KẾ HOẠCH TỔNG THỂ", "vi"),
        ("2020-2025", "vi"),
        ("", "vi"),
    ],
)
def test_language_is_guessed_from_letters_and_commonest_words(text, language):
    assert language_of(text, ["vi", "en"]) == language


def test_language_is_the_first_one_where_no_word_speaks_for_any():
    assert language_of("ASEAN", ["en", "vi"]) == "en"
    assert language_of("ASEAN", ["km", "vi"]) == "km"
