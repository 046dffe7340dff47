"""Putting two sets of changes together: nothing is lost, and what clashes is said."""

import os

from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.merge import interleaved
from publishing.merge import Clash, merge, outgoing, resolve, same

RUNS = int(os.environ.get("MERGE_RUNS", "1000"))
"""Interleavings a property is tried with; `benchmarks/merge.py` tries 10,000."""
ROOT = "news.article/0"
NAMES = [ROOT, *(f"news.part/{number}" for number in range(4))]
DERIVED = {"news.part.place"}


def rows(names):
    """A row: a text in two languages, a set, a column that follows from others, maybe a parent."""
    return st.fixed_dictionaries(
        {
            "text_vi": st.sampled_from(["", "a", "b", "c"]),
            "text_en": st.sampled_from(["", "a", "b", "c"]),
            "tags": st.lists(st.sampled_from(["x", "y", "z"]), unique=True).map(sorted),
            "place": st.integers(0, 2),
            "parent": st.sampled_from([None, *names]),
        }
    )


@st.composite
def contents(draw):
    """An item with up to four parts; each refers to rows that are there."""
    names = [ROOT, *draw(st.lists(st.sampled_from(NAMES[1:]), unique=True))]
    return {name: draw(rows([other for other in names if other not in {name, ROOT}])) for name in names}


three = given(contents(), contents(), contents())
often = settings(max_examples=RUNS)
some = settings(max_examples=RUNS // 5)


def values(content):
    """Every (row, column, value) of a content."""
    return {(name, field, repr(value)) for name, row in content.items() for field, value in row.items()}


def dangling(content):
    return [
        (name, row["parent"])
        for name, row in content.items()
        if row["parent"] is not None and row["parent"] not in content
    ]


@some
@given(contents(), contents())
def test_what_only_one_changed_is_taken_whole(base, mine):
    assert merge(base, mine, base) == (mine, [])
    assert merge(base, base, mine) == (mine, [])
    assert merge(base, mine, mine) == (mine, [])


@some
@three
def test_it_does_not_matter_who_saved_first_but_for_what_clashes(base, mine, theirs):
    one, clashes = merge(base, mine, theirs)
    other, again = merge(base, theirs, mine)

    assert {clash.id for clash in clashes if clash.field} == {clash.id for clash in again if clash.field}
    touched = {(clash.key, clash.field) for clash in [*clashes, *again]}
    for name, row in one.items():
        if (name, None) not in touched:
            assert {f: v for f, v in row.items() if (name, f) not in touched} == {
                f: v for f, v in other[name].items() if (name, f) not in touched
            }


@often
@three
def test_every_change_stands_or_is_told_as_a_clash(base, mine, theirs):
    merged, clashes = merge(base, mine, theirs)

    told = {(clash.key, clash.field) for clash in clashes}
    told |= {(name, None) for clash in clashes for name in clash.along}
    for side in (mine, theirs):
        for name in {*base, *side}:
            if name not in side or name not in base:
                assert (name in merged) == (name in side) or (name, None) in told
        for name, row in side.items():
            for field, value in row.items():
                if base.get(name, {}).get(field) == value:
                    continue
                if isinstance(value, list):
                    kept = set(merged.get(name, {}).get(field, []))
                    lost = set(value) - set(base.get(name, {}).get(field, [])) - kept
                    assert not lost or (name, None) in told
                else:
                    stands = name in merged and merged[name][field] == value
                    assert stands or (name, field) in told or (name, None) in told


@some
@three
def test_nothing_is_invented(base, mine, theirs):
    merged, _clashes = merge(base, mine, theirs)

    known = {(name, field): [] for content in (base, mine, theirs) for name, row in content.items() for field in row}
    for content in (base, mine, theirs):
        for name, row in content.items():
            for field, value in row.items():
                known[name, field].append(value)
    for name, row in merged.items():
        for field, value in row.items():
            if isinstance(value, list):
                assert set(value) <= {one for other in known[name, field] for one in other}
            else:
                assert value in known[name, field]


@some
@three
def test_no_row_refers_to_one_that_is_gone(base, mine, theirs):
    merged, _clashes = merge(base, mine, theirs)

    assert dangling(merged) == []


@some
@given(contents(), contents(), contents(), st.randoms())
def test_whatever_is_decided_leaves_no_reference_to_a_row_that_is_gone(base, mine, theirs, chance):
    merged, clashes = merge(base, mine, theirs)
    decided = [(clash, chance.choice([clash.mine, clash.theirs])) for clash in clashes]

    resolved = resolve(merged, decided, mine | theirs)

    assert dangling(resolved) == []
    for clash, value in decided:
        if clash.field and clash.key in resolved and value is not None:
            assert resolved[clash.key][clash.field] in (value, None)


@some
@three
def test_a_column_that_follows_from_others_never_clashes(base, mine, theirs):
    _merged, clashes = merge(base, mine, theirs, DERIVED)

    assert [clash for clash in clashes if f"{clash.key.partition('/')[0]}.{clash.field}" in DERIVED] == []


@some
@given(contents(), contents())
def test_what_goes_out_in_one_language_leaves_the_other_as_it_was(live, working):
    stays = {"news.article.text_en", "news.part.text_en"}

    out = outgoing(live, working, stays)

    assert set(out) == set(working)
    for name, row in out.items():
        assert row["text_en"] == live.get(name, {}).get("text_en")
        assert {f: v for f, v in row.items() if f != "text_en"} == {
            f: v for f, v in working[name].items() if f != "text_en"
        }


@some
@given(contents(), contents())
def test_going_out_in_all_languages_one_after_the_other_is_going_out_at_once(live, working):
    english, vietnamese = ({f"news.{kind}.text_{code}" for kind in ("article", "part")} for code in ("en", "vi"))

    assert outgoing(outgoing(live, working, english), working, vietnamese) == outgoing(live, working, set())


def test_a_new_row_with_words_in_the_other_language_alone_stays_behind_with_it():
    row = {"text_vi": "", "text_en": "New", "place": 1}
    stays, goes = {"news.part.text_en"}, {"news.part.text_vi"}

    assert outgoing({ROOT: {}}, {ROOT: {}, "news.part/1": row}, stays, goes) == {ROOT: {}}
    assert outgoing({ROOT: {}}, {ROOT: {}, "news.part/1": row}, goes, stays) == {
        ROOT: {},
        "news.part/1": row | {"text_vi": None},
    }


def test_two_who_changed_different_languages_both_keep_theirs():
    base = {ROOT: {"title_vi": "Cũ", "title_en": "Old"}}

    merged, clashes = merge(
        base, {ROOT: {"title_vi": "Mới", "title_en": "Old"}}, {ROOT: {"title_vi": "Cũ", "title_en": "New"}}
    )

    assert (merged, clashes) == ({ROOT: {"title_vi": "Mới", "title_en": "New"}}, [])


def test_two_who_changed_the_same_field_have_to_decide():
    base, mine, theirs = ({ROOT: {"title_vi": title}} for title in ("Cũ", "Tôi", "Họ"))

    merged, clashes = merge(base, mine, theirs)

    assert clashes == [Clash(ROOT, "title_vi", "Cũ", "Tôi", "Họ")]
    assert merged == theirs


def test_a_row_that_one_removed_and_the_other_changed_stays_until_somebody_decides():
    row = {"text_vi": "a"}
    base = {ROOT: {}, "news.part/1": row}
    theirs = {ROOT: {}, "news.part/1": {"text_vi": "b"}}

    merged, clashes = merge(base, {ROOT: {}}, theirs)

    assert clashes == [Clash("news.part/1", None, row, None, {"text_vi": "b"})]
    assert merged == theirs
    assert resolve(merged, [(clashes[0], None)]) == {ROOT: {}}


def test_a_row_that_was_removed_while_only_its_place_changed_is_removed():
    base = {ROOT: {}, "news.part/1": {"text_vi": "a", "place": 0}}
    moved = {ROOT: {}, "news.part/1": {"text_vi": "a", "place": 7}}

    assert merge(base, {ROOT: {}}, moved, DERIVED) == ({ROOT: {}}, [])


def test_a_row_that_was_removed_while_another_was_made_to_refer_to_it_stays_and_is_told():
    part, child = {"parent": None}, {"parent": "news.part/1"}
    base = {ROOT: {}, "news.part/1": part}

    merged, clashes = merge(base, {ROOT: {}}, {ROOT: {}, "news.part/1": part, "news.part/2": child})

    assert set(merged) == {ROOT, "news.part/1", "news.part/2"}
    assert [clash.key for clash in clashes] == ["news.part/1"]
    assert resolve(merged, [(clashes[0], None)]) == {ROOT: {}, "news.part/2": {"parent": None}}


@example(base={ROOT: {"tags": ["x"]}})
@given(base=contents())
def test_a_content_is_the_same_as_itself_whatever_follows_from_others(base):
    moved = {name: row | {"place": 9} for name, row in base.items()}

    assert same(base, base)
    assert same(base, moved, {"news.article.place", "news.part.place"})


@often
@given(st.integers(0, 2**32))
def test_two_to_four_editors_who_save_in_any_order_lose_nothing(seed):
    assert interleaved(seed).lost() == set()
