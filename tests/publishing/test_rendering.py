"""Links to plans, places to link to, and quotations in a printed text."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from publishing import markup
from publishing.rendering import Mention, link_mentions, name_places, quote_speakers


def printed(source, improve):
    return str(markup.printed(source, improve=improve))


def linking(*mentions):
    return lambda root: link_mentions(root, mentions)


def test_words_that_name_a_plan_are_a_quiet_link():
    source = '<p id="p-aaaaaa">Theo AIM 2020, khối đi tới.</p>'

    assert printed(source, linking(Mention("p-aaaaaa", "AIM 2020", "/p/"))) == (
        '<p id="p-aaaaaa">Theo <a class="plan-ref" href="/p/">AIM 2020</a>, khối đi tới.</p>'
    )


def test_a_plan_is_linked_once_in_each_section():
    source = (
        '<p id="p-aaaaaa">AIM 2020 và AIM 2020.</p><p id="p-bbbbbb">AIM 2020.</p>'
        '<h2 id="p-cccccc">Sau</h2><p id="p-dddddd">AIM 2020.</p>'
    )
    mentions = [Mention(key, "AIM 2020", "/p/") for key in ("p-aaaaaa", "p-bbbbbb", "p-dddddd")]

    tree = html.fragment_fromstring(printed(source, linking(*mentions)), create_parent="div")

    assert [link.getparent().get("id") for link in tree.iter("a")] == ["p-aaaaaa", "p-dddddd"]


@pytest.mark.parametrize(
    "inner",
    [
        '<a href="https://example.org/">AIM 2020</a>',
        "AIM <em>2020</em>",
        "AIM 20201",
        "CLAIM 2020",
    ],
)
def test_words_in_a_link_or_cut_through_or_part_of_others_stay_as_they_are(inner):
    source = f'<p id="p-aaaaaa">Theo {inner}.</p>'

    assert "plan-ref" not in printed(source, linking(Mention("p-aaaaaa", "AIM 2020", "/p/")))


@pytest.mark.parametrize("inner", ["<strong>AIM 2020</strong>", "<em>x</em> AIM 2020", "AIM\n2020"])
def test_words_inside_or_behind_an_emphasis_are_linked(inner):
    source = f'<p id="p-aaaaaa">Theo {inner} tiếp.</p>'

    shown = printed(source, linking(Mention("p-aaaaaa", "AIM 2020", "/p/")))

    before, after = (html.fragment_fromstring(text, create_parent="div") for text in (source, shown))
    assert "plan-ref" in shown
    assert after.text_content() == before.text_content()


@given(st.text("aA 20<&>b", max_size=30), st.text("aA 20<&>b", min_size=1, max_size=8))
def test_linking_changes_no_text(text, name):
    source = markup.clean(f"<p>{escape(text)}</p>")
    keys = [paragraph.id for paragraph in markup.paragraphs(source)]

    shown = printed(source, linking(*(Mention(key, name, "/p/") for key in keys)))

    texts = [html.fragment_fromstring(side, create_parent="div").text_content() for side in (source, shown)]
    assert texts[0] == texts[1]


def test_a_quotation_with_a_speaker_is_set_large():
    source = "<blockquote><p>Một ASEAN số.</p><p>– Trưởng đoàn, tại phiên bế mạc</p></blockquote><p>Sau.</p>"

    assert printed(source, quote_speakers) == (
        '<figure class="pull"><blockquote><p>Một ASEAN số.</p></blockquote>'
        "<figcaption>Trưởng đoàn, tại phiên bế mạc</figcaption></figure><p>Sau.</p>"
    )


@pytest.mark.parametrize(
    "source", ["<blockquote><p>– Chỉ một dòng</p></blockquote>", "<blockquote><p>Một.</p><p>Hai.</p></blockquote>"]
)
def test_a_quotation_without_a_speaker_stays_one(source):
    assert printed(source, quote_speakers) == source


def test_each_paragraph_can_be_linked_to_and_answers_to_its_counterpart():
    source = '<h2 id="p-aaaaaa">Đầu</h2><ul><li id="p-bbbbbb">Mục</li></ul>'

    shown = printed(source, lambda root: name_places(root, "Link", {"p-bbbbbb": "p-cccccc"}))

    assert shown == (
        '<h2 id="p-aaaaaa">Đầu<a class="place" href="#p-aaaaaa" aria-label="Link"></a></h2>'
        '<ul><li id="p-bbbbbb"><span id="p-cccccc"></span>Mục<a class="place" href="#p-bbbbbb" aria-label="Link"></a></li></ul>'
    )
