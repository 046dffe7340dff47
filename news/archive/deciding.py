"""A decision about one change of a link, written down on the article that readers have, and undone again.

Each holds its article in a transaction of its own, records what it did as a version in the name
of who decided, and merges it into unpublished changes, if there are any. What somebody else
decided meanwhile is never overwritten.
"""

import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from news import linking
from news.archive.looking import Proposed, proposed
from news.archive.querysets import with_decisions
from news.models import Article, Evidence, LinkChange, PlanLink
from publishing import versions
from publishing.merge import column_of, same
from publishing.models import State, Version
from publishing.row_querysets import held, row_at
from publishing.rows import derived_in, take

Decision, Kind = LinkChange.Decision, LinkChange.Kind
LINK, EVIDENCE = f"{PlanLink._meta.label_lower}/", f"{Evidence._meta.label_lower}/"
log = logging.getLogger(__name__)


def accept(key, account) -> str:
    """Let the article gain or lose the link; answers what is decided now. Some thirty queries.

    GONE, and nothing is changed, where text, names or link propose it no longer. The change tells
    the sentences on which the link rests, also where they were rewritten since the look.
    """
    return _tried(key, account, _accepted)


def refuse(key, account) -> str:
    """Keep the link as it is, and remember that; answers what is decided now. Some thirty queries.

    A gain becomes a rejected pair; the sentences of a loss count as an editor's choice from now on.
    """
    return _tried(key, account, _refused)


def undo(key, account) -> str:
    """Put the link back as it was before it was accepted, and the change is open again; answers what is decided now.

    LEFT, and nothing is changed, where somebody has decided about the link since, or where the
    database refuses it. Some thirty queries.
    """
    try:
        with transaction.atomic():
            return _undone(key, account)
    except (ValidationError, IntegrityError):
        return _refused_by_database(key, account, Decision.ACCEPTED, Decision.LEFT)


def _undone(key, account) -> str:
    article, change = _held(key)
    if change is None or change.decision != Decision.ACCEPTED:
        return change.decision if change else Decision.GONE
    now = take(article)
    if article.state == State.BINNED or not _is_as(article, change.after, now, change.plan_id):
        return _close(change, Decision.LEFT, account)
    rest = {name: row for name, row in now.items() if name not in pair_in(now, change.plan_id)}
    versions.lay(rest | change.before, article)
    versions.absorb(article, account, Version.Kind.SAVED)
    return _close(change, Decision.OPEN, account)


def pair_in(content: dict, plan) -> dict[str, dict]:
    """The rows of the link to a plan, given by its key, in the content of an article; {} where there is none."""
    links = {name for name, row in content.items() if name.startswith(LINK) and row["plan"] == str(plan)}
    return {name: row for name, row in content.items() if name in links or row.get("link") in links}


# --- Before and after -----------------------------------------------------------


def _tried(key, account, step) -> str:
    """Take a step; what the database refuses is told as no longer so, and stops no other."""
    # Made, where a name changed, before anybody has to wait for this.
    linking.finder()
    try:
        with transaction.atomic():
            return _decide(key, account, step)
    except (ValidationError, IntegrityError):
        return _refused_by_database(key, account, Decision.OPEN, Decision.GONE)


def _refused_by_database(key, account, before, after) -> str:
    """Close a change that can't be made, so that it keeps no other from being made; unless somebody decided meanwhile."""
    log.exception("The change %s of a link can't be made.", key)
    with transaction.atomic():
        change = held(LinkChange, key)
        if change is None or change.decision != before:
            return change.decision if change else Decision.GONE
        return _close(change, after, account)


def _decide(key, account, step) -> str:
    article, change = _held(key)
    if change is None or change.decision != Decision.OPEN:
        return change.decision if change else Decision.GONE
    before = pair_in(take(article), change.plan_id)
    decision = step(article, change, account) if _is_free(article, before, change) else Decision.GONE
    if decision != Decision.GONE:
        versions.absorb(article, account, Version.Kind.SAVED)
        lived = Version.objects.lived(article).first()
        change.before, change.after = before, pair_in(lived.content, change.plan_id)
    return _close(change, decision, account)


def _held(key):
    """The article of a change, and the change, both kept from other writers; (None, None) where it is gone."""
    change = row_at(LinkChange, key)
    # The article first, as everybody who writes in one holds it.
    article = versions.hold(Article(pk=change.article_id)) if change else None
    return article, held(LinkChange, key) if article else None


def _is_free(article, before: dict, change) -> bool:
    """Whether readers have the article, and there is a link for a loss and none for a gain, here and in unpublished changes."""
    fits = bool(before) == (change.kind == Kind.LOSS)
    return fits and article.is_public() and _is_said_alike(article, before, change.plan_id)


def _is_as(article, after: dict, now: dict, plan) -> bool:
    """Whether the link still is what a decision made of it, here and in unpublished changes."""
    pair = pair_in(now, plan)
    # A sentence that was found since, in a translation written later, is nobody's decision.
    own = {name: row for name, row in pair.items() if name in after or row.get("origin") != Evidence.Origin.FOUND}
    return _decided(own) == _decided(after) and _is_said_alike(article, pair, plan)


def _is_said_alike(article, pair: dict, plan) -> bool:
    """Whether what is newest says the same of a link as the rows that readers have: else a decision would clash."""
    newest = versions.newest(article)
    return newest is None or newest.live or same(pair_in(newest.content, plan), pair, derived_in(Article))


def _decided(pair: dict) -> dict[str, dict]:
    """What people decided in the rows of a link: without what follows from the text, such as where a sentence stands."""
    derived = derived_in(Article) | {column_of(EVIDENCE, "sentence")}
    return {
        name: {column: value for column, value in row.items() if column_of(name, column) not in derived}
        | ({"sentence": row["sentence"]} if row.get("origin") == Evidence.Origin.EDITOR else {})
        for name, row in pair.items()
    }


def _close(change, decision, account) -> str:
    change.decision, change.decided_by, change.decided_at = decision, account, timezone.now()
    if decision == Decision.OPEN:
        change.before, change.after, change.decided_by, change.decided_at = {}, {}, None, None
    change.save(update_fields=["decision", "decided_by", "decided_at", "sentences", "before", "after"])
    return decision


# --- The two steps --------------------------------------------------------------


def _accepted(article, change, account) -> str:
    one = _still(article, change)
    if one is None:
        return Decision.GONE
    change.sentences = one.sentences
    if one.link is None:
        linking.decide(article, linking.Suggestion(change.plan, one.found), PlanLink.Decision.ACCEPTED, account)
    else:
        one.link.delete()
    return Decision.ACCEPTED


def _refused(article, change, account) -> str:
    if change.kind == Kind.GAIN:
        linking.decide(article, linking.Suggestion(change.plan, {}), PlanLink.Decision.REJECTED, account)
        return Decision.REFUSED
    one = _still(article, change)
    if one is None:
        return Decision.GONE
    for row in one.link.evidence.all():
        row.origin = Evidence.Origin.EDITOR
        row.save(update_fields=["origin"])
    return Decision.REFUSED


def _still(article, change) -> Proposed | None:
    """The change as text and names propose it now; None where they don't any more."""
    article = with_decisions(Article.objects.with_key(article.pk)).get()
    now = proposed(article, linking.finder(), {change.plan.code})
    return next((one for one in now if (one.plan, one.kind) == (change.plan.code, change.kind)), None)
