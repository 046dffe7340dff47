"""Two to four editors who open and save one item in any order, through the desk's own forms: nothing is lost."""

import os
from dataclasses import dataclass, field

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing import versions
from publishing.models import Version
from tests.desk.steps import editor, opened, page, source
from tests.factories import make_article
from tests.forms import filled

pytestmark = pytest.mark.django_db(transaction=True)  # with real commits
RUNS = int(os.environ.get("FORM_RUNS", "100"))
"""Interleavings in each database, shared out over the tests of this file."""
FIELDS = ("kicker_vi", "title_en", "lead_vi", "place_en")

typing = st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, st.booleans())).map(
    lambda chosen: [name for name, changed in chosen.items() if changed]
)
turns = st.lists(st.tuples(st.integers(0, 3), typing, st.sampled_from(["", "add", "change", "remove"])), max_size=9)


@dataclass
class Newsroom:
    """An article, those who edit it, and what ought to stand after each save."""

    article: object
    desks: list[Client]
    stands: dict[str, str]
    rows: dict[str, str] = field(default_factory=dict)
    open: dict[int, tuple] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    number: int = 0

    def turn(self, who: int, names: list[str], row: str) -> None:
        """Somebody opens the form, or saves the one that is open."""
        who %= len(self.desks)
        if who not in self.open:
            self.open[who] = (opened(self.desks[who], self.article), dict(self.stands), dict(self.rows))
            return
        form, stood, rows = self.open.pop(who)
        self.number += 1
        mine = {name: f"{name} {self.number}" for name in names}
        changed_rows, fields = self.row_changes(form, rows, row)
        self.typed |= {*mine.values(), *filter(None, changed_rows.values())}
        answer = self.desks[who].post(page(self.article), form | mine | fields)
        clashes = any(self.stands[name] != stood[name] for name in mine)
        clashes |= any(key in rows and self.rows.get(key) != rows[key] for key in changed_rows)
        assert answer.status_code == (409 if clashes else 302)
        if not clashes:
            self.stands |= mine
            self.rows = {key: text for key, text in (self.rows | changed_rows).items() if text}

    def row_changes(self, form, rows, row) -> tuple[dict[str, str], dict[str, str]]:
        """What somebody does to the sources: {key: title, "" for removed}, and the fields that say so."""
        total = int(form["sources-TOTAL_FORMS"][0])
        if row == "add":
            return {f"new {self.number}": f"source {self.number}"}, source(total, f"source {self.number}")
        if row and total:
            key = form["sources-0-title"][0]
            name = next(name for name, title in rows.items() if title == key)
            if row == "remove":
                return {name: ""}, {"sources-0-DELETE": "on"}
            return {name: f"changed {self.number}"}, {"sources-0-title": f"changed {self.number}"}
        return {}, {}

    def check(self) -> None:
        """The newest version says what ought to stand, and every text that was typed is in some version."""
        now = filled(self.desks[0].get(page(self.article)).content)
        assert {name: now[name][0] for name in FIELDS} == self.stands
        titles = [now[f"sources-{place}-title"][0] for place in range(int(now["sources-TOTAL_FORMS"][0]))]
        assert sorted(titles) == sorted(self.rows.values())
        kept = repr([version.content for version in Version.objects.of(self.article)])
        assert [text for text in self.typed if text not in kept] == []


@pytest.mark.parametrize("state", ["draft", "published"])
@pytest.mark.parametrize("editors", [2, 4])
def test_whoever_saves_when_every_text_stands_or_is_asked_about(state, editors):
    desks = [editor(f"editor-{number}") for number in range(editors)]

    @settings(max_examples=max(1, RUNS // 4))
    @given(turns)
    def interleaved(steps):
        article = make_article(state=state)
        stands = {name: getattr(article, name) or "" for name in FIELDS}
        room = Newsroom(article, desks, stands)
        for step in steps:
            room.turn(*step)
        room.check()
        assert versions.newest(article).live is (state == "draft" or Version.objects.of(article).count() == 1)

    interleaved()
