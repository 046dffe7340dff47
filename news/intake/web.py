"""A page in HTML → its text, a line per block, and what its markup says of them. Pure.

Read as a stream of tags by lxml's parser: no tree is built, so a page of any size or depth needs
little memory. Nothing but scripts, styles and the like is dropped: no reader sees that. What is
menu and what is text, intake itself tells; a library that extracts the main text alone would lose
captions and credits without a word.
"""

import re

from django.utils.translation import gettext as _
from lxml import etree

from news.intake.lines import Role
from news.intake.texts import Text, Unreadable, check_length
from publishing.text import line

DROPPED = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea", "canvas"}
INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
ROLES = {
    "h1": Role.TITLE,
    "h2": Role.SUBHEADING,
    "h3": Role.SUBHEADING,
    "h4": Role.SUBHEADING,
    "figcaption": Role.CAPTION,
    "blockquote": Role.QUOTE,
    "nav": Role.ASIDE,
    "footer": Role.ASIDE,
    "aside": Role.ASIDE,
}
SHORTEST_ALT = 4
"""Words from which the description of a picture is kept as a caption; shorter ones are icons and logos."""
CHUNK = 65_536


class Lines:
    """A target of lxml's parser that gathers lines; its methods are called tag by tag."""

    def __init__(self):
        self.lines: list[tuple[str, Role | None]] = []
        self.open: list[str] = []
        self.pieces: list[str] = []
        self.dropped, self.length = 0, 0

    def start(self, tag, attributes):
        if tag in DROPPED:
            self.dropped += 1
        elif tag == "img":
            alt = attributes.get("alt") or ""
            if len(alt.split()) >= SHORTEST_ALT and not self.dropped:
                self.end_line()
                self.pieces.append(alt)
                self.end_line(Role.CAPTION)
        elif tag == "br" or tag not in INLINE:
            self.end_line()
        if tag in ROLES:
            self.open.append(tag)

    def end(self, tag):
        if tag in DROPPED:
            self.dropped = max(0, self.dropped - 1)
        elif tag not in INLINE and tag not in {"br", "img"}:
            self.end_line()
        if tag in self.open:
            self.open.remove(tag)

    def data(self, text):
        if self.dropped:
            return
        self.length += len(text)
        check_length(self.length, len(self.lines))
        self.pieces.append(text)

    def comment(self, text):
        pass

    def pi(self, target, text=None):
        pass

    def end_line(self, role: Role | None = None):
        text = line("".join(self.pieces))
        self.pieces = []
        if text:
            inner = next((ROLES[tag] for tag in reversed(self.open)), None)
            self.lines.append((text, role or inner))

    def close(self) -> Text:
        self.end_line()
        lines = self.lines
        # The caption of a picture is often its description, too: once is enough.
        kept = [one for place, one in enumerate(lines) if place == 0 or one[0] != lines[place - 1][0]]
        return Text(
            "\n".join(text for text, _role in kept),
            {number: role for number, (_text, role) in enumerate(kept, 1) if role},
        )


def read_html(source: str) -> Text:
    """The text of a page, with hints. Unreadable where it is too long."""
    target = Lines()
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True, huge_tree=False)
    # A declaration of another encoding is of no use any more: the source is decoded already.
    told = re.sub(r"\A\s*<\?xml[^>]*\?>", "", source)
    try:
        for start in range(0, len(told), CHUNK):
            parser.feed(told[start : start + CHUNK].encode("utf-8", "replace"))
        return parser.close()
    except etree.LxmlError:
        # Deeper than any page is: what was read until there is told, and the rest would be lost.
        raise Unreadable(
            _("is no page that can be read: its HTML is broken or too deep. Copy its text instead.")
        ) from None
