"""Saving by merging: is anything lost, and how long does it take?

    python -m benchmarks.merge                   10,000 random interleavings of two to four editors
    python -m benchmarks.merge --save            opening and saving one plan with 40 parts and 200 versions

The first uses no database. The second makes a database of its own beside the one that DATABASE_URL
names and removes it afterwards. Compare ratios of one run: machines differ.
"""

import argparse
import random
import statistics
import time
from dataclasses import dataclass, field

from benchmarks.database import scratch_database
from publishing.merge import merge, resolve

FIELDS = ("title_vi", "title_en", "kicker_vi", "lead_en")
ROOT = "news.article/0"


@dataclass
class Desk:
    """An item in memory with the versions that were kept, as `publishing.versions` keeps them."""

    versions: list[dict] = field(default_factory=list)
    side: list[dict] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    clashes: int = 0
    merges: int = 0

    def lost(self) -> set[str]:
        """What was typed and stands in no version, not even in one that clashed."""
        kept = {text for one in [*self.versions, *self.side] for row in one.values() for text in row.values()}
        return self.typed - kept

    def save(self, base: int, mine: dict, chance: random.Random) -> None:
        """Save what somebody made of a version; where it clashes, each clash is decided by chance."""
        theirs = self.versions[-1]
        merged, clashes = merge(self.versions[base], mine, theirs)
        self.merges += base != len(self.versions) - 1
        if clashes:
            self.side.append(mine)
            self.clashes += len(clashes)
            merged = resolve(merged, [(one, chance.choice([one.mine, one.theirs])) for one in clashes], mine)
        self.versions.append(merged)


def interleaved(seed: int, steps: int = 14) -> Desk:
    """Two to four editors who open, type and save in random order. AssertionError where anything is lost."""
    chance = random.Random(seed)  # noqa: S311 -- repeatable, not secret
    desk = Desk([{ROOT: dict.fromkeys(FIELDS, "")}])
    opened: dict[int, tuple[int, dict]] = {}
    editors = chance.randint(2, 4)
    for step in range(steps):
        editor = chance.randrange(editors)
        if editor not in opened:
            opened[editor] = (len(desk.versions) - 1, edited(desk.versions[-1], f"{seed}-{editor}-{step}", chance))
            continue
        base, mine = opened.pop(editor)
        before, side = desk.versions[-1], len(desk.side)
        desk.typed |= {text for row in mine.values() for text in row.values()}
        desk.save(base, mine, chance)
        check(desk.versions[base], mine, before, desk.versions[-1], clashed=len(desk.side) > side)
    return desk


def edited(content: dict, mark: str, chance: random.Random) -> dict:
    """A content with some fields changed, and a row added, changed or removed."""
    mine = {key: dict(row) for key, row in content.items()}
    for name in chance.sample(FIELDS, chance.randint(0, 2)):
        mine[ROOT][name] = f"{name} {mark}"
    rows = [key for key in mine if key != ROOT]
    match chance.choice(["add", "change", "remove", "none"]):
        case "add":
            mine[f"news.source/{mark}"] = {"article": ROOT, "title": f"source {mark}"}
        case "change" if rows:
            mine[chance.choice(rows)]["title"] = f"changed {mark}"
        case "remove" if rows:
            del mine[chance.choice(rows)]
    return mine


def check(base: dict, mine: dict, theirs: dict, now: dict, *, clashed: bool) -> None:
    """Every change of one alone stands; what both changed stands as one of them, and only after asking."""
    for key in {*base, *mine, *theirs}:
        for name in {*base.get(key, {}), *mine.get(key, {}), *theirs.get(key, {})}:
            b, m, t, n = (side.get(key, {}).get(name) for side in (base, mine, theirs, now))
            if t in (m, b):
                assert n == m or (clashed and n == t), (key, name, b, m, t, n)
            elif m == b:
                assert n == t or (clashed and n == m), (key, name, b, m, t, n)
            else:
                assert clashed, (key, name, b, m, t, n)
                assert n in (m, t), (key, name, b, m, t, n)


def lose_nothing(runs: int) -> None:
    """Try interleavings and print what was seen."""
    began, desks = time.perf_counter(), [interleaved(seed) for seed in range(runs)]
    took = time.perf_counter() - began
    saves = sum(len(desk.versions) - 1 for desk in desks)
    print(f"{runs:,} interleavings of 2 to 4 editors: {saves:,} saves, {sum(desk.merges for desk in desks):,} merged")
    print(
        f"with others' saves, {sum(desk.clashes for desk in desks):,} clashes asked about, 0 texts lost; {took:.1f} s"
    )


# --- Time of a save -------------------------------------------------------------


def time_saves(parts: int = 40, history: int = 200, times: int = 30) -> None:
    """Print how long opening and saving one plan takes, through the desk's own form."""
    with scratch_database():
        _timed(parts, history, times)


def _timed(parts, history, times) -> None:
    from publishing import versions
    from publishing.models import Version
    from publishing.rows import take
    from tests.desk.steps import editor, page, save
    from tests.factories import make_plan
    from tests.forms import filled

    plan, desk = make_plan(), editor("benchmark")
    for number in range(parts // 2):
        plan.plan_parts.create(title_vi=f"Phần {number}", title_en=f"Part {number}", order=number)
        plan.sources.create(title=f"Source {number}", order=number)
    save(desk, plan, meeting_vi="0")
    content = versions.newest(plan).content
    for _number in range(history):
        versions.record(plan, content, Version.Kind.SAVED)
    print(f"A published plan with {len(take(plan)) - 1} parts and {Version.objects.of(plan).count()} versions:")
    seen: dict[str, list[float]] = {"open": [], "save": [], "merge another's save": []}
    for number in range(times):
        form = filled(_measured(seen["open"], lambda: desk.get(page(plan))).content)
        theirs = dict(form)
        answer = _measured(seen["save"], lambda f=form, n=number: save(desk, plan, f, meeting_vi=f"Họp {n}"))
        merged = _measured(
            seen["merge another's save"], lambda f=theirs, n=number: save(desk, plan, f, meeting_en=f"Meeting {n}")
        )
        assert (answer.status_code, merged.status_code) == (302, 302), (answer, merged)
    for what, took in seen.items():
        ordered = sorted(took)
        print(
            f"  {what:22} median {statistics.median(ordered) * 1000:5.0f} ms, "
            f"slowest of {times} {ordered[-1] * 1000:5.0f} ms"
        )


def _measured(times, job):
    began = time.perf_counter()
    answer = job()
    times.append(time.perf_counter() - began)
    return answer


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--save", action="store_true")
    chosen = parser.parse_args()
    if chosen.save:
        time_saves()
    else:
        lose_nothing(chosen.runs)
