"""The last step: blocks, questions and sources as the parts of an outline."""

from articles.importing.document import Block, Kind
from articles.importing.markup import plain
from articles.importing.outline import Outline, Part, Role
from articles.importing.outlining.working import Working
from articles.importing.programmes import is_pixel


def build_parts(working: Working) -> Outline:
    """The outline of what the passes have made of a document."""
    document, meta = working.document, working.meta
    return Outline(
        title=working.title,
        description=working.description,
        author=working.author,
        credential=working.credential,
        tags=meta.tags,
        topic=meta.topic,
        published_at=meta.published_at,
        canonical=meta.canonical,
        slug=meta.slug,
        image=meta.image,
        parts=(*_sections(working.blocks), *_faqs(working)),
        references=tuple(working.references),
        links=tuple(working.links),
        calls=tuple(working.calls),
        remote_pictures=tuple(url for url in document.remote_pictures if not is_pixel(url)),
        left_out=tuple(working.left_out),
        repairs=document.repairs,
        doubts=tuple(working.doubts),
    )


def _sections(blocks: list[Block]) -> list[Part]:
    parts: list[tuple[Block | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if block.kind == Kind.HEADING:
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return [
        Part(
            Role.SECTION,
            heading.level if heading else 0,
            plain(heading.text) if heading else "",
            join_blocks(body),
            line=heading.line if heading else 0,
        )
        for heading, body in parts
        if heading or body
    ]


def _faqs(working: Working) -> list[Part]:
    return [
        Part(Role.FAQ, 0, plain(row.text), join_blocks(row.answer), line=row.line)
        for row in working.questions
    ]


def join_blocks(blocks: list[Block]) -> str:
    """Blocks as the Markdown of one text."""
    return "\n\n".join(_write(block) for block in blocks)


def _write(block: Block) -> str:
    if block.kind == Kind.TOGGLE:
        return "\n\n".join([f"**{block.text}**", *map(_write, block.children)])
    if block.kind == Kind.HEADING:
        return f"{'#' * block.level} {block.text}"
    return block.text
