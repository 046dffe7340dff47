"""What an editor does at the desk, step by step, through the pages themselves."""

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.forms import filled


def editor(name):
    """Somebody who may do everything, logged in, with the desk in English."""
    desk = Client()
    desk.force_login(get_user_model().objects.create_superuser(name, "", "mat-khau-dai", language="en"))
    return desk


def page(item, name="change", *arguments):
    """The address of a page of the desk about an item."""
    return reverse(f"admin:{item._meta.app_label}_{item._meta.model_name}_{name}", args=[item.pk, *arguments])


def opened(desk, item):
    """The form of an item as somebody opened it: every field as a browser would send it."""
    answer = desk.get(page(item))
    assert answer.status_code == 200, answer.status_code
    return filled(answer.content)


def save(desk, item, form=None, **changes):
    """Save a form that was opened (now, if none is given) with some fields changed."""
    return desk.post(page(item), (form or opened(desk, item)) | changes)


def publish(desk, item, **changes):
    """Publish what is newest, in the languages that are ticked by themselves unless told otherwise."""
    return desk.post(page(item, "publish"), filled(desk.get(page(item, "publish")).content, **changes))


def texts(answer, path):
    """The texts at a path of a page."""
    tree = html.fromstring(answer.content.decode())
    return [" ".join(found.text_content().split()) for found in tree.xpath(path)]


def row(prefix, place, **fields):
    """The last row of a form's rows."""
    return {f"{prefix}-TOTAL_FORMS": str(place + 1)} | {
        f"{prefix}-{place}-{name}": text for name, text in fields.items()
    }


def source(place, title, **fields):
    """The last source of an article's form."""
    defaults = {"dated_precision": "day", "order": "0", "language": "", "address": ""}
    return row("sources", place, title=title, **defaults | fields)
