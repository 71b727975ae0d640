"""Questions and answers that a page folds away, as `details`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.editing.pasting.nodes import HEADINGS
from articles.importing.readers.html.climbing import is_inside_marked, is_within

MAX_TOGGLES = 300
MAX_ITEMS = 300

#: An item, what in it is the question, what the answer, and whether it says it is one.
ITEMS = (
    (".schema-faq-section", ".schema-faq-question", ".schema-faq-answer", True),
    (".rank-math-list-item, .rank-math-faq-item", ".rank-math-question", ".rank-math-answer", True),
    (
        "[itemtype*='schema.org/Question' i]",
        "[itemprop='name']",
        "[itemprop='acceptedAnswer'], [itemprop='suggestedAnswer']",
        True,
    ),
    (
        ".elementor-accordion-item, .elementor-toggle-item",
        ".elementor-tab-title",
        ".elementor-tab-content",
        False,
    ),
    (".kg-toggle-card", ".kg-toggle-heading-text", ".kg-toggle-content", False),
    (
        ".accordion-item, .et_pb_toggle, .vc_toggle, .uagb-faq-item, .faq-item, .sp-ea-single",
        (
            ".accordion-header, .accordion-button, .et_pb_toggle_title, .vc_toggle_title, "
            ".uagb-faq-questions-button, .faq-question, .ea-header"
        ),
        (
            ".accordion-collapse, .accordion-body, .et_pb_toggle_content, .vc_toggle_content, "
            ".uagb-faq-content, .faq-answer, .ea-body"
        ),
        False,
    ),
)
#: Controls that fold something else than an answer.
CONTROL = re.compile(
    r"(?:(?:read|show|see|load|view) (?:more|less|all)|menu|search|share|close)\b", re.IGNORECASE
)
HIDING = ("hidden", "style", "aria-hidden")


@dataclass(frozen=True)
class Folded:
    """A question with what it folds away."""

    question: LexborNode
    answers: list[LexborNode]
    is_question: bool


def fold_toggles(tree: LexborHTMLParser, article: LexborNode) -> None:
    """Put each folded question and its answer into `details`, so that the walk knows them."""
    used: set[int] = set()
    for row in [*_by_class(article), *_by_role(article)][:MAX_TOGGLES]:
        nodes = [row.question, *row.answers]
        if used & {node.mem_id for node in nodes} or not _are_apart(nodes):
            continue
        used |= {node.mem_id for node in nodes}
        details, summary = tree.create_node("details"), tree.create_node("summary")
        if row.is_question:
            details.attrs["x-question"] = ""
        row.question.insert_before(details, move=True)
        details.insert_child(summary, move=True)
        summary.insert_child(row.question, move=True)
        for answer in row.answers:
            for name in HIDING:
                if name in answer.attributes:
                    del answer.attrs[name]
            details.insert_child(answer, move=True)


def _by_class(article: LexborNode) -> Iterator[Folded]:
    for items, questions, answers, is_question in ITEMS:
        for item in article.css(items)[:MAX_ITEMS]:
            if is_inside_marked(item, "x-item"):
                continue  # so that no element is looked through twice
            item.attrs["x-item"] = ""
            question = item.css_first(questions)
            if question is not None and (found := item.css(answers)[:1]):
                yield Folded(question, found, is_question)


def _by_role(article: LexborNode) -> Iterator[Folded]:
    """Controls that say which element they fold away (WAI-ARIA, accordion pattern)."""
    controls = article.css("[aria-controls][aria-expanded]")[:MAX_TOGGLES]
    named = {node.attributes["id"]: node for node in article.css("[id]")} if controls else {}
    for control in controls:
        panel = named.get(control.attributes["aria-controls"])
        text = control.text().strip()
        if panel is None or not text or CONTROL.match(text) or not panel.text().strip():
            continue
        parent = control.parent
        is_head = parent is not None and parent.tag in HEADINGS
        yield Folded(parent if parent and is_head else control, [panel], is_question=False)


def _are_apart(nodes: list[LexborNode]) -> bool:
    """Whether none of them stands in another, so that they can be moved."""
    question, *answers = nodes
    return not any(is_within(question, row) or is_within(row, question) for row in answers)
