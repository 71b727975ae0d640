"""Documents without markup: what each line is, told from its form and from the whole.

`rows` reads lines, `marks` and `forms` tell of one line, `numbering`, `lists`, `bare` and
`sections` decide over all of them, `levels` and `writing` make blocks. Languages are told
apart nowhere: what is looked at are marks, lengths, capitals (where a script has them), blank
lines, and a few names that sections bear.
"""

from articles.importing.document import Kind
from articles.importing.outlining.unmarked.bare import prefer_bold, tell_runs
from articles.importing.outlining.unmarked.levels import set_levels
from articles.importing.outlining.unmarked.lists import tell_lists
from articles.importing.outlining.unmarked.numbering import tell_numbered
from articles.importing.outlining.unmarked.rows import measure
from articles.importing.outlining.unmarked.sections import (
    tell_faq,
    tell_questions,
    tell_spaced,
    tell_weak,
)
from articles.importing.outlining.unmarked.wrapping import read_rows
from articles.importing.outlining.unmarked.writing import write_blocks
from articles.importing.outlining.working import Working


def tell_lines(working: Working) -> None:
    """Make headings, paragraphs and lists of lines, and of paragraphs that have no headings."""
    kinds = {block.kind for block in working.blocks}
    if Kind.LINE not in kinds and (Kind.HEADING in kinds or Kind.PARAGRAPH not in kinds):
        return
    rows = read_rows(working.blocks)
    layout = measure(rows)
    sequences = tell_numbered(rows)
    tell_faq(rows)
    tell_lists(rows, layout)
    prefer_bold(rows)
    tell_runs(rows)
    tell_questions(rows, layout)
    tell_spaced(rows)
    tell_weak(rows, layout)
    set_levels(rows, sequences)
    working.blocks = write_blocks(rows, layout)
