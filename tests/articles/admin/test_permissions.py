"""Every door of the desk: who gets what. A URL of ours without a row here fails."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import get_resolver

from articles.models import (
    Article,
    BulkChange,
    CheckedAddress,
    ImportedPicture,
    PolicyPage,
    Revision,
)
from tests.articles.admin.forms import article_form, messages_of
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_comment,
    make_earnings_report,
    make_help_line,
    make_import,
    make_imported_document,
    make_kit,
    make_letter,
    make_mail,
    make_merchant,
    make_missed_path,
    make_network,
    make_photo,
    make_product,
    make_redirect,
    make_share_link,
    make_subscriber,
    make_topic,
    make_user,
    publish_article,
    publish_guide,
    upload,
)

OUT = "login"
A, G = "/admin/articles", "/admin/guides"
ARTICLE, GUIDE = "/admin/articles/article/{pk}", "/admin/guides/guide/{pk}"
KIT = f"{G}/kit/{{kit}}"
LETTER = f"{G}/letter/{{letter}}"
COMMENT = f"{ARTICLE}/comments/{{comment}}"
OUTSIDE = f"{A}/checkedaddress/{{address}}"
MISSED = f"{A}/missedpath/{{missed}}"
IMPORT = f"{A}/import/{{batch}}"
DOCUMENT = f"{IMPORT}/documents/{{document}}"
SAID = f"{ARTICLE}/comments/#comment-{{comment}}"

#: name: (method, address, what each gets): nobody, staff without a right, an author on their
#: own, an author on somebody else's, an editor. A status, or where a redirect leads.
DOORS = {
    "preview_text": ("POST", "/admin/text/preview/", (401, 403, 200, 200, 200)),
    "clean_text": ("POST", "/admin/text/clean/", (401, 403, 200, 200, 200)),
    # Who may write, and sent no address.
    "convert_address": ("POST", "/admin/text/convert/", (401, 403, 400, 400, 400)),
    # Who may write, and sent a text that is of no field.
    "suggest_links": ("POST", "/admin/text/links/", (401, 403, 400, 400, 400)),
    "articles_article_links": ("GET", f"{ARTICLE}/links/", (OUT, 403, 200, 403, 200)),
    "guides_guide_links": ("GET", f"{GUIDE}/links/", (OUT, 403, 403, 403, 200)),
    "articles_article_convert_link": (
        "POST",
        f"{ARTICLE}/links/convert/",
        (OUT, 403, f"{ARTICLE}/links/", 403, f"{ARTICLE}/links/"),
    ),
    "guides_guide_convert_link": (
        "POST",
        f"{GUIDE}/links/convert/",
        (OUT, 403, 403, 403, f"{GUIDE}/links/"),
    ),
    "choose": ("GET", "/admin/choose/product/", (401, 403, 200, 200, 200)),
    "upload_photo": ("POST", "/admin/text/photo/", (401, 403, 200, 200, 200)),
    # What nobody sent a form with is no form; who may keep what stands in test_keeping.
    "articles_article_keep": ("POST", f"{A}/article/keep/", (401, 403, 400, 400, 400)),
    "guides_guide_keep": ("POST", f"{G}/guide/keep/", (401, 403, 403, 403, 400)),
    # Only one's own unsaved text is dropped.
    "articles_article_discard": ("POST", f"{A}/article/discard/", (OUT, *("/admin/",) * 4)),
    "guides_guide_discard": ("POST", f"{G}/guide/discard/", (OUT, *("/admin/",) * 4)),
    "sign_in": ("POST", "/admin/sign-in/", (400,) * 5),
    "bin": ("GET", "/admin/bin/", (OUT, 403, 200, 200, 200)),
    "bin_look": ("GET", "/admin/bin/article/{pk}/look/", (OUT, 403, 200, 403, 200)),
    "bin_bring_back": (
        "POST",
        "/admin/bin/article/{pk}/bring-back/",
        (OUT, 403, "/admin/bin/", 403, "/admin/bin/"),
    ),
    "calendar": ("GET", "/admin/calendar/", (OUT, 403, 200, 200, 200)),
    "policies": ("GET", "/admin/policies/", (OUT, 403, 403, 403, 200)),
    "policy_start": (
        "POST",
        "/admin/policies/about/start/",
        (OUT, 403, 403, 403, "/admin/policies/#about"),
    ),
    "policy_choose": ("GET", "/admin/policies/about/choose/", (OUT, 403, 403, 403, 200)),
    "policy_unlink": (
        "POST",
        "/admin/policies/about/unlink/",
        (OUT, 403, 403, 403, "/admin/policies/#about"),
    ),
    "articles_reports": ("GET", "/admin/reports/", (OUT, 403, 403, 403, 200)),
    "articles_report": ("GET", "/admin/reports/links/", (OUT, 403, 403, 403, 200)),
    "articles_report_export": (
        "GET",
        "/admin/reports/links/export/",
        (OUT, 403, 403, 403, 200),
    ),
    # Everything leaves with it, what is not public and what was earned too: superusers only.
    "export_site": ("GET", "/admin/export/", (OUT, 403, 403, 403, 403)),
    "export_archive": ("POST", "/admin/export/archive/", (OUT, 403, 403, 403, 403)),
    "review_queue": ("GET", "/admin/review/", (OUT, 403, 403, 403, 200)),
    "notices": ("GET", "/admin/notices/", (OUT, 200, 200, 200, 200)),
    "read_notices": ("POST", "/admin/notices/read/", (OUT, *["/admin/notices/"] * 4)),
    "articles_article_submit": ("GET", f"{ARTICLE}/submit/", (OUT, 403, 200, 403, 200)),
    "articles_article_take_back": (
        "POST",
        f"{ARTICLE}/take-back/",
        (OUT, 403, f"{ARTICLE}/review/", 403, f"{ARTICLE}/review/"),
    ),
    "articles_article_review": ("GET", f"{ARTICLE}/review/", (OUT, 403, 200, 403, 200)),
    "articles_event_changelist": ("GET", f"{A}/event/", (OUT, 403, 403, 403, 200)),
    "articles_event_export": ("GET", f"{A}/event/export/", (OUT, 403, 403, 403, 200)),
    "articles_merchant_export": ("GET", f"{A}/merchant/export/", (OUT, 403, 403, 403, 200)),
    "articles_merchant_import": ("GET", f"{A}/merchant/import/", (OUT, 403, 403, 403, 200)),
    "articles_merchant_presets": ("GET", f"{A}/merchant/presets/", (OUT, 403, 403, 403, 200)),
    "articles_affiliatelink_export": (
        "GET",
        f"{A}/affiliatelink/export/",
        (OUT, 403, 403, 403, 200),
    ),
    "articles_affiliatelink_import": (
        "GET",
        f"{A}/affiliatelink/import/",
        (OUT, 403, 403, 403, 200),
    ),
    "articles_checkedaddress_changelist": (
        "GET",
        f"{A}/checkedaddress/",
        (OUT, 403, 403, 403, 200),
    ),
    "articles_checkedaddress_change": ("GET", f"{OUTSIDE}/", (OUT, 403, 403, 403, 200)),
    "articles_checkedaddress_check": (
        "POST",
        f"{A}/checkedaddress/check/",
        (OUT, 403, 403, 403, f"{A}/checkedaddress/"),
    ),
    "articles_checkedaddress_again": (
        "POST",
        f"{OUTSIDE}/again/",
        (OUT, 403, 403, 403, f"{OUTSIDE}/"),
    ),
    "articles_missedpath_changelist": ("GET", f"{A}/missedpath/", (OUT, 403, 403, 403, 200)),
    # Nobody typed where it leads, so the list says so.
    "articles_missedpath_fix": ("POST", f"{MISSED}/fix/", (OUT, 403, 403, 403, 200)),
    **{
        f"articles_missedpath_{name}": (
            "POST",
            f"{MISSED}/{name}/",
            (OUT, 403, 403, 403, f"{A}/missedpath/"),
        )
        for name in ("gone", "ignore", "notice")
    },
    "articles_ping_changelist": ("GET", f"{A}/ping/", (OUT, 403, 403, 403, 200)),
    "articles_article_bulk": ("GET", f"{A}/article/bulk/", (OUT, 403, 200, 200, 200)),
    "articles_article_bulk_change": (
        "POST",
        f"{A}/article/bulk/withdraw/",
        (OUT, 403, 403, 403, 200),
    ),
    "articles_article_bulk_undo": (
        "POST",
        f"{A}/article/bulk/{{bulk}}/undo/",
        (OUT, 403, f"{A}/article/bulk/", 403, f"{A}/article/bulk/"),
    ),
    "articles_earningsreport_preview": (
        "GET",
        f"{A}/earningsreport/import/",
        (OUT, 403, 403, 403, f"{A}/earningsreport/add/"),
    ),
    "articles_earningsreport_preview_rows": (
        "GET",
        f"{A}/earningsreport/import/rows/",
        (OUT, 403, 403, 403, f"{A}/earningsreport/add/"),
    ),
    "articles_earningsreport_confirm": (
        "POST",
        f"{A}/earningsreport/import/confirm/",
        (OUT, 403, 403, 403, f"{A}/earningsreport/add/"),
    ),
    "articles_earningsreport_rows": (
        "GET",
        f"{A}/earningsreport/{{report}}/rows/",
        (OUT, 403, 403, 403, 200),
    ),
    "articles_import_go_on": (
        "POST",
        f"{IMPORT}/go-on/",
        (OUT, 403, f"{IMPORT}/change/", 403, f"{IMPORT}/change/"),
    ),
    "articles_import_stop": (
        "POST",
        f"{IMPORT}/stop/",
        (OUT, 403, f"{IMPORT}/change/", 403, f"{IMPORT}/change/"),
    ),
    "articles_import_drafts": (
        "POST",
        f"{IMPORT}/drafts/",
        (OUT, 403, f"{IMPORT}/change/", 403, f"{IMPORT}/change/"),
    ),
    "articles_import_document": ("GET", f"{DOCUMENT}/", (OUT, 403, 200, 403, 200)),
    "articles_import_preview": ("GET", f"{DOCUMENT}/preview/", (OUT, 403, 200, 403, 200)),
    "articles_import_picture": (
        "GET",
        f"{DOCUMENT}/pictures/{{picture}}/",
        (OUT, 403, 200, 403, 200),
    ),
    "articles_article_log": ("GET", f"{ARTICLE}/log/", (OUT, 403, 200, 403, 200)),
    "guides_guide_log": ("GET", f"{GUIDE}/log/", (OUT, 403, 200, 403, 200)),
    "articles_article_changelist": ("GET", f"{A}/article/", (OUT, 403, 200, 200, 200)),
    "articles_article_add": ("GET", f"{A}/article/add/", (OUT, 403, 200, 200, 200)),
    "articles_article_change": ("GET", f"{ARTICLE}/change/", (OUT, 403, 200, 403, 200)),
    "articles_article_delete": ("GET", f"{ARTICLE}/delete/", (OUT, 403, 403, 403, 200)),
    "articles_article_history": (
        "GET",
        f"{ARTICLE}/history/",
        (OUT, 403, f"{ARTICLE}/revisions/", 403, f"{ARTICLE}/revisions/"),
    ),
    "articles_article_revisions": ("GET", f"{ARTICLE}/revisions/", (OUT, 403, 200, 403, 200)),
    "articles_article_revision": (
        "GET",
        f"{ARTICLE}/revisions/{{revision}}/",
        (OUT, 403, 200, 403, 200),
    ),
    "articles_article_name_version": (
        "GET",
        f"{ARTICLE}/revisions/{{revision}}/name/",
        (OUT, 403, 200, 403, 200),
    ),
    "articles_article_compare_two": (
        "GET",
        f"{ARTICLE}/compare/",
        (OUT, 403, f"{ARTICLE}/revisions/", 403, f"{ARTICLE}/revisions/"),
    ),
    # Nobody asked for a part, which is not found.
    "articles_article_restore_part": (
        "POST",
        f"{ARTICLE}/restore/{{revision}}/part/",
        (OUT, 403, 404, 403, 404),
    ),
    "articles_article_compare": (
        "GET",
        f"{ARTICLE}/compare/{{revision}}/{{revision}}/",
        (OUT, 403, 200, 403, 200),
    ),
    "articles_article_restore": (
        "POST",
        f"{ARTICLE}/restore/{{revision}}/",
        (OUT, 403, f"{ARTICLE}/change/", 403, f"{ARTICLE}/change/"),
    ),
    # Who may see the form, and sent an address that is not signed.
    "articles_article_poster": ("GET", f"{ARTICLE}/poster/", (OUT, 403, 404, 403, 404)),
    "articles_article_new_poster": ("GET", f"{A}/article/poster/", (OUT, 403, 404, 404, 404)),
    "guides_guide_poster": ("GET", f"{GUIDE}/poster/", (OUT, 403, 404, 403, 404)),
    "guides_guide_new_poster": ("GET", f"{G}/guide/poster/", (OUT, 403, 403, 403, 404)),
    # What nobody sent a form with is no form; who may ask stands in test_checklist.
    "articles_article_typed_checklist": (
        "POST",
        f"{A}/article/checklist/",
        (401, 403, 400, 400, 400),
    ),
    "articles_article_checklist": ("GET", f"{ARTICLE}/checklist/", (OUT, 403, 200, 403, 200)),
    "articles_article_publish": ("GET", f"{ARTICLE}/publish/", (OUT, 403, 403, 403, 200)),
    "articles_article_next": ("GET", f"{ARTICLE}/next/", (OUT, 403, 200, 403, 200)),
    "articles_article_share": ("GET", f"{ARTICLE}/share/", (OUT, 403, 200, 403, 200)),
    "articles_article_revoke": (
        "POST",
        f"{ARTICLE}/share/{{link}}/revoke/",
        (OUT, 403, f"{ARTICLE}/share/", 403, f"{ARTICLE}/share/"),
    ),
    "articles_article_unshare": (
        "POST",
        f"{ARTICLE}/unshare/",
        (OUT, 403, f"{ARTICLE}/share/", 403, f"{ARTICLE}/share/"),
    ),
    "articles_article_comments": ("GET", f"{ARTICLE}/comments/", (OUT, 403, 200, 403, 200)),
    "articles_article_comment_reply": ("GET", f"{COMMENT}/reply/", (OUT, 403, 200, 403, 200)),
    # The author's own words, which nobody else may touch.
    "articles_article_comment_edit": ("GET", f"{COMMENT}/edit/", (OUT, 403, 200, 403, 403)),
    "articles_article_comment_delete": (
        "POST",
        f"{COMMENT}/delete/",
        (OUT, 403, f"{ARTICLE}/comments/", 403, 403),
    ),
    "articles_article_comment_resolve": (
        "POST",
        f"{COMMENT}/resolve/",
        (OUT, 403, SAID, 403, SAID),
    ),
    "articles_article_comment_reopen": (
        "POST",
        f"{COMMENT}/reopen/",
        (OUT, 403, SAID, 403, SAID),
    ),
    "articles_article_schedule": ("GET", f"{ARTICLE}/schedule/", (OUT, 403, 403, 403, 200)),
    "articles_article_reviewed": ("GET", f"{ARTICLE}/reviewed/", (OUT, 403, 403, 403, 200)),
    "articles_article_corrections": ("GET", f"{ARTICLE}/corrections/", (OUT, 403, 403, 403, 200)),
    # Readers get it now, so it cannot be kept from them.
    "articles_article_withhold": (
        "GET",
        f"{ARTICLE}/revisions/{{revision}}/withhold/",
        (OUT, 403, 403, 403, f"{ARTICLE}/revisions/?page=1#version-{{revision}}"),
    ),
    "articles_article_withdraw": ("GET", f"{ARTICLE}/withdraw/", (OUT, 403, 403, 403, 200)),
    "articles_article_call_off": (
        "POST",
        f"{ARTICLE}/call-off/",
        (OUT, 403, 403, 403, f"{ARTICLE}/change/"),
    ),
    "guides_guide_changelist": ("GET", f"{G}/guide/", (OUT, 403, 200, 200, 200)),
    "guides_guide_add": ("GET", f"{G}/guide/add/", (OUT, 403, 403, 403, 200)),
    "guides_guide_change": ("GET", f"{GUIDE}/change/", (OUT, 403, 200, 403, 200)),
    "guides_guide_delete": ("GET", f"{GUIDE}/delete/", (OUT, 403, 403, 403, 200)),
    "guides_guide_history": (
        "GET",
        f"{GUIDE}/history/",
        (OUT, 403, f"{GUIDE}/revisions/", 403, f"{GUIDE}/revisions/"),
    ),
    "guides_guide_revisions": ("GET", f"{GUIDE}/revisions/", (OUT, 403, 200, 403, 200)),
    "guides_guide_revision": (
        "GET",
        f"{GUIDE}/revisions/{{revision}}/",
        (OUT, 403, 200, 403, 200),
    ),
    "guides_guide_name_version": (
        "GET",
        f"{GUIDE}/revisions/{{revision}}/name/",
        (OUT, 403, 403, 403, 200),
    ),
    "guides_guide_compare_two": (
        "GET",
        f"{GUIDE}/compare/",
        (OUT, 403, f"{GUIDE}/revisions/", 403, f"{GUIDE}/revisions/"),
    ),
    # Nobody asked for a part, which is not found.
    "guides_guide_restore_part": (
        "POST",
        f"{GUIDE}/restore/{{revision}}/part/",
        (OUT, 403, 403, 403, 404),
    ),
    "guides_guide_compare": (
        "GET",
        f"{GUIDE}/compare/{{revision}}/{{revision}}/",
        (OUT, 403, 200, 403, 200),
    ),
    "guides_guide_restore": (
        "POST",
        f"{GUIDE}/restore/{{revision}}/",
        (OUT, 403, 403, 403, f"{GUIDE}/change/"),
    ),
    "guides_guide_schedule": ("GET", f"{GUIDE}/schedule/", (OUT, 403, 403, 403, 200)),
    "guides_guide_corrections": ("GET", f"{GUIDE}/corrections/", (OUT, 403, 403, 403, 200)),
    "guides_guide_books": ("GET", f"{GUIDE}/books/", (OUT, 403, 200, 403, 200)),
    "guides_guide_make_books": (
        "POST",
        f"{GUIDE}/books/make/",
        (OUT, 403, 403, 403, f"{GUIDE}/books/"),
    ),
    # Nobody made it yet.
    "guides_guide_book": ("GET", f"{GUIDE}/books/epub/", (OUT, 403, 404, 403, 404)),
    "guides_guide_withdraw": ("GET", f"{GUIDE}/withdraw/", (OUT, 403, 403, 403, 200)),
    "guides_guide_call_off": (
        "POST",
        f"{GUIDE}/call-off/",
        (OUT, 403, 403, 403, f"{GUIDE}/change/"),
    ),
    "guides_kit_numbers": ("GET", f"{KIT}/numbers/", (OUT, 403, 403, 403, 200)),
    "guides_kit_export": ("GET", f"{KIT}/numbers/export/", (OUT, 403, 403, 403, 200)),
    "guides_kit_file": ("GET", f"{KIT}/file/", (OUT, 403, 200, 200, 200)),
    "guides_subscriber_export": ("POST", f"{G}/subscriber/export/", (OUT, 403, 403, 403, 200)),
    "guides_subscriber_export_person": (
        "POST",
        f"{G}/subscriber/{{subscriber}}/export/",
        (OUT, 403, 403, 403, 200),
    ),
    "guides_letter_preview": ("GET", f"{LETTER}/preview/", (OUT, 403, 403, 403, 200)),
    "guides_letter_text": ("GET", f"{LETTER}/text/", (OUT, 403, 403, 403, 200)),
    "guides_letter_send": ("GET", f"{LETTER}/send/", (OUT, 403, 403, 403, 200)),
    "guides_letter_schedule": ("GET", f"{LETTER}/schedule/", (OUT, 403, 403, 403, 200)),
    **{
        f"guides_letter_{name}": (
            "POST",
            f"{LETTER}/{name.replace('_', '-')}/",
            (OUT, 403, 403, 403, f"{LETTER}/change/"),
        )
        for name in ("test", "stop", "go_on")
    },
    "guides_mail_again": (
        "POST",
        f"{G}/mail/{{mail}}/again/",
        (OUT, 403, 403, 403, f"{G}/mail/{{mail}}/change/"),
    ),
}

#: Rows that have no owner: list, add, change, delete and history for an author and an editor.
#: What an author may read answers 200 also under “change”, without a way to save.
SHARED = {
    # An author's are in DOORS; this one is the system's.
    "articles_import": ((200, 200, 403, 403, 403), (200, 200, 200, 200, 200)),
    "articles_merchant": ((200, 403, 200, 403, 200), (200, 200, 200, 200, 200)),
    "articles_network": ((403, 403, 403, 403, 403), (200, 200, 200, 200, 200)),
    "articles_earningsreport": ((403, 403, 403, 403, 403), (200, 200, 200, 200, 200)),
    "articles_redirect": ((403, 403, 403, 403, 403), (200, 200, 200, 200, 200)),
    "articles_affiliatelink": ((200, 403, 200, 403, 200), (200, 200, 200, 200, 200)),
    "articles_photo": ((200, 200, 200, 403, 200), (200, 200, 200, 200, 200)),
    "articles_author": ((200, 403, 200, 403, 200), (200, 200, 200, 200, 200)),
    "articles_topic": ((200, 403, 200, 403, 200), (200, 200, 200, 200, 200)),
    "articles_helpline": ((403, 403, 403, 403, 403), (200, 200, 200, 200, 200)),
    "articles_revision": ((403, 403, 403, 403, 403), (200, 403, 200, 403, 200)),
    "guides_kit": ((200, 403, 200, 403, 200), (200, 200, 200, 200, 200)),
    "guides_letter": ((403,) * 5, (200,) * 5),
    "guides_subscriber": ((403,) * 5, (200, 403, 200, 200, 200)),
    "guides_mail": ((403,) * 5, (200, 403, 200, 403, 200)),
    "articles_publication": (
        (f"{A}/publication/1/change/", 403, 200, 403, 200),
        (f"{A}/publication/1/change/", 403, 200, 403, 200),
    ),
}
ACTIONS = ("changelist", "add", "change", "delete", "history")


@pytest.fixture
def people(db):
    """Signed-in clients in the order of the table's columns, and the author."""
    author = make_user("author")
    users = [None, make_user("editor"), author, author, make_user("editor")]
    users[1].groups.clear()
    clients = [Client() for _ in users]
    for client, user in zip(clients, users, strict=True):
        if user:
            client.force_login(user)
    return SimpleNamespace(clients=clients, author=author)


def answer(client, method, address):
    """The status, where a redirect leads, or `OUT` where it leads to the sign-in page."""
    data = {"text": "Words", "alt": "A bench", "photo": upload(image_bytes())}
    response = client.post(address, data) if method == "POST" else client.get(address)
    if response.status_code != 302:
        return response.status_code
    return OUT if response.url == f"/admin/login/?next={address}" else response.url


@pytest.mark.parametrize("name", DOORS)
def test_door_opens_for_whom_it_should(people, name):
    method, address, expected = DOORS[name]
    if "guide" in name:
        own = publish_guide(owner=people.author, chapters=[("One", "Words")])
        other = publish_guide(chapters=[("One", "Words")])
    else:
        own, other = publish_article(owner=people.author), publish_article()
    revisions = [other, other, own, other, other]
    places = [place_of(row, people.author) for row in revisions]
    answers = tuple(
        answer(client, method, address.format(**place))
        for client, place in zip(people.clients, places, strict=True)
    )
    assert answers == tuple(
        value.format(**place) if isinstance(value, str) else value
        for value, place in zip(expected, places, strict=True)
    )


def place_of(revision, author):
    """What the addresses name: an article or guide with a version, a comment and a link."""
    place = {"pk": revision.subject.pk, "revision": revision.pk}
    place |= {
        "kit": make_kit().pk,
        "subscriber": make_subscriber().pk,
        "letter": make_letter().pk,
        "mail": make_mail().pk,
    }
    if hasattr(revision, "article"):
        comment = make_comment(revision.article, written_by=author)
        place |= {"comment": comment.pk, "link": make_share_link(revision.article).pk}
        place["missed"] = make_missed_path().pk
        PolicyPage.objects.get_or_create(role="about", defaults={"page": revision.article})
        before = {"name": "topic", "rows": []}
        place["report"] = make_earnings_report().pk
        place["address"] = CheckedAddress.objects.get_or_create(url_hash=revision.pk)[0].pk
        place["bulk"] = BulkChange.objects.create(made_by=revision.article.owner, before=before).pk
        place |= place_of_import(revision.article.owner)
    return place


def place_of_import(owner):
    """A document with a picture in an import of this person."""
    document = make_imported_document(make_import(started_by=owner))
    picture = ImportedPicture.objects.create(document=document, data=image_bytes())
    return {"batch": document.batch_id, "document": document.pk, "picture": picture.pk}


@pytest.mark.parametrize("name", SHARED)
def test_door_to_shared_rows_opens_for_whom_it_should(people, name):
    makers = {
        "articles_import": make_import,
        "articles_merchant": make_merchant,
        "articles_network": make_network,
        "articles_earningsreport": make_earnings_report,
        "articles_redirect": make_redirect,
        "articles_affiliatelink": make_product,
        "articles_photo": make_photo,
        "articles_author": make_author,
        "articles_topic": make_topic,
        "articles_helpline": make_help_line,
        "articles_revision": publish_article,
        "articles_publication": lambda: SimpleNamespace(pk=1),
        "guides_kit": make_kit,
        "guides_subscriber": make_subscriber,
        "guides_letter": make_letter,
        "guides_mail": make_mail,
    }
    folder = "/admin/" + name.replace("_", "/")
    row = f"{folder}/{makers[name]().pk}"
    addresses = [f"{folder}/", f"{folder}/add/", *(f"{row}/{name}/" for name in ACTIONS[2:])]
    nobody, stranger, author, _, editor = (
        tuple(answer(client, "GET", address) for address in addresses) for client in people.clients
    )
    if name == "articles_publication":
        stranger = (403, *stranger[1:])  # its list leads to the form, which refuses
    assert (nobody, stranger) == ((OUT,) * 5, (403,) * 5)
    assert (author, editor) == SHARED[name]


def test_every_address_of_ours_has_a_row():
    desk = next(row for row in get_resolver().url_patterns if str(row.pattern) == "admin/")
    names = {name for name in _names(desk) if name.startswith(("articles_", "guides_"))}
    own = {"preview_text", "upload_photo", "sign_in", "bin", "bin_look", "bin_bring_back"}
    own |= {"suggest_links"}
    own |= {"clean_text", "convert_address", "choose", "review_queue", "notices", "read_notices"}
    own |= {"export_site", "export_archive"}
    own |= {"calendar", "policies", "policy_start", "policy_choose", "policy_unlink"}
    shared = {f"{model}_{action}" for model in SHARED for action in ACTIONS}
    assert names | own == DOORS.keys() | shared
    assert {name for name in _names(desk) if name and "_" not in name} == {
        "index",
        "login",
        "logout",
        "autocomplete",
        "jsi18n",
        "bin",
        "calendar",
        "choose",
        "notices",
        "policies",
    }


def _names(resolver):
    for pattern in resolver.url_patterns:
        yield from _names(pattern) if hasattr(pattern, "url_patterns") else [pattern.name or ""]


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_author_posting_an_editors_button_saves_only(author_client, author, button):
    article = make_article(owner=author)
    data = article_form(article, title="Mine", **{button: "on"})
    response = author_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert (response.status_code, response.url) == (302, "/admin/articles/article/")
    assert list(Revision.objects.values_list("title", "live_from")) == [("Mine", None)]


def test_author_posting_an_owner_stays_the_owner(author_client, author, editor):
    article = make_article(owner=author)
    data = article_form(article, title="Mine", owner=editor.pk)
    author_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert Article.objects.values_list("title", "owner").get() == ("Mine", author.pk)


def test_author_adding_an_article_owns_it(author_client, author, editor):
    author_client.post("/admin/articles/article/add/", article_form(owner=editor.pk))
    assert Article.objects.values_list("title", "owner").get() == ("A new article", author.pk)


def test_author_posting_to_somebody_elses_article_is_refused(author_client, editor):
    article = make_article(owner=editor, title="Theirs")
    data = article_form(article, title="Mine")
    response = author_client.post(f"/admin/articles/article/{article.pk}/change/", data)
    assert response.status_code == 403
    assert Article.objects.get().title == "Theirs"


def test_author_cannot_take_a_row_of_another_article(author_client, author, editor):
    own, other = make_article(owner=author), make_article(owner=editor)
    row = {"id": other.sections.get().pk, "heading": "Taken", "body": ""}
    data = article_form(own, sections=[row])
    author_client.post(f"/admin/articles/article/{own.pk}/change/", data)
    assert other.sections.get().heading == "First"


@pytest.mark.parametrize("page", ["schedule", "withdraw", "call-off"])
def test_author_posting_to_a_window_of_their_own_article_is_refused(author_client, author, page):
    article = publish_article(owner=author).article
    response = author_client.post(f"/admin/articles/article/{article.pk}/{page}/", {"at": ""})
    assert response.status_code == 403
    assert Revision.objects.live().count() == 1


def test_author_finds_only_their_own_articles_by_autocomplete(author_client, author, editor):
    make_article(owner=author, title="Mine")
    make_article(owner=editor, title="Theirs")
    address = "/admin/autocomplete/?app_label=guides&model_name=chapter&field_name=article"
    results = author_client.get(address).json()["results"]
    assert [row["text"] for row in results] == ["Mine"]


def test_editor_restoring_says_that_nothing_is_published(editor_client):
    revision = publish_article()
    address = f"/admin/articles/article/{revision.article_id}/restore/{revision.pk}/"
    response = editor_client.post(address, follow=True)
    assert messages_of(response) == [
        "Restored into the draft. Readers see no change until you publish it."
    ]
