"""Which links an article gains or loses by the names that plans have now. No query beyond the article's own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from news.linking.finding import Found, best, found_in
from news.mentions import NAME, Finder
from news.models import Evidence, LinkChange, PlanLink
from publishing.languages import CODES, localized
from publishing.models import State


@dataclass(frozen=True)
class Proposed:
    """A link that an article would gain or lose: plan code, kind, and what shows it.

    `found` are the mentions of a gain, {language: mention}; `link` is the one that would go.
    """

    plan: str
    kind: str
    found: dict[str, Found]
    link: PlanLink | None = None

    @property
    def sentences(self) -> list[dict[str, str]]:
        """What is shown of it, as a change keeps it."""
        if self.link is None:
            shown = [self.found[code] for code in CODES if code in self.found]
            return [_told(one.language, one.place.paragraph, one.place.sentence, one.name) for one in shown]
        rows = sorted(_resting(self.link), key=lambda row: CODES.index(row.language))
        return [_told(row.language, row.paragraph, row.sentence, row.name) for row in rows]


def _told(language: str, paragraph: str, sentence: str, name: str) -> dict[str, str]:
    return {"language": language, "paragraph": paragraph, "sentence": sentence, "name": name}


def proposed(article, finder: Finder, asked: Collection[str] = ()) -> list[Proposed]:
    """What changes in an article that came `with_decisions`: gains of the plans asked about, losses of any.

    Gains rest on languages that readers have. A name given to one plan may take articles away
    from another, so losses are told of every plan. Without `asked`, all plans gain.
    """
    found = found_in(article, finder)
    return [*_gains(article, found, asked), *_losses(article, found)]


def _gains(article, found: Sequence[Found], asked: Collection[str]) -> list[Proposed]:
    """Plans that the article names, and about which nobody has decided."""
    decided = {link.plan.code for link in article.decided_links}
    read = best([one for one in found if one.language in article.languages_ready])
    return [
        Proposed(code, LinkChange.Kind.GAIN, by_language)
        for code, by_language in read.items()
        if code not in decided and (not asked or code in asked)
    ]


def _losses(article, found: Sequence[Found]) -> list[Proposed]:
    """Links that rest on nothing but sentences which name their plan no more, the article over."""
    named = {one.plan for one in found if one.kind == NAME}
    return [
        Proposed(link.plan.code, LinkChange.Kind.LOSS, {}, link)
        for link in article.decided_links
        if link.plan.code not in named and _rests_on_names(link)
    ]


def _rests_on_names(link: PlanLink) -> bool:
    """Whether nothing but a name was ever the reason for a link: no editor chose a sentence or wrote a note.

    The names of a plan in the bin are not looked for, and its links come back with it.
    """
    chosen = any(row.origin == Evidence.Origin.EDITOR for row in link.evidence.all())
    noted = any(getattr(link, localized("note", code)) for code in CODES)
    accepted = link.decision == PlanLink.Decision.ACCEPTED and link.plan.state != State.BINNED
    return accepted and not chosen and not noted and bool(_resting(link))


def _resting(link: PlanLink) -> list[Evidence]:
    """The sentences on which readers see a link rest."""
    return [row for row in link.evidence.all() if row.state == Evidence.State.PRESENT]
