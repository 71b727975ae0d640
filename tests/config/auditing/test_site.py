"""What rules know of the rows."""

import pytest

from config.auditing.site import Site
from tests.factories import make_policy

pytestmark = pytest.mark.django_db


def test_policy_is_where_readers_find_it_not_where_a_draft_will_be():
    page = make_policy("privacy", slug="privacy", title="Privacy")
    make_policy("contact", slug="contact", title="Contact", is_live=False)
    page.slug = "privacy-draft"
    page.save()

    assert Site.read().policies == {"privacy": "/privacy/"}
