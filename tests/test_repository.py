"""Rules of the house that a reading of the files can see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from modeltranslation.translator import translator

from tests.conftest import ROOT
from tests.test_rooms import ROOMS, called

QUERY_HOMES = {
    "querysets.py",
    "link_querysets.py",
    "list_querysets.py",
    "desk_querysets.py",
    "row_querysets.py",
    "account_querysets.py",
    "search.py",
}
"""The files that may narrow a queryset (docs/architecture.md, "One visibility")."""
LANGUAGE_HOMES = {"settings.py", "translation.py", "language.py"}
"""The files that may name a language; news/intake/language.py holds the letters and words by which a text tells its own."""


def sources(root: Path = ROOT) -> list[Path]:
    """The Python files of the rooms, without migrations."""
    files = [file for room in ROOMS for file in sorted((root / room).rglob("*.py"))]
    return [file for file in files if "migrations" not in file.parts]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def nodes(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def told(file: Path, line: int, what: str, root: Path = ROOT) -> str:
    return f"{file.relative_to(root)}:{line} {what}"


# --- One visibility -----------------------------------------------------------


def narrowings(root: Path) -> list[str]:
    """Each call of .filter( or .exclude( outside the homes of queries; a template's @register.filter is none."""
    return [
        told(file, node.lineno, f".{node.func.attr}(", root)
        for file in sources(root)
        if file.name not in QUERY_HOMES
        for node in nodes(file)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"filter", "exclude"}
        and getattr(node.func.value, "id", "") != "register"
    ]


def test_querysets_are_narrowed_in_their_homes_only():
    assert narrowings(ROOT) == []


def test_a_view_that_filters_is_told(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "querysets.py").write_text("self.filter(a=1)\n")
    (tmp_path / "news" / "tags.py").write_text(
        "@register.filter\ndef a(x): ...\n@register.filter(name='b')\ndef b(x): ...\n"
    )
    (tmp_path / "news" / "views.py").write_text("rows = Article.objects.filter(a=1)\nmore = rows.exclude(b=2)\n")

    assert narrowings(tmp_path) == ["news/views.py:1 .filter(", "news/views.py:2 .exclude("]


# --- Markup -------------------------------------------------------------------

NOT_IN_TEMPLATES = {
    "|safe": re.compile(r"\|\s*(safe|safeseq)\b"),
    "autoescape off": re.compile(r"{%\s*autoescape\s+off"),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc\s*=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
    ),
}


def faults_of(source: str) -> list[str]:
    """What stands in a template that must not."""
    return [name for name, pattern in NOT_IN_TEMPLATES.items() if pattern.search(source)]


@pytest.mark.parametrize("file", templates(), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_template_trusts_no_text_and_holds_no_inline_style_or_script(file):
    assert faults_of(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "faults"),
    [
        ("{{ body|safe }}", ["|safe"]),
        ("{{ body | safeseq }}", ["|safe"]),
        ("{% autoescape off %}", ["autoescape off"]),
        ('<p style="color:red">', ["an inline style"]),
        ("<STYLE>p{}</STYLE>", ["an inline style"]),
        ("<script>alert(1)</script>", ["an inline script"]),
        ('<body onload="x()">', ["an inline script"]),
        ('<a href="javascript:x()">', ["an inline script"]),
        ('<script type="module" src="/x.js"></script><link rel="stylesheet" href="/x.css">', []),
        ("{{ unsafe }} {% trans 'safe' %}", []),
    ],
)
def test_faults_of_templates_are_seen(source, faults):
    assert faults_of(source) == faults


def test_text_is_called_safe_in_one_place_only():
    trusting = {
        str(file.relative_to(ROOT))
        for file in sources()
        for node in nodes(file)
        if getattr(node, "id", getattr(node, "attr", getattr(node, "name", "")))
        in {"mark_safe", "SafeText", "__html__"}
    }

    assert trusting == {"publishing/markup.py"}


# --- Migrations ---------------------------------------------------------------


def test_every_migration_has_a_name_that_says_what_it_does():
    migrations = [file.stem for room in ROOMS for file in (ROOT / room / "migrations").glob("[0-9]*.py")]

    assert migrations != []
    assert [name for name in migrations if "_auto_" in name or not re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name)] == []


@pytest.mark.django_db
def test_the_models_and_their_migrations_agree(capsys):
    call_command("makemigrations", check=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


# --- Requirements -------------------------------------------------------------


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_package_has_its_reason(name):
    lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and line[0] not in "#-"]

    assert lines != []
    assert [line for line in lines if not re.fullmatch(r"\S+\s+# \S.{5,}", line)] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_with_its_hashes(name):
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line, re.IGNORECASE)]

    assert lines != []
    assert [line.split()[0] for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


# --- Languages ----------------------------------------------------------------

NAMING_METHODS = {
    "order_by", "filter", "exclude", "get", "values", "values_list", "only", "defer", "update", "annotate",
    "alias", "aggregate", "distinct", "dates", "get_or_create", "update_or_create", "create", "in_bulk",
    "Q", "F", "When", "OuterRef", "Lower", "Upper", "Coalesce", "Max", "Min", "Count", "Cast", "Concat",
    "latest", "earliest", "bulk_update",
}  # fmt: skip
"""Methods and expressions in which a bare translated field would be a column of no known language."""

TAKE_KEYWORDS = {"get", "filter", "exclude", "update", "create", "get_or_create", "update_or_create"}
"""Methods whose positional texts are no fields: a dict has a get, too."""


def translated_fields() -> dict[str, set[str]]:
    """The bare names of translated fields: {field: the models that have it}."""
    fields: dict[str, set[str]] = {}
    for model in translator.get_registered_models(abstract=False):
        for field in translator.get_options_for_model(model).all_fields:
            fields.setdefault(field, set()).add(model.__name__)
    return fields


UNTRANSLATED = {"Address", "AddressQuerySet", "SearchRow", "SearchRowQuerySet"}
"""Models, and their querysets, whose columns of the same names have no language."""


def bare_names(file: Path, fields: set[str]) -> list[tuple[int, str]]:
    """Each translated field that a query names without its language: order_by("-plan__title")."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    aside = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name in UNTRANSLATED
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) not in NAMING_METHODS or node in aside:
            continue
        if any(getattr(part, "id", "") in UNTRANSLATED for part in ast.walk(node.func)):
            continue
        texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        texts = [text for text in texts if called(node) not in TAKE_KEYWORDS]
        texts += [keyword.arg for keyword in node.keywords if keyword.arg]
        found += [
            (node.lineno, f'{called(node)}("{text}")')
            for text in texts
            if isinstance(text, str) and fields & set(text.lstrip("-").split("__"))
        ]
    return sorted(found)


def test_no_query_names_a_translated_field_without_its_language():
    # A deferred column is only not loaded; the bare one has to be named to stay away, too.
    found = [
        told(file, line, text)
        for file in sources()
        for line, text in bare_names(file, set(translated_fields()))
        if not text.startswith("defer(")
    ]

    assert found == []


def test_a_bare_translated_field_is_told(tmp_path):
    file = tmp_path / "views.py"
    file.write_text(
        'a.order_by("-slug")\nb.values_list("plan__slug", flat=True)\nc.filter(slug__contains="x")\nLower("body")\n'
        'd.order_by("slug_vi")\ne.get("body")\nAddress.objects.filter(slug="x")\n'
        'class SearchRowQuerySet:\n  def of(self): return self.filter(body="x")\n'
    )

    assert bare_names(file, {"slug", "body"}) == [
        (1, 'order_by("-slug")'),
        (2, 'values_list("plan__slug")'),
        (3, 'filter("slug__contains")'),
        (4, 'Lower("body")'),
    ]


def languages_named(file: Path) -> list[tuple[int, str]]:
    """Each text that is a language code, and each name or text that ends in one: "vi", "title_vi", .title_en."""
    codes = [code for code, _name in settings.LANGUAGES]
    ending = re.compile(rf"\w+_({'|'.join(codes)})\Z")
    found = []
    for node in nodes(file):
        text = {ast.Constant: "value", ast.Attribute: "attr", ast.keyword: "arg", ast.Name: "id"}.get(type(node))
        text = getattr(node, text) if text else None
        if isinstance(text, str) and (text in codes or ending.fullmatch(text)) and not isinstance(node, ast.Name):
            found.append((node.lineno, text))
    return found


def test_no_language_is_hard_coded():
    found = [
        told(file, line, text)
        for file in sources()
        if file.name not in LANGUAGE_HOMES and not {"sample", "formats"} & set(file.relative_to(ROOT).parts)
        for line, text in languages_named(file)
    ]

    assert found == []


def test_no_template_names_a_language():
    pattern = re.compile(rf"[\"'=_.](?:{'|'.join(code for code, _name in settings.LANGUAGES)})[\"'\s|%}}]")

    # 500.html is printed when nothing else may work, and so says everything in every language itself.
    looked_at = [file for file in templates() if file.name != "500.html"]

    assert [str(file.relative_to(ROOT)) for file in looked_at if pattern.search(file.read_text(encoding="utf-8"))] == []


def test_a_hard_coded_language_is_told(tmp_path):
    file = tmp_path / "views.py"
    file.write_text('a = "vi"\nb = item.title_en\nc(slug_vi=1)\nd = ["title_vi", "envi", "video"]\nvi = envy_vi\n')

    assert languages_named(file) == [(1, "vi"), (2, "title_en"), (3, "slug_vi"), (4, "title_vi")]
