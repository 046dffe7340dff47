"""Who gets what at every address of the desk: docs/roles.md as a table of addresses, people and methods.

A row says what those get who may be there; everybody else who is logged in gets 403 (or what
`otherwise` says), and strangers the page to log in. Addresses are written as in the resolver,
below /admin/; those of an item, or of a small table, below the address of its list.
"""

from dataclasses import dataclass, field

STRANGER, NO_ROLE, TRANSLATOR, EDITOR = "stranger", "no role", "translator", "editor"
ADMINISTRATOR, SUPERUSER = "administrator", "superuser"
AUTHOR, ANOTHER = "author", "author, another's item"
PEOPLE = (STRANGER, NO_ROLE, AUTHOR, ANOTHER, TRANSLATOR, EDITOR, ADMINISTRATOR, SUPERUSER)
"""Who asks. An author does so twice: for an item of their own, and for somebody else's."""

type People = frozenset[str]

SUPERUSERS = frozenset({SUPERUSER})
ADMINISTRATORS = SUPERUSERS | {ADMINISTRATOR}
EDITORS = ADMINISTRATORS | {EDITOR}
AUTHORS = frozenset({AUTHOR, ANOTHER})
ROLES = EDITORS | AUTHORS | {TRANSLATOR}
LOGGED_IN = ROLES | {NO_ROLE}
EVERYBODY = LOGGED_IN | {STRANGER}
NOBODY = frozenset()

LOGIN = "login"
"""What a stranger gets: the page to log in."""


@dataclass(frozen=True)
class Row:
    """An address: (status, for whom) of GET and of POST, and what is sent with either."""

    get: tuple[int, People]
    post: tuple[int, People]
    sent: dict = field(default_factory=dict)
    """Fields of the POST, and the query of the GET."""
    otherwise: int = 403
    stranger: int | str = LOGIN

    def expected(self, method: str, person: str) -> int | str:
        """What somebody gets: a status, or LOGIN."""
        status, people = self.get if method == "get" else self.post
        if person in people:
            return status
        return self.stranger if person == STRANGER else self.otherwise


def button(status: int, people: People, **sent) -> Row:
    """An address that only takes POST."""
    return Row((405, LOGGED_IN), (status, people), sent)


def page(people: People) -> Row:
    """A page that is only read; whoever posts to it reads it."""
    return Row((200, people), (200, people))


def open_to(*statuses: int) -> Row:
    """A page for strangers, too."""
    get, post = statuses
    return Row((get, EVERYBODY), (post, EVERYBODY))


LEADS_ON = Row((302, LOGGED_IN), (302, LOGGED_IN))
"""Says nothing, and leads to another address of the desk."""

SITE = {
    "": page(LOGGED_IN),
    "login/": Row((302, LOGGED_IN), (200, EVERYBODY), stranger=200),
    "logout/": Row((405, LOGGED_IN), (200, LOGGED_IN), stranger=302),
    "password_change/": page(LOGGED_IN),
    "password_change/done/": Row((200, LOGGED_IN), (405, LOGGED_IN)),
    "password_reset/": open_to(200, 200),
    "password_reset/done/": open_to(200, 405),
    "reset/<uidb64>/<token>/": open_to(200, 200),
    "reset/done/": open_to(200, 405),
    "language/": button(302, LOGGED_IN, language="en"),
    "jsi18n/": Row((200, LOGGED_IN), (405, LOGGED_IN)),
    # Of articles; other tables have their own tests in test_permissions.py.
    "autocomplete/": Row(
        (200, ROLES), (405, LOGGED_IN), {"app_label": "news", "model_name": "article", "field_name": "replaced_by"}
    ),
    "auth/": Row((200, ADMINISTRATORS), (200, ADMINISTRATORS), otherwise=404),
    "publishing/": Row((200, ROLES), (200, ROLES), otherwise=404),
    "news/": Row((200, ROLES), (200, ROLES), otherwise=404),
    "plans/": Row((200, ROLES), (200, ROLES), otherwise=404),
    "site/": Row((200, ROLES), (200, ROLES), otherwise=404),
    "django_tasks_database/": Row((200, SUPERUSERS), (200, SUPERUSERS), otherwise=404),
    "(?P<url>.*)$": Row((404, LOGGED_IN), (404, LOGGED_IN)),
}


def table(makers: People, writers: People, deleters: People, readers: People = ROLES) -> dict[str, Row]:
    """The addresses that Django makes for a table."""
    return {
        "": page(readers),
        "add/": page(makers),
        "<path:object_id>/change/": Row((200, readers), (200, writers)),
        "<path:object_id>/delete/": Row((200, deleters), (302, deleters), {"post": "yes"}),
        "<path:object_id>/history/": page(readers),
        "<path:object_id>/": LEADS_ON,
    }


def items(makers: People, writers: People, whole: People) -> dict[str, Row]:
    """The addresses of articles or of plans. `writers` change something of the item, `whole` everything."""
    return table(makers, writers, EDITORS) | {
        "add/keep/": button(200, makers, _token="typed"),
        "add/drop/": button(302, makers, token="typed"),
        "<uuid:key>/keep/": button(200, writers, _token="typed"),
        "<uuid:key>/drop/": button(302, writers, token="typed"),
        "<uuid:key>/here/": button(200, writers),
        "<uuid:key>/compare/": page(ROLES),
        "<uuid:key>/restore/": Row((200, whole), (302, whole), {"number": "1"}),
        # 409: the body does not say which version was looked at, so the screen is shown again.
        "<uuid:key>/settle/<int:number>/": Row((200, whole), (409, whole)),
        "<uuid:key>/preview/": Row((200, ROLES), (405, LOGGED_IN)),
        "<uuid:key>/page/<str:language>/": Row((200, ROLES), (405, LOGGED_IN)),
        "<uuid:key>/links/": button(302, EDITORS, version="1", language="en", days="3"),
        "<uuid:key>/publish/": Row((200, EDITORS), (200, EDITORS), {"when": "now"}),
        "<uuid:key>/withdraw/": Row((200, EDITORS), (200, EDITORS), {"when": "now"}),
        "<uuid:key>/discard/": Row((200, EDITORS), (302, EDITORS)),
        "<uuid:key>/unschedule/": button(302, EDITORS),
        "<uuid:key>/review/": button(302, writers, step="send"),
        "<uuid:key>/say/": button(302, ROLES, text="Xin xem lại."),
        "<uuid:key>/assign/": button(302, EDITORS),
        "<uuid:key>/unbin/": button(302, EDITORS),
    }


LIST = table(EDITORS, EDITORS, EDITORS)
RECORDINGS = table(EDITORS | AUTHORS, EDITORS, EDITORS)
PICTURES = RECORDINGS | {"choose/": page(ROLES)}
ACCOUNTS = table(ADMINISTRATORS, ADMINISTRATORS, NOBODY, readers=ADMINISTRATORS) | {"<id>/password/": page(SUPERUSERS)}
GROUPS = table(SUPERUSERS, SUPERUSERS, SUPERUSERS, readers=ADMINISTRATORS)
LOOKS = {
    "": page(EDITORS),
    "add/": Row((200, EDITORS), (302, EDITORS)),
    "try/": page(EDITORS),
    "<uuid:key>/": page(EDITORS),
    "<uuid:key>/progress/": page(EDITORS),
    "<uuid:key>/step/": button(302, EDITORS, step="cancel"),
}
TASKS = table(NOBODY, NOBODY, NOBODY, readers=SUPERUSERS)
ARTICLES = items(EDITORS | AUTHORS, EDITORS | {AUTHOR, TRANSLATOR}, EDITORS | {AUTHOR}) | {
    "suggest/": button(200, EDITORS | AUTHORS | {TRANSLATOR}, title_vi="AIM 2020"),
    "intake/": page(EDITORS | AUTHORS),
    # 404: the text is nobody's. Whose a text is, and who gets at it, tests/news/test_intake_desk.py asks.
    "intake/<uuid:key>/": Row((404, EDITORS | AUTHORS), (404, EDITORS | AUTHORS)),
}
PLANS = items(EDITORS, EDITORS | {TRANSLATOR}, EDITORS)

MATRIX = {
    "": SITE,
    "auth/group/": GROUPS,
    "django_tasks_database/dbtaskresult/": TASKS,
    "news/article/": ARTICLES,
    "news/author/": LIST,
    "news/look/": LOOKS,
    "news/publisher/": LIST,
    "news/recording/": RECORDINGS,
    "news/topic/": LIST,
    "plans/country/": LIST,
    "plans/owner/": LIST,
    "plans/plan/": PLANS,
    "publishing/account/": ACCOUNTS,
    "publishing/picture/": PICTURES,
    "site/infopage/": PLANS,
    "site/lead/": LIST,
}
"""{address of a list below /admin/: {address below it: row}}."""
