"""What a page adds to a rich text for its readers: links to plans, places to link to, quotations.

All of it works on the sanitised tree that `publishing.markup` is about to print, and adds no
text of its own: what a reader copies is what the editor wrote.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree, html

SECTION = ("h2",)
"""Where a section begins: a plan is linked again after it."""
LINKED_IN = {"p", "li", "figcaption"}
PLACES = {"p", "h2", "h3", "li"}
HOLDERS = {"ul", "ol", "p"}
SPEAKER = re.compile(r"\s*[—–-]\s*(?=\S)")


@dataclass(frozen=True)
class Mention:
    """That a paragraph names something that has a page: the words as they stand there, and the address."""

    paragraph: str
    name: str
    address: str


def link_mentions(root: html.HtmlElement, mentions: Iterable[Mention]) -> None:
    """A quiet link on the first mention of each address in each section.

    Words that a link or a change of emphasis cuts through stay as they are.
    """
    by_paragraph: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_paragraph.setdefault(mention.paragraph, []).append(mention)
    linked: set[str] = set()
    for block in list(root.iter(*SECTION, *LINKED_IN)):
        if block.tag in SECTION:
            linked = set()
            continue
        for mention in by_paragraph.get(block.get("id", ""), ()):
            if mention.address not in linked and _link(block, mention):
                linked.add(mention.address)


def _link(block: html.HtmlElement, mention: Mention) -> bool:
    words = r"\s+".join(re.escape(word) for word in mention.name.split())
    if not words:
        return False
    pattern = re.compile(rf"(?<!\w){words}(?!\w)")
    for element, slot in _texts(block):
        text = getattr(element, slot)
        if found := pattern.search(text):
            _wrap(element, slot, found.span(), mention.address)
            return True
    return False


def _texts(block: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """Each run of text in a block that stands in no link: (element, "text" or "tail")."""
    for event, element in etree.iterwalk(block, events=("start", "end")):
        slot = "text" if event == "start" else "tail"
        inside = element if event == "start" else element.getparent()
        if element is block and event == "end":
            return
        if getattr(element, slot) and not any(one.tag == "a" for one in [inside, *inside.iterancestors()]):
            yield element, slot


def _wrap(element, slot: str, span: tuple[int, int], address: str) -> None:
    text = getattr(element, slot)
    start, end = span
    link = etree.Element("a", {"class": "plan-ref", "href": address})
    link.text, link.tail = text[start:end], text[end:]
    setattr(element, slot, text[:start])
    if slot == "text":
        element.insert(0, link)
    else:
        element.addnext(link)
        # Putting it there moved the tail behind the link.
        link.tail, element.tail = text[end:], text[:start]


def quote_speakers(root: html.HtmlElement) -> None:
    """A quotation whose last line begins with a dash is set large, with that line as its speaker."""
    for quote in list(root.iter("blockquote")):
        lines = list(quote)
        if len(lines) < 2 or lines[-1].tag != "p":
            continue
        dash = SPEAKER.match(lines[-1].text or "")
        if not dash:
            continue
        figure, speaker = etree.Element("figure", {"class": "pull"}), lines[-1]
        figure.tail, quote.tail = quote.tail, None
        quote.addprevious(figure)
        figure.append(quote)
        speaker.tag, speaker.text = "figcaption", speaker.text[dash.end() :]
        figure.append(speaker)


def name_places(root: html.HtmlElement, label: str, aliases: Mapping[str, str]) -> None:
    """A link to each paragraph, to be shared, and the name that its counterpart in another language has.

    `aliases` gives for a paragraph's id that of its counterpart. The link has no text: it is
    drawn, so that nobody copies it with the paragraph.
    """
    for block in list(root.iter(*PLACES, *LINKED_IN)):
        key = block.get("id")
        if not key:
            continue
        if alias := aliases.get(key):
            _put_first(block, etree.Element("span", {"id": alias}))
        holds_more = any(child.tag in HOLDERS for child in block)
        if block.tag in PLACES and block.getparent().tag != "figure" and not holds_more:
            block.append(etree.Element("a", {"class": "place", "href": f"#{key}", "aria-label": label}))


def _put_first(block: html.HtmlElement, mark: html.HtmlElement) -> None:
    mark.tail, block.text = block.text, None
    block.insert(0, mark)
