"""The arrows of the house: a room imports only rooms below it, also inside functions."""

import ast
from pathlib import Path

from tests.conftest import ROOT

ROOMS = ("publishing", "plans", "news", "aseandigital")
"""From the ground to the roof; see docs/architecture.md."""
ABOVE_ALL = ("tests", "benchmarks")
"""May import every room; no room imports them."""


def modules_named(node: ast.AST, package: list[str]) -> list[str]:
    """The modules that an import statement, or a text such as "news.models", names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        above = package[: len(package) - node.level + 1] if node.level else []
        module = ".".join([*above, *([node.module] if node.module else [])])
        return [module] if module else [alias.name for alias in node.names]
    if isinstance(node, ast.Call) and called(node) in {"import_module", "__import__", "import_string", "get_model"}:
        return [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    return []


def called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def uphill(root: Path) -> list[str]:
    """Each import under `root` that runs uphill: "plans/models.py:3 plans imports news"."""
    found = []
    for height, room in enumerate(ROOMS):
        forbidden = {*ROOMS[height + 1 :], *ABOVE_ALL}
        for file in sorted((root / room).rglob("*.py")):
            package = list(file.relative_to(root).parent.parts)
            imports = [
                (node.lineno, module.partition(".")[0])
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                for module in modules_named(node, package)
            ]
            found += [
                f"{file.relative_to(root)}:{number} {room} imports {imported}"
                for number, imported in sorted(imports)
                if imported in forbidden
            ]
    return found


def test_no_room_imports_one_above_it():
    assert uphill(ROOT) == []


def test_every_room_is_there_and_looked_at():
    assert [room for room in ROOMS if list((ROOT / room).glob("*.py"))] == list(ROOMS)


def test_an_arrow_uphill_is_told_with_file_and_line(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "news").mkdir()
    (tmp_path / "publishing" / "deep").mkdir(parents=True)
    (tmp_path / "plans" / "models.py").write_text(
        '"""Doc."""\n\nfrom news.models import Article\nimport publishing.text\n'
    )
    (tmp_path / "news" / "views.py").write_text(
        "import plans\n\n\ndef view():\n    import aseandigital.views as roof\n"
    )
    (tmp_path / "publishing" / "deep" / "text.py").write_text(
        "from ...news import models\nfrom ..text import folded\nimport_module('plans.models')\napps.get_model('news.Article')\n"
        "from tests import factories\n"
    )

    assert uphill(tmp_path) == [
        "publishing/deep/text.py:1 publishing imports news",
        "publishing/deep/text.py:3 publishing imports plans",
        "publishing/deep/text.py:4 publishing imports news",
        "publishing/deep/text.py:5 publishing imports tests",
        "plans/models.py:3 plans imports news",
        "news/views.py:5 news imports aseandigital",
    ]
