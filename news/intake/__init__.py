"""Raw text of an article, or the file that holds it → what it proposes. Pure functions.

`read` makes a text of a file's bytes, and says what its markup told of lines; `proposed` makes a
proposal of a text. Each line of the text gets one role: lines → blocks (a paragraph that was
broken by hand is one) → features → roles, told by weights and by place → spans, from which the
fields are read. Nothing is lost: what is no part of the article is set aside.
"""

from news.intake.files import read
from news.intake.heading import LONGEST_TITLE
from news.intake.language import language_of
from news.intake.lines import Field, Line, Role, Span
from news.intake.marks import marks_of
from news.intake.proposal import Proposal, proposed
from news.intake.texts import LARGEST, Text, Unreadable, check_size

__all__ = [
    "LARGEST",
    "LONGEST_TITLE",
    "Field",
    "Line",
    "Proposal",
    "Role",
    "Span",
    "Text",
    "Unreadable",
    "check_size",
    "language_of",
    "marks_of",
    "proposed",
    "read",
]
