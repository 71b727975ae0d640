"""How fast a letter leaves for ten thousand people, and whether each got exactly one.

`pytest -m benchmark -s tests/benchmarks/test_letters.py`
"""

import signal
import time
from collections import Counter

import pytest
from django.utils import timezone

from guides.letters.sending import start
from guides.mail.outbox import send_what_is_due
from guides.models import Subscriber
from tests.factories import make_letter
from tests.guides.letters.test_killed_workers import (
    eleven_minutes_pass,
    open_database,
    start_worker,
    wait_for,
)
from tests.guides.mail.server import MailServer

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

READERS = 10_000
#: When the worker is killed: after so many mails.
KILLS = (2_000, 6_000)
PATIENCE = 600


def test_ten_thousand_get_one_each_though_the_worker_is_killed_twice(db, tmp_path):
    now = timezone.now()
    Subscriber.objects.bulk_create(
        Subscriber(address=f"reader{n}@example.org", confirmed_at=now, letters_since=now)
        for n in range(READERS)
    )
    start(make_letter(body="Dear reader,\n\n" + "Be well, and rest. " * 100))
    send_what_is_due.using(run_after=now).enqueue()
    with open_database(tmp_path) as run, MailServer() as server:
        began = time.monotonic()
        for count in KILLS:
            worker = start_worker(tmp_path, server.port)
            wait_for(server, count, PATIENCE)
            worker.send_signal(signal.SIGKILL)
            worker.communicate()
            eleven_minutes_pass(run)
        start_worker(tmp_path, server.port).communicate(timeout=PATIENCE)
        seconds = time.monotonic() - began
        states = dict(run("SELECT state, COUNT(*) FROM guides_mail GROUP BY state"))
    got = Counter(server.recipients)
    count = len(server.mails)
    print(f"\n{count} mails in {seconds:.0f} s: {count / seconds:.0f} a second")
    print(f"States: {states}; most anybody got: {max(got.values())}; people reached: {len(got)}")
    assert max(got.values()) == 1
    assert len(got) >= READERS - len(KILLS)
    assert states["sent"] + states.get("uncertain", 0) == READERS
