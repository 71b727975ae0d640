import json
from pathlib import Path

import pytest

from articles.rendering.markdown import build_parser

PARSER = build_parser()
EXAMPLES = json.loads(Path(__file__).with_name("commonmark-0.31.2.json").read_text("utf-8"))


def name(example: dict) -> str:
    return f"{example['example']} {example['section']}"


def test_specification_is_whole():
    assert [example["example"] for example in EXAMPLES] == list(range(1, 653))


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_parser_renders_example(example):
    assert PARSER.render(example["markdown"]) == example["html"]
