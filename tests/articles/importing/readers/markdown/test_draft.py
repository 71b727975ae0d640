from articles.importing.document import Block, Kind
from articles.importing.readers.markdown.draft import Draft


def test_draft_shows_what_is_hidden():
    draft = Draft("")
    toggle = Block(Kind.TOGGLE, "When?", children=(Block(Kind.PARAGRAPH, "Now."),))
    marks = draft.hide("`a`") + draft.hide((toggle, Block(Kind.PARAGRAPH, "Then.")))
    assert draft.shown(f"Sow {marks}") == "Sow `a`When?\n\nNow.\n\nThen."
