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
        "repeated_numbers": "adds",
    }
    response = editor_client.post("/admin/articles/network/add/", data)
    assert response.status_code == 302
    columns = ("name", "day_format", "decimal_mark", "repeated_numbers")
    assert Network.objects.values_list(*columns).get() == ("Awin", "%d/%m/%Y", ",", "adds")
    assert Event.objects.values_list("verb", "label").get() == ("added", "Awin")
