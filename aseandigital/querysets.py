"""The questions asked about pages on the site itself, and about the lead of its home page."""

from django.db.models import Case, Q, QuerySet, Subquery, When
from django.utils import timezone

from news.models import Article
from publishing.languages import CODES, localized
from publishing.querysets import PublishedQuerySet


class InfoPageQuerySet(PublishedQuerySet):
    """Pages about the site."""

    def in_order(self):
        """As the foot of the pages lists them."""
        return self.order_by("order", "key")

    def without_body(self):
        """For lists, which print no bodies."""
        return self.defer("body", *(localized("body", code) for code in CODES))

    def for_page(self):
        """With all that the page shows, which is the row itself."""
        return self

    def known_as(self, key, name):
        """The page with a key of the database or with a name, in whatever state."""
        return self.filter(Q(pk=key) | Q(key=name))


class LeadQuerySet(QuerySet):
    """Choices of the article at the head of the home page."""

    def current(self, at=None):
        """Those that hold at a moment (now by default) and whose article is public, the newest choice first."""
        at = at or timezone.now()
        until = Q(until__isnull=True) | Q(until__gt=at)
        held = self.filter(until, from_at__lte=at, article__in=Article.objects.published(at))
        return held.order_by("-from_at", "-chosen_at", "-pk")

    def with_shown(self):
        """With `shown_now`: whether the home page shows it. No further query."""
        shown = self.model.objects.current().values("pk")[:1]
        return self.annotate(shown_now=Case(When(pk=Subquery(shown), then=True), default=False))
