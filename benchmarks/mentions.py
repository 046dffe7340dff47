"""How well and how fast mentions of plans are found.

    python -m benchmarks.mentions            precision, recall and F1 for each language; milliseconds per 1,000 words
    python -m benchmarks.mentions --errors   and every mention that was missed, wrong or too much

Names are those of the sample; no database is used. The texts are labelled/mentions/*.json, and the
five with gold in SEEDS_DIR where they are. A mention is right if it overlaps a labelled one and
names its plan. Optional ones count neither for nor against.
"""

import argparse
import os
import random
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.mention_texts import Labelled, Wanted, labelled, sample_plans, seeds


@dataclass
class Score:
    """What was found right, found wrongly, missed; and how often the span was exact."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    exact: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self):
        return (
            f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}   {self.right:3} right, {self.wrong} wrong,"
            f" {self.missed} missed, {self.exact} to the letter"
        )


# --- Scores ---------------------------------------------------------------------


def measure(finder, texts: list[Labelled]) -> dict[str, Score]:
    """The score of each language, of references among all, and of "all" without them."""
    scores: dict[str, Score] = defaultdict(Score)
    for text in texts:
        found = finder.mentions(text.text, text.dated)
        for kind, rows in (("name", [text.language, "names"]), ("reference", ["references"])):
            for row in rows:
                _count(scores[row], text, [one for one in found if one.kind == kind], kind)
    return dict(scores)


def _count(score: Score, text: Labelled, found, kind: str) -> None:
    """Count a text. A labelled mention is met once; what meets an optional one, or one of the other kind, is passed over."""
    asked = [one for one in text.wanted if (one.kind in {"reference", "anaphora"}) == (kind == "reference")]
    left = [one for one in asked if not one.optional]
    for mention in found:
        met = next((one for one in left if _meets(one, mention)), None)
        if met:
            left.remove(met)
            score.right += 1
            score.exact += (met.start, met.end) == (mention.start, mention.end)
        elif not any(_meets(one, mention) for one in text.wanted if one.optional or one not in asked):
            score.wrong += 1
            score.errors.append(f"too much  {text.name}: {mention.text!r} {mention.plan} ({mention.rule})")
    score.missed += len(left)
    score.errors += [f"missed    {text.name}: {text.text[one.start : one.end]!r} {one.plan}" for one in left]


def _meets(wanted: Wanted, mention) -> bool:
    return wanted.plan == mention.plan and wanted.start < mention.end and mention.start < wanted.end


# --- Time -----------------------------------------------------------------------


SUBJECTS = ("Kết nối", "Số", "ICT", "Kinh tế xanh", "Du lịch", "Năng lượng", "Giáo dục", "Y tế", "Hàng hải", "Dữ liệu")


def many_plans(number: int, names: int = 10) -> list:
    """Plans with invented names, an abbreviation and full ones, as many as are wanted."""
    from plans.naming import Name, NamedPlan

    chance = random.Random(1)  # noqa: S311 -- repeatable, not secret
    plans = []
    for one in range(number):
        year, code = 2000 + one % 60, f"P{one}"
        letters = "".join(chance.choices("BCDFGHKLMNPRSTV", k=4))
        subjects = [" ".join(chance.sample(SUBJECTS, 3)) for _name in range(names - 1)]
        told = [f"{letters} {year}", *(f"Kế hoạch tổng thể {it} ASEAN {letters.title()} {year}" for it in subjects)]
        plans.append(NamedPlan(code, tuple(Name(code, text) for text in told), year - 4, year))
    return plans


def long_text(words: int = 20_000) -> str:
    """Paragraphs of the labelled texts, over and over, until they are long enough."""
    pieces = [text.text for texts in labelled().values() for text in texts]
    count = sum(len(re.findall(r"\w+", piece)) for piece in pieces)
    return "\n\n".join(pieces * (words // count + 1))


def timed(finder, text: str, times: int = 5) -> float:
    """Milliseconds of the processor per 1,000 words, the best of several runs: others on the machine don't count."""
    words, best = len(re.findall(r"\w+", text)), float("inf")
    for _time in range(times):
        began = time.process_time()
        finder.mentions(text)
        best = min(best, time.process_time() - began)
    return best * 1_000_000 / words


def times() -> Iterator[tuple[int, float, float]]:
    """(names, ms per 1,000 words, s to make the finder) for 20, 200, 2,000 and 20,000 names beside those of the sample."""
    from news.mentions import Finder

    text = long_text()
    for plans in (2, 20, 200, 2_000):
        began = time.perf_counter()
        finder = Finder([*sample_plans(), *many_plans(plans)])
        made = time.perf_counter() - began
        yield plans * 10, timed(finder, text), made


def main(*, errors: bool) -> None:
    """Print all figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aseandigital.settings")
    from news.mentions import Finder

    finder = Finder(sample_plans())
    for name, texts in ({"seeds": seeds()} | labelled()).items():
        print(f"{name}: {len(texts)} texts, {sum(not text.wanted for text in texts)} of them without a mention")
        for row, score in sorted(measure(finder, texts).items()):
            print(f"  {row:11}{score}")
            if errors and row in {"names", "references"}:
                print("".join(f"      {error}\n" for error in score.errors), end="")
    if running := "\n\n".join(text.text for text in seeds()):
        print(
            f"news as it is: {timed(finder, running * 8):.2f} ms per 1,000 words; below, a mention in each dozen words"
        )
    for names, milliseconds, made in times():
        print(f"{names:6,} invented names: {milliseconds:5.2f} ms per 1,000 words; the finder is made in {made:.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    main(errors=parser.parse_args().errors)
