"""Mentions of plans in an article → links with the sentences that show them: suggested, kept, moved, lost.

`places` says where a sentence stands, `finding` what the texts name, `keeping` which sentences
a link rests on, `suggesting` what an editor has not decided yet.
"""

from news.linking.finding import Found, day_of, finder, found_in, mentioned
from news.linking.keeping import keep, prove, settle
from news.linking.places import LEAD, TITLE, Place, paragraphs_of, placed, sentences_of, text_in
from news.linking.suggesting import Difference, Suggestion, decide, differences, key_of_link, suggestions

__all__ = [
    "LEAD", "TITLE", "Difference", "Found", "Place", "Suggestion", "day_of", "decide", "differences", "finder", "found_in",
    "keep", "key_of_link", "mentioned", "paragraphs_of", "placed", "prove", "sentences_of", "settle", "suggestions", "text_in",
]  # fmt: skip
