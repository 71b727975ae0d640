"""Whatever people do in whatever order: no letter goes to somebody who does not want it."""

from collections import Counter
from datetime import UTC, datetime

from django.core import mail
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from guides.kits.intake import take_in_next
from guides.kits.ledger import erase
from guides.kits.optin import Shown, confirm
from guides.letters.leaving import leave
from guides.letters.sending import NotSendable, feed, go_on, start, stop
from guides.mail.outbox import send_due
from guides.models import KitRequest, Letter, Mail, Subscriber
from tests.factories import make_ask, make_kit, make_letter

#: Since then no limit keeps a mail back.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Readers(RuleBasedStateMachine):
    """Two people and one kit: `pending` ticked the box, `wanting` confirmed it and stayed."""

    people = st.sampled_from(["mara@example.org", "jon@example.org"])

    @initialize()
    def begin(self):
        Subscriber.objects.all().delete()
        Letter.objects.all().delete()
        mail.outbox.clear()
        self.kit = make_kit()
        self.pending, self.wanting, self.got = set(), set(), Counter()
        self.join("mara@example.org")
        self.start_a_letter(makes_mails=True)

    def reader(self, address):
        return Subscriber.objects.filter(address=address).first()

    @rule(address=people, wants_letters=st.booleans())
    def ask(self, address, wants_letters):
        Mail.objects.update(created_at=LONG_AGO)
        make_ask(self.kit, address=address, wants_letters=wants_letters)
        take_in_next()
        self.pending.discard(address)
        if wants_letters:
            self.pending.add(address)

    @rule(address=people)
    def confirm(self, address):
        if row := KitRequest.objects.filter(subscriber__address=address).first():
            confirm(row.code, Shown.of(row))
            self.wanting |= self.pending & {address}
            self.pending.discard(address)

    @rule(address=people)
    def leave(self, address):
        if reader := self.reader(address):
            leave(reader.code)
            self.pending.discard(address)
            self.wanting.discard(address)

    @rule(address=people)
    def erase(self, address):
        if reader := self.reader(address):
            erase(reader.address)
            self.pending.discard(address)
            self.wanting.discard(address)

    @rule(address=people)
    def join(self, address):
        self.ask(address, wants_letters=True)
        self.confirm(address)

    @precondition(lambda self: self.wanting)
    @rule(makes_mails=st.booleans())
    def start_a_letter(self, makes_mails):
        start(make_letter())
        if makes_mails:
            feed()

    @rule(verb=st.sampled_from([stop, go_on]))
    def stop_or_go_on(self, verb):
        for letter in Letter.objects.all():
            try:
                verb(letter)
            except NotSendable:
                continue

    @rule()
    def a_worker_forgets_how_far_it_came(self):
        Letter.objects.filter(state="sending").update(reached=0)

    @rule()
    def send(self):
        send_due()
        letters = [
            message for message in mail.outbox if "List-Unsubscribe" in message.extra_headers
        ]
        mail.outbox.clear()
        assert {row.to[0] for row in letters} <= self.wanting
        self.got.update((row.subject, row.to[0]) for row in letters)
        assert max(self.got.values(), default=1) == 1
        for letter in Letter.objects.filter(state="sent"):
            still = Subscriber.objects.for_letters().filter(
                letters_since__lte=letter.audience_until
            )
            assert {(letter.subject, reader.address) for reader in still} <= self.got.keys()

    def teardown(self):
        self.send()


class TestReaders(Readers.TestCase, TestCase):
    settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
