"""A small site that keeps every rule: a page of each kind, with all that rules look at."""

from datetime import UTC, datetime, timedelta

from PIL import Image

from articles.models import PolicyPage
from articles.photos.store import store_photo
from articles.publishing.windows import publish, save_revision, withdraw
from guides.models import Letter
from tests.factories import (
    make_article,
    make_author,
    make_guide,
    make_help_line,
    make_kit,
    make_merchant,
    make_product,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)

START = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)

INTRODUCTION = """\
Two cups, says the study.[^study] The [lamp](go:lamp) is near; read [how to rest](article:rest).

![A lake in the morning]({photo})

| Cup | Minutes |
| --- | --- |
| One | Two |
"""
ANSWER = "Two,[^study] *or* three. See [the lamp](go:lamp).\n\n- One\n- Two\n"
LETTER = '<p>A letter with <a href="{site}/articles/rest/">something to read</a>.</p>'
POLICIES = {
    "about": "Who we are",
    "editorial": "How we work",
    "earning": "How we earn",
    "corrections": "What we corrected",
    "privacy": "What we keep",
    "contact": "How to reach us",
}


def fill_site(clock) -> None:
    """The site, its newest page published three days after `START`."""
    make_publication(tagline="In plain words", help_lines="Call 116 123.", logo=None)
    make_help_line()
    make_product(slug="lamp", merchant=make_merchant(may_email=False), description="It is bright.")
    make_product(slug="book", merchant=make_merchant(may_cloak=False))
    ada = make_author(
        name="Ada Byron",
        slug="ada",
        credentials="Mediator since 2009",
        bio="She *listens*.",
        photo=paint("The face of Ada Byron"),
    )
    ben = make_author(name="Ben Okri", slug="ben", credentials="Counsellor")
    _publish_policies()
    _publish_others(ada, clock)
    loss, left = _publish_sensitive(ada, ben)
    clock.shift(DAY)
    withdraw(left)
    loss.introduction = "It takes two years."
    loss.save()
    publish(save_revision(loss), correction="It said that it takes two weeks.")
    repair = _make_repair(ada, ben)
    publish_article(repair)
    clock.shift(DAY)
    repair.introduction += "\n\nA new paragraph, which says more than the page did before.\n"
    repair.save()
    publish(save_revision(repair), is_update=True)
    _publish_guide(repair)
    site = "http://testserver"
    Letter.objects.create(subject="A letter", html=LETTER.format(site=site), text="A letter.")


def paint(alt: str):
    return store_photo(Image.new("RGB", (480, 360), "teal"), alt=alt)


def _publish_policies() -> None:
    for role, title in POLICIES.items():
        slug = {"earning": "disclosure"}.get(role, role)
        dek = f"{title}, in a page that says it at length."
        revision = publish_article(kind="page", slug=slug, title=title, dek=dek)
        PolicyPage.objects.get_or_create(role=role, defaults={"page": revision.article})


def _publish_others(ada, clock) -> None:
    rest = make_topic(title="Rest", slug="rest", description="How to rest, and when.")
    for number, title in enumerate(["How to rest", "How to wait", "How to stop"]):
        clock.shift(DAY / 4)
        slug = title.rpartition(" ")[2]
        dek = f"{title} in {number + 2} steps."
        # One was reviewed by nobody who is named.
        on = "2026-02-01" if slug == "wait" else None
        publish_article(
            slug=slug,
            title=title,
            dek=dek,
            topic=rest,
            authors=[ada],
            tags=["calm"],
            reviewed_on=on,
        )
    gone = publish_article(slug="gone", title="Gone", dek="It is gone.", topic=rest, authors=[ada])
    withdraw(gone.article)


def _publish_sensitive(ada, ben):
    """An article that will be corrected, and one that will be no more."""
    grief = make_topic(
        title="Grief", slug="grief", description="What it takes.", sensitivity="sensitive"
    )
    fields = {"topic": grief, "authors": [ada], "reviewer": ben, "reviewed_on": "2026-02-01"}
    loss = make_article(
        slug="loss",
        title="After a loss",
        dek="What the first weeks are like.",
        introduction="It takes two weeks.",
        **fields,
    )
    publish_article(loss)
    left = publish_article(slug="left", title="Left alone", dek="It is gone as well.", **fields)
    return loss, left.article


def _make_repair(ada, ben):
    return make_article(
        slug="repair",
        title="Repair after a row",
        dek="How to make up and mend.",
        search_title="Repair, found",
        search_description="Described for those who search.",
        topic=make_topic(title="Conflict", slug="conflict", description="Rows and what follows."),
        authors=[ada],
        reviewer=ben,
        reviewed_on="2026-02-01",
        hero=paint("A bench by a lake"),
        introduction=INTRODUCTION.format(photo=paint("A lake").file.url),
        sections=[("Why", "Because.\n\n::: offer lamp\n:::\n"), ("How", "So."), ("When", "Now.")],
        faqs=[("How many cups?", ANSWER), ("Why and when?", "Because it is *late*.")],
        references=[
            {
                "key": "study",
                "title": "A study",
                "url": "https://example.org/",
                "year": 2025,
                "publisher": "Press",
                "accessed_on": "2026-02-02",
            }
        ],
        tags=["calm", "care"],
    )


def _publish_guide(article) -> None:
    guide = make_guide(
        slug="evenings",
        title="Better evenings",
        dek="Three evenings, in order.",
        hero=paint("An evening in a kitchen"),
        introduction="Begin here, with [the lamp](go:lamp).",
        closing="That is all.",
        chapters=[article, ("On your own", "Words with [the lamp](go:lamp).")],
    )
    publish_guide(guide)
    make_kit(slug="questions", title="Questions", at_end="all")
