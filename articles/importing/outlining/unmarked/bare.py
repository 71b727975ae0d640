"""Rows that may head something: short, with no mark that ends a sentence."""

from itertools import pairwise
from statistics import mean

from articles.importing.outlining.unmarked import forms, names
from articles.importing.outlining.unmarked.rows import TITLED, Part, Row

LONGEST = 22
#: The style of headings that are a block of their own.
APART = "apart"
#: The style of text beside which headings are bold, and how many of those there must be.
BODY, FEWEST_BOLD = "body", 3


def may_head(row: Row) -> bool:
    """Whether a row's form allows for a heading, whatever it ends in."""
    return (
        row.part == Part.TEXT
        and not row.style
        and not row.is_bullet
        and 0 < row.words <= LONGEST
        and not forms.starts_small(row.text)
        and (row.is_bold or not forms.is_quoted(row.text))
        and not forms.is_attribution(row.text)
        and not forms.is_pointer(row.text)
        and not any(
            pattern.search(row.text) if pattern is names.MACHINE else pattern.match(row.text)
            for pattern in (names.AWAY, names.CHROME, names.CONTENTS, names.MACHINE)
        )
    )


def is_bare(rows: list[Row], place: int) -> bool:
    """Whether a row is title-like: it may head a section, or be an item of a list."""
    row = rows[place]
    ends_openly = row.ending == "" or (row.is_bold and not _leads_in_list(rows, place))
    if not ends_openly or not may_head(row) or forms.is_cut_short(row.text):
        return False
    is_single = row.sentences == 1 or "?" in row.text or row.is_bold or row.title_case >= TITLED
    return is_single and not _ends_a_letter(rows, place) and not _is_cut(rows, place)


def _leads_in_list(rows: list[Row], place: int) -> bool:
    after = rows[place + 1] if place + 1 < len(rows) else None
    is_list = after is not None and (after.part != Part.TEXT or after.is_bullet)
    return rows[place].ending == ":" and is_list


def _ends_a_letter(rows: list[Row], place: int) -> bool:
    """Whether a row goes on after a comma, as a name below a greeting does."""
    return place > 0 and not rows[place].gap and rows[place - 1].ending == ","


def _is_cut(rows: list[Row], place: int) -> bool:
    """Whether the next row goes on in the middle of a sentence."""
    after = rows[place + 1] if place + 1 < len(rows) else None
    return after is not None and after.mark is None and forms.starts_cut(after.text)


def bare_runs(rows: list[Row]) -> list[list[int]]:
    """The places of title-like rows that directly follow one another."""
    runs: list[list[int]] = []
    for place in range(len(rows)):
        if is_bare(rows, place):
            if runs and runs[-1][-1] == place - 1:
                runs[-1].append(place)
            else:
                runs.append([place])
    return runs


def prefer_bold(rows: list[Row]) -> None:
    """Where several lines are wholly bold, those are the headings and no others are."""
    bold = [place for place, row in enumerate(rows) if row.is_bold and is_bare(rows, place)]
    if len(bold) >= FEWEST_BOLD:
        for row in rows:
            if not row.is_bold and not row.style:
                row.style = BODY


def tell_runs(rows: list[Row]) -> None:
    """Make headings of title-like rows, and lists of those that stand in a row."""
    for run in [part for whole in bare_runs(rows) for part in _by_gaps(rows, whole)]:
        has_lead = run[0] > 0 and _leads_in(rows[run[0] - 1], rows[run[0]])
        heads, items = _split(rows, run, has_lead=has_lead)
        if run[-1] + 1 == len(rows):
            # What stands last heads nothing.
            heads = [] if len(heads) == 1 else heads[:-1]
        for place in items:
            rows[place].part = Part.ITEM
        for place in heads:
            rows[place].part = Part.HEADING
            rows[place].style = APART if len(run) == 1 else ""


def _by_gaps(rows: list[Row], run: list[int]) -> list[list[int]]:
    """A run in its groups, where blank lines part some of its rows and not others."""
    apart = [bool(rows[place].gap) for place in run[1:]]
    if all(apart) or not any(apart):
        return [run]
    groups = [[run[0]]]
    for place, is_apart in zip(run[1:], apart, strict=True):
        if is_apart:
            groups.append([place])
        else:
            groups[-1].append(place)
    return groups


def _leads_in(row: Row, after: Row) -> bool:
    """Whether a row says that a list follows: by a colon, or as a heading set apart from it."""
    return (row.part == Part.TEXT and row.ending == ":") or (
        row.part == Part.HEADING and row.style == APART and after.gap > 0
    )


def _split(rows: list[Row], run: list[int], *, has_lead: bool) -> tuple[list[int], list[int]]:
    """Which of a run are headings, and which the items of a list."""
    first, last = run[0], run[-1]
    if len(run) == 1:
        after = rows[last + 1] if last + 1 < len(rows) else None
        leads_on = has_lead and (after is None or after.words <= rows[first].words)
        return ([], []) if leads_on else (run, [])
    if len(run) == 2:
        if not has_lead:
            return run, []
        return ([last], []) if _stands_out(rows[last], [rows[first]]) else ([], run)
    heads = []
    if not has_lead and _opens(rows, run):
        heads.append(first)
        run = run[1:]
    if last + 1 < len(rows) and _closes(rows, run):
        heads.append(last)
        run = run[:-1]
    return (heads, run) if len(run) > 1 else (sorted([*heads, *run]), [])


def _opens(rows: list[Row], run: list[int]) -> bool:
    """Whether the first of a run heads the others."""
    first, *others = [rows[place] for place in run]
    later_gaps = [row.gap for row in others[1:]]
    if _stands_out(first, others) or others[0].gap > max(later_gaps):
        return True
    # All alike: with blank lines between them, a list that lost its bullets.
    return others[0].gap == 0


def _closes(rows: list[Row], run: list[int]) -> bool:
    """Whether the last of a run heads what follows it."""
    *others, last = [rows[place] for place in run]
    inner = [after.gap for _, after in pairwise(others)]
    return _stands_out(last, others) or last.gap > max(inner, default=last.gap)


def _stands_out(row: Row, others: list[Row]) -> bool:
    """Whether a row is set in another style than its neighbours are."""
    if forms.is_shouted(row.text) and not any(forms.is_shouted(one.text) for one in others):
        return True
    if row.is_bold and not any(one.is_bold for one in others):
        return True
    if all(one.text[0].isdigit() for one in others) and not row.text[0].isdigit():
        return True
    cases = [one.title_case for one in others]
    return row.title_case >= 0.6 and mean(cases) < 0.4
