"""The four roles at the desk, what each may do, and who may change whose account.

docs/roles.md says the same in words. Models are named as texts, since they stand in rooms above.
The groups themselves are made by a migration (aseandigital/migrations), which a test compares with this.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from publishing.account_querysets import groups_with_keys, permissions_held

AUTHOR = "Author"
TRANSLATOR = "Translator"
EDITOR = "Editor"
ADMINISTRATOR = "Administrator"

LABELS = {
    AUTHOR: _("Author"),
    TRANSLATOR: _("Translator"),
    EDITOR: _("Editor"),
    ADMINISTRATOR: _("Administrator"),
}
"""What the desk calls each role, in the order in which it offers them."""

type Table = dict[str, tuple[str, ...]]

LOOK = ("view",)
WORK = ("add", "change", "delete", "view")
DECIDE = (*WORK, "publish")

PARTS_OF_ARTICLES = ("news.byline", "news.source", "news.planlink", "news.reading")
PARTS_OF_PLANS = ("plans.name", "plans.relation", "plans.planpart", "plans.source", "plans.document", "plans.figure")
PARTS_WITH_TEXTS = ("news.planlink", "plans.planpart", "plans.figure")
"""Parts that say something in each language, and so are translated with their item."""
FILES = ("publishing.picture", "news.recording")
"""What is uploaded."""
LISTS = ("news.publisher", "news.author", "news.topic", "plans.country", "plans.owner")


def each(models: Iterable[str], actions: tuple[str, ...]) -> Table:
    """The same actions for each of the models."""
    return dict.fromkeys(models, actions)


ABOUT_THE_SITE = ("site.infopage", "site.lead")

EDITORS: Table = {
    "news.article": DECIDE,
    "plans.plan": DECIDE,
    "site.infopage": DECIDE,
    "site.lead": WORK,
    **each([*PARTS_OF_ARTICLES, *PARTS_OF_PLANS, *LISTS, *FILES], WORK),
}

ROLES: dict[str, Table] = {
    AUTHOR: {
        "news.article": ("add", "view", "write"),
        "plans.plan": LOOK,
        **each(PARTS_OF_ARTICLES, WORK),
        **each([*PARTS_OF_PLANS, *LISTS, *ABOUT_THE_SITE], LOOK),
        # Nothing tells one's own uploads from those of others, so they are not changed.
        **each(FILES, ("add", "view")),
    },
    TRANSLATOR: {
        "news.article": ("view", "translate"),
        "plans.plan": ("view", "translate"),
        "site.infopage": ("view", "translate"),
        "site.lead": LOOK,
        **each([*PARTS_OF_ARTICLES, *PARTS_OF_PLANS, *LISTS, *FILES], LOOK),
        **each(PARTS_WITH_TEXTS, ("view", "change")),
    },
    EDITOR: EDITORS,
    # Accounts are deactivated, never deleted: what somebody did keeps its name.
    ADMINISTRATOR: {**EDITORS, "publishing.account": ("add", "change", "view"), "auth.group": LOOK},
}
"""What each role may do: {group: {"app.model": (actions …)}}.

Beside Django's four actions, articles and plans know: `write`, change what one made or was
assigned; `translate`, change texts in the languages of one's account; `publish`, decide what readers see.
"""


def permissions_of(role: str) -> set[str]:
    """The permissions of a role as `has_perm` takes them: {"news.add_article", …}. No query."""
    return {
        f"{app}.{action}_{model}"
        for label, actions in ROLES[role].items()
        for app, model in [label.split(".")]
        for action in actions
    }


def powers(permissions: Iterable[str]) -> set[str]:
    """The permissions with those that they imply: who may change any item may write and translate it."""
    held = set(permissions)
    implied = {
        permission.replace(".change_", f".{lesser}_")
        for permission in held
        if ".change_" in permission
        for lesser in ("write", "translate")
    }
    return held | implied


def may_manage(account, other) -> bool:
    """Whether somebody may change an account: nobody changes one that may do more than they themselves.

    Without this rule an administrator would write another address into such an account, have a
    new password sent there, and be it. Two queries.
    """
    if account.is_superuser or account == other:
        return True
    return not other.is_superuser and powers(permissions_held(other)) <= powers(permissions_held(account))


def roles_to_give(account):
    """The groups that somebody may give: those that may do no more than they themselves. Four queries."""
    mine = powers(permissions_held(account))
    return groups_with_keys(
        [
            group.pk
            for group in Group.objects.prefetch_related("permissions__content_type")
            if account.is_superuser or {told(permission) for permission in group.permissions.all()} <= mine
        ]
    )


def told(permission) -> str:
    """A permission as `has_perm` takes it."""
    return f"{permission.content_type.app_label}.{permission.codename}"


def labels_of(account) -> list[str]:
    """What the desk calls the roles of an account; a group of one's own making has its own name. One query."""
    return [LABELS.get(group.name, group.name) for group in account.groups.all()]
