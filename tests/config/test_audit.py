"""manage.py audit: what it prints, and how it ends."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Revision
from config.auditing.standards import STANDARDS
from tests.factories import publish_article

pytestmark = pytest.mark.django_db

HEADINGS = ("one_first_heading", "headings_skip_no_level")


def run(*options):
    out, error = StringIO(), ""
    try:
        call_command("audit", *options, stdout=out)
    except CommandError as caught:
        error = str(caught)
    return out.getvalue().splitlines(), error


def of(*names):
    return [f"--rule={name}" for name in names]


def break_article(html, **fields):
    revision = publish_article(slug="one", title="One", **fields)
    Revision.objects.filter(pk=revision.pk).update(html=html)


def test_site_without_a_fault_passes():
    publish_article()
    lines, error = run(*of(*HEADINGS))

    assert error == ""
    assert len(lines) == 1
    assert " answers read by 2 rules in " in lines[0]


def test_page_rule_and_evidence_are_printed():
    break_article("<h1>One</h1><h4>Deep</h4>")
    lines, error = run("--rule=55", "--path=/articles/one/")

    assert lines[:2] == [
        "Headings skip no level. (WCAG 2.2, 1.3.1)",
        "  /articles/one/  55 headings_skip_no_level  h4 “Deep” after h1",
    ]
    assert error == "1 findings by 1 rules."


def test_many_findings_of_a_rule_are_counted():
    break_article("<h1>One</h1>" + "".join(f"<h2>{n}</h2><h4>{n}</h4>" for n in range(13)))
    lines, error = run(*of(*HEADINGS), "--path=/articles/one/")

    assert [line for line in lines if line.startswith("  and ")] == ["  and 3 more"]
    assert len(lines) == 13
    assert error == "13 findings by 1 rules."
    lines, _ = run(*of(*HEADINGS), "--path=/articles/one/", "--all")
    assert len(lines) == 15


def test_programs_get_one_object_for_each_finding():
    break_article("<h1>One</h1><h1>Two</h1>")
    lines, error = run(*of(*HEADINGS), "--path=/articles/one/", "--json")

    assert [json.loads(line) for line in lines] == [
        {
            "page": "/articles/one/",
            "number": 55,
            "rule": "one_first_heading",
            "sentence": "A page has one first heading.",
            "source": "WCAG 2.2, 1.3.1",
            "evidence": "2 h1 ['One', 'Two']",
        }
    ]
    assert error == "1 findings by 1 rules."


def test_what_cannot_be_checked_here_is_said():
    lines, _ = run(*of("https_is_kept"))

    assert (
        lines[-1] == "Not checked, as it needs that SITE_URL begins with https: 74 https_is_kept."
    )


def test_all_standards_are_listed_with_how_they_are_checked():
    lines, error = run("--list")

    assert (len(lines), error) == (len(STANDARDS), "")
    assert lines[52].startswith(" 53. Pictures have texts (WCAG 2.2, 1.1.1): checked: pictures_")
    assert lines[74].endswith("checked by tests: tests/articles/admin/test_permissions.py.")
    assert "not checkable by a program, because mail is signed" in lines[41]


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--rule=nonsense", "There is no rule nonsense. See --list."),
        ("--path=articles", "Give a path that begins with a slash, such as /articles/."),
    ],
)
def test_what_is_none_is_refused(option, said):
    assert run(option) == ([], said)
