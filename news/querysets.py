"""The questions asked about articles and their links to plans."""

import datetime as dt

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from publishing.languages import CODES, localized
from publishing.querysets import PublishedQuerySet
from publishing.text import folded


def _proved():
    """That a language which is ready has a sentence in the text, or a note."""
    from news.models import Evidence

    proof = Q()
    for code in CODES:
        sentence = Evidence.objects.filter(link=OuterRef("pk"), language=code, state=Evidence.State.PRESENT)
        in_words = Exists(sentence) | Q(**{f"{localized('note', code)}__isnull": False})
        proof |= Q(**{f"article__{localized('ready', code)}": True}) & Q(in_words)
    return proof


class PlanLinkQuerySet(QuerySet):
    """Links between articles and plans."""

    def shown(self, at=None):
        """The links that readers see: accepted, between two public items, with a sentence or a note."""
        from news.models import Article
        from plans.models import Plan

        return self.accepted().filter(
            _proved(), article__in=Article.objects.published(at), plan__in=Plan.objects.published(at)
        )

    def hidden(self, article):
        """Accepted links of an article without a sentence or a note in a language that is ready."""
        return self.accepted().filter(article=article).exclude(_proved()).select_related("plan")

    def accepted(self):
        """The links that an editor accepted."""
        return self.filter(decision="accepted")

    def with_sentence(self):
        """Links that have a sentence in the text, not a note alone."""
        from news.models import Evidence

        return self.filter(Exists(Evidence.objects.filter(link=OuterRef("pk"), state=Evidence.State.PRESENT)))

    def with_evidence(self):
        """With the sentences that still stand in the text. One query more."""
        from news.models import Evidence

        present = Evidence.objects.filter(state=Evidence.State.PRESENT).order_by("language", "paragraph", "start")
        return self.prefetch_related(Prefetch("evidence", present, to_attr="sentences"))

    def with_plan(self):
        """With the plan and its part at hand."""
        return self.select_related("plan", "part").order_by("plan__first_year", "pk")

    def about(self, plan):
        """Links to a plan, the newest article first."""
        return self.filter(plan=plan).order_by(F("article__listed_at").desc(nulls_last=True), "-article__pk")

    def with_article(self):
        """With the article and its publisher at hand."""
        return self.select_related("article", "article__publisher").defer(
            *(f"article__{localized('body', code)}" for code in CODES), "article__body"
        )

    def newest_first(self):
        """By the date of the article."""
        return self.order_by("-article__listed_at", "-article__pk", "pk")


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


class EvidenceQuerySet(QuerySet):
    """Sentences that show links."""

    def of_article(self, article):
        """The evidence of all links of an article."""
        return self.filter(link__article=article)

    def of_editor(self, language):
        """What an editor chose in a language."""
        return self.filter(language=language, origin="editor")


class ArticleQuerySet(PublishedQuerySet):
    """Articles."""

    def newest_first(self):
        """By the date under which they stand."""
        return self.order_by("-listed_at", "-pk")

    def discussing(self, plan, at=None):
        """What readers see linked to a plan."""
        from news.models import PlanLink

        return self.filter(pk__in=PlanLink.objects.shown(at).filter(plan=plan).values("article"))

    def about_topic(self, topic):
        """Articles on a topic."""
        return self.filter(topics=topic)

    def published_by(self, publisher):
        """Articles of a publisher, or resting on one as a source."""
        from news.models import Source

        resting = Source.objects.filter(publisher=publisher).values("article")
        return self.filter(Q(publisher=publisher) | Q(pk__in=resting))

    def from_country(self, country):
        """Articles that concern a country."""
        return self.filter(countries=country)

    def dated_in(self, year):
        """Articles that stand under a year, in the site's time zone."""
        zone = timezone.get_default_timezone()
        first = dt.datetime(year, 1, 1, tzinfo=zone)
        return self.filter(listed_at__gte=first, listed_at__lt=first.replace(year=year + 1))

    def without_body(self):
        """For lists, which print no bodies."""
        return self.defer("body", *(localized("body", code) for code in CODES))

    def for_list(self):
        """With all that a card or a row shows. Five queries however many articles."""
        return (
            self.without_body()
            .select_related("publisher", "cover")
            .prefetch_related(Prefetch("topics", to_attr="topic_list"), self._shown_links())
        )

    def for_page(self):
        """With all that the page of an article shows. Eight queries."""
        from news.models import Byline, Source

        return self.select_related("publisher", "cover").prefetch_related(
            Prefetch("topics", to_attr="topic_list"),
            Prefetch("bylines", Byline.objects.select_related("author").order_by("order", "pk"), to_attr="byline_list"),
            Prefetch(
                "sources", Source.objects.select_related("publisher").order_by("order", "pk"), to_attr="source_list"
            ),
            self._shown_links(),
        )

    def _shown_links(self):
        from news.models import PlanLink

        return Prefetch("plan_links", PlanLink.objects.shown().with_plan().with_evidence(), to_attr="links")

    def with_plan_links(self):
        """For the desk's list: with the plans of accepted links. One query more."""
        from news.models import PlanLink

        return self.prefetch_related(
            Prefetch("plan_links", PlanLink.objects.accepted().with_plan(), to_attr="accepted_links")
        )

    def titled(self, title):
        """Articles with a title in some language, in whatever state; capitals and diacritics aside.

        Reads the titles of all search rows of the room.
        """
        from publishing.models import SearchRow

        rows = SearchRow.objects.filter(room=self.model.room(), title=folded(title).strip())
        return self.filter(pk__in=rows.values("item"))

    def counted_by_plan(self, plans):
        """How many public articles readers see linked to each of the plans: {plan key: count}. One query."""
        from news.models import PlanLink

        rows = PlanLink.objects.shown().filter(plan__in=[plan.pk for plan in plans]).order_by()
        return dict(rows.values_list("plan").annotate(number=Count("article")))

    def besides(self, article):
        """All but one."""
        return self.exclude(pk=article.pk)

    def years(self):
        """The years of the first and the last article, (0, 0) where there is none. One query."""
        ends = self.order_by().aggregate(first=Min("listed_at"), last=Max("listed_at"))
        if ends["first"] is None:
            return 0, 0
        return tuple(timezone.localtime(ends[end]).year for end in ("first", "last"))
