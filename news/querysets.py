"""The questions asked about articles, and about what readers give them and hear of them."""

import datetime as dt

from django.db.models import Avg, Count, Max, Min, Prefetch, Q, QuerySet
from django.db.models.functions import ExtractQuarter, ExtractYear, TruncMonth
from django.utils import timezone

from publishing.languages import CODES, localized
from publishing.querysets import PublishedQuerySet
from publishing.search import words_of
from publishing.text import folded


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
