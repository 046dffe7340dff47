"""The search page: articles and plans that hold the words typed."""

from urllib.parse import urlencode

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from news.models import Article
from news.views import ArticleList
from plans.models import Plan
from plans.views import MainLine
from publishing.search import LONGEST, words_of
from publishing.views import PagedList

FIRST_PLANS = 3
"""Plans that stand above the articles where everything is shown."""
NEWS, PLANS = "news", "plans"


class SearchPage(MainLine, PagedList):
    """What readers find. Cost: two counts, the plans, and a page of the list of articles."""

    template_name = "search.html"
    section = "search"
    keyset = ArticleList.keyset

    @cached_property
    def typed(self) -> str:
        """What was typed, as far as it counts."""
        return " ".join(self.request.GET.get("q", "").replace("\0", " ").split())[:LONGEST]

    @cached_property
    def kind(self) -> str:
        """What is asked for: articles, plans, or "" for both."""
        asked = self.request.GET.get("kind", "")
        return asked if asked in (NEWS, PLANS) else ""

    @cached_property
    def query(self) -> dict[str, str]:
        """What stands in the address of these results."""
        return self.query_of(self.kind) if self.typed else {}

    @cached_property
    def articles(self):
        return Article.objects.published().shown_matching(self.typed)

    @cached_property
    def plans(self):
        return Plan.objects.published().shown_matching(self.typed)

    def listed(self) -> dict:
        """What is found; nothing before anything is typed."""
        told = {"typed": self.typed, "kind": self.kind}
        if not words_of(self.typed):
            return told
        tabs = self.tabs()
        page, problems = self.page(self.articles.for_list()) if self.kind != PLANS else (None, [])
        found = next(tab["number"] for tab in tabs if tab["current"])
        return told | {"tabs": tabs, "found": found, "page": page, "problems": problems, "hits": self.hits(page)}

    def hits(self, page):
        """The plans: all where they are asked for, the first ones above the first page of everything."""
        shown = self.plans.with_owner().newest_first()
        if self.kind == PLANS:
            return shown
        return shown[:FIRST_PLANS] if not self.kind and page.first else []

    def tabs(self) -> list[dict]:
        """Everything, articles, plans: how many there are, and where. Two queries."""
        news, plans = self.articles.count(), self.plans.count()
        told = [("", _("Everything"), news + plans), (NEWS, _("News"), news), (PLANS, _("Plans"), plans)]
        return [
            {"label": label, "number": number, "url": self.address(kind), "current": kind == self.kind}
            for kind, label, number in told
        ]

    def query_of(self, kind: str) -> dict[str, str]:
        """What stands in the address of the results of a kind."""
        return {"q": self.typed} | ({"kind": kind} if kind else {})

    def address(self, kind: str) -> str:
        """Where the results of a kind are."""
        return f"{self.request.path}?{urlencode(self.query_of(kind))}"
