"""Texts whose mentions of plans are labelled, and the plans of the sample, for benchmarks and tests. No database."""

import datetime as dt
import json
import os
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
LABELLED = FOLDER / "labelled" / "mentions"
SEEDS = Path(os.environ.get("SEEDS_DIR") or FOLDER.parent.parent / "shared" / "seeds")


@dataclass(frozen=True)
class Wanted:
    """A labelled mention."""

    start: int
    end: int
    plan: str
    kind: str
    optional: bool = False


@dataclass(frozen=True)
class Labelled:
    """A text with all its mentions."""

    name: str
    language: str
    text: str
    dated: dt.date | None
    wanted: tuple[Wanted, ...]


def sample_plans() -> list:
    """The plans of the sample with their names and parts, as the site gives them to the finder."""
    from aseandigital import sample

    owners = sample.table("owners")
    return [_plan(told, owners.get(told.get("owner"), {})) for told in sample.files("plans").values()]


def _plan(told: dict, owner: dict):
    from plans.naming import NamedPlan, Part, every_name, words_around

    def in_each_language(row, name):
        return {key: text for key, text in row.items() if key.startswith(f"{name}_")}

    given = [(name["text"], name["language"], name["kind"]) for name in told["names"]]
    parts = [
        Part(
            str(order),
            part.get("number", ""),
            *(tuple(in_each_language(part, it).values()) for it in ("level", "title")),
        )
        for order, part in enumerate(told.get("parts", []))
    ]
    return NamedPlan(
        code=told["code"],
        names=every_name(told["code"], told["label"], in_each_language(told, "title"), given),
        first_year=told["first_year"],
        last_year=told.get("last_year"),
        adopted=_first_day(told["adopted_on"]) if told.get("adopted_on") else None,
        around=words_around(*owner.values()),
        parts=tuple(parts),
    )


def _first_day(told: str) -> dt.date:
    """The first day of what is told: "2015", "2015-11" or "2015-11-27"."""
    year, month, day = (*map(int, told.split("-")), 1, 1)[:3]
    return dt.date(year, month, day)


def labelled() -> dict[str, list[Labelled]]:
    """The project's own labelled texts: {set: texts}."""
    sets = {}
    for file in sorted(LABELLED.glob("*.json")):
        rows = json.loads(file.read_text(encoding="utf-8"))
        sets[file.stem] = [_own(f"{file.stem} {number}", row) for number, row in enumerate(rows, 1)]
    return sets


def _own(name: str, row: dict) -> Labelled:
    wanted = []
    for mention in row["mentions"]:
        place = -1
        for _time in range(mention.get("occurrence", 1)):
            place = row["text"].index(mention["text"], place + 1)
        wanted.append(
            Wanted(
                place, place + len(mention["text"]), mention["plan"], mention["kind"], mention.get("optional", False)
            )
        )
    dated = dt.date.fromisoformat(row["dated"]) if row["dated"] else None
    return Labelled(name, row["language"], row["text"], dated, tuple(wanted))


def seeds() -> list[Labelled]:
    """The texts with gold outside the project; none where the folder is not there. No dates are given."""
    texts = []
    for file in sorted(SEEDS.glob("gold/*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        wanted = tuple(
            Wanted(row["start"], row["end"], row["plan_code"], row["kind"], row["optional"])
            for row in gold["plan_mentions"]
        )
        raw = (SEEDS / gold["file"]).read_bytes().decode("utf-8")
        texts.append(Labelled(gold["file"], gold["language"], raw, None, wanted))
    return texts
