"""The front door, health, uploaded files: addresses without a language."""

import pytest
from django.core.files.storage import default_storage

from tests.factories import make_picture

HEADERS = [
    ("", "/vi/"),
    ("vi", "/vi/"),
    ("en", "/en/"),
    ("en-GB,en;q=0.9,vi;q=0.8", "/en/"),
    ("vi-VN,vi;q=0.9,en;q=0.8", "/vi/"),
    ("fr-FR,fr;q=0.9,en;q=0.5,vi;q=0.1", "/en/"),
    ("fr,de", "/vi/"),
    ("en;q=0.1,vi;q=0.2", "/vi/"),
    ("EN-us", "/en/"),
    ("en;q=0", "/vi/"),
    ("*", "/vi/"),
    (";;;,,,=", "/vi/"),
    ("x" * 10_000, "/vi/"),
]


@pytest.mark.parametrize(("header", "address"), HEADERS)
def test_the_front_door_leads_to_the_language_that_the_browser_prefers(header, address, client):
    answer = client.get("/", headers={"accept-language": header})

    assert (answer.status_code, answer.headers["Location"]) == (302, address)


def test_the_front_door_asks_for_no_cookie(client):
    client.cookies["django_language"] = "en"

    answer = client.get("/", headers={"accept-language": "vi"})

    assert (answer.headers["Location"], dict(answer.cookies)) == ("/vi/", {})


def test_the_front_door_is_kept_by_language(client):
    answer = client.get("/")

    assert (answer.headers["Cache-Control"], answer.headers["Vary"]) == ("public, max-age=60", "Accept-Language")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/fr/", "/vi/news/", "/en/tin-tuc/", "/khong-co/", "/tin-tuc/", "/vi/tin-tuc/a/b/", "/vi/khong-co/"]
)
def test_an_address_of_no_page_is_not_found(path, client):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "address"), [("/vi", "/vi/"), ("/en/news", "/en/news/"), ("/vi/ke-hoach", "/vi/ke-hoach/")]
)
def test_an_address_without_its_last_slash_leads_on(path, address, client):
    answer = client.get(path)

    assert (answer.status_code, answer.headers["Location"]) == (301, address)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz"])
def test_addresses_without_a_language_are_only_read(path, method, client):
    assert getattr(client, method)(path).status_code == 405


def test_health_answers_without_asking_the_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (200, b"ok\n", "no-store")


@pytest.mark.django_db
def test_readiness_asks_the_database_once(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get("/readyz")

    assert (answer.status_code, answer.json(), answer.headers["Cache-Control"]) == (200, {"database": "ok"}, "no-store")


@pytest.mark.django_db
def test_an_uploaded_file_is_served_so_that_it_can_run_nothing(client):
    picture = make_picture()

    answer = client.get(picture.url)

    with default_storage.open(picture.file.name) as stored:
        assert b"".join(answer.streaming_content) == stored.read()
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/media/never.png", "/media/", "/media/pictures/", "/media/a%00b"])
def test_a_file_that_is_not_there_is_not_found(path, client):
    assert client.get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/media/../secret", "/media/%2e%2e/secret", "/media/..%2fsecret", "/media/pictures/..%2f..%2fsecret"]
)
def test_no_file_outside_the_uploads_is_served(path, client, settings):
    answer = client.get(path)

    assert settings.SECRET_FILE.exists()
    assert (answer.status_code, answer.streaming) == (400, False)
    assert settings.SECRET_KEY not in answer.content.decode()
