"""Publishing an item, or changes of one, in some languages: now or at a moment."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import versions
from publishing.languages import CODES, localized
from publishing.merge import apart, merge, outgoing, resolve, same
from publishing.models import Correction, PreviewLink, State, Version
from publishing.publication.common import Done, cancel, done, follow, say_why
from publishing.putting import upgraded, without_dead
from publishing.rows import bound_in, columns_in, derived_in, name_of, rolled_back, take


@transaction.atomic
def publish(item, languages, author, *, at=None, correction=None, version=None, seen=None) -> Version:
    """Put an item out in some languages, now or at a moment. Shared fields go with the first language.

    What is not put out stays in the working version. `correction` is a note for readers,
    {language: text}, which sets "updated". `version` puts out that one, whose time has come,
    instead of the newest; `seen` is the number of the newest one that somebody looked at.
    ValidationError with sentences where it is not fit for readers, or where somebody saved since;
    then nothing is changed. The answer's `lost` says what had to stay out, since nobody has it any more.
    """
    item = versions.hold(item)
    _refuse(item, languages)
    now, was_public, left = timezone.now(), item.is_public(), versions.newest(item)
    if seen is not None and seen != left.number:
        raise ValidationError(_("Somebody saved meanwhile. Look at what goes out now, and publish again."))
    if at is not None and at > now and item.was_public:
        return _schedule(item, languages, author, at, correction)
    item, published = put_out(item, languages, author, version or left, at)
    if not _leave(item, left, published) and item.awaits_review:
        item.awaits_review = False
        item.save(update_fields=["awaits_review", "changed_at"])
    cancel(item)
    PreviewLink.objects.of(item).working().update(revoked_at=now)
    if was_public:
        _correct(item, correction, now)
    kind = Done.SCHEDULED if item.published_at > now else Done.PUBLISHED
    # What its time brought about nobody did, so that everybody whom it concerns is told.
    by, text = (author, "") if version is None else (None, told_lost(item, published))
    at = item.published_at if kind == Done.SCHEDULED else None
    done(item, kind, by, version=published.number, languages=list(languages), at=at, text=text)
    return published


def _refuse(item, languages) -> None:
    if not languages or set(languages) - set(CODES):
        raise ValidationError(_("Choose at least one language to publish."))
    if item.state == State.BINNED:
        raise ValidationError(_("This is in the bin. Take it out before you publish it."))


def put_out(item, languages, author, version, at):
    """The item with its rows as this version has them in these languages, and the version that says so."""
    content = _content(item, languages, version)
    with transaction.atomic():
        lost = versions.lay(content, item, check=True)
        item = _standing(item, languages, at)
        versions.refuse_problems(item)
        item.save()
        fields = {"live": True, "languages": list(languages)}
        published = versions.record(item, take(item), versions.Kind.PUBLISHED, author, **fields)
    published.lost = lost
    return item, published


def told_lost(item, version) -> str:
    """What was left out, for those who were not there."""
    names = ", ".join(sorted({str(name_of(type(item), column)) for column in version.lost}))
    return _("Left out, since it was deleted meanwhile: %(names)s.") % {"names": names} if names else ""


def _content(item, languages, version) -> dict:
    """What the rows are to be: this version over what is live, in these languages.

    What changed in the rows since the version was made (a schedule waits, a script runs) stays,
    but for what the version itself changed.
    """
    model, live = type(item), take(item)
    whole = said = upgraded(version.content, model, live)
    # The rows of a page that nobody sees follow every save, also those made since it was chosen.
    if item.state == State.PUBLISHED:
        lived = Version.objects.lived(item).up_to(version.number).first()
        base = upgraded(lived.content, model, live) if lived else live
        merged, clashes = merge(base, said, live, derived_in(model))
        whole = resolve(merged, [(clash, clash.mine) for clash in clashes], said)
    staying = set(CODES) - set(languages)
    out = outgoing(live, whole, columns_in(model, staying), columns_in(model, languages))
    return apart(live, out, bound_in(model), staying)


def _standing(item, languages, at):
    """The item as its rows are now, public from a moment.

    In these languages, and in those that readers have already.
    """
    item, now = versions.fresh(item), timezone.now()
    seen = item.languages_ready if item.is_public() else []
    for code in CODES:
        setattr(item, localized("ready", code), code in languages or code in seen)
    if not item.was_public:
        item.published_at = at or now
    if item.withdraw_at is not None and item.withdraw_at <= max(now, item.published_at):
        item.withdraw_at = None
    item.state, item.replaced_by, item.binned_at = State.PUBLISHED, None, None
    say_why(item, {})
    return item


def _leave(item, left, published) -> bool:
    """What was not put out goes on as the working version; answers whether there is anything.

    What it names and nobody has any more could never be put out: it is left out here, too.
    """
    content = upgraded(left.content, type(item), published.content)
    content, _lost = without_dead(content, content, type(item))
    if same(content, published.content, derived_in(type(item))):
        return False
    versions.record(item, content, versions.Kind.LEFT, left.author)
    return True


def _correct(item, correction, now) -> None:
    """Tell readers what was corrected; nothing where the note says nothing."""
    notes = {localized("note", code): text for code, text in _said(correction).items()}
    if notes:
        Correction.objects.create(room=item.room(), item=item.pk, **notes)
        item.updated_at = now
        item.save(update_fields=["updated_at"])


def _said(correction) -> dict[str, str]:
    return {code: text for code, text in (correction or {}).items() if code in CODES and text and text.strip()}


def _schedule(item, languages, author, at, correction) -> Version:
    """Let the newest version go out at a moment; one schedule at a time.

    Until then readers have what they have: the page as it is, or that it was withdrawn.
    """
    version = versions.newest(item)
    if item.is_public() and version.live and set(languages) <= set(item.languages_ready):
        raise ValidationError(_("There are no unpublished changes that could be scheduled."))
    if _said(correction):
        raise ValidationError(_("A note for readers goes out with changes that are published now. Leave it empty."))
    with rolled_back():
        # What is not fit for readers is said now, and not only when the moment has come.
        _item, published = put_out(item, languages, author, version, None)
    cancel(item)
    if item.is_withdrawn:
        # By its time, perhaps; now it is so until the version goes out.
        item.state, item.withdraw_at = State.WITHDRAWN, None
        item.save()
        follow(item)
        version = versions.newest(item)
    version.lost = published.lost
    version.goes_out_at, version.languages = at, list(languages)
    version.save(update_fields=["goes_out_at", "languages"])
    done(item, Done.SCHEDULED, author, version=version.number, languages=list(languages), at=at)
    return version
