"""How well intake recognises the fields of an article, on pages whose lines are labelled.

    python -m benchmarks.intake [--misses]

The five texts of SEEDS_DIR with their gold, and the project's own labelled pages: those that were
looked at while the weights were set, and apart from them those that were not.
"""

import argparse
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from publishing.text import folded, line

LABELLED = Path(__file__).parent / "labelled" / "intake"
SEEDS = Path(os.environ.get("SEEDS_DIR") or Path(__file__).parents[2] / "shared" / "seeds")
ROLES = {
    "t": "title", "k": "kicker", "u": "publisher", "b": "byline", "d": "date", "l": "lead", "p": "paragraph",
    "h": "subheading", "q": "quote", "s": "speaker", "c": "caption", "x": "set_aside", "": "blank",
}  # fmt: skip
VALUES = ("title", "kicker", "publisher", "authors", "date", "place")
LINES = ("body", "captions", "set aside")


@dataclass
class Page:
    """A text with what is right: values by field, line numbers by field."""

    name: str
    text: str
    values: dict[str, str] = field(default_factory=dict)
    lines: dict[str, set[int]] = field(default_factory=dict)


def labelled(folder: str) -> Iterator[Page]:
    """The project's own pages: `# field: value` above, then a letter for the role and the line."""
    for file in sorted((LABELLED / folder).glob("*.txt")):
        page, roles, lines = Page(f"{folder}/{file.stem}", ""), [], []
        for row in file.read_text(encoding="utf-8").splitlines():
            if told := re.match(r"# (\w+):(.*)", row):
                page.values[told[1]] = told[2].strip()
            elif not row.startswith("#"):
                role, _bar, text = row.partition("|")
                roles.append(ROLES[role])
                lines.append(text)
        page.text = "\n".join(lines)
        page.values = {name: page.values[name] for name in VALUES if name in page.values}
        wanted = {"body": {"paragraph", "quote"}, "captions": {"caption"}, "set aside": {"set_aside"}}
        page.lines = {
            name: {number for number, role in enumerate(roles, 1) if role in told} for name, told in wanted.items()
        }
        yield page


def gold(folder: Path = SEEDS) -> Iterator[Page]:
    """The five texts; their gold tells captions and kicker by the role of a line."""
    for file in sorted(folder.glob("gold/*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        text = (folder / told["file"]).read_bytes().decode("utf-8")
        roles = {int(number): role for number, role in told["line_roles"].items()}
        rows = text.splitlines()
        section = re.search(r"\((.+) section\)", told["publisher"] or "")
        values = {
            "title": told["title"],
            "kicker": next((rows[number - 1] for number, role in roles.items() if role.startswith("kicker")), ""),
            "publisher": section[1] if section else re.sub(r"\s*\([^)]*\)\Z", "", told["publisher"] or ""),
            "authors": ", ".join(told["authors"]),
            "date": told["published_at"] or "",
        }
        lines = {
            "body": set(told["body_lines"]),
            "captions": {number for number, role in roles.items() if role.startswith("caption")},
            "set aside": {one["line"] for one in told["boilerplate_lines"]},
        }
        yield Page(told["file"], text, values, lines)


def known_publishers() -> dict[str, str]:
    """The marks of the publishers that a new site begins with."""
    from django.conf import settings

    from aseandigital import sample
    from news.intake import marks_of

    columns = [f"title_{code}" for code in dict.fromkeys([settings.LANGUAGE_CODE, *dict(settings.LANGUAGES)])]
    found = {}
    for row in sample.table("publishers").values():
        titles = [row.get(column, "") for column in columns]
        found |= marks_of(titles, row.get("address", ""), row.get("marks", ()), row.get("sections", ()))
    return found


def found_in(page: Page, publishers: dict[str, str]):
    """What intake finds on a page: (values, lines, whether nothing was lost)."""
    from news.intake import Role, proposed

    proposal = proposed(page.text, publishers)
    values = {
        "title": proposal.title,
        "kicker": proposal.kicker,
        "publisher": proposal.publisher,
        "authors": ", ".join(proposal.authors),
        "date": str(proposal.dated or ""),
        "place": proposal.place,
    }
    lines = {
        "body": set(proposal.numbers(Role.PARAGRAPH, Role.QUOTE)),
        "captions": set(proposal.numbers(Role.CAPTION)),
        "set aside": set(proposal.numbers(Role.ASIDE)),
    }
    return values, lines, "".join(one.raw for one in proposal.lines) == page.text


def same(name: str, told: str, wanted: str) -> bool:
    """Whether a value is right, white space and normal form aside; a place or a name in capitals, too."""
    if name == "date" and told and wanted:
        import datetime as dt

        one, other = (dt.datetime.fromisoformat(text) for text in (told, wanted))
        return one == other if one.tzinfo and other.tzinfo else told == wanted
    return folded(line(told)) == folded(line(wanted)) if name == "place" else line(told) == line(wanted)


def measure(name: str, pages: list[Page], publishers: dict[str, str], misses: bool) -> None:
    """Print the score of each field over some pages: right values, and F1 over line numbers."""
    right = {field: [0, 0] for field in VALUES}
    counts = {field: [0, 0, 0] for field in LINES}
    kept = 0
    for page in pages:
        values, lines, whole = found_in(page, publishers)
        kept += whole
        for field_name, wanted in page.values.items():
            hit = same(field_name, values[field_name], wanted)
            right[field_name][0] += hit
            right[field_name][1] += 1
            if misses and not hit:
                print(f"  {page.name} {field_name}: {values[field_name]!r}, not {wanted!r}")
        for field_name, wanted in page.lines.items():
            told = lines[field_name]
            counts[field_name] = [
                a + b for a, b in zip(counts[field_name], (len(told & wanted), len(told), len(wanted)), strict=True)
            ]
            if misses and told != wanted:
                rows = page.text.splitlines()
                print(
                    f"  {page.name} {field_name}: too many {_shown(rows, told - wanted)}, too few {_shown(rows, wanted - told)}"
                )
    cells = [f"{field} {hit}/{of}" for field, (hit, of) in right.items() if of]
    cells += [f"{field} {_f1(*counts[field]):.1%}" for field in LINES]
    print(f"{name} ({len(pages)} pages): {', '.join(cells)}, nothing lost {kept}/{len(pages)}")


def _shown(rows: list[str], numbers: set[int]) -> list[str]:
    return [f"{number} {rows[number - 1][:40]}" for number in sorted(numbers)]


def _f1(hits: int, told: int, wanted: int) -> float:
    return 2 * hits / (told + wanted) if told + wanted else 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="say what was missed, but not of the pages held out")
    parser.add_argument("--only", choices=["gold", "tuned", "held_out"])
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aseandigital.settings")
    import django

    django.setup()
    publishers = known_publishers()
    sets = {"gold": list(gold()), "tuned": list(labelled("tuned")), "held_out": list(labelled("held_out"))}
    for name, pages in sets.items():
        if pages and options.only in {None, name}:
            measure(name.replace("_", " "), pages, publishers, options.misses and name != "held_out")


if __name__ == "__main__":
    main()
