"""Which articles a reader of one may want next."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from news.models import Article, Topic
from news.related import PLANS, TOPICS, WORDS, Traits, _rarity, beside, likeness, ranked
from tests.factories import make_article, make_plan

sets = st.frozensets(st.sampled_from("abcdef"), max_size=4)
traits = st.builds(Traits, sets, sets, sets)


def test_what_is_rare_says_more_than_what_all_have():
    one = Traits(plans={"x"}, words={"asean", "submarine"})
    others = {
        "common": Traits(words={"asean", "trade"}),
        "rare": Traits(words={"submarine", "cable"}),
        "neither": Traits(words={"weather"}),
        "all": Traits(words={"asean", "visit"}),
    }

    assert ranked(one, others)[0] == "rare"
    assert "neither" not in ranked(one, others)


def test_a_shared_plan_goes_before_a_shared_topic():
    one = Traits(plans={"p"}, topics={"t"})

    assert ranked(one, {"topic": Traits(topics={"t"}), "plan": Traits(plans={"p"})}) == ["plan", "topic"]


@given(traits, st.dictionaries(st.integers(), traits, max_size=5))
def test_likeness_is_the_same_both_ways_and_within_its_bounds(one, others):
    rarity = _rarity([one, *others.values()])
    for other in others.values():
        found = likeness(one, other, rarity)
        assert found == pytest.approx(likeness(other, one, rarity))
        assert 0 <= found <= PLANS + TOPICS + WORDS + 1e-9


@given(traits, st.dictionaries(st.integers(), traits, max_size=6))
def test_only_what_shares_something_is_ranked(one, others):
    sharing = {
        key
        for key, other in others.items()
        if one.plans & other.plans or one.topics & other.topics or one.words & other.words
    }

    assert set(ranked(one, others)) == sharing


@pytest.mark.django_db
def test_readers_are_offered_public_articles_only_and_not_the_same_one():
    plan, topic = make_plan(), Topic.objects.create(key="so", title_vi="Số")
    article = make_article(discussing=plan)
    article.topics.add(topic)
    like, hidden, other = make_article(discussing=plan), make_article(discussing=plan, state="draft"), make_article()
    like.topics.add(topic)
    hidden.topics.add(topic)

    with translation.override("vi"):
        found = beside(Article.objects.published().for_page().get(pk=article.pk), 3)

    assert [one.pk for one in found] == [like.pk]
    assert other.pk not in [one.pk for one in found]


@pytest.mark.django_db
def test_an_article_without_plan_and_topic_is_compared_by_its_words():
    article = make_article(title_vi="Cáp quang biển đứt", lead_vi="")
    near = make_article(title_vi="Sửa xong cáp quang biển", lead_vi="")

    found = beside(Article.objects.published().for_page().get(pk=article.pk), 1)

    assert [one.pk for one in found] == [near.pk]
