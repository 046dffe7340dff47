"""The one place where rich text is sanitised, cut into paragraphs, and made safe to print."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from lxml import etree, html

from publishing import text as words
from publishing.alignment import Piece
from publishing.identity import ids
from publishing.picture_markup import as_html, fill_figure, gather_galleries

BLOCKS = ("p", "h2", "h3", "li", "figcaption")
"""What counts as a paragraph: the element keeps a stable id and evidence may stand in it."""
TAGS = {
    "p",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "blockquote",
    "figure",
    "figcaption",
    "strong",
    "em",
    "sup",
    "sub",
    "br",
    "a",
}
# "*": the sanitiser would let "title" and "lang" pass on every element.
ATTRIBUTES = {"*": set(), "a": {"href"}, "figure": {"data-picture"}, **{tag: {"id"} for tag in BLOCKS}}
INLINE = {"strong", "em", "sup", "sub", "br", "a"}
SCHEMES = {"http", "https", "mailto", "tel"}
_ID = re.compile(r"p-[a-z0-9]{6,12}\Z")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
ROUNDS = 5
_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Paragraph:
    """One block of a rich text: its stable id, its element and its plain text."""

    id: str
    tag: str
    text: str


def clean(source: str, before: str = "") -> str:
    """Rich text as it may be stored: allowed elements only, NFC, an id on each paragraph.

    Paragraphs of `before` (the text as it stood) hand their ids on: to the same text first,
    then to the one that was rewritten in its place. "" where nothing but empty elements is left.
    Cleaning twice gives the same as once.
    """
    cleaned = _cleaned(source or "", before)
    # Elements in places that are not theirs (a block in a link, an item in a heading) move when
    # they are read again; a round or two brings them to where they stay.
    for _round in range(ROUNDS):
        settled = _cleaned(cleaned, before)
        if settled == cleaned:
            break
        cleaned = settled
    return cleaned


def paragraphs(source: str) -> list[Paragraph]:
    """The paragraphs of a cleaned rich text in reading order, with stable ids and plain text.

    White space is folded, so that a place in the text means the same wherever it is counted.
    """
    if not source:
        return []
    return [
        Paragraph(block.get("id", ""), block.tag, _plain(block))
        for block in _tree(source).iter(*BLOCKS)
        if not _nested(block)
    ]


def plain(source: str) -> str:
    """The whole text without markup, a line per paragraph."""
    return "\n".join(paragraph.text for paragraph in paragraphs(source))


def pictures_in(source: str) -> list[str]:
    """The keys of the pictures that a rich text shows, in order."""
    if not source or "data-picture" not in source:
        return []
    return [figure.get("data-picture") for figure in _tree(source).iter("figure") if figure.get("data-picture")]


type Improve = Callable[[html.HtmlElement], None]
"""What changes the tree of a rich text before it is printed; see `publishing.rendering`."""


def printed(
    source: str, picture: Callable[[str], dict | None] | None = None, improve: Improve | None = None
) -> SafeString:
    """Rich text as a page prints it; sanitised once more, since a database can be edited too.

    `picture` answers for a picture's key with the attributes of its <img>, its "credit" and "sources",
    or None where there is no such picture: its caption alone is printed then.
    """
    return mark_safe(_inner(_printable(source, picture, improve)))


def printed_in_pieces(source: str, picture=None, improve: Improve | None = None) -> list[tuple[Piece, SafeString]]:
    """As `printed`, cut between the outermost elements: what each is, and how it is printed."""
    root = _printable(source, picture, improve)
    return [
        (
            Piece(element.tag, len(_plain(element))),
            mark_safe(as_html(element, with_tail=False)),
        )
        for element in root
    ]


def _printable(source: str, picture, improve: Improve | None) -> html.HtmlElement:
    root = _tree(_sanitised(source or ""))
    for figure in list(root.iter("figure")):
        shown = picture(figure.get("data-picture") or "") if picture else None
        if shown is None and figure.find("figcaption") is None:
            figure.drop_tree()
            continue
        fill_figure(figure, shown)
    gather_galleries(root)
    if improve:
        improve(root)
    return root


def editable(source: str, picture: Callable[[str], dict | None]) -> str:
    """Rich text as the desk's editor opens it: each figure shows its picture.

    What the editor sends back goes through `clean`, which keeps the picture's key alone.
    """
    root = _tree(_sanitised(source))
    for figure in root.iter("figure"):
        key = figure.get("data-picture")
        shown = picture(key) if key and figure.find(".//img") is None else None
        if shown is not None:
            image = {"src": shown["src"], "alt": shown["alt"], "data-file": key}
            figure.insert(0, etree.Element("img", image))
    return _inner(root)


def marked(sentence: str, name: str) -> SafeString:
    """A sentence, escaped, with <mark> around the words that name the plan."""
    start, end = words.place_of(name, sentence) or (0, 0)
    if start == end:
        return format_html("{}", sentence)
    return format_html("{}<mark>{}</mark>{}", sentence[:start], sentence[start:end], sentence[end:])


def data_block(data, kind: str) -> SafeString:
    """Data for machines as a block of JSON in a page; no sign in it can end the block."""
    text = json.dumps(data, ensure_ascii=False).translate(_IN_SCRIPT)
    return format_html('<script type="{}">{}</script>', kind, mark_safe(text))


def _cleaned(source: str, before: str) -> str:
    root = _tree(_sanitised(source))
    for figure in root.iter("figure"):
        _keep_figure(figure)
    for holder in [root, *root.iter("blockquote")]:
        _wrap_loose(holder)
    _drop_empty(root)
    blocks = list(root.iter(*BLOCKS))
    if not _plain(root) and not root.xpath("//figure[@data-picture]"):
        return ""
    _give_ids(blocks, paragraphs(before) if before else [])
    return _inner(root)


def _sanitised(source: str) -> str:
    return nh3.clean(
        words.normal(source),
        tags=TAGS | {"img"},
        attributes={**ATTRIBUTES, "img": {"data-file"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
        strip_comments=True,
    )


def _tree(source: str) -> html.HtmlElement:
    # In normal form only now: an entity such as &#8; or a&#769; has become a sign by here.
    return html.fragment_fromstring(words.normal(source), create_parent="div")


def _inner(root: html.HtmlElement) -> str:
    opened = as_html(root)
    return opened.removeprefix("<div>").removesuffix("</div>").strip()


def _plain(element: html.HtmlElement) -> str:
    pieces = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        edge = " " if node.tag == "br" or node.tag not in INLINE else ""
        if event == "start":
            pieces += [edge, node.text or ""]
        elif node is not element:
            pieces += [edge, node.tail or ""]
    return words.line("".join(pieces))


def _nested(block: html.HtmlElement) -> bool:
    """A paragraph inside a list item is told by the item alone, or its text would count twice."""
    return any(parent.tag in BLOCKS for parent in block.iterancestors())


def _keep_figure(figure: html.HtmlElement) -> None:
    """A figure names its picture itself; what an editor shows inside it as <img> is not stored."""
    for image in list(figure.iter("img")):
        if key := image.get("data-file"):
            figure.set("data-picture", key.lower())
        image.drop_tree()
    if not _UUID.match(figure.get("data-picture") or ""):
        figure.attrib.pop("data-picture", None)


def _wrap_loose(holder: html.HtmlElement) -> None:
    """Text that stands in no block of its own becomes a paragraph, so that it has an id too."""
    children, loose = list(holder), None
    if words.line(holder.text or ""):
        loose = etree.Element("p")
        loose.text, holder.text = holder.text, None
        holder.insert(0, loose)
    for child in children:
        if child.tag in INLINE:
            if loose is None:
                loose = etree.Element("p")
                child.addprevious(loose)
            loose.append(child)
            continue
        loose = None
        if words.line(child.tail or ""):
            loose = etree.Element("p")
            loose.text, child.tail = child.tail, None
            child.addnext(loose)


def _drop_empty(root: html.HtmlElement) -> None:
    for image in list(root.iter("img")):
        image.drop_tree()
    for element in reversed(list(root.iter("p", "h2", "h3", "li", "ul", "ol", "blockquote", "figcaption", "figure"))):
        shows_picture = element.tag == "figure" and element.get("data-picture")
        holds_picture = bool(element.xpath(".//figure[@data-picture]"))
        if not shows_picture and not holds_picture and not _plain(element):
            element.drop_tree()


def _give_ids(blocks: list[html.HtmlElement], before: list[Paragraph]) -> None:
    """Set the id of each paragraph; one that is given twice, or is none of ours, counts as none."""
    outer, given, seen = [], [], set()
    for block in blocks:
        key = block.attrib.pop("id", "")
        if not _nested(block):
            outer.append(block)
            given.append(key if _ID.match(key) and key not in seen else "")
            seen.add(key)
    texts = [_plain(block) for block in outer]
    for block, key in zip(outer, ids(texts, given, [(old.id, old.text) for old in before]), strict=True):
        block.set("id", key)
