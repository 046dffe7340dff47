"""People at the desk: invited by mail, given a role, shut out; and who may do that with whom."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings as site
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from lxml import html

from publishing.invitations import send_link
from publishing.roles import ADMINISTRATOR, AUTHOR, EDITOR, TRANSLATOR
from tests.forms import filled

pytestmark = pytest.mark.django_db

Account = get_user_model()
PASSWORD = "mat-khau-rat-dai"
NEW = "mot-mat-khau-khac-han"
LIST = "/admin/publishing/account/"
FORGOTTEN = "/admin/password_reset/"


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def administrator():
    return account("lan", ADMINISTRATOR, language="en")


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def superdesk():
    client = Client()
    client.force_login(account("root", is_superuser=True))
    return client


def account(name, *roles, **fields):
    made = Account.objects.create_user(name, f"{name}@example.org", PASSWORD, **{"is_staff": True} | fields)
    made.groups.set(Group.objects.filter(name__in=roles))
    return made


def invited(name, **fields):
    return Account.objects.create_user(name, f"{name}@example.org", None, is_staff=True, **fields)


def keys(*roles):
    return [str(key) for key in Group.objects.filter(name__in=roles).values_list("pk", flat=True)]


def page_of(who):
    return reverse("admin:publishing_account_change", args=[who.pk])


def invite(client, *roles, **fields):
    """Send the form of an invitation."""
    person = {"username": "minh", "email": "minh@example.org", "first_name": "Minh", "last_name": "Trần"}
    return client.post(f"{LIST}add/", person | {"groups": keys(*roles), "language": "en"} | fields)


def change(client, who, **fields):
    """Send the form of an account as it stands, with what is to be changed."""
    standing = {
        "username": who.username,
        "email": who.email,
        "first_name": who.first_name,
        "last_name": who.last_name,
        "groups": [str(group.pk) for group in who.groups.all()],
        "languages": who.languages,
        "language": who.language,
    }
    ticked = {"is_active": "on"} if who.is_active else {}
    shown = standing | {"is_active": str(who.is_active), "is_staff": "True"}
    data = standing | ticked | {"is_staff": "on"} | {f"initial-{name}": value for name, value in shown.items()} | fields
    answer = client.post(page_of(who), {name: value for name, value in data.items() if value is not None})
    who.refresh_from_db()
    return answer


def errors(answer, field):
    return html.fromstring(answer.content.decode()).xpath(f"//ul[@id='id_{field}_error']/li/text()")


def fields_of(answer):
    return set(html.fromstring(answer.content.decode()).xpath("//form//*[@name]/@name"))


def rows_of(answer):
    """What the list says of each account: username, name, roles, access."""
    rows = html.fromstring(answer.content.decode()).xpath("//table[@id='result_list']/tbody/tr")
    return [[cell.text_content() for cell in row.xpath("th | td[contains(@class, 'told_')]")] for row in rows]


def link_in(letter):
    """The first address in a mail, as a path of this site."""
    address = urlsplit(re.search(r"https?://\S+/reset/\S+", letter.body).group())
    assert f"{address.scheme}://{address.netloc}" == site.SITE_URL
    return f"{address.path}?{address.query}"


def choose(path, password=NEW):
    """Follow a link as somebody who is not logged in, and choose a password; the last page."""
    visitor = Client()
    page = visitor.get(path, follow=True)
    at = page.redirect_chain[-1][0] if page.redirect_chain else path
    return visitor.post(at, {"new_password1": password, "new_password2": password}, follow=True)


# --- Invitation ---------------------------------------------------------------


def test_who_is_invited_gets_a_mail_chooses_a_password_and_logs_in(desk, commit):
    with commit():
        invite(desk, EDITOR)

    minh, [letter] = Account.objects.get(username="minh"), mail.outbox
    assert (minh.is_staff, minh.is_superuser, minh.has_usable_password()) == (True, False, False)
    assert [group.name for group in minh.groups.all()] == [EDITOR]
    assert (letter.to, letter.subject) == (["minh@example.org"], "You are invited to the desk of ASEAN Digital")

    done = choose(link_in(letter))

    visitor = Client()
    [login] = html.fromstring(done.content.decode()).xpath("//div[@id='content']//a/@href")
    answer = visitor.post(login, {"username": "minh", "password": NEW, "next": "/admin/"})
    assert answer.headers["Location"] == "/admin/"
    assert visitor.get("/admin/news/publisher/add/").status_code == 200


def test_the_pages_of_an_invitation_speak_the_language_of_the_account(desk, commit):
    with commit():
        invite(desk, EDITOR)
    visitor = Client()

    pages = [visitor.get(link_in(mail.outbox[0]), follow=True)]
    pages.append(
        visitor.post(pages[0].redirect_chain[-1][0], {"new_password1": NEW, "new_password2": NEW}, follow=True)
    )

    assert [html.fromstring(page.content.decode()).get("lang") for page in pages] == ["en", "en"]


def test_a_page_of_an_invitation_says_what_a_password_must_be_like(desk, commit):
    with commit():
        invite(desk, EDITOR)

    page = html.fromstring(Client().get(link_in(mail.outbox[0]), follow=True).content.decode())

    assert len(page.xpath("//*[@id='id_new_password1_helptext']//li")) == len(site.AUTH_PASSWORD_VALIDATORS)


def test_a_link_works_once(desk, commit):
    with commit():
        invite(desk, EDITOR)
    link = link_in(mail.outbox[0])

    choose(link)
    choose(link, "tu-mot-nguoi-nhat-duoc")

    assert Account.objects.get(username="minh").check_password(NEW)


def test_a_weak_password_is_refused(desk, commit):
    with commit():
        invite(desk, EDITOR)

    page = choose(link_in(mail.outbox[0]), "minh")

    assert page.context["form"].errors != {}
    assert not Account.objects.get(username="minh").has_usable_password()


def test_an_invitation_needs_an_address(desk):
    assert len(errors(invite(desk, EDITOR, email=""), "email")) == 1
    assert not Account.objects.filter(username="minh").exists()


@pytest.mark.parametrize(("field", "value"), [("email", "LAN@Example.org"), ("username", "Lan")])
def test_an_address_and_a_username_lead_to_one_account_whatever_their_case(desk, field, value):
    assert len(errors(invite(desk, EDITOR, **{field: value}), field)) == 1
    assert Account.objects.count() == 1


def test_a_translator_needs_languages_of_work(desk, commit):
    refused = invite(desk, TRANSLATOR)
    with commit():
        invite(desk, TRANSLATOR, languages=["en"])

    assert len(errors(refused, "languages")) == 1
    assert Account.objects.get(username="minh").languages == ["en"]


def test_an_unknown_language_of_work_is_refused(desk):
    assert len(errors(invite(desk, TRANSLATOR, languages=["xx"]), "languages")) == 1


def test_an_invitation_makes_no_superuser_and_takes_no_password_by_forged_fields(desk):
    permission = Permission.objects.get(codename="change_group")

    invite(
        desk,
        EDITOR,
        is_superuser="on",
        user_permissions=[str(permission.pk)],
        password=NEW,
        password1=NEW,
        password2=NEW,
    )

    minh = Account.objects.get(username="minh")
    assert (minh.is_superuser, minh.has_usable_password(), minh.user_permissions.count()) == (False, False, 0)


@pytest.mark.parametrize("role", [AUTHOR, TRANSLATOR, EDITOR])
def test_other_roles_neither_see_accounts_nor_invite(client, role):
    client.force_login(account("thu", role))

    assert client.get(LIST).status_code == 403
    assert client.get(page_of(account("minh"))).status_code == 403
    assert invite(client, EDITOR).status_code == 403
    assert not Account.objects.filter(email="minh@example.org", last_name="Trần").exists()


def test_the_invitation_is_sent_again_from_the_form_to_the_address_that_stands_there(desk, commit):
    minh = invited("minh", language="en")

    with commit():
        change(desk, minh, email="minh.tran@example.org", _send_link="1")

    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["minh.tran@example.org"], "You are invited to the desk of ASEAN Digital")


def test_links_are_sent_from_the_list_to_whom_they_can_reach(desk, commit):
    accounts = [
        invited("minh", language="en"),
        account("thu", EDITOR, language="en"),
        invited("ha", is_active=False),
        account("root", is_superuser=True),
    ]

    with commit():
        desk.post(LIST, {"action": "send_links", "_selected_action": [who.pk for who in accounts]})

    assert sorted((letter.to[0], letter.subject) for letter in mail.outbox) == [
        ("minh@example.org", "You are invited to the desk of ASEAN Digital"),
        ("thu@example.org", "A new password for the desk of ASEAN Digital"),
    ]


# --- Changing and closing -----------------------------------------------------


def test_an_administrator_changes_role_languages_and_access_of_others(desk):
    minh = account("minh", AUTHOR)

    answer = change(desk, minh, groups=keys(TRANSLATOR), languages=["vi"], is_active=None)

    assert answer.status_code == 302
    assert [group.name for group in minh.groups.all()] == [TRANSLATOR]
    assert (minh.languages, minh.is_active) == (["vi"], False)


def opened(client, who):
    """The form of an account as somebody opened it."""
    return filled(client.get(page_of(who)).content)


def test_two_administrators_who_change_different_things_of_an_account_overwrite_nothing(desk, superdesk):
    minh = account("minh", AUTHOR, first_name="Cũ")
    hers, his = opened(desk, minh), opened(superdesk, minh)

    one = {"first_name": "Mới", "groups": keys(TRANSLATOR), "languages": ["en"], "is_active": None}
    desk.post(page_of(minh), {name: value for name, value in (hers | one).items() if value is not None})
    answer = superdesk.post(page_of(minh), his | {"last_name": "Trần"})

    minh.refresh_from_db()
    assert answer.status_code == 302
    assert (minh.first_name, minh.last_name, minh.languages, minh.is_active) == ("Mới", "Trần", ["en"], False)
    assert [group.name for group in minh.groups.all()] == [TRANSLATOR]
    assert minh.check_password(PASSWORD)


def test_roles_that_two_changed_are_told_and_replaced_only_by_saving_again(desk, superdesk):
    minh = account("minh", AUTHOR)
    hers, his = opened(desk, minh), opened(superdesk, minh)
    desk.post(page_of(minh), hers | {"groups": keys(EDITOR)})

    refused = superdesk.post(page_of(minh), his | {"groups": keys(ADMINISTRATOR), "admin_language": "en"})
    before = [group.name for group in minh.groups.all()]
    saved = superdesk.post(page_of(minh), filled(refused.content))

    [told] = errors(refused, "groups")
    assert ("“Editor”" in told or "“Biên tập viên”" in told, before) == (True, [EDITOR])
    assert (saved.status_code, [group.name for group in minh.groups.all()]) == (302, [ADMINISTRATOR])


def test_languages_of_work_that_two_changed_are_told(desk, superdesk):
    minh = account("minh", TRANSLATOR, languages=["en"])
    hers, his = opened(desk, minh), opened(superdesk, minh)
    desk.post(page_of(minh), hers | {"languages": ["vi"]})

    refused = superdesk.post(page_of(minh), his | {"languages": ["en", "vi"]})

    minh.refresh_from_db()
    assert (len(errors(refused, "languages")), minh.languages) == (1, ["vi"])


def test_a_role_that_was_ticked_stays_ticked_when_the_form_comes_back_with_a_mistake(desk):
    minh = account("minh")

    mistaken = desk.post(page_of(minh), opened(desk, minh) | {"groups": keys(EDITOR), "email": "no address"})
    answer = desk.post(page_of(minh), filled(mistaken.content, email="minh@example.org"))

    assert (mistaken.status_code, answer.status_code) == (200, 302)
    assert [group.name for group in minh.groups.all()] == [EDITOR]


def test_two_changes_that_together_leave_a_translator_without_languages_are_refused(desk, superdesk):
    minh = account("minh", EDITOR, languages=["en"])
    hers, his = opened(desk, minh), opened(superdesk, minh)
    desk.post(page_of(minh), {name: value for name, value in hers.items() if name != "languages"})

    refused = superdesk.post(page_of(minh), his | {"groups": keys(TRANSLATOR)})

    assert (refused.status_code, len(errors(refused, "languages"))) == (200, 1)
    assert [group.name for group in minh.groups.all()] == [EDITOR]


def test_the_form_of_an_account_sends_no_password_to_the_browser(superdesk):
    minh = account("minh", EDITOR)

    shown = superdesk.get(page_of(minh))

    assert minh.password not in shown.content.decode()
    assert "initial-password" not in fields_of(shown)


def test_an_account_that_is_closed_is_out_at_once(desk):
    minh, his = account("minh", EDITOR), Client()
    his.force_login(minh)
    before = his.get("/admin/news/article/").status_code

    change(desk, minh, is_active=None)

    assert (before, his.get("/admin/news/article/").status_code) == (200, 302)
    assert not Client().login(username="minh", password=PASSWORD)


def test_a_new_password_ends_the_sessions_of_the_account(commit):
    minh, elsewhere = account("minh", EDITOR), Client()
    elsewhere.force_login(minh)
    with commit():
        Client().post(FORGOTTEN, {"email": "minh@example.org"})

    choose(link_in(mail.outbox[0]))

    assert elsewhere.get("/admin/news/article/").status_code == 302


def test_an_administrator_sees_nothing_that_is_for_superusers(desk, superdesk):
    minh = account("minh", EDITOR)
    hidden = {"is_superuser", "is_staff", "user_permissions"}

    assert hidden & fields_of(desk.get(page_of(minh))) == set()
    assert hidden & fields_of(superdesk.get(page_of(minh))) == hidden
    assert desk.get(LIST, {"is_superuser__exact": "1"}).status_code == 400


def test_an_administrator_raises_nobody_to_superuser_by_forged_fields(desk):
    minh = account("minh", EDITOR)

    change(desk, minh, is_superuser="on", user_permissions=[str(Permission.objects.get(codename="change_group").pk)])

    assert (minh.is_superuser, minh.user_permissions.count()) == (False, 0)


def test_an_administrator_gives_no_group_that_may_more_than_they_themselves(desk):
    mighty = Group.objects.create(name="Owners")
    mighty.permissions.add(Permission.objects.get(codename="change_group"))
    minh = account("minh", EDITOR)

    answer = change(desk, minh, groups=[str(mighty.pk)])

    assert len(errors(answer, "groups")) == 1
    assert [group.name for group in minh.groups.all()] == [EDITOR]


def test_an_administrator_neither_closes_nor_demotes_their_own_account(desk, administrator):
    answer = change(desk, administrator, groups=keys(AUTHOR), is_active=None, is_staff=None, first_name="Lan")

    assert answer.status_code == 302
    assert (administrator.is_active, administrator.is_staff, administrator.first_name) == (True, True, "Lan")
    assert [group.name for group in administrator.groups.all()] == [ADMINISTRATOR]


def test_an_administrator_changes_no_superuser(desk):
    root = account("root", is_superuser=True)

    shown, answer = desk.get(page_of(root)), change(desk, root, email="lan@example.com", is_active=None)

    assert "email" not in fields_of(shown)
    assert answer.status_code == 403
    assert (root.email, root.is_active) == ("root@example.org", True)


def test_an_administrator_types_no_password_for_others(desk, superdesk):
    minh = account("minh", EDITOR)
    typed = {"password1": NEW, "password2": NEW, "usable_password": "true", "set-password": "1"}

    refused = desk.post(f"{page_of(minh).removesuffix('change/')}password/", typed)

    minh.refresh_from_db()
    assert refused.status_code == 403
    assert minh.check_password(PASSWORD)

    superdesk.post(f"{page_of(minh).removesuffix('change/')}password/", typed)

    minh.refresh_from_db()
    assert minh.check_password(NEW)


def test_nobody_deletes_an_account(desk, superdesk):
    minh = account("minh", EDITOR)

    for client in (desk, superdesk):
        assert client.post(f"{page_of(minh).removesuffix('change/')}delete/", {"post": "yes"}).status_code == 403
        client.post(LIST, {"action": "delete_selected", "_selected_action": [minh.pk], "post": "yes"})
    assert Account.objects.filter(pk=minh.pk).exists()


def test_groups_are_changed_by_superusers_alone(desk, superdesk):
    path = reverse("admin:auth_group_change", args=keys(AUTHOR))

    assert "name" not in fields_of(desk.get(path))
    assert desk.post(path, {"name": "Writer", "permissions": []}).status_code == 403
    assert "name" in fields_of(superdesk.get(path))


def test_the_list_tells_roles_and_access(desk, django_assert_max_num_queries):
    invited("minh", first_name="Minh", last_name="Trần").groups.set(Group.objects.filter(name=TRANSLATOR))
    account("thu", EDITOR, is_active=False)

    with django_assert_max_num_queries(12):
        page = desk.get(LIST)
    editors = desk.get(LIST, {"role": EDITOR})

    assert rows_of(page) == [
        ["lan", "–", "Administrator", "May log in"],
        ["minh", "Minh Trần", "Translator", "Invited, no password yet"],
        ["thu", "–", "Editor", "Closed"],
    ]
    assert rows_of(editors) == [["thu", "–", "Editor", "Closed"]]


# --- Forgotten passwords ------------------------------------------------------


def test_the_login_page_leads_to_who_forgot_their_password(client):
    page = html.fromstring(client.get("/admin/login/").content.decode())

    assert page.xpath("//div[@class='password-reset-link']/a/@href") == [FORGOTTEN]


@pytest.mark.parametrize("name", ["admin_password_reset", "password_reset_done", "password_reset_complete"])
def test_the_pages_about_passwords_have_the_look_and_the_languages_of_the_desk(client, name):
    page = html.fromstring(client.get(reverse(name), {"admin_language": "en"}).content.decode())

    assert page.get("lang") == "en"
    assert page.xpath("string(//*[@id='site-name'])").strip() == "ASEAN Digital: the desk"
    assert len(page.xpath("//ul[@class='desk-languages']/li")) == len(site.LANGUAGES)
    assert page.xpath("//*[@id='nav-sidebar']") == []


def test_who_forgot_their_password_chooses_a_new_one(commit):
    minh = account("minh", EDITOR)

    with commit():
        Client().post(FORGOTTEN, {"email": "Minh@example.org"})
    choose(link_in(mail.outbox[0]))

    minh.refresh_from_db()
    assert minh.check_password(NEW)


def test_who_was_invited_and_never_chose_gets_the_invitation_again(commit):
    invited("minh", language="en")

    with commit():
        Client().post(FORGOTTEN, {"email": "minh@example.org"})

    assert [letter.subject for letter in mail.outbox] == ["You are invited to the desk of ASEAN Digital"]


def test_the_answer_is_the_same_whether_or_not_the_address_is_known(commit):
    account("minh", EDITOR)
    answers = []

    for address in ("minh@example.org", "nobody@example.org"):
        with commit() as jobs:
            answer = Client().post(FORGOTTEN, {"email": address})
        answers.append((answer.status_code, answer.headers["Location"], len(jobs)))

    assert answers[0] == answers[1]
    assert [letter.to for letter in mail.outbox] == [["minh@example.org"]]


def test_no_link_goes_to_a_closed_account_and_an_old_one_is_dead(commit):
    minh = account("minh", EDITOR)
    with commit():
        Client().post(FORGOTTEN, {"email": "minh@example.org"})
    Account.objects.update(is_active=False)

    with commit():
        Client().post(FORGOTTEN, {"email": "minh@example.org"})
    choose(link_in(mail.outbox[0]))

    minh.refresh_from_db()
    assert len(mail.outbox) == 1
    assert minh.check_password(PASSWORD)


def test_no_link_goes_to_an_account_that_no_longer_logs_in_by_password(commit):
    minh = account("minh", EDITOR)
    Client().login(username="minh", password=PASSWORD)
    minh.refresh_from_db()
    minh.set_unusable_password()
    minh.save()

    with commit():
        Client().post(FORGOTTEN, {"email": "minh@example.org"})

    assert mail.outbox == []


def test_the_queue_which_is_kept_in_the_database_holds_no_link(commit, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    minh = account("minh", EDITOR)

    with commit():
        Client().post(FORGOTTEN, {"email": "minh@example.org"})
        send_link(minh)

    kept = DBTaskResult.objects.values_list("args_kwargs", flat=True)
    assert sorted(map(str, (row["args"] for row in kept))) == ["['minh@example.org']", f"[{minh.pk}]"]


def test_the_address_in_a_mail_is_that_of_the_site_whatever_host_was_asked(commit, settings):
    account("minh", EDITOR)
    settings.ALLOWED_HOSTS = ["evil.example"]

    with commit():
        Client().post(FORGOTTEN, {"email": "minh@example.org"}, headers={"host": "evil.example"})

    assert "evil" not in mail.outbox[0].body
    assert link_in(mail.outbox[0]).startswith("/admin/reset/")
