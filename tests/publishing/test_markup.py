"""The one sanitiser of rich text: what it keeps, what never passes, and paragraphs with stable ids."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from publishing import markup
from publishing.markup import Paragraph, clean, editable, marked, paragraphs, pictures_in, plain, printed
from publishing.picture_markup import fill_figure, gather_galleries

KEY = "0b0e6a52-9f52-4b3c-8f7e-3d1f5a1b2c3d"

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='javascript:alert(1)'>",
    '<img data-file="x" src=x onerror=alert(1)>',
    "<svg onload=alert(1)><circle/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'></object>",
    "<embed src='javascript:alert(1)'>",
    "<a href='javascript:alert(1)'>link</a>",
    "<a href=' &#14;  javascript:alert(1)'>link</a>",
    "<a href='jav&#x09;ascript:alert(1)'>link</a>",
    "<a href='JaVaScRiPt:alert(1)'>link</a>",
    "<a href='java\0script:alert(1)'>link</a>",
    "<a href='vbscript:msgbox(1)'>link</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>link</a>",
    "<a href='https://example.org' onclick=alert(1) style='color:red' target=_blank>link</a>",
    "<p style='background:url(javascript:alert(1))' onmouseover=alert(1)>text</p>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'>",
    "<form action='javascript:alert(1)'><input type=submit></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<p id='\"><script>alert(1)</script>'>x</p>",
    "<figure data-picture='\"><script>alert(1)</script>'><figcaption>x</figcaption></figure>",
    f"<figure data-picture='{KEY}' onclick=alert(1) style='x'><svg onload=alert(1)></svg><figcaption>x</figcaption></figure>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<xmp><p title='</xmp><script>alert(1)</script>'></xmp>",
    "<title><p title='</title><script>alert(1)</script>'></title>",
    "<textarea><p title='</textarea><script>alert(1)</script>'></textarea>",
    "<p>ok<p onclick=alert(1)>two<b onclick=alert(1)>bold</b>",
    "<li><ul><li style=x>deep<script>1</script>",
    "\ufeff<script>alert(1)</script>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
]
"""After the cheat sheets of OWASP and of PortSwigger, and mutations that fooled other sanitisers."""

PICTURE = {
    "src": "/media/x.png",
    "alt": 'Ảnh "chụp" <b>',
    "width": "4",
    "height": "3",
    "loading": "lazy",
    "credit": "<i>Ảnh</i>",
}


def dangers_in(source: str) -> list[str]:
    """The elements, attributes and addresses of an HTML text that may run or fetch something."""
    found = []
    for element in html.fragment_fromstring(source, create_parent="div").iter():
        if not isinstance(element.tag, str):
            found.append("a comment or an instruction")
            continue
        if element.tag not in markup.TAGS | {"div", "img", "span"}:
            found.append(element.tag)
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                found.append(f"{element.tag} {name}")
            scheme = re.sub(r"[\x00-\x20]", "", value).lower().partition(":")[0]
            if name in {"href", "src"} and scheme in {"javascript", "vbscript", "data"}:
                found.append(f"{name}={value}")
    return found


_words = st.text("aăâđeôơuư bc<>&\"' \n\u00a0\0", max_size=12)
_names = st.sampled_from(
    [*sorted(markup.TAGS), "script", "style", "svg", "iframe", "img", "div", "table", "td", "b", "span"]
)
_attributes = st.lists(
    st.builds(
        '{}="{}"'.format,
        st.sampled_from(["id", "href", "onclick", "style", "data-picture", "data-file", "class", "src"]),
        st.sampled_from(
            ["p-abc123", "p-abc123", KEY, "javascript:alert(1)", "https://example.org/?a=1&b=2", "&quot;>", ""]
        ),
    ),
    max_size=3,
).map(" ".join)
made_html = st.recursive(
    _words,
    lambda inner: st.builds(
        lambda name, attributes, inside, ending: (
            f"<{name} {attributes}>{''.join(inside)}{f'</{name}>' if ending else ''}"
        ),
        _names,
        _attributes,
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=12,
)
sources = st.one_of(made_html, st.text(), st.lists(made_html, max_size=4).map("".join))
plain_texts = st.lists(st.text("aăâbđeghiôơưy ", min_size=1).filter(str.strip), min_size=1, max_size=6)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_is_stored(attack):
    assert dangers_in(clean(f"<p>Trước</p>{attack}<p>Sau</p>")) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_is_printed_even_from_a_tampered_database(attack):
    assert dangers_in(printed(f"<p>Trước</p>{attack}<p>Sau</p>", lambda key: PICTURE)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_reaches_the_editor(attack):
    assert dangers_in(editable(f"<p>Trước</p>{attack}<p>Sau</p>", lambda key: PICTURE)) == []


def test_the_search_for_dangers_finds_them():
    source = '<p onclick="x" style="y">a<!-- c --></p><a href="java\nscript:1">b</a><svg></svg>'

    assert dangers_in(source) == ["p onclick", "p style", "a comment or an instruction", "href=java\nscript:1", "svg"]


@given(sources)
def test_whatever_is_cleaned_holds_no_danger(source):
    assert dangers_in(clean(source)) == []


@given(sources)
def test_whatever_is_printed_holds_no_danger(source):
    assert dangers_in(printed(source, lambda key: PICTURE)) == []


@pytest.mark.parametrize(
    "sign", ["\0", "\x08", "&#8;", "\ud800", "&#xd800;", "\ufffe", "&#xfffe;", "\uffff", "\x85", "&#0;"]
)
def test_a_sign_that_no_text_needs_is_left_out(sign):
    assert plain(clean(f"<p>một{sign}hai</p>")).replace("\ufffd", "").replace("…", "") == "mộthai"
    assert html.fromstring(printed(f"<p>một{sign}hai</p>")).text.replace("\ufffd", "").replace("…", "") == "mộthai"


@pytest.mark.parametrize("source", ["e&#770;&#769;", "e\u0302\u0301", "<p>e<b></b>\u0302\u0301</p>"])
def test_letters_and_marks_that_come_together_are_one_sign(source):
    assert plain(clean(source)) == "ế"


@given(sources)
def test_cleaning_twice_is_cleaning_once(source):
    assert clean(clean(source)) == clean(source)


@given(sources)
def test_each_paragraph_of_a_cleaned_text_has_an_id_of_its_own(source):
    ids = [paragraph.id for paragraph in paragraphs(clean(source))]

    assert [key for key in ids if re.fullmatch(r"p-[a-z0-9]{6,12}", key)] == ids
    assert len(set(ids)) == len(ids)


@given(sources)
def test_no_id_stands_twice_in_a_cleaned_text(source):
    ids = html.fragment_fromstring(clean(source), create_parent="div").xpath("//@id")

    assert sorted(set(ids)) == sorted(ids)


@given(sources)
def test_a_cleaned_text_is_nfc(source):
    assert unicodedata.is_normalized("NFC", clean(source))


@given(sources, sources)
def test_any_text_can_follow_any_other(before, after):
    cleaned = clean(after, clean(before))

    assert [paragraph.text for paragraph in paragraphs(cleaned)] == [
        paragraph.text for paragraph in paragraphs(clean(after))
    ]


@given(plain_texts)
def test_no_word_of_a_paragraph_is_lost(texts):
    source = "".join(f"<p>{text}</p>" for text in texts)

    assert plain(clean(source)) == "\n".join(" ".join(text.split()) for text in texts)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("<p>Một <strong>đậm</strong> và <em>nghiêng</em></p>", "<p>Một <strong>đậm</strong> và <em>nghiêng</em></p>"),
        ("<h2>Mục</h2><h3>Tiểu mục</h3>", "<h2>Mục</h2><h3>Tiểu mục</h3>"),
        ("<h1>Mục</h1>", "<p>Mục</p>"),
        ("<p>H<sub>2</sub>O, m<sup>2</sup></p>", "<p>H<sub>2</sub>O, m<sup>2</sup></p>"),
        ("<p>một<br>hai</p>", "<p>một<br>hai</p>"),
        ("<ul><li>một</li><li>hai</li></ul>", "<ul><li>một</li><li>hai</li></ul>"),
        ("<ol><li><p>một</p></li></ol>", "<ol><li><p>một</p></li></ol>"),
        ("<blockquote><p>lời</p></blockquote>", "<blockquote><p>lời</p></blockquote>"),
        ("<blockquote>lời</blockquote>", "<blockquote><p>lời</p></blockquote>"),
        ("trần trụi", "<p>trần trụi</p>"),
        ("một <em>hai</em> ba<p>bốn</p>năm", "<p>một <em>hai</em> ba</p><p>bốn</p><p>năm</p>"),
        ("<p>một</p>hai<strong>ba</strong>", "<p>một</p><p>hai<strong>ba</strong></p>"),
        ("<div>trong div</div>", "<p>trong div</p>"),
        ("<p>giữ</p><p></p><p> \u00a0</p><ul><li></li></ul>", "<p>giữ</p>"),
        ("<p style='color:red' class='x' title='y'>chữ</p>", "<p>chữ</p>"),
        (
            '<p><a href="https://example.org/?a=1&amp;b=2" target="_blank">nguồn</a></p>',
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener">nguồn</a></p>',
        ),
        (
            '<p><a href="mailto:a@example.org">thư</a></p>',
            '<p><a href="mailto:a@example.org" rel="noopener">thư</a></p>',
        ),
        ('<p><a href="tel:+84123">gọi</a></p>', '<p><a href="tel:+84123" rel="noopener">gọi</a></p>'),
        (
            '<p><a href="/vi/ke-hoach/">trong trang</a></p>',
            '<p><a href="/vi/ke-hoach/" rel="noopener">trong trang</a></p>',
        ),
        ('<p><a href="javascript:alert(1)">chữ còn lại</a></p>', '<p><a rel="noopener">chữ còn lại</a></p>'),
        ("<p>5 < 6 & 7 > 2</p>", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
        ("", ""),
        ("<p></p>", ""),
        ("<p> </p><p><br></p>", ""),
        ("<figure></figure>", ""),
    ],
)
def test_what_an_editor_writes_is_kept_and_the_rest_is_not(source, kept):
    assert re.sub(r' id="p-[a-z0-9]+"', "", clean(source)) == kept


def test_text_that_is_missing_is_no_text():
    assert clean(None) == ""


# --- Paragraphs and their ids -------------------------------------------------


def test_paragraphs_are_told_in_reading_order_with_their_plain_text():
    source = clean(
        "<h2>Mục</h2><p>Một  <strong>hai</strong>\nba<br>bốn</p><ul><li>năm</li></ul>"
        f'<figure data-picture="{KEY}"><figcaption>sáu</figcaption></figure><blockquote><p>bảy</p></blockquote>'
    )

    assert [(paragraph.tag, paragraph.text) for paragraph in paragraphs(source)] == [
        ("h2", "Mục"),
        ("p", "Một hai ba bốn"),
        ("li", "năm"),
        ("figcaption", "sáu"),
        ("p", "bảy"),
    ]


def test_a_paragraph_inside_a_list_item_is_told_once():
    source = clean("<ul><li><p>một</p><ul><li>hai</li></ul></li><li>ba</li></ul>")

    assert [paragraph.text for paragraph in paragraphs(source)] == ["một hai", "ba"]


def test_no_text_has_no_paragraphs():
    assert (paragraphs(""), plain(""), pictures_in("")) == ([], "", [])


def test_the_id_of_a_paragraph_stands_in_the_text():
    assert paragraphs('<p id="p-abc123">Một.</p>') == [Paragraph("p-abc123", "p", "Một.")]


def test_the_same_text_gets_the_same_ids_wherever_it_is_imported():
    assert clean("<p>một</p><p>hai</p>") == clean("<p>một</p>\n<p>hai</p>").replace("\n", "")


def test_two_paragraphs_with_the_same_words_have_two_ids():
    first, second = paragraphs(clean("<p>như nhau</p><p>như nhau</p>"))

    assert first.text == second.text
    assert first.id != second.id


def test_a_copied_paragraph_leaves_the_id_with_the_first():
    first, second = paragraphs(clean('<p id="p-abc123">một</p><p id="p-abc123">một</p>'))

    assert first.id == "p-abc123"
    assert second.id != "p-abc123"


def test_a_foreign_id_gives_way_to_one_of_ours():
    (paragraph,) = paragraphs(clean('<p id="main-content">một</p>'))

    assert re.fullmatch(r"p-[0-9a-f]{8}", paragraph.id)


def ids_by_text(source: str) -> dict[str, str]:
    return {paragraph.text: paragraph.id for paragraph in paragraphs(source)}


BEFORE = "<p>Đoạn thứ nhất nói về hạ tầng.</p><p>Đoạn thứ hai nói về con người.</p><p>Đoạn thứ ba nói về tiền.</p>"


def without_ids(source: str) -> str:
    return re.sub(r' id="[^"]+"', "", source)


def test_an_edited_paragraph_keeps_its_id_though_the_editor_sent_none():
    before = clean(BEFORE)

    after = clean(without_ids(before).replace("nói về con người", "nói kỹ về con người ở ASEAN"), before)

    assert [paragraph.id for paragraph in paragraphs(after)] == [paragraph.id for paragraph in paragraphs(before)]


def test_a_paragraph_inserted_before_others_moves_none_of_their_ids():
    before = clean(BEFORE)

    after = clean("<p>Mở đầu hoàn toàn khác.</p>" + without_ids(before), before)

    old = [paragraph.id for paragraph in paragraphs(before)]
    new = [paragraph.id for paragraph in paragraphs(after)]
    assert new[1:] == old
    assert new[0] not in old


def test_a_removed_paragraph_takes_its_id_along():
    before = clean(BEFORE)

    after = clean(without_ids(before).replace("<p>Đoạn thứ hai nói về con người.</p>", ""), before)

    first, _second, third = (paragraph.id for paragraph in paragraphs(before))
    assert [paragraph.id for paragraph in paragraphs(after)] == [first, third]


def test_a_moved_paragraph_that_carries_its_id_keeps_it():
    before = clean(BEFORE)
    first, second, third = html.fragments_fromstring(before)

    after = clean("".join(html.tostring(block, encoding="unicode") for block in (third, first, second)), before)

    assert ids_by_text(after) == ids_by_text(before)


def test_a_moved_paragraph_keeps_its_id_though_the_editor_sent_none():
    before = clean(BEFORE)
    first, second, third = html.fragments_fromstring(without_ids(before))

    after = clean("".join(html.tostring(block, encoding="unicode") for block in (third, first, second)), before)

    assert ids_by_text(after) == ids_by_text(before)


def test_a_paragraph_with_nothing_in_common_gets_an_id_of_its_own():
    before = clean("<p>Đoạn thứ nhất nói về hạ tầng.</p>")

    after = clean("<p>xyz</p>", before)

    (old,), (new,) = paragraphs(before), paragraphs(after)
    assert new.id != old.id


def test_an_id_given_to_a_new_paragraph_is_none_that_stands_further_down():
    (made,) = paragraphs(clean("<p>một</p>"))

    first, second = paragraphs(clean(f'<p>một</p><p id="{made.id}">hai</p>'))

    assert second.id == made.id
    assert first.id != made.id


@given(plain_texts, st.integers(0, 5), plain_texts)
def test_inserting_anywhere_leaves_every_other_paragraph_its_id(texts, place, new):
    before = clean("".join(f"<p>{text}</p>" for text in texts))
    blocks = re.findall(r"<p.*?</p>", before)
    place = min(place, len(blocks))

    after = clean("".join([*blocks[:place], *(f"<p>{text}</p>" for text in new), *blocks[place:]]), before)

    kept = [paragraph for number, paragraph in enumerate(paragraphs(after)) if not place <= number < place + len(new)]
    assert kept == paragraphs(before)


# --- Figures ------------------------------------------------------------------

FIGURE = f'<figure data-picture="{KEY}"><figcaption>Lễ ký kết.</figcaption></figure>'


def test_a_figure_names_its_picture_and_keeps_its_caption():
    assert without_ids(clean(FIGURE)) == FIGURE


def test_a_picture_that_the_editor_shows_becomes_its_key():
    source = f'<figure><img src="/media/x.png" data-file="{KEY.upper()}" alt="x"><figcaption>Lễ ký kết.</figcaption></figure>'

    assert without_ids(clean(source)) == FIGURE


def test_a_figure_without_a_caption_is_kept_for_its_picture():
    source = f'<figure data-picture="{KEY}"></figure>'

    assert clean(source) == source


def test_a_figure_with_a_caption_and_no_picture_keeps_its_words():
    assert plain(clean('<figure data-picture="nonsense"><figcaption>Chữ.</figcaption></figure>')) == "Chữ."


def test_an_image_outside_a_figure_is_not_stored():
    assert (
        without_ids(clean(f'<p>Chữ <img src="https://evil.example/x.png" data-file="{KEY}"> tiếp</p>'))
        == "<p>Chữ  tiếp</p>"
    )


def test_pictures_are_told_in_order():
    other = KEY.replace("0b", "1c")

    assert pictures_in(clean(FIGURE + FIGURE.replace(KEY, other))) == [KEY, other]


def test_a_printed_figure_shows_picture_caption_and_credit_escaped():
    shown = html.fragment_fromstring(printed(clean(FIGURE), {KEY: PICTURE}.get), create_parent="div")

    (image,) = shown.xpath("//figure/img")
    (caption,) = shown.xpath("//figure/figcaption")
    assert dict(image.attrib) == {name: value for name, value in PICTURE.items() if name != "credit"}
    assert caption.text_content() == "Lễ ký kết.<i>Ảnh</i>"
    assert shown.xpath("//i | //b") == []


def test_a_printed_figure_without_a_caption_gets_one_for_the_credit():
    shown = html.fragment_fromstring(
        printed(f'<figure data-picture="{KEY}"></figure>', {KEY: PICTURE | {"credit": "Ảnh: TTXVN"}}.get),
        create_parent="div",
    )

    assert [caption.text_content() for caption in shown.xpath("//figure/figcaption")] == ["Ảnh: TTXVN"]


def test_a_figure_whose_picture_is_gone_keeps_its_caption():
    shown = html.fragment_fromstring(printed(clean(FIGURE + "<p>Sau ảnh.</p>"), {}.get), create_parent="div")

    assert [part.text_content() for part in shown] == ["Lễ ký kết.", "Sau ảnh."]
    assert shown.xpath("//img") == []


def test_the_editor_sees_the_picture_of_a_figure():
    shown = html.fragment_fromstring(editable(clean(FIGURE), {KEY: PICTURE}.get), create_parent="div")

    assert [dict(image.attrib) for image in shown.xpath("//figure/img")] == [
        {"src": PICTURE["src"], "alt": PICTURE["alt"], "data-file": KEY}
    ]


def test_what_the_editor_opens_and_sends_back_unchanged_is_stored_unchanged():
    stored = clean(FIGURE + "<p>Sau ảnh.</p>")

    assert clean(editable(stored, {KEY: PICTURE}.get), stored) == stored


FORMATS = PICTURE | {
    "alt": "Ảnh chụp",
    "sources": [
        {"type": "image/avif", "srcset": "/media/x.avif 480w", "sizes": "92vw"},
        {"type": "image/webp", "srcset": "/media/x.webp 480w", "sizes": "92vw"},
    ],
}
"""A picture of which other formats are made."""


def test_a_printed_figure_offers_the_formats_of_its_picture():
    shown = printed(f'<figure data-picture="{KEY}"></figure>', {KEY: FORMATS}.get)

    assert shown == (
        '<figure class="fig"><picture><source type="image/avif" srcset="/media/x.avif 480w" sizes="92vw">'
        '<source type="image/webp" srcset="/media/x.webp 480w" sizes="92vw">'
        '<img src="/media/x.png" alt="Ảnh chụp" width="4" height="3" loading="lazy"></picture>'
        '<figcaption><span class="credit">&lt;i&gt;Ảnh&lt;/i&gt;</span></figcaption></figure>'
    )


def test_words_that_look_like_the_end_of_an_element_stay():
    assert printed("<p>&lt;/source&gt;</p>") == "<p>&lt;/source&gt;</p>"


# --- Galleries ----------------------------------------------------------------

BARE = f'<figure data-picture="{KEY}"></figure>'
LOST = "<figure><figcaption>Ảnh đã mất.</figcaption></figure>"


def runs(source: str) -> list[str]:
    """The outermost elements of a printed text; a gallery with the number of its figures."""
    shown = html.fragment_fromstring(printed(source, {KEY: PICTURE}.get), create_parent="div")
    return [f"gallery of {len(part)}" if part.get("class") == "gallery" else part.tag for part in shown]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (BARE, ["figure"]),
        (BARE * 2, ["gallery of 2"]),
        (f"<p>Trước.</p>{BARE}\n {BARE}\n{FIGURE}<p>Sau.</p>", ["p", "gallery of 3", "p"]),
        (f"{BARE}<p>Giữa.</p>{BARE}", ["figure", "p", "figure"]),
        (f"{BARE * 2}<h2>Giữa.</h2>{BARE * 2}", ["gallery of 2", "h2", "gallery of 2"]),
        (f"{BARE}chữ trần{BARE}", ["figure", "figure"]),
        # What shows no picture is none of a gallery.
        (BARE + LOST + BARE, ["figure", "figure", "figure"]),
        (LOST * 2, ["figure", "figure"]),
    ],
)
def test_pictures_that_follow_one_another_directly_are_a_gallery(source, shown):
    assert runs(source) == shown


def test_a_gallery_in_a_quotation_stays_in_it():
    shown = html.fragment_fromstring(
        printed(f"<blockquote><p>Lời.</p>{BARE * 2}</blockquote>", {KEY: PICTURE}.get), create_parent="div"
    )

    assert len(shown.xpath("./blockquote/div[@class='gallery']/figure")) == 2


def test_each_picture_of_a_gallery_keeps_its_own_caption():
    (gallery,) = html.fragment_fromstring(
        printed(FIGURE + FIGURE.replace("Lễ ký kết.", "Toàn cảnh."), {KEY: PICTURE | {"credit": ""}}.get),
        create_parent="div",
    )

    assert [figure.xpath("./figcaption/text()") for figure in gallery] == [["Lễ ký kết."], ["Toàn cảnh."]]


_blocks = st.lists(
    st.sampled_from([BARE, FIGURE, LOST, "<p>Đoạn.</p>", "chữ trần", " ", "<ul><li>mục</li></ul>"]), max_size=8
).map("".join)


@given(st.one_of(_blocks, sources))
def test_a_gallery_changes_no_word_and_loses_no_figure(source):
    tree = html.fragment_fromstring(clean(source), create_parent="div")
    for figure in tree.iter("figure"):
        fill_figure(figure, PICTURE)
    text, figures = tree.text_content(), list(tree.iter("figure"))

    gather_galleries(tree)

    assert tree.text_content() == text
    assert list(tree.iter("figure")) == figures
    assert [len(gallery) for gallery in tree.iter("div") if gallery is not tree and len(gallery) < 2] == []


# --- Marked names -------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "name", "shown"),
    [
        ("AIM 2020 là <kế hoạch>.", "AIM 2020", "<mark>AIM 2020</mark> là &lt;kế hoạch&gt;."),
        ("Đây là <b>AIM</b>.", "<b>AIM</b>", "Đây là <mark>&lt;b&gt;AIM&lt;/b&gt;</mark>."),
        ("Không có tên & dấu.", "AIM 2020", "Không có tên &amp; dấu."),
        ("Không đánh dấu.", "", "Không đánh dấu."),
    ],
)
def test_the_name_of_the_plan_is_marked_in_an_escaped_sentence(sentence, name, shown):
    assert marked(sentence, name) == shown
