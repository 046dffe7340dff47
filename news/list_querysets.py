"""The questions asked about what articles refer to: who publishes them, and their topics."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce


def with_public_articles(rows):
    """Of topics or countries, those that readers find on an article."""
    from news.models import Article

    return rows.filter(pk__in=Article.objects.published().values(rows.model._meta.get_field("articles").field.name))


class PublisherQuerySet(QuerySet):
    """Who publishes articles."""

    def of_public_articles(self):
        """Those of public articles, or of what these rest on."""
        from news.models import Article, Source

        public = Article.objects.published()
        return self.filter(
            Q(pk__in=public.values("publisher"))
            | Q(pk__in=Source.objects.filter(article__in=public).values("publisher"))
        )

    def counted(self):
        """Those that readers know, each with what it published and what rests on it.

        `own_count`, `own_newest` and `own_precision` tell how many articles it published and when the
        newest is dated; `resting_…` likewise. No further query.
        """
        from news.models import Article, Source

        public = Article.objects.published()
        own = public.filter(publisher=OuterRef("pk"))
        resting = Source.objects.filter(publisher=OuterRef("pk"), article__in=public)
        return self.of_public_articles().annotate(
            own_count=_number(own, "pk"),
            resting_count=_number(resting, "article"),
            **_newest(own, "own_"),
            **_newest(resting, "resting_", "article__"),
        )


def _number(rows, column):
    """How many of a publisher's rows differ in a column, as a column of the publisher."""
    grouped = rows.order_by().values("publisher").annotate(number=Count(column, distinct=True))
    return Coalesce(Subquery(grouped.values("number")), 0)


def _newest(rows, name, through=""):
    """When the newest of some rows is dated and how exactly that is known, as columns of the outer query."""
    newest = rows.order_by(f"-{through}listed_at", f"-{through}pk")
    return {
        f"{name}newest": Subquery(newest.values(f"{through}listed_at")[:1]),
        f"{name}precision": Subquery(newest.values(f"{through}dated_precision")[:1]),
    }


class TopicQuerySet(QuerySet):
    """What articles are about."""

    def counted(self):
        """Those of public articles: with their `article_count`, and `newest` and `precision`, the date of the newest.

        No further query.
        """
        from news.models import Article

        public = Article.objects.published()
        counted = self.filter(articles__in=public).annotate(article_count=Count("articles"))
        return counted.annotate(**_newest(public.about_topic(OuterRef("pk")), ""))
