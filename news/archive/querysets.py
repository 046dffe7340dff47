"""The questions asked about looks through the archive, and which articles may hold a name."""

from functools import reduce
from operator import or_

from django.db.models import Count, Prefetch, Q, QuerySet

from publishing.languages import CODES, localized


class LookQuerySet(QuerySet):
    """Looks through the archive."""

    def with_key(self, key):
        """One look."""
        return self.filter(pk=key)

    def about(self, plan):
        """Looks for the links of a plan, the newest first."""
        return self.filter(plans=plan)

    def newest_first(self):
        """By the moment at which they were asked for."""
        return self.order_by("-asked_at", "-pk")

    def for_list(self):
        """With who asked, for which plans, and how much each found. Two queries however many there are."""
        counted = {
            f"{decision}_count": Count("changes", filter=Q(changes__decision=decision), distinct=True)
            for decision in ("open", "accepted")
        }
        return self.select_related("asked_by").prefetch_related("plans").annotate(**counted)


class LinkChangeQuerySet(QuerySet):
    """Links that articles would gain or lose."""

    def of(self, look):
        """Those that a look found."""
        return self.filter(look=look)

    def with_keys(self, keys):
        """Those with one of the keys."""
        return self.filter(pk__in=keys)

    def decided(self, decision):
        """Those about which this was decided."""
        return self.filter(decision=decision)

    def by_article(self):
        """The newest article first, each with its changes beside one another."""
        return self.order_by("-article__listed_at", "-article_id", "kind", "plan__first_year", "plan_id")

    def for_list(self):
        """With article and plan at hand. No further query."""
        bodies = (f"article__{localized('body', code)}" for code in CODES)
        return self.select_related("article", "plan", "decided_by").defer("article__body", *bodies, "before", "after")

    def counted(self):
        """How many there are of each decision: {"open": 3}. One query."""
        return dict(self.order_by().values_list("decision").annotate(number=Count("pk")))


def with_decisions(articles):
    """Articles with all their links, decided either way, and what these rest on. Two queries more."""
    from news.models import PlanLink

    links = PlanLink.objects.with_plan().prefetch_related("evidence")
    return articles.prefetch_related(Prefetch("plan_links", links, to_attr="decided_links"))


def behind(articles, key):
    """Articles behind a key, in the order of keys; all without one."""
    return (articles.filter(pk__gt=key) if key else articles).order_by("pk")


def perhaps_holding(articles, groups):
    """Articles in one language of which each group of folded pieces has one that stands there somewhere.

    Reads the folded text of every article, once.
    """
    from publishing.models import SearchRow

    rows = SearchRow.objects.filter(room=articles.model.room())
    for group in groups:
        places = [Q(**{f"{column}__contains": piece}) for column in ("title", "lead", "body") for piece in group]
        rows = rows.filter(reduce(or_, places))
    return articles.filter(pk__in=rows.values("item"))
