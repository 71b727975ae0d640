import json

import pytest


@pytest.mark.parametrize(
    ("text", "expected", "left"),
    [
        pytest.param("<!-- no -->  ## Peas", [("heading2", "Peas")], ["no"], id="before a heading"),
        pytest.param("Sow <!-- no\nno --> now", ["Sow \n now"], ["no no"], id="on two lines"),
        pytest.param(
            "<!--more--> Sow <!--StartFragment--><!-- wp:p {} -->", ["Sow"], [], id="technical"
        ),
        pytest.param("Sow <!-- now", ["Sow  now"], [], id="open"),
        pytest.param("Sow %%no%% now", ["Sow  now"], ["no"], id="obsidian"),
        pytest.param("{/* no */}\n\nSow", ["Sow"], ["no"], id="mdx"),
        pytest.param("{{/* no */}}\n\nSow", ["Sow"], ["no"], id="hugo"),
        pytest.param(
            "Sow\n<script>a()\n\nb()</script>\nnow", ["Sow", "now"], ["a() b()"], id="script"
        ),
        pytest.param("Sow <style>p{}</style >now <svg/>", ["Sow now"], ["p{}"], id="style"),
        pytest.param("Sow <script> now", ["Sow  now"], [], id="open script"),
        pytest.param(
            "<script><style></script></style>Sow", ["Sow"], ["<style>"], id="in one another"
        ),
        pytest.param(
            "import A from '../a'\nimport 'b'\n\nSow",
            ["Sow"],
            ["import A from '../a'", "import 'b'"],
            id="imports",
        ),
        pytest.param(
            "export const a = {\n  b: 1,\n}\n\nSow",
            ["Sow"],
            ["export const a = { b: 1, }"],
            id="export",
        ),
        pytest.param(
            "import peas from the shed", ["import peas from the shed"], [], id="no import"
        ),
        pytest.param(
            "* TOC\n{:toc}\n\n[TOC]\n\nSow", ["Sow"], ["* TOC {:toc}", "[TOC]"], id="contents"
        ),
        pytest.param("`<!-- a -->`", ["`<!-- a -->`"], [], id="code"),
    ],
)
def test_comments_go(blocks, read, text, expected, left):
    assert blocks(text) == expected
    assert [row.text for row in read(text).left_out] == left


def test_long_code_is_named_by_its_beginning(read):
    (row,) = read(f"<script>{'a' * 400}</script>").left_out
    assert row.text == "a" * 300 + "…"


FAQ = {"@type": "FAQPage", "mainEntity": [{"name": "When?", "acceptedAnswer": {"text": "Now."}}]}


@pytest.mark.parametrize(
    "data",
    [FAQ, [FAQ], {"@graph": [{"@type": "WebPage"}, FAQ]}, [{"@graph": [7, FAQ]}, "FAQPage"]],
    ids=["alone", "in a list", "in a graph", "in a graph of a list"],
)
def test_questions_of_a_script_are_kept(read, data):
    document = read(f'Sow.\n\n<script type="application/ld+json">{json.dumps(data)}</script>')
    assert document.meta.faqs == (("When?", "Now."),)
    assert [block.text for block in document.blocks] == ["Sow."]


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="text/x-data">{json.dumps(FAQ)}</script>',
        '<script type="application/ld+json">{"@type": "FAQPage", </script>',
        '<script type="application/ld+json">{"@graph": "FAQPage"}</script>',
        '<script type="application/ld+json">{"@type": "Article", "mainEntity": []}</script>',
    ],
    ids=["other data", "broken", "no graph", "an article"],
)
def test_other_scripts_ask_nothing(read, script):
    assert read(f"Sow.\n\n{script}").meta.faqs == ()


def test_questions_of_front_matter_stand_before_those_of_a_script(read):
    header = "---\ntitle: Peas\nfaqs:\n  - question: Why?\n    answer: So.\n---\n\n"
    script = f'<script type="application/ld+json">{json.dumps(FAQ)}</script>'
    assert read(f"{header}{script}").meta.faqs == (("Why?", "So."), ("When?", "Now."))
