"""How much each feature of a block speaks for each role in the text of an article. Data, and one sum.

Tuned by hand on labelled pages; `python -m benchmarks.intake` prints what a change does.
"""

from news.intake.features import Features
from news.intake.lines import Role

WEIGHTS: dict[Role, dict[str, float]] = {
    Role.PARAGRAPH: {
        "long": 5,
        "middling": 3,
        "several sentences": 2.5,
        "ended": 1.5,
        "colon": 1.5,
        "statement": 1,
        "end mark": 4,
        "connective": 1.5,
        "speech": 1,
        "quote first": 0.5,
        "bullet": 3,
        "after a colon": 1.5,
        "comma": 0.5,
        "photo": -3,
        "few words": -2,
    },
    Role.CAPTION: {
        "": 0.5,
        "photo": 6,
        "photo first": 5,
        "after a picture's file": 5,
        "said elsewhere": 2.5,
        "pointing": 3,
        "scene first": 2.5,
        "scene": 1.2,
        "person first": 1.5,
        "far below the usual": 1.2,
        "ended": 0.7,
        "indented": 1,
        "gap before": 0.5,
        "long": -4,
        "several sentences": -1.5,
        "connective": -2.5,
        "speech": -1.5,
        "quote first": -2,
        "colon": -3,
        "bullet": -2,
        "numbered": -2,
        "nothing of a picture": -1.5,
        "question": -2,
        "statement": -1,
        "few words": -0.5,
        "capitals": -1,
    },
    Role.SUBHEADING: {
        "": 1.5,
        "short": 2,
        "before prose": 1.2,
        "quoted": 1,
        "numbered": 1.5,
        "capitals": 1,
        "far below the usual": 0.5,
        "ended": -3.5,
        "long": -6,
        "middling": -3,
        "several sentences": -3,
        "colon": -0.5,
        "photo": -5,
        "photo first": -4,
        "after a picture's file": -3,
        "scene first": -2,
        "scene": -1,
        "person first": -1.5,
        "said elsewhere": -1.5,
        "bullet": -2,
        "indented": -1,
        "after a colon": -0.5,
    },
}
MARKED = 6.0
"""What the file's own markup adds: a heading, a figure's caption."""


def weighed(one: Features) -> Role:
    """The role in the text for which most speaks."""
    return max(WEIGHTS, key=lambda role: weight(one, role))


def weight(one: Features, role: Role) -> float:
    """What speaks for a role."""
    told = WEIGHTS[role]
    marked = MARKED if one.block.hint == role else 0.0
    return told.get("", 0.0) + marked + sum(told.get(name, 0.0) for name in one.true)
