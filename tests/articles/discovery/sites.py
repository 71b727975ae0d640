"""Sites to be crawled: a full one, one that leaves out whatever it may, and an empty one."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from articles.publishing.windows import publish, save_revision, withdraw
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_kit,
    make_merchant,
    make_photo,
    make_product,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

#: When the first page was published; it is not a whole second.
START = datetime(2026, 3, 3, 23, 30, 5, 700_000, tzinfo=UTC)
DAY = timedelta(days=1)

INTRODUCTION = """\
Two cups, says [the study](https://example.org/tea).[^study] The [lamp](go:lamp) is near, the
[book](go:book) too; read [how to be calm](article:calm) or [the course](guide:course).

![A lake]({photo} "By the lake")
"""
ANSWER = """\
Two,[^study] *or* three.

- One
- Two

See [the lamp](go:lamp).

::: note
Mind the spout.
:::
"""


def fill_site(clock) -> None:
    """A page of every kind, with all that can stand on it; lists have more pages than one."""
    people = _make_frame()
    repair = _make_article(people)
    _publish_others(people, clock)
    publish_article(repair)
    clock.shift(DAY)
    repair.introduction += "\n\nA new paragraph, which says more than the page did before.\n"
    repair.save()
    correction = "We wrote </script> & “two cups”; it is <three>."
    publish(save_revision(repair), is_update=True, correction=correction)
    clock.shift(DAY)
    repair.dek += "."  # a correction, which moves no date
    repair.save()
    publish(save_revision(repair))
    _publish_guides(repair)


def _make_frame() -> tuple:
    """The publication, its merchants, and who writes and reviews."""
    make_publication(
        tagline="In plain words",
        footer_note="Written by people who listen.",
        logo=make_photo(alt="The logo"),
        social_profiles="https://social.example/us\n\nno address",
        help_lines="Call 116 123.",
    )
    make_product(slug="lamp", merchant=make_merchant(), description="It is bright.")
    make_product(slug="book", merchant=make_merchant(may_cloak=False))
    make_product(slug="over", active_until=START - DAY)
    make_product(slug="strict", merchant=make_merchant(may_document=False))
    ada = make_author(
        name="Ada Byron",
        slug="ada",
        credentials="MSc",
        bio="She *listens*.",
        photo=make_photo(),
        links="https://ada.example\nno address",
    )
    return ada, make_author(name="Cy", slug="cy"), make_author(name="Ben", slug="ben")


def _make_article(people: tuple):
    ada, cy, ben = people
    rest = make_topic(slug="rest")
    publish_article(slug="calm", authors=[ada], topic=rest, reviewed_on="2026-02-03")
    guide = make_guide(slug="course", title="A course", chapters=[("Own", "Words.")])
    publish_guide(guide)
    return make_article(
        slug="repair",
        title="Repair </script> & <care>",
        dek="How to make up & mend",
        search_title="Repair, found",
        search_description="Described for those who search",
        topic=make_topic(title="Conflict", slug="conflict", description="Rows & what follows."),
        authors=[ada, cy],
        reviewer=ben,
        reviewed_on="2026-02-01",
        hero=make_photo(alt="A bench", width=1600, height=1200),
        introduction=INTRODUCTION.format(photo=make_photo(alt="A lake").file.url),
        sections=[("Why", "Because.\n\n::: offer lamp\n:::\n"), ("How", "So."), ("When", "Now.")],
        faqs=[("How many <cups>?", ANSWER), ("Why & when?", "Because it is *late*.")],
        references=[
            {"key": "study", "title": "A study", "url": "https://example.org/", "year": 2025,
             "publisher": "Press"},
            {"key": "unlinked", "title": "Unlinked"},
        ],
        tags=["calm", "care"],
    )  # fmt: skip


def _publish_others(people: tuple, clock) -> None:
    """What lists need to be long, what was taken down, what moved, and what says no more."""
    ada, _, ben = people
    topic = make_topic(title="Grief", slug="grief", sensitivity="sensitive")
    for _number in range(3):
        clock.shift(DAY)
        publish_article(topic=topic, authors=[ada], tags=["calm"], reviewer=ben)
    withdraw(publish_article(slug="gone").article)
    moved = publish_article(slug="old").article
    moved.slug = "new"
    moved.save()
    clock.shift(DAY)
    publish(save_revision(moved))
    publish(save_revision(make_article(slug="coming")), at=timezone.now() + 99 * DAY)
    make_topic(slug="empty")
    for slug in ("about", "disclosure", "corrections", "privacy", "contact"):
        dek = f"What {slug} means."
        publish_article(
            kind="page",
            slug=slug,
            title=slug.title(),
            dek=dek,
            reviewer=ben,
            reviewed_on="2026-02-02",
        )


def _publish_guides(article) -> None:
    guide = make_guide(
        slug="evenings",
        title="Better evenings",
        dek="In order",
        hero=make_photo(alt="An evening"),
        introduction="Begin here, with [the lamp](go:lamp).",
        closing="That is all.",
        chapters=[article, ("On your own", "Words with [the lamp](go:lamp).")],
    )
    publish_guide(guide)
    make_kit(slug="questions", title="Questions", cover=make_photo(), at_end="all")
    make_kit(slug="closed", is_open=False)


def fill_bare_site(clock) -> None:
    """A page of every kind, with nothing on it that may be left out."""
    make_publication()
    article = make_article(slug="bare", introduction="x", sections=[("Part", "")])
    publish_article(article)
    publish_article(kind="page", slug="about")
    publish_guide(slug="short", chapters=[article, ("Own", "x")])
    make_kit(slug="questions")


def leave_empty(clock) -> None:
    """A site on its first day."""


SITES = {"full": fill_site, "bare": fill_bare_site, "empty": leave_empty}
#: What no link leads to, and pages that are not there.
ALSO = (
    *("/robots.txt", "/sitemap.xml", "/llms.txt", "/nothing/", "/articles/gone/"),
    *("/search/?q=calm", "/kits/questions/asked/", "/kits/closed/", "/kits/file/nobody/"),
    *("/kits/confirm/nobody/", "/kits/download/nobody/", "/letters/leave/nobody/"),
    *("/go/over/", "/go/strict/?from=book", "/preview/nobody/"),
    *("/?utm_source=x", "/articles/?utm_source=x&page=2", "/articles/repair/?fbclid=x"),
)
