"""A list of the text's own headings goes; other lists stay."""

import pytest

from articles.importing.outlining.contents import drop_contents


def rest(working):
    drop_contents(working)
    return [block.text for block in working.blocks]


@pytest.mark.parametrize(
    "contents",
    [
        "## Table of Contents\n\n- [Rain](#rain)\n- [Sun](#sun)",
        "**In this article:**\n\n1. Rain\n2. Sun",
        "- [Rain](#rain)\n- [Sun](#sun)\n- [More](#more)",
        "[TOC]",
    ],
)
def test_tables_of_contents_go(work, contents):
    working = work(f"{contents}\n\n## Rain\n\nIt falls.\n\n## Sun\n\nIt shines.")
    assert rest(working) == ["Rain", "It falls.", "Sun", "It shines."]
    assert len(working.left_out) >= 1


@pytest.mark.parametrize(
    "kept", ["- [Rain](#rain)\n- A spade", "## Contents\n\n- A spade\n- Seeds"]
)
def test_other_lists_stay(work, kept):
    working = work(kept)
    assert len(rest(working)) == len(work(kept).blocks)


def test_related_articles_without_addresses_are_no_table_of_contents(work):
    working = work("- [Rain](#)\n- [Sun](#)\n- [Snow](#)")
    assert rest(working) == ["- [Rain](#)\n- [Sun](#)\n- [Snow](#)"]
