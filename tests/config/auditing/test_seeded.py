"""What the audit finds: nothing on a good site, and of each defect exactly its rule."""

import pytest

from tests.config.auditing.defects import earning, reading, serving, telling
from tests.config.auditing.spoiling import REPAIR, Defect, add, header, swap

DEFECTS = [*telling.DEFECTS, *earning.DEFECTS, *reading.DEFECTS, *serving.DEFECTS]

#: Speculation that leaves out whatever counts.
AHEAD = '{"prefetch": ["not /go/ /kits/ /letters/ /admin/ /count/ nofollow"]}'

pytestmark = pytest.mark.django_db


def test_good_site_is_clean(good):
    found = [(one.page, one.rule.name, one.evidence) for one in good.all_findings()]

    assert found == []


@pytest.mark.parametrize(
    "change",
    [
        swap(
            'href="https://example.org/"',
            'href="https://example.org/" target="_blank" rel="noopener"',
        ),
        add('<meta http-equiv="content-language" content="en">', "<title>"),
        add('<link rel="prefetch" href="/articles/rest/">', "<title>"),
        add(f'<script type="speculationrules">{AHEAD}</script>', "<title>"),
        header("Cache-Control", "public, max-age=60"),
    ],
    ids=["new window", "meta", "prefetch", "speculation", "kept a minute"],
)
def test_what_is_no_defect_is_not_found(good, change):
    page = good.answers[REPAIR]

    assert set(good.findings(change(page))) == set(good.findings(page))


@pytest.mark.parametrize("defect", DEFECTS, ids=str)
def test_defect_is_found_by_its_rule_alone(good, defect: Defect):
    address = good.find(defect.address)
    before = {one.rule.name for one in good.findings(good.answers[address])}

    found = good.findings(defect.change(good.answers[address]))

    assert {one.rule.name for one in found} - before == {defect.rule}
    assert all(one.evidence for one in found)
