"""The questions that every reader of published items asks the database."""

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from publishing.desk_querysets import newest_is_live
from publishing.languages import CODES, localized, ready_somewhere, shown
from publishing.search import matching


def items_showing(picture) -> list:
    """Articles, plans and whatever else names a picture in a text or by a column, now or in what may go out yet.

    One query a model.
    """
    from publishing.models import Published, Version

    found = []
    for model in apps.get_models():
        if not issubclass(model, Published):
            continue
        named = Q(pk__in=Version.objects.ahead(model.room()).naming(picture.pk).values("item"))
        for field in model.rich_fields:
            for code in CODES:
                named |= Q(**{f"{localized(field, code)}__contains": str(picture.pk)})
        for field in model._meta.concrete_fields:
            if field.related_model is type(picture):
                named |= Q(**{field.name: picture})
        found += model.objects.filter(named)
    return found


class PublishedQuerySet(QuerySet):
    """Articles, plans and whatever else is published in two languages with a state."""

    def published(self, at=None):
        """What is public at a moment (now by default): the one rule of visibility.

        Decided by the database when asked, so that a scheduled item is public in the first
        request after its minute, with no worker running.
        """
        at = at or timezone.now()
        until = Q(withdraw_at__isnull=True) | Q(withdraw_at__gt=at)
        return self.filter(until, ready_somewhere(), state=self.model.State.PUBLISHED, published_at__lte=at)

    def scheduled(self, at=None):
        """What will be public later without anybody doing anything."""
        return self.filter(state=self.model.State.PUBLISHED, published_at__gt=at or timezone.now())

    def withdrawn(self, at=None):
        """What was taken back, by somebody or because its time is over: its address answers 410."""
        over = Q(state=self.model.State.PUBLISHED, withdraw_at__lte=at or timezone.now())
        return self.filter(over | Q(state=self.model.State.WITHDRAWN))

    def taken_away(self, at=None):
        """What readers could have known and do not see any more: withdrawn, or in the bin."""
        away = Q(state__in=[self.model.State.WITHDRAWN, self.model.State.BINNED])
        over = Q(state=self.model.State.PUBLISHED, withdraw_at__lte=at or timezone.now())
        return self.filter(away | over).once_public(at)

    def in_review(self):
        """What waits for an editor: unpublished, or with changes of a published page."""
        return self.filter(Q(state=self.model.State.IN_REVIEW) | Q(awaits_review=True)).not_binned()

    def assigned_to(self, account):
        """What is somebody's to do."""
        return self.filter(assignee=account)

    def written_by(self, account):
        """What an author may write on: made by them, or assigned to them."""
        return self.filter(Q(created_by=account) | Q(assignee=account))

    def with_working(self):
        """With `working_is_live`: False where the newest version is not what readers see. No further query."""
        return self.annotate(working_is_live=newest_is_live(self.model.room()))

    def with_unpublished_changes(self):
        """Published, with changes that readers do not see yet."""
        return self.with_working().filter(state=self.model.State.PUBLISHED, working_is_live=False)

    def binned_before(self, moment):
        """What has lain in the bin since before a moment."""
        return self.binned().filter(binned_at__lt=moment)

    def once_public(self, at=None):
        """What readers could have known before: its moment has passed."""
        return self.filter(published_at__lte=at or timezone.now())

    def binned(self):
        """What was deleted and can come back."""
        return self.filter(state=self.model.State.BINNED)

    def not_binned(self):
        """What an editor works with."""
        return self.exclude(state=self.model.State.BINNED)

    def at_address(self, slug):
        """The item that has, or once had, this slug in any language. Slugs are unique in a room."""
        from publishing.models import Address

        return self.filter(pk__in=Address.objects.items(self.model.room(), slug))

    def with_key(self, key):
        """The item with a key, in whatever state."""
        return self.filter(pk=key)

    def in_state(self, state):
        """What is stored in a state."""
        return self.filter(state=state)

    def not_ready_in(self, language):
        """What still waits for a language."""
        return self.filter(**{f"ready_{language}": False})

    def ready_in(self, language):
        """What is ready in a language."""
        return self.filter(**{f"ready_{language}": True})

    def matching(self, typed):
        """What holds all the words typed, in any language, with or without diacritics."""
        return self.filter(pk__in=matching(self.model.room(), typed))

    def shown_matching(self, typed):
        """What holds all the words typed in a language that readers may see: a draft translation finds nothing."""
        found = Q()
        for code in CODES:
            found |= Q(**{localized("ready", code): True}) & Q(pk__in=matching(self.model.room(), typed, code))
        return self.filter(found)

    def by_shown_title(self, language=None):
        """In the order of the titles that a reader of the language sees."""
        return self.order_by(shown("title", language), "pk")

    def older_than(self, column, value, key=None):
        """What stands behind a place in a list ordered newest first; without a key, behind the value."""
        behind = Q(**{f"{column}__lt": value})
        return self.filter(behind if key is None else behind | Q(**{column: value, "pk__lt": key}))

    def newer_than(self, column, value, key=None):
        """What stands before a place in a list ordered newest first."""
        ahead = Q(**{f"{column}__gt": value})
        return self.filter(ahead if key is None else ahead | Q(**{column: value, "pk__gt": key}))


class AddressQuerySet(QuerySet):
    """Which item a slug leads to."""

    def items(self, room, slug):
        """The key of the item at a slug of a room, as a subquery."""
        return self.filter(room=room, slug=slug).values("item")

    def of(self, item):
        """Every address that an item has or had."""
        return self.filter(room=item.room(), item=item.pk)

    def others_at(self, item, slugs):
        """Addresses among `slugs` that belong to another item of the room."""
        return self.filter(room=item.room(), slug__in=slugs).exclude(item=item.pk)

    def given_up(self, item, slugs):
        """Addresses of an item that are none of `slugs` and that no reader can know."""
        return self.of(item).filter(known=False).exclude(slug__in=slugs)

    def current(self, item, slugs):
        """Addresses of an item among `slugs`."""
        return self.of(item).filter(slug__in=slugs)

    def like(self, item, slug):
        """Addresses of other items of the room that are this slug, or this slug with more behind it."""
        others = self.filter(room=item.room()).exclude(item=item.pk)
        return others.filter(Q(slug=slug) | Q(slug__startswith=f"{slug}-"))


class SearchRowQuerySet(QuerySet):
    """The folded text of items."""

    def of(self, item):
        """The rows of one item."""
        return self.filter(room=item.room(), item=item.pk)

    def heads(self, room, keys):
        """Titles and leads of items of a room, in every language. One query."""
        return self.filter(room=room, item__in=keys).defer("body")

    def with_any_of(self, room, runs):
        """The rows of a room in whose text one of the folded runs of words stands. Reads the texts of the room."""
        wanted = Q(pk__in=[])
        for run in runs:
            wanted |= Q(lead__contains=run) | Q(body__contains=run)
        return self.filter(wanted, room=room)

    def holding(self, room, words, language=""):
        """The keys of items that hold each of the folded words somewhere, in one language: whichever, or the one named."""
        rows = self.filter(room=room, **({"language": language} if language else {}))
        for word in words:
            rows = rows.filter(Q(title__contains=word) | Q(lead__contains=word) | Q(body__contains=word))
        return rows.values("item")
