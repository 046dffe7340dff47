"""Slugs of items: made from titles, unique in a room, kept when a title changes, never lost."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.utils import translation

from news.models import Article
from plans.models import Plan
from publishing.addresses import RESERVED
from publishing.models import Address
from tests.factories import make_article, make_plan, public

pytestmark = pytest.mark.django_db


def addresses_of(item) -> set[str]:
    """Every slug that leads to an item."""
    return set(Address.objects.of(item).values_list("slug", flat=True))


def test_slugs_are_made_from_the_titles():
    article = make_article(title_vi="Đà Nẵng: 5 năm", title_en="Da Nang after five years")

    assert (article.slug_vi, article.slug_en) == ("da-nang-5-nam", "da-nang-after-five-years")


def test_a_language_without_a_title_has_no_slug():
    article = make_article(title_en=None, ready_en=False)

    assert (article.slug_en, addresses_of(article)) == (None, {article.slug_vi})


def test_an_editors_own_slug_stays():
    assert make_article(slug_vi="rieng").slug_vi == "rieng"


def test_a_title_without_letters_still_gives_an_address():
    article = make_article(title_vi="!!!")

    assert article.slug_vi == str(article.pk)


def test_the_same_title_gives_the_next_number():
    slugs = [make_article(title_vi="Đà Nẵng").slug_vi for _ in range(3)]

    assert slugs == ["da-nang", "da-nang-2", "da-nang-3"]


def test_a_slug_that_only_begins_alike_takes_no_number():
    make_article(title_vi="Đà Nẵng hôm nay")

    assert make_article(title_vi="Đà Nẵng").slug_vi == "da-nang"


def test_a_slug_is_unique_across_languages():
    make_article(title_vi="ASEAN")

    assert make_article(title_en="ASEAN").slug_en == "asean-2"


def test_one_item_may_have_the_same_slug_in_both_languages():
    article = make_article(title_vi="ASEAN", title_en="ASEAN")

    assert (article.slug_vi, article.slug_en, addresses_of(article)) == ("asean", "asean", {"asean"})


def test_rooms_do_not_share_slugs():
    assert (make_article(title_vi="AIM").slug_vi, make_plan(title_vi="AIM").slug_vi) == ("aim", "aim")


def test_a_slug_is_unique_across_old_addresses():
    article = make_article(title_vi="Đà Nẵng")
    article.slug_vi = "hue"
    article.save()

    assert make_article(title_vi="Đà Nẵng").slug_vi == "da-nang-2"


def test_an_item_may_take_its_own_old_address_again():
    article = make_article(title_vi="Đà Nẵng")
    for slug in ("hue", "da-nang"):
        article.slug_vi = slug
        article.full_clean()
        article.save()

    assert article.slug_vi == "da-nang"


def test_a_slug_is_kept_when_the_title_changes():
    article = make_article(title_vi="Đà Nẵng")

    article.title_vi = "Huế"
    article.save()

    article.refresh_from_db()
    assert (article.title_vi, article.slug_vi) == ("Huế", "da-nang")


def test_an_address_that_was_public_goes_on_leading_to_the_item():
    article = make_article(slug_vi="cu", slug_en="old")

    article.slug_vi = "moi"
    article.save()

    assert addresses_of(article) == {"cu", "moi", "old"}
    assert list(Article.objects.at_address("cu")) == [article]


def test_an_address_that_never_was_public_is_free_again():
    draft = make_article(state="draft", published_at=None, slug_vi="cu", slug_en="old")

    draft.slug_vi = "moi"
    draft.save()

    assert addresses_of(draft) == {"moi", "old"}
    assert make_article(slug_vi="cu").slug_vi == "cu"


def test_a_deleted_item_leaves_no_address():
    article = make_article(slug_vi="cu")
    article.delete()

    assert make_article(slug_vi="cu").slug_vi == "cu"


def test_a_slug_of_another_item_is_refused_in_the_form():
    make_article(slug_vi="cu")
    article = make_article()
    article.slug_en = "cu"
    translation.activate("en")

    with pytest.raises(ValidationError) as refused:
        article.full_clean()

    assert refused.value.message_dict == {
        "slug_en": ["“cu” already leads to another item. Choose another address, or leave this empty."]
    }


def test_a_slug_of_another_item_is_not_taken_over_without_the_form_either():
    make_article(slug_vi="cu")

    assert make_article(slug_vi="cu").slug_vi == "cu-2"


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_an_address_of_the_site_is_no_slug(word):
    article = make_article()
    article.slug_vi = word
    translation.activate("en")

    with pytest.raises(ValidationError) as refused:
        article.full_clean()

    assert refused.value.message_dict == {
        "slug_vi": [f"“{word}” is an address of the site itself. Choose another one."]
    }


def test_a_title_that_is_an_address_of_the_site_gets_a_number():
    assert make_article(title_vi="Archive").slug_vi == "archive-2"


def test_the_database_keeps_an_address_to_one_item_of_a_room():
    article = make_article(slug_vi="cu")

    with pytest.raises(IntegrityError), transaction.atomic():
        Address.objects.bulk_create([Address(room="news.article", slug="cu", item=make_article().pk)])

    assert list(Article.objects.at_address("cu")) == [article]


def test_a_long_title_of_two_items_gives_two_slugs_that_fit_their_column():
    slugs = [make_article(title_vi="chuyển đổi số " * 20).slug_vi for _ in range(2)]

    assert slugs[1] == f"{slugs[0]}-2"
    assert [len(slug) <= 140 for slug in slugs] == [True, True]


def in_two_threads(action) -> list:
    """What two threads answer that do the same at once, each with its own connection; an error is an answer."""
    ready, answers = threading.Barrier(2), []

    def run(number):
        try:
            ready.wait(timeout=10)
            answers.append(action(number))
        except Exception as error:  # noqa: BLE001 -- whatever goes wrong in a thread belongs into the assertion
            answers.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("model", "fields"), [(Article, {"body_vi": "<p>Chữ</p>"}), (Plan, {"summary_vi": "Chữ", "first_year": 2021})]
)
def test_two_editors_who_publish_the_same_title_at_once_both_keep_their_work(model, fields):
    fields = public() | {"title_vi": "Đà Nẵng", "ready_en": False} | fields

    def publish(number):
        own = {"code": f"P{number}", "label": "P"} if model is Plan else {}
        return model.objects.create(**fields, **own).slug_vi

    slugs = in_two_threads(publish)

    assert sorted(map(str, slugs)) == ["da-nang", "da-nang-2"]
    assert sorted(model.objects.values_list("slug_vi", flat=True)) == ["da-nang", "da-nang-2"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_editors_who_swap_into_each_others_new_slugs_at_once_do_not_lock_each_other_out():
    articles = [make_article(slug_vi="mot", slug_en="one"), make_article(slug_vi="hai", slug_en="two")]

    def rename(number):
        article = articles[number]
        article.slug_vi, article.slug_en = ("x", "y") if number else ("y", "x")
        article.save()
        return {article.slug_vi, article.slug_en}

    first, second = in_two_threads(rename)

    assert first | second == {"x", "y", "x-2", "y-2"}


@pytest.mark.django_db
def test_an_address_that_readers_knew_leads_on_although_the_article_was_a_draft_again():
    article = make_article(slug_vi="cu", slug_en="old")
    article.slug_vi = "moi"
    article.save()
    article.state, article.published_at = "draft", None
    article.save()
    article.state = "published"
    article.save()

    assert list(Article.objects.at_address("cu")) == [article]
