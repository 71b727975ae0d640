"""Networks at the desk."""

import pytest

from articles.models import Event, Network

pytestmark = pytest.mark.django_db


def test_network_is_saved_and_told(editor_client):
    data = {
        "name": "Awin",
        "currency": "EUR",
        "sub_id_column": "clickref",
        "amount_column": "Commission",
        "day_column": "Date",
        "day_format": "%d/%m/%Y",
        "decimal_mark": ",",
        "refused_states": "declined",
    }
    response = editor_client.post("/admin/articles/network/add/", data)
    assert response.status_code == 302
    assert Network.objects.values_list("name", "day_format", "decimal_mark").get() == (
        "Awin",
        "%d/%m/%Y",
        ",",
    )
    assert Event.objects.values_list("verb", "label").get() == ("added", "Awin")
