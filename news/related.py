"""Which articles a reader of one may want next: by shared plans, topics and words. Pure but for `beside`."""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from math import log, sqrt

from news.models import Article

PLANS, TOPICS, WORDS = 3.0, 1.0, 4.0
"""What sharing all plans, all topics, or all words counts for. Words tell apart what a plan does not."""
CANDIDATES = 60
"""The newest articles that share a plan or a topic, and so are compared."""
SHORTEST = 3
"""Letters of a word that counts: shorter ones are mostly grammar."""


@dataclass(frozen=True)
class Traits:
    """What is compared of an article: its plans, topics, and folded words of title and lead."""

    plans: Set = frozenset()
    topics: Set = frozenset()
    words: Set[str] = field(default_factory=frozenset)


def ranked[Key](one: Traits, others: Mapping[Key, Traits]) -> list[Key]:
    """The others that share anything with `one`, the likest first; what came first wins a tie.

    What few articles have counts for more than what many have.
    """
    rarity = _rarity([one, *others.values()])
    scores = {key: likeness(one, other, rarity) for key, other in others.items()}
    return sorted((key for key in others if scores[key] > 0), key=lambda key: -scores[key])


def likeness(one: Traits, other: Traits, rarity: Mapping) -> float:
    """How like two articles are: 0 for nothing in common, PLANS + TOPICS + WORDS for the same."""
    return (
        PLANS * _shared(one.plans, other.plans, rarity)
        + TOPICS * _shared(one.topics, other.topics, rarity)
        + WORDS * _shared(one.words, other.words, rarity)
    )


def _shared(one: Set, other: Set, rarity: Mapping) -> float:
    """The cosine of two sets whose members count by their rarity: from 0 to 1."""
    sizes = [sum(rarity[member] ** 2 for member in side) for side in (one, other)]
    # No member, or none that tells anything apart.
    if not all(sizes):
        return 0
    return sum(rarity[member] ** 2 for member in one & other) / sqrt(sizes[0] * sizes[1])


def _rarity(all_traits: list[Traits]) -> dict:
    """How much it says that an article has a plan, topic or word: more where few have it."""
    having = Counter(member for traits in all_traits for member in (*traits.plans, *traits.topics, *traits.words))
    return {member: log(1 + len(all_traits) / number) for member, number in having.items()}


def beside(article, number: int) -> list:
    """Up to `number` public articles for a reader of this one, the likest first.

    Five queries to choose, and those of `for_list()` where there is any.
    """
    newest = Article.objects.published().besides(article).akin_to(article).newest_first()
    keys = list(newest.values_list("pk", flat=True)[:CANDIDATES])
    traits = Article.objects.traits([article.pk, *keys])
    best = ranked(traits[article.pk], {key: traits[key] for key in keys})[:number]
    found = {one.pk: one for one in Article.objects.published().with_keys(best).for_list()} if best else {}
    return [found[key] for key in best if key in found]
