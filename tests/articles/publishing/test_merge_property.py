"""Whatever two people do to one article: no sentence is lost, and what nobody touched stays."""

import json
import random
import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.publishing.merge import TEXTS, Merged, merge, settle_in
from tests.articles.publishing.edits import Edits

PAIRS = 10_000
MARK = re.compile(r"(?:Mine|Theirs)\d+\.")

tapes = st.binary(max_size=40)


def test_ten_thousand_random_pairs_of_edits_are_merged():
    """A seeded generator, because hypothesis needs a minute for as many."""
    dice = random.Random(1_850)
    for _ in range(PAIRS):
        check(Edits.on(*(dice.randbytes(dice.randrange(size)) for size in (30, 40, 40))))


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(tapes, tapes, tapes)
def test_edits_that_fail_are_shrunk(base, mine, theirs):
    check(Edits.on(base, mine, theirs))


def check(edits):
    merged = merge(edits.base, edits.mine, edits.theirs)
    check_nothing_is_lost(merged, edits)
    check_nothing_is_made_up(merged, edits)
    check_one_edit_alone_is_what_it_made(edits)
    check_tags(merged, edits)
    if not edits.is_moved:
        check_untouched_lines_stay(merged, edits)
        check_rows_keep_their_order(merged, edits)
        check_symmetry(merged, edits)


def texts_of(form):
    return {"": form["introduction"]} | {row["key"]: row["body"] for row in form["sections"]}


def lines_of(text):
    return [line.strip() for line in text.split("\n") if line.strip()]


def marks_in(value):
    return set(MARK.findall(json.dumps(value)))


def settled(merged, choice):
    """What is left once every clash is decided the same way."""
    content = merged.content
    for clash in merged.clashes:
        content = settle_in(content, clash, choice)
    return content


def check_nothing_is_lost(merged, edits):
    values = [(clash.mine, clash.theirs) for clash in merged.clashes if clash.field not in TEXTS]
    assert marks_in([merged.content, values]) == marks_in([edits.mine, edits.theirs])
    texts = texts_of(merged.content)
    for key, text in [*texts_of(edits.mine).items(), *texts_of(edits.theirs).items()]:
        assert marks_in(text) <= marks_in(texts.get(key, ""))


def check_nothing_is_made_up(merged, edits):
    texts, *sources = map(texts_of, (merged.content, edits.mine, edits.theirs))
    for key, text in texts.items():
        lines = {line for source in sources for line in lines_of(source.get(key, ""))}
        assert set(lines_of(text)) <= lines


def check_one_edit_alone_is_what_it_made(edits):
    base, mine = edits.base, edits.mine
    expected = Merged(mine, ())
    assert merge(base, mine, base) == merge(base, base, mine) == merge(base, mine, mine) == expected


def check_tags(merged, edits):
    old, mine, theirs = (set(form["tags"]) for form in (edits.base, edits.mine, edits.theirs))
    assert set(merged.content["tags"]) == (old & mine & theirs) | ((mine | theirs) - old)


def check_untouched_lines_stay(merged, edits):
    """Also once the clashes are settled: a choice removes nothing but what it is about."""
    both, mine, theirs = (texts_of(settled(merged, name)) for name in ("both", "mine", "theirs"))
    before, ours, others = map(texts_of, (edits.base, edits.mine, edits.theirs))
    clashing = {clash.key for clash in merged.clashes}
    for key in before.keys() & ours.keys() & others.keys():
        old = lines_of(before[key])
        chosen = [(mine[key], lines_of(ours[key])), (theirs[key], lines_of(others[key]))]
        untouched = [line for line in old if all(line in lines for _, lines in chosen)]
        for text, kept in chosen:
            now = [line for line in lines_of(text) if line in old]
            assert [line for line in now if line in untouched] == untouched
            assert set(now) <= set(kept)  # what this person removed is gone
            assert key in clashing or now == untouched
        if key not in clashing:
            check_gaps(both[key], untouched, (before[key], ours[key], others[key]))


def check_gaps(text, lines, sources):
    for pair in pairwise(lines):
        gaps = {between(source, *pair) for source in sources}
        assert len(gaps) > 1 or {between(text, *pair)} == gaps


def between(text, one, other):
    return text.partition(one)[2].partition(other)[0]


def check_rows_keep_their_order(merged, edits):
    forms = (merged.content, edits.base, edits.mine, edits.theirs)
    now, old, *new = ([row["key"] for row in form["sections"]] for form in forms)
    kept = [key for key in old if all(key in keys for keys in new)]
    assert [key for key in now if key in kept] == kept
    added = Counter(key for keys in new for key in keys if key not in old)
    assert Counter(key for key in now if key not in old) == added


def check_symmetry(merged, edits):
    """Who is called mine decides only what stands first, and which value waits for a choice."""
    other = merge(edits.base, edits.theirs, edits.mine)
    texts, others = texts_of(merged.content), texts_of(other.content)
    assert {key: Counter(lines_of(text)) for key, text in texts.items()} == {
        key: Counter(lines_of(text)) for key, text in others.items()
    }
    swapped = {replace(clash, mine=clash.theirs, theirs=clash.mine) for clash in other.clashes}
    assert {unlabelled(clash) for clash in swapped} == set(map(unlabelled, merged.clashes))


def unlabelled(clash):
    return replace(clash, label="")  # it names a row by my heading
