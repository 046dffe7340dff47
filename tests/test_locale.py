"""The interface is whole in each language: nothing untranslated, nothing stale, nothing broken."""

import ast
import gettext
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import django
import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real
from django.views.i18n import JSONCatalog

from aseandigital.desk import DeskCatalog
from tests.conftest import ROOT

CATALOGS = sorted((ROOT / "locale").rglob("*.po"))
COLLECTED = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
"""The catalog that `make messages` writes; the others are kept by hand."""
DJANGO = Path(django.__file__).parent
ON_THE_DESK = ("conf", "contrib/admin", "contrib/auth", "contrib/contenttypes")
NEVER_SHOWN = ("conf/global_settings.py", "views/templates/default_urlconf.html")
"""Sources in Django whose texts nobody sees here: names of other languages, and the page of an empty project."""

each_catalog = pytest.mark.parametrize("file", CATALOGS, ids=lambda file: str(file.relative_to(ROOT / "locale")))


@dataclass
class Entry:
    """A text of a catalog with its translations, and what the comments before it say."""

    msgctxt: str | None = None
    msgid: str | None = None
    msgid_plural: str | None = None
    msgstr: dict[int, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The text as a compiled catalog knows it."""
        return self.msgid if self.msgctxt is None else f"{self.msgctxt}\x04{self.msgid}"

    @property
    def compiled(self) -> dict:
        """What a compiled catalog holds for this."""
        if self.msgid_plural is None:
            return {self.key: self.msgstr[0]}
        return {(self.key, number): text for number, text in self.msgstr.items()}


def read(file: Path) -> dict[str, Entry]:
    """The texts of a .po file by their keys, without the header."""
    entry, told, found = Entry(), None, []
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _space, value = line.partition(" ")
        if line.startswith("#~"):
            continue
        # A comment or a new text begins the next entry.
        if entry.msgstr and (line.startswith("#") or name in {"msgctxt", "msgid"}):
            found.append(entry)
            entry = Entry()
        if line.startswith("#,"):
            entry.flags |= {flag.strip() for flag in line[2:].split(",")}
        elif line.startswith("#:"):
            entry.places += line[2:].split()
        elif line.startswith('"'):
            told[0][told[1]] += ast.literal_eval(line)
        elif name.startswith("msgstr"):
            told = (entry.msgstr, int(name[7:-1] or 0))
            told[0][told[1]] = ast.literal_eval(value)
        elif name.startswith("msg"):
            told = (vars(entry), name)
            told[0][told[1]] = ast.literal_eval(value)
    return {entry.key: entry for entry in [*found, entry] if entry.msgid}


def marks(text: str) -> list[str]:
    """What a program fills into a text or reads from it: placeholders, tags."""
    return sorted(re.findall(r"%\(\w+\)[a-z]|%[a-z]\b|\{\w*\}|</?\w[^>]*>", text))


def edges(text: str) -> tuple[str, str]:
    """The white space around a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


# --- Each catalog -------------------------------------------------------------


@each_catalog
def test_nothing_is_untranslated(file):
    assert [entry.key for entry in read(file).values() if not all(entry.msgstr.values())] == []


@each_catalog
def test_nothing_is_a_guess(file):
    assert [entry.key for entry in read(file).values() if "fuzzy" in entry.flags] == []


@each_catalog
def test_the_compiled_catalog_says_what_the_written_one_says(file):
    with file.with_suffix(".mo").open("rb") as compiled:
        kept = gettext.GNUTranslations(compiled)._catalog
    written = {key: text for entry in read(file).values() for key, text in entry.compiled.items()}
    assert {key: text for key, text in kept.items() if key != ""} == written, "run `make messages`"


@each_catalog
def test_placeholders_and_tags_are_those_of_the_source(file):
    wrong = {
        entry.key: text
        for entry in read(file).values()
        for text in entry.msgstr.values()
        if marks(text) not in (marks(entry.msgid), marks(entry.msgid_plural or entry.msgid))
    }
    assert wrong == {}


@each_catalog
def test_white_space_at_the_ends_is_that_of_the_source(file):
    entries = read(file).values()
    assert [entry.key for entry in entries for text in entry.msgstr.values() if edges(text) != edges(entry.msgid)] == []


@each_catalog
def test_texts_are_in_normal_form(file):
    text = file.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)


@each_catalog
def test_the_header_names_nobody_and_no_moment(file):
    header = file.read_text(encoding="utf-8").split("\n\n")[0]
    assert (
        re.findall(r"^\"(?:POT-Creation-Date|PO-Revision-Date|Last-Translator|Report-Msgid-Bugs-To).*", header, re.M)
        == []
    )


# --- All of them together -----------------------------------------------------


def test_no_text_stands_in_two_catalogs():
    collected, by_hand = read(COLLECTED), read(ROOT / "locale" / "django" / "vi" / "LC_MESSAGES" / "django.po")
    assert sorted(collected.keys() & by_hand.keys()) == []


@pytest.mark.gettext
def test_collecting_the_texts_again_changes_nothing(tmp_path):
    for folder in ("aseandigital", "publishing", "plans", "news", "templates", "locale"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "sample"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    collect = [
        sys.executable,
        "manage.py",
        "makemessages",
        "--locale=vi",
        "--no-obsolete",
        "--no-location",
        "--no-wrap",
    ]
    environment = os.environ | {"VAR_DIR": str(tmp_path / "var")}
    subprocess.run([*collect, "--ignore=var/*"], cwd=tmp_path, env=environment, check=True, capture_output=True)

    before, after = read(COLLECTED), read(tmp_path / COLLECTED.relative_to(ROOT))
    assert sorted(before.keys() - after.keys()) == [], "no longer used: run `make messages`"
    assert [key for key, entry in after.items() if before.get(key) != entry] == [], "run `make messages`, translate"


def of_django(domain: str, *parts: str) -> list[Entry]:
    """The texts of Django that this site may show, as Django's own sources have them."""
    files = [DJANGO / part / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po" for part in parts]
    return [
        entry
        for file in files
        for entry in read(file).values()
        if not all(place.startswith(NEVER_SHOWN) for place in entry.places)
    ]


def test_no_text_of_django_is_left_in_english():
    known = trans_real.translation("vi")._catalog
    missing = [
        entry.key
        for entry in of_django("django", *ON_THE_DESK)
        if known.get(entry.key) is None and known.get((entry.key, 0)) is None
    ]
    assert missing == []


def test_no_text_of_a_script_at_the_desk_is_left_in_english(rf):
    class Catalog(DeskCatalog, JSONCatalog):
        """What the desk hands its scripts, in a form that can be read."""

    with translation.override("vi"):
        known = json.loads(Catalog.as_view()(rf.get("/")).content)["catalog"]
    editor = read(
        Path(sys.modules["django_prose_editor"].__file__).parent / "locale" / "de" / "LC_MESSAGES" / "djangojs.po"
    )
    entries = [*of_django("djangojs", "contrib/admin"), *editor.values()]
    assert [entry.key for entry in entries if entry.key not in known] == []


def test_each_language_names_all_of_them():
    with translation.override("vi"):
        assert [str(name) for _code, name in settings.LANGUAGES] == ["Tiếng Việt", "Tiếng Anh"]
