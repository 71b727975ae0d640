"""What the audit finds: nothing on a good site, and of each defect exactly its rule."""

import pytest

from tests.config.auditing.defects import earning, reading, serving, telling
from tests.config.auditing.spoiling import Defect

DEFECTS = [*telling.DEFECTS, *earning.DEFECTS, *reading.DEFECTS, *serving.DEFECTS]

PENDING = {
    *("policies_are_linked", "changes_can_be_looked_up", "sensitive_can_be_left"),
    "referrers_are_cut",
}

pytestmark = pytest.mark.django_db


def test_good_site_is_clean(good):
    found = [(one.page, one.rule.name, one.evidence) for one in good.all_findings()]

    assert [one for one in found if one[1] not in PENDING] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=str)
def test_defect_is_found_by_its_rule_alone(good, defect: Defect):
    address = good.find(defect.address)
    before = {one.rule.name for one in good.findings(good.answers[address])}

    found = good.findings(defect.change(good.answers[address]))

    assert {one.rule.name for one in found} - before == {defect.rule}
    assert all(one.evidence for one in found)
