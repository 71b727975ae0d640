"""What the checklist says of texts that no article has."""

from dataclasses import replace

from articles.checklist.checking import check
from articles.publishing.content import ArticleContent, SectionContent

KEY = "11111111-1111-1111-1111-111111111111"
PLAIN = ArticleContent(kind="page", title="Tea for two", slug="tea-for-two")


def write(text="", **fields):
    """A frozen page whose introduction is `text`; as a section's if it has a `heading`."""
    heading = fields.pop("heading", None)
    if heading is not None:
        fields["sections"] = (SectionContent(KEY, heading, text),)
    else:
        fields["introduction"] = text
    return replace(PLAIN, **fields)


def findings(slug, content, article=None):
    """What one rule finds."""
    return [row for row in check(content, article) if row.rule.slug == slug]


def passages(slug, text="", **fields):
    return [row.passage for row in findings(slug, write(text, **fields))]


def mend(content, finding):
    """The same with a finding's fix in its place, which stands there once."""
    rows, _, key = finding.place.partition(":")
    fix = finding.fix
    if not key:
        text = getattr(content, rows)
        assert text.count(fix.old) == 1
        return replace(content, **{rows: text.replace(fix.old, fix.new)})
    row = next(row for row in getattr(content, rows) if row.key == key)
    texts = {name: text for name, text in vars(row).items() if isinstance(text, str)}
    (name,) = [name for name, text in texts.items() if fix.old in text]
    assert texts[name].count(fix.old) == 1
    mended = replace(row, **{name: texts[name].replace(fix.old, fix.new)})
    kept = tuple(mended if other is row else other for other in getattr(content, rows))
    return replace(content, **{rows: kept})
