import pytest

from articles.earnings.pending import PendingFile, drop, drop_expired, held_by, hold
from articles.models import PendingReport
from tests.factories import make_network, make_user

pytestmark = pytest.mark.django_db


def test_file_is_held_for_whom_it_belongs_to(editor):
    network = make_network()
    hold(b"a,b\n" * 1000, network, file_name="x.csv", by=editor)
    assert held_by(editor) == PendingFile(network, "x.csv", b"a,b\n" * 1000)
    assert held_by(make_user("editor")) is None


def test_next_file_takes_the_place_of_the_last(editor):
    network = make_network()
    for name in ("one", "two"):
        hold(name.encode(), network, file_name=name, by=editor)
    assert PendingReport.objects.count() == 1
    assert held_by(editor) == PendingFile(network, "two", b"two")


def test_dropped_file_is_gone(editor):
    hold(b"x", make_network(), file_name="x", by=editor)
    drop(editor)
    assert held_by(editor) is None


def test_file_is_gone_after_a_day(editor, time_machine):
    time_machine.move_to("2026-11-23 12:00Z", tick=False)
    hold(b"x", make_network(), file_name="x", by=editor)
    time_machine.move_to("2026-11-24 12:00:01Z", tick=False)
    assert held_by(editor) is None
    hold(b"y", make_network(), file_name="y", by=make_user("editor"))
    assert not PendingReport.objects.filter(user=editor).exists()


def test_only_what_is_older_than_a_day_expires(editor, time_machine):
    time_machine.move_to("2026-11-23 12:00Z", tick=False)
    hold(b"x", make_network(), file_name="x", by=editor)
    drop_expired()
    assert PendingReport.objects.count() == 1
    time_machine.move_to("2026-11-24 12:00:01Z", tick=False)
    drop_expired()
    assert PendingReport.objects.count() == 0


@pytest.mark.parametrize("page", ["", "add/"])
def test_file_of_another_person_expires_when_pages_of_reports_are_opened(
    editor_client, time_machine, page
):
    time_machine.move_to("2026-11-23 12:00Z", tick=False)
    hold(b"x", make_network(), file_name="x", by=make_user("editor"))
    PendingReport.objects.update(uploaded_at="2026-11-22 11:59Z")
    assert editor_client.get(f"/admin/articles/earningsreport/{page}").status_code == 200
    assert PendingReport.objects.count() == 0


def test_long_name_keeps_its_end(editor):
    hold(b"x", make_network(), file_name="x" * 300 + ".csv", by=editor)
    assert held_by(editor).file_name == "x" * 196 + ".csv"
