"""The text of an article as readers get it: with links to plans, places to share, and beside its translation."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from news import linking
from news.mentions import NAME
from publishing import markup, pictures
from publishing.alignment import Piece, aligned
from publishing.languages import localized
from publishing.rendering import Mention, link_mentions, name_places, quote_speakers
from publishing.text import minutes_to_read


@dataclass(frozen=True)
class Row:
    """Pieces of the two texts that stand for each other; "" where one has nothing."""

    here: SafeString | str
    there: SafeString | str


def minutes(article) -> int:
    """How long the article takes to read in the language shown: lead and text. No query."""
    shown = article.shown
    return minutes_to_read(f"{shown.lead} {markup.plain(shown.body)}", settings.READING_PACE[shown.language])


def mentions(article, language: str) -> list[Mention]:
    """Where the text in a language names the plans to which readers see it linked. Three queries, none without a link."""
    plans = {link.plan.code: link.plan.get_absolute_url() for link in article.links}
    if not plans:
        return []
    shown = [
        Mention(row.paragraph, row.name, plans[link.plan.code])
        for link in article.links
        for row in link.sentences
        if row.language == language and row.name
    ]
    found = linking.mentioned(linking.text_in(article, language), language, linking.finder(), linking.day_of(article))
    named = [one for one in found if one.kind == NAME and one.plan in plans]
    return [*(Mention(one.place.paragraph, one.name, plans[one.plan]) for one in named), *shown]


def body(article, language: str) -> str:
    """The stored text in a language, "" where readers may not see it."""
    return getattr(article, localized("body", language)) or "" if language in article.languages_ready else ""


def counterparts(article, language: str, other: str) -> dict[str, str]:
    """For each paragraph of the text in `language` the id of the one that stands for it in `other`."""
    here, there = (markup.paragraphs(body(article, code)) for code in (language, other))
    if not there:
        return {}
    pairs = aligned(*([Piece(one.tag, len(one.text)) for one in side] for side in (here, there)))
    taken = {one.id for one in here}
    return {here[i].id: there[j].id for i, j in pairs if i is not None and j is not None and there[j].id not in taken}


def text_of(article, other: str = "") -> SafeString:
    """The text for the page of the article. One query where it has figures.

    `other` is the language of the page's counterpart: links to its paragraphs find theirs here.
    """
    language = article.shown.language
    picture = _pictures(article, language)
    return markup.printed(article.shown.body, picture, _improving(article, language, other))


def side_by_side(article, other: str) -> list[Row]:
    """The text beside its translation, paragraph by paragraph. Two queries where it has figures."""
    language = article.shown.language
    here = markup.printed_in_pieces(
        article.shown.body, _pictures(article, language), _improving(article, language, other)
    )
    there = markup.printed_in_pieces(body(article, other), _pictures(article, other), _without_ids)
    pairs = aligned([piece for piece, _text in here], [piece for piece, _text in there])
    return [Row(here[i][1] if i is not None else "", there[j][1] if j is not None else "") for i, j in pairs]


def _pictures(article, language: str):
    found = pictures.shown_in(body(article, language))
    return lambda key: pictures.attributes(found.get(key), language)


def _improving(article, language: str, other: str):
    aliases = counterparts(article, language, other) if other else {}

    def improve(root):
        quote_speakers(root)
        link_mentions(root, mentions(article, language))
        name_places(root, _("Link to this paragraph"), aliases)

    return improve


def _without_ids(root):
    """Of two texts on one page only the first is linked to: an id stands for one place."""
    quote_speakers(root)
    for element in root.iter():
        element.attrib.pop("id", None)
