"""What the review of a text that is taken in gets and gives: what was sent about its lines, what its page shows."""

from django.core.paginator import Paginator

from news import linking, reviewing, taking_in
from news.importing import Publishers, filled
from news.intake import Proposal, Role
from news.models import Article, Intake
from publishing import markup
from publishing.languages import CODES, localized, own_name

LINES = 400
"""Lines of the source on one page of the review: each has its own choice of roles."""
SAME_TITLE = 5
"""Articles of the same title that are named."""


def changed(kept: Intake, sent, publishers: Publishers) -> Intake:
    """The text with what was sent about it: a move back, one move by key, or all choices that differ from what stands."""
    if "undo" in sent:
        return taking_in.undo(kept, publishers.marks)
    moves = [*chosen_in(sent, taking_in.proposal_of(kept, publishers.marks)), *moved_in(sent)]
    language = sent.get("language", "")
    if not moves and language in {"", kept.language}:
        return kept
    return taking_in.move(kept, moves, publishers.marks, language)


def chosen_in(sent, proposal: Proposal) -> list[tuple[int, Role]]:
    """What somebody chose for lines, where it is another role than their page showed and than they have, (number, role)."""
    found = []
    for one in proposal.lines:
        role = sent.get(f"role-{one.number}", "")
        if role in reviewing.LABELS and role not in {one.role, sent.get(f"was-{one.number}")}:
            found.append((one.number, Role(role)))
    return found


def moved_in(sent) -> list[tuple[int, Role]]:
    """The move that one key asks for: "3:title"."""
    number, _colon, role = sent.get("move", "").partition(":")
    fits = number.isdecimal() and len(number) < 9 and role in reviewing.LABELS
    return [(int(number), Role(role))] if fits else []


def review_of(kept: Intake, publishers: Publishers, page=None) -> dict:
    """What the review shows of a text, without the articles whose text is like it. Some eight queries."""
    proposal = taking_in.proposal_of(kept, publishers.marks)
    rows = Paginator(reviewing.rows_of(proposal), LINES).get_page(page)
    link = reviewing.links_from(rows)
    return suggested(proposal, publishers) | {
        "kept": kept,
        "proposal": proposal,
        "page": rows,
        "roles": [(role, label, reviewing.KEYS[role]) for role, label in reviewing.LABELS.items()],
        "parts": [(part, link(part.lines)) for part in reviewing.parts_of(proposal, publishers)],
        "rest": [(piece, link([(number, number)])) for number, piece in proposal.rest],
        "aside": [(one.text, link([(one.number, one.number)])) for one in proposal.of(Role.ASIDE)],
        "languages": [(code, own_name(code), code == proposal.language) for code in CODES],
        "same_title": Article.objects.titled(proposal.title)[:SAME_TITLE] if proposal.title else [],
    }


def suggested(proposal: Proposal, publishers: Publishers) -> dict:
    """The text and the date as the draft will have them, and the plans that it names. Five queries."""
    article, body = filled(proposal, publishers), localized("body", proposal.language)
    setattr(article, body, markup.clean(getattr(article, body) or ""))
    found = linking.found_in(article, linking.finder(), [proposal.language])
    return {
        "body": getattr(article, body),
        "dated": article.dated_at,
        "dated_precision": article.dated_precision,
        "suggestions": linking.suggestions(found, set()),
    }
