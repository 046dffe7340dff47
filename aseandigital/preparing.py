"""What must be there before the site can be served: fonts, tables, content, an administrator, static files."""

import hashlib
import os
import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from plans.models import Plan

ADMINISTRATOR = "admin"


def administrator_after_tables() -> str:
    """Make the tables, and the administrator in them. Answers the password to tell, "" for none."""
    call_command("migrate", verbosity=0, interactive=False)
    return administrator()


def prepare(say, collect: bool) -> None:
    """Prepare the rest: fonts, sample content, static files; run again, it takes seconds."""
    call_command("build_fonts", verbosity=0)
    if os.environ.get("SAMPLE", "true").lower() not in {"false", "0", "no"} and not Plan.objects.exists():
        say("Loading the sample content ...")
        call_command("load_sample", verbosity=0)
    # After a change of sizes, or of what a picture is: only what is lacking, and in the background.
    call_command("make_pictures", later=True, verbosity=0)
    if collect:
        collect_static(say)


def administrator() -> str:
    """Make sure that there is one, and answer the password to tell.

    ADMIN_PASSWORD where it is set; one made now, where there was no administrator; else "".
    """
    accounts, given = get_user_model().objects, os.environ.get("ADMIN_PASSWORD", "")
    account = accounts.in_bulk([ADMINISTRATOR], field_name="username").get(ADMINISTRATOR)
    if account is None:
        password = given or secrets.token_urlsafe(12)
        accounts.create_superuser(ADMINISTRATOR, "", password)
        return password
    if given and not account.check_password(given):
        account.set_password(given)
        account.save(update_fields=["password"])
    return given


def collect_static(say) -> None:
    """Gather, hash and compress the static files, unless they are as they were the last time."""
    mark, now = settings.STATIC_ROOT / ".gathered-from", static_fingerprint()
    if mark.exists() and mark.read_text() == now:
        return
    say("Collecting static files ...")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(now)


def static_fingerprint() -> str:
    """A short text that differs when any static file differs in name, size or time."""
    digest = hashlib.blake2s()
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = os.stat(storage.path(path))
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
