"""The questions asked about articles and their links to plans."""

import datetime as dt

from django.db.models import Avg, Count, Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractQuarter, ExtractYear, TruncMonth
from django.utils import timezone

from publishing.languages import CODES, localized
from publishing.querysets import PublishedQuerySet
from publishing.search import words_of
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

    def waiting(self):
        """Accepted links that wait for an editor: nothing shows them, or a sentence has left a text that readers have."""
        from news.models import Evidence

        rows = Evidence.objects.filter(link=OuterRef("pk"))
        noted = Q(*((f"{localized('note', code)}__isnull", False) for code in CODES), _connector=Q.OR)
        lost = Q()
        for code in CODES:
            gone = rows.filter(language=code, state=Evidence.State.LOST)
            lost |= Q(**{f"article__{localized('ready', code)}": True, f"{localized('note', code)}__isnull": True}) & Q(
                Exists(gone)
            )
        shown = Exists(rows.filter(state=Evidence.State.PRESENT)) | noted
        return self.accepted().filter(lost | ~Q(shown))

    def waiting_of(self, article):
        """The links of an article that wait for an editor, with their plans."""
        return self.waiting().filter(article=article).select_related("plan")

    def accepted(self):
        """The links that an editor accepted."""
        return self.filter(decision="accepted")

    def codes_of(self, article):
        """The codes of the plans about which somebody has decided for an article. One query."""
        return set(self.filter(article=article).values_list("plan__code", flat=True))

    def with_key(self, key):
        """One link."""
        return self.filter(pk=key)

    def accepted_of(self, article):
        """The accepted links of an article with their plans. One query."""
        return self.accepted().filter(article=article).select_related("plan")

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


class EvidenceQuerySet(QuerySet):
    """Sentences that show links."""

    def of_article(self, article):
        """The evidence of all links of an article."""
        return self.filter(link__article=article)

    def with_key(self, key):
        """One row."""
        return self.filter(pk=key)

    def in_language(self, language):
        """The sentences of a language."""
        return self.filter(language=language)

    def besides(self, key):
        """All but one row."""
        return self.exclude(pk=key)


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

    def from_publisher(self, publisher):
        """Articles of a publisher itself."""
        return self.filter(publisher=publisher)

    def resting_on(self, publisher):
        """Articles that name something of a publisher among their sources."""
        from news.models import Source

        return self.filter(pk__in=Source.objects.filter(publisher=publisher).values("article"))

    def from_country(self, country):
        """Articles that concern a country."""
        return self.filter(countries=country)

    def dated_in(self, year):
        """Articles that stand under a year, in the site's time zone."""
        zone = timezone.get_default_timezone()
        first = dt.datetime(year, 1, 1, tzinfo=zone)
        return self.filter(listed_at__gte=first, listed_at__lt=first.replace(year=year + 1))

    def standing_from(self, first):
        """Articles that stand under a moment, or a later one."""
        return self.filter(listed_at__gte=first)

    def standing_in(self, first, end):
        """Articles that stand under a moment from `first` on and before `end`."""
        return self.standing_from(first).filter(listed_at__lt=end)

    def newest_and(self, key, at_most):
        """The newest `at_most`, and the one with the key, which may be older."""
        newest = self.newest_first().values("pk")[:at_most]
        return self.filter(Q(pk=key) | Q(pk__in=newest)).newest_first()

    def counted_by_month(self):
        """How many stand under each month, in the site's time zone: {first day of the month: count}. One query."""
        month = TruncMonth("listed_at", tzinfo=timezone.get_default_timezone())
        rows = self.order_by().annotate(month=month).values_list("month").annotate(number=Count("pk"))
        return {moment.date(): number for moment, number in rows}

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
        """With all that the page of an article shows. Nine queries."""
        from news.models import Byline, Reading, Source

        return self.select_related("publisher", "cover").prefetch_related(
            Prefetch("topics", to_attr="topic_list"),
            Prefetch("bylines", Byline.objects.select_related("author").order_by("order", "pk"), to_attr="byline_list"),
            Prefetch(
                "sources", Source.objects.select_related("publisher").order_by("order", "pk"), to_attr="source_list"
            ),
            Prefetch("readings", Reading.objects.select_related("recording"), to_attr="reading_list"),
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

    def with_waiting_links(self):
        """Articles with an accepted link that waits for an editor, but for those in the bin."""
        from news.models import PlanLink

        return self.not_binned().filter(pk__in=PlanLink.objects.waiting().values("article"))

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

    def with_keys(self, keys):
        """Those with one of the keys."""
        return self.filter(pk__in=keys)

    def akin_to(self, article):
        """Those that share a plan or a topic with an article at hand; all where it has neither."""
        from news.models import PlanLink

        plans, topics = [link.plan_id for link in article.links], [topic.pk for topic in article.topic_list]
        if not plans and not topics:
            return self
        linked = PlanLink.objects.shown().filter(plan__in=plans).values("article")
        on_topic = self.model.topics.through.objects.filter(topic__in=topics).values("article")
        return self.filter(Q(pk__in=linked) | Q(pk__in=on_topic))

    def traits(self, keys):
        """What is compared of articles, by key: {key: Traits}. Three queries."""
        from news.models import PlanLink
        from news.related import SHORTEST, Traits
        from publishing.models import SearchRow

        plans, topics, words = ({key: set() for key in keys} for _kind in range(3))
        for article, plan in PlanLink.objects.shown().filter(article__in=keys).values_list("article", "plan"):
            plans[article].add(plan)
        through = self.model.topics.through.objects.filter(article__in=keys)
        for article, topic in through.values_list("article", "topic"):
            topics[article].add(topic)
        for row in SearchRow.objects.heads(self.model.room(), keys):
            words[row.item] |= {word for word in f"{row.title} {row.lead}".split() if len(word) >= SHORTEST}
        return {key: Traits(plans[key], topics[key], words[key]) for key in keys}

    def by_quarter(self) -> dict[tuple[int, int], int]:
        """How many stand under each quarter, in the site's time zone: {(2019, 1): 3}. One query."""
        rows = self.order_by().exclude(listed_at=None)
        found = rows.values_list(ExtractYear("listed_at"), ExtractQuarter("listed_at")).annotate(number=Count("pk"))
        return {(year, quarter): number for year, quarter, number in found}

    def years(self):
        """The years of the first and the last article, (0, 0) where there is none. One query."""
        ends = self.order_by().aggregate(first=Min("listed_at"), last=Max("listed_at"))
        if ends["first"] is None:
            return 0, 0
        return tuple(timezone.localtime(ends[end]).year for end in ("first", "last"))


class RatingQuerySet(QuerySet):
    """The stars that readers gave."""

    def of(self, article):
        """Those of an article."""
        return self.filter(article=article)

    def by(self, reader):
        """Those of a reader, whom only the hash of their token tells."""
        return self.filter(reader=reader)

    def figures(self):
        """How many there are, and their mean; (0, None) where there is none. One query."""
        found = self.order_by().aggregate(number=Count("pk"), mean=Avg("stars"))
        return found["number"], found["mean"]


class RecordingQuerySet(QuerySet):
    """Files in which a text is read out."""

    def about(self, typed):
        """Those whose subject holds all the words typed, with or without diacritics. Reads the whole table."""
        words = words_of(typed)
        rows = self.order_by().values_list("pk", "subject")
        return self.filter(pk__in=[key for key, subject in rows if all(word in folded(subject) for word in words)])
