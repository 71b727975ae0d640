"""Every named constraint holds, whoever writes to the table."""

from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import (
    AffiliateLink,
    Article,
    CheckedAddress,
    CheckedQuote,
    ClickCount,
    Dismissal,
    Earning,
    EarningsReport,
    LeftOutRow,
    Merchant,
    PolicyPage,
    Publication,
    Related,
    Revision,
    SearchDocument,
    Spelling,
    Subject,
    Topic,
    ViewCount,
)
from tests.factories import (
    make_article,
    make_author,
    make_comment,
    make_earnings_report,
    make_help_line,
    make_imported_document,
    make_merchant,
    make_missed_path,
    make_network,
    make_ping,
    make_product,
    make_publication,
    make_redirect,
    make_submission,
    make_topic,
    publish_article,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def add_reference(**fields):
    make_article(references=[{"key": "study", "title": "A study"} | fields])


def add_same_reference_twice():
    make_article(references=[{"key": "study", "title": "One"}, {"key": "study", "title": "Two"}])


def open_two_windows():
    revision = publish_article()
    revision.pk, revision.slug = None, "another"
    revision.save()


def set_window(**fields):
    publish_article()
    Revision.objects.update(**fields)


def fall_back_on_itself():
    product = make_product()
    AffiliateLink.objects.filter(pk=product.pk).update(fallback=product)


def fall_back_twice():
    make_product(fallback=make_product(), fallback_article=make_article())


def quote(**fields):
    address = CheckedAddress.objects.create(url="https://example.net/", url_hash="hash")
    for _ in range(2):
        CheckedQuote.objects.create(address=address, text="We counted.", **fields)


def dismiss(*passages, reason="It is a quotation."):
    article = make_article()
    for passage in passages:
        Dismissal.objects.create(
            article=article, rule="length", passage_hash=passage, reason=reason
        )


def count_twice(model, **fields):
    for _ in range(2):
        model.objects.create(source="a1", day=NOON.date(), **fields)


def take_in(*references, hashes="ab"):
    network = make_network()
    for number, reference in enumerate(references):
        report = EarningsReport.objects.create(network=network, file_hash=hashes[number], total=0)
        Earning.objects.create(
            report=report, network=network, line=2, reference=reference, day=NOON, amount=1
        )


def make_correction():
    """An earning, and the one that takes it back."""
    network, rows = make_network(), []
    for part in (1, 2):
        report = make_earnings_report(network)
        fields = {"report": report, "network": network, "line": 2, "reference": "N1"}
        corrects = rows[-1] if rows else None
        rows.append(
            Earning.objects.create(
                **fields, part=part, corrects=corrects, day=NOON.date(), amount=1
            )
        )
    return rows


def take_in_one_line_twice():
    report = EarningsReport.objects.create(network=make_network(), total=0)
    for _ in range(2):
        Earning.objects.create(
            report=report, network=report.network, line=2, day=NOON.date(), amount=1
        )


def leave_out_one_line_twice():
    report = EarningsReport.objects.create(network=make_network(), total=0)
    for _ in range(2):
        LeftOutRow.objects.create(report=report, line=2, kind="counted", day=NOON.date(), amount=1)


def leave_out_oddly():
    LeftOutRow.objects.create(
        report=make_earnings_report(), line=2, kind="odd", day=NOON.date(), amount=1
    )


def submit_twice():
    article = make_article()
    make_submission(article)
    make_submission(article)


#: SQLite names the columns of a unique constraint, PostgreSQL its name.
def share_an_address():
    first, second = publish_article(), publish_article()
    Revision.objects.filter(pk=second.pk).update(slug=first.slug)


def relate_twice():
    one, other = make_article(), make_article()
    for _ in range(2):
        Related.objects.create(article=one, other=other)


def add_document():
    window = {"live_from": timezone.now()}
    SearchDocument.objects.create(letter="a", subject=1, revision=1, title="Tea", **window)


def name_a_page(weight=50):
    Subject.objects.create(letter="a", subject=1, phrase="green tea", weight=weight)


BREAKS = {
    "article_kind_is_known": lambda: make_article(kind="post"),
    "article_page_has_no_topic": lambda: make_article(kind="page", topic=make_topic()),
    "reference_key_is_unique|reference.article_id, articles_reference.key": (
        add_same_reference_twice
    ),
    "reference_year_is_plausible": lambda: add_reference(year=999),
    "merchant_relation_is_known": lambda: make_merchant(relation="friend"),
    "affiliatelink_window_is_ordered": lambda: make_product(active_from=NOON, active_until=NOON),
    "affiliatelink_fallback_is_another": fall_back_on_itself,
    "affiliatelink_one_fallback": fall_back_twice,
    "clickcount_is_one_row|UNIQUE constraint failed: articles_clickcount.link_id": (
        lambda: count_twice(ClickCount, link=make_product())
    ),
    "clickcount_seen_are_clicks": lambda: ClickCount.objects.create(
        link=make_product(), day=NOON.date(), seen_clicks=1
    ),
    "viewcount_is_one_row|UNIQUE constraint failed: articles_viewcount.source": (
        lambda: count_twice(ViewCount)
    ),
    "earningsreport_file_is_taken_once|UNIQUE constraint failed: articles_earningsreport": (
        lambda: take_in("1", "2", hashes="aa")
    ),
    "earning_is_one_line|UNIQUE constraint failed: articles_earning.report_id": (
        take_in_one_line_twice
    ),
    "earning_is_counted_once|UNIQUE constraint failed: articles_earning.network_id": (
        lambda: take_in("1", "1")
    ),
    "leftoutrow_is_one_line|UNIQUE constraint failed: articles_leftoutrow.report_id": (
        leave_out_one_line_twice
    ),
    "leftoutrow_kind_is_known": leave_out_oddly,
    "checkedaddress_verdict_is_known": lambda: CheckedAddress.objects.create(verdict="odd"),
    "checkedquote_is_one_for_a_text|UNIQUE constraint failed: articles_checkedquote.address_id": (
        lambda: quote(text_hash="same")
    ),
    "checkedquote_verdict_is_known": lambda: quote(verdict="maybe"),
    "dismissal_is_one_for_a_passage|UNIQUE constraint failed: articles_dismissal.article_id": (
        lambda: dismiss("same", "same")
    ),
    "dismissal_has_a_reason": lambda: dismiss("one", reason=""),
    "helpline_can_be_reached": lambda: make_help_line(telephone="", address=""),
    "policypage_role_is_known": lambda: PolicyPage.objects.create(
        role="rules", page=make_article()
    ),
    "ping_waits_once|UNIQUE constraint failed: articles_ping.service": (
        lambda: [make_ping(address="https://example.org/") for _ in range(2)]
    ),
    "ping_service_is_known": lambda: make_ping(service="pigeon"),
    "ping_state_is_known": lambda: make_ping(state="odd"),
    "related_is_there_once|UNIQUE constraint failed: articles_related.article_id": relate_twice,
    "related_is_another": lambda: Related.objects.create(
        article=(article := make_article()), other=article
    ),
    "redirect_path_is_a_path": lambda: make_redirect(path="old/"),
    "redirect_target_is_known": lambda: make_redirect(target="javascript:x"),
    "redirect_leads_elsewhere": lambda: make_redirect(path="/a/", target="/a/"),
    "missedpath_was_asked_for": lambda: make_missed_path(count=0),
    "searchdocument_one_a_revision|UNIQUE constraint failed: articles_searchdocument.letter": (
        lambda: [add_document() for _ in range(2)]
    ),
    "spelling_is_there_once|UNIQUE constraint failed: articles_spelling.form": (
        lambda: [Spelling.objects.create(form="lsten", word="listen") for _ in range(2)]
    ),
    "subject_has_a_phrase_once|UNIQUE constraint failed: articles_subject.phrase": (
        lambda: [name_a_page() for _ in range(2)]
    ),
    "subject_weight_is_a_share": lambda: name_a_page(weight=0),
    "article_slug_is_unique|UNIQUE constraint failed: articles_article.slug": lambda: [
        make_article(slug="same") for _ in range(2)
    ],
    "affiliatelink_slug_is_unique|UNIQUE constraint failed: articles_affiliatelink.slug": (
        lambda: [make_product(slug="same") for _ in range(2)]
    ),
    "submission_outcome_is_known": lambda: make_submission(outcome="praised", decided_at=NOON),
    "submission_is_decided_or_waits": lambda: make_submission(outcome="approved"),
    "submission_one_waiting|UNIQUE constraint failed: articles_submission.article_id": (
        submit_twice
    ),
    "comment_says_something": lambda: make_comment(text=""),
    "publication_is_one_row": lambda: Publication.objects.bulk_create([Publication(pk=2)]),
    "publication_ai_crawlers_is_known": lambda: make_publication(ai_crawlers="some"),
    "topic_sensitivity_is_known": lambda: make_topic(sensitivity="very"),
    "revision_window_is_ordered": lambda: set_window(live_from=NOON, live_until=NOON - HOUR),
    "revision_one_open_window|UNIQUE constraint failed: articles_revision.article_id": (
        open_two_windows
    ),
    "revision_one_open_slug|UNIQUE constraint failed: articles_revision.slug": share_an_address,
    "importeddocument_state_is_known": lambda: make_imported_document(state="lost"),
    "importeddocument_drafted_has_a_time": lambda: make_imported_document(state="drafted"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        BREAKS[name]()


def test_every_constraint_of_articles_has_a_test():
    names = {
        constraint.name
        for model in apps.get_app_config("articles").get_models()
        for constraint in model._meta.constraints
    }

    assert names == {name.partition("|")[0] for name in BREAKS}


@pytest.mark.parametrize("weight", [1, 100])
def test_share_of_a_title_is_taken(weight):
    name_a_page(weight)


def test_corrected_earning_stays():
    with transaction.atomic():
        make_correction()[0].delete()
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)


def test_one_row_may_correct_what_stands_in_several_places():
    first, second = make_correction()
    second.pk, second.part = None, 3
    second.save()
    assert first.corrections.count() == 2


def test_window_without_a_beginning_has_no_end():
    with pytest.raises(IntegrityError, match="revision_window_is_ordered"), transaction.atomic():
        set_window(live_from=None, live_until=NOON)


@pytest.mark.parametrize("year", [None, 1000, 2999])
def test_plausible_year_is_taken(year):
    add_reference(year=year)


@pytest.mark.parametrize(
    "window",
    [
        {},
        {"active_from": NOON},
        {"active_until": NOON},
        {"active_from": NOON, "active_until": NOON + timedelta(seconds=1)},
    ],
)
def test_ordered_window_of_a_product_is_taken(window):
    make_product(**window)


def test_same_reference_key_is_free_in_another_article():
    add_reference()
    add_reference()


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: make_article(slug="same"), id="article"),
        pytest.param(lambda: make_topic(slug="same"), id="topic"),
        pytest.param(lambda: make_author(slug="same"), id="author"),
        pytest.param(lambda: make_product(slug="same"), id="product"),
        pytest.param(lambda: make_merchant(name="Same"), id="merchant"),
        pytest.param(lambda: make_redirect(path="/same/"), id="redirect"),
        pytest.param(lambda: make_missed_path(path="/same/"), id="missed path"),
    ],
)
def test_slug_or_name_is_taken_once(make):
    make()

    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_constraints_let_ordinary_rows_be():
    publish_article()

    assert (Article.objects.count(), Topic.objects.count(), Merchant.objects.count()) == (1, 1, 0)
