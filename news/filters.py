"""By what readers narrow the list of articles."""

import django_filters
from django.utils.translation import gettext_lazy as _

from news.list_querysets import with_public_articles
from news.models import Article, Publisher, Topic
from plans.models import Country, Plan
from publishing.filters import ListFilter


def years():
    """The years from the first article to the last one, newest first. One query."""
    first, last = Article.objects.published().years()
    return [(str(year), str(year)) for year in range(last, first - 1, -1)] if first else []


class ArticleFilter(ListFilter):
    plan = django_filters.ModelChoiceFilter(
        label=_("Plan"),
        queryset=lambda request: Plan.objects.published().newest_first(),
        to_field_name="code",
        method="by_plan",
        empty_label=_("Any plan"),
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"),
        queryset=lambda request: with_public_articles(Topic.objects.all()),
        to_field_name="key",
        method="by_topic",
        empty_label=_("Any topic"),
    )
    publisher = django_filters.ModelChoiceFilter(
        label=_("Publisher"),
        queryset=lambda request: Publisher.objects.of_public_articles(),
        to_field_name="key",
        method="by_publisher",
        empty_label=_("Any publisher"),
    )
    country = django_filters.ModelChoiceFilter(
        label=_("Country"),
        queryset=lambda request: with_public_articles(Country.objects.all()),
        to_field_name="code",
        method="by_country",
        empty_label=_("Any country"),
    )
    year = django_filters.ChoiceFilter(label=_("Year"), choices=years, method="in_year", empty_label=_("Any year"))

    class Meta:
        model = Article
        fields = ()

    def by_plan(self, queryset, name, value):
        return queryset.discussing(value)

    def by_topic(self, queryset, name, value):
        return queryset.about_topic(value)

    def by_publisher(self, queryset, name, value):
        return queryset.published_by(value)

    def by_country(self, queryset, name, value):
        return queryset.from_country(value)

    def in_year(self, queryset, name, value):
        return queryset.dated_in(int(value))
