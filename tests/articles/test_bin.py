"""What goes to the bin, what comes back, and what is removed for good."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.utils import timezone
from taggit.models import TaggedItem

from articles.bin import IN_PASSING, InUse, TooLate, bring_back, empty, kept_until, throw_away
from articles.models import (
    AffiliateLink,
    Article,
    ClickCount,
    Comment,
    Draft,
    Earning,
    Event,
    Photo,
    Publication,
    Revision,
)
from articles.photos.crops import find_crop
from articles.photos.store import read_photo, store_photo
from articles.publishing.kinds import kind_of
from articles.publishing.windows import NotPublishable, publish, restore, save_revision, withdraw
from guides.models import Chapter, Guide, GuideRevision
from tests.factories import (
    image_bytes,
    make_article,
    make_author,
    make_comment,
    make_earnings_report,
    make_guide,
    make_photo,
    make_product,
    make_publication,
    make_share_link,
    make_submission,
    publish_article,
    publish_guide,
    upload,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
MAKERS = {"article": make_article, "guide": make_guide, "product": make_product}
MAKERS |= {"photo": make_photo}


@pytest.fixture(params=MAKERS)
def row(request):
    """One of each that can go to the bin."""
    return MAKERS[request.param]()


def make_old(make, days=91, **fields):
    """Something that was moved to the bin so many days ago."""
    return throw_old(make(**fields), days)


def throw_old(row, days=91):
    row = throw_away(row)
    row.binned_at -= days * DAY
    row.save()
    return row


def type_into(article, user):
    """Let somebody type into an article, and not save."""
    kind = ContentType.objects.get_for_model(article)
    return Draft.objects.create(user=user, content_type=kind, object_id=article.pk)


def versions(subject):
    return list(subject.revisions.order_by("pk").values())


def log():
    return [str(event) for event in Event.objects.order_by("pk")]


# Thrown away


def test_thrown_away_is_left_out_and_tells_who_did_it(row, editor):
    thrown = throw_away(row, by=editor)

    assert list(type(row).objects.all()) == []
    assert list(type(row).everything.all()) == [thrown]
    assert (thrown.binned_by, kept_until(thrown) - thrown.binned_at) == (editor, 90 * DAY)
    assert log()[-1] == f"editor deleted {row}"


def test_throwing_away_twice_is_too_late(row):
    throw_away(row)

    with pytest.raises(TooLate):
        throw_away(row)


def test_throwing_away_withdraws_what_is_live(client):
    revision = publish_article(slug="listen")

    throw_away(revision.article)

    assert client.get("/articles/listen/").status_code == 410
    assert Revision.objects.live().count() == 0


def test_throwing_away_calls_off_what_is_scheduled():
    guide = make_guide(chapters=[("One", "Words.")])
    publish(save_revision(guide), at=datetime.now(UTC) + DAY)

    throw_away(guide)

    assert GuideRevision.objects.values_list("live_from").get() == (None,)


def test_guide_is_read_without_a_chapter_in_the_bin(client):
    articles = [publish_article(slug=slug).article for slug in ("one", "two")]
    publish_guide(slug="course", chapters=articles)

    throw_away(articles[0])

    assert client.get("/guides/course/one/").status_code == 404
    page = client.get("/guides/course/").text
    assert ["/guides/course/one/" in page, "/guides/course/two/" in page] == [False, True]


def in_bio(row):
    name = f"![]({row.file.url})" if isinstance(row, Photo) else f"[it](go:{row.slug})"
    return make_author(bio=name)


def in_help_lines(row):
    return make_publication(help_lines=f"::: offer {row.slug}\n:::")


USERS = {
    "photo of a live hero": (make_photo, lambda row: publish_article(hero=row)),
    "photo in a live text": (
        make_photo,
        lambda row: publish_article(introduction=f"![A bench]({row.file.url})"),
    ),
    "photo of a draft": (make_photo, lambda row: make_article(hero=row)),
    "photo of a guide": (make_photo, lambda row: make_guide(hero=row)),
    "photo of a product": (make_photo, lambda row: make_product(photo=row)),
    "photo of a person": (make_photo, lambda row: make_author(photo=row)),
    "photo in a bio": (make_photo, in_bio),
    "logo": (make_photo, lambda row: make_publication(logo=row)),
    "product in a live text": (
        make_product,
        lambda row: publish_article(introduction=f"[Cards](go:{row.slug})"),
    ),
    "product in a live guide": (
        make_product,
        lambda row: publish_guide(chapters=[("One", f"[Cards](go:{row.slug})")]),
    ),
    "product in a bio": (make_product, in_bio),
    "product in help lines": (make_product, in_help_lines),
    "fallback": (make_product, lambda row: make_product(fallback=row)),
}


@pytest.mark.parametrize("name", USERS)
def test_what_is_in_use_is_not_thrown_away(name):
    make, use = USERS[name]
    row = make()
    user = use(row)

    with pytest.raises(InUse) as caught:
        throw_away(row)

    # A live page is told before the draft it was made of.
    assert caught.value.keepers[0] == user
    assert type(row).objects.get(pk=row.pk) == row


def test_what_is_scheduled_keeps_its_product():
    product = make_product()
    article = make_article(introduction=f"[Cards](go:{product.slug})")
    publish(save_revision(article), at=datetime.now(UTC) + DAY)

    with pytest.raises(InUse):
        throw_away(product)


def test_product_that_only_drafts_and_old_versions_name_is_thrown_away():
    product = make_product()
    withdraw(publish_article(introduction=f"[Cards](go:{product.slug})").article)

    throw_away(product)

    assert AffiliateLink.objects.count() == 0


@pytest.mark.parametrize("make", [make_article, make_guide], ids=["article", "guide"])
def test_version_whose_hero_is_in_the_bin_is_not_published(make):
    photo = make_photo()
    subject = make(title="Listen", hero=photo)
    if make is make_guide:
        Chapter.objects.create(guide=subject, title="One", body="Words.")
    old = save_revision(subject)
    type(subject).objects.update(hero=None)
    throw_away(photo)

    with pytest.raises(NotPublishable) as caught:
        publish(restore(old))

    assert str(caught.value) == "hero: The photo is in the bin: choose another"


@pytest.mark.parametrize("user", [make_article, make_guide], ids=["article", "guide"])
def test_what_lies_in_the_bin_keeps_nothing(user):
    photo = make_photo()
    throw_away(user(hero=photo))

    throw_away(photo)

    assert Photo.objects.count() == 0


def test_draft_is_told_that_a_name_in_the_bin_is_unknown():
    product, article = make_product(slug="cards"), publish_article(slug="listen").article
    draft = make_article(introduction="[It](go:cards) and [this](article:listen).")
    throw_away(product)
    throw_away(article)

    frozen = kind_of(draft).freeze(kind_of(draft).take(draft))

    assert [str(problem) for _, problem in frozen.problems] == [
        "There is no product of this name: “go:cards”",
        "There is no article of this name: “article:listen”",
    ]


# Brought back


def test_article_comes_back_whole(editor):
    article = publish_article(
        hero=make_photo(),
        faqs=[("Why?", "So.")],
        references=[{"key": "a", "title": "A study"}],
        tags=["peace", "quiet"],
    ).article
    make_submission(article)
    draft, comment, link = (
        type_into(article, editor),
        make_comment(article),
        make_share_link(article),
    )
    withdraw(article)
    before = (Article.objects.values().get(), kind_of(article).take(article), versions(article))

    throw_away(article)
    back = bring_back(article, by=editor)

    assert (back.row, back.former_slug, back.companions) == (article, "", ())
    after = (Article.objects.values().get(), kind_of(article).take(article), versions(article))
    assert after == before
    assert [Draft.objects.get(), Comment.objects.get(), article.share_links.get()] == [
        draft,
        comment,
        link,
    ]
    assert log()[-1] == f"editor brought back {article}"


def test_guide_comes_back_whole():
    guide = publish_guide(chapters=[publish_article().article, ("Own", "Words.")]).guide
    withdraw(guide)
    before = (kind_of(guide).take(guide), versions(guide))

    throw_away(guide)
    bring_back(guide)

    assert (kind_of(guide).take(guide), versions(guide)) == before
    assert Guide.objects.get() == guide


@pytest.mark.parametrize("make", [make_product, make_photo], ids=["product", "photo"])
def test_row_comes_back_as_it_was(make):
    row = make()
    before = type(row).objects.values().get()

    throw_away(row)
    bring_back(row)

    assert type(row).objects.values().get() == before


def test_what_was_live_comes_back_withdrawn(client):
    article = publish_article(slug="listen").article

    throw_away(article)
    bring_back(article)

    assert client.get("/articles/listen/").status_code == 410
    publish(save_revision(article))
    assert client.get("/articles/listen/").status_code == 200


def test_bringing_back_what_is_not_in_the_bin_is_too_late(row):
    with pytest.raises(TooLate):
        bring_back(row)


@pytest.mark.parametrize("make", [make_article, make_guide, make_product])
def test_slug_that_was_taken_meanwhile_gets_a_number(make):
    row = make(slug="same")
    throw_away(row)
    make(slug="same")
    make(slug="same-2")

    back = bring_back(row)

    assert (back.former_slug, back.row.slug) == ("same", "same-3")
    assert Event.objects.latest("pk").detail == "Now as same-3."


def test_longest_slug_that_was_taken_is_cut_for_its_number():
    product = make_product(slug="x" * 80)
    throw_away(product)
    make_product(slug="x" * 80)

    assert bring_back(product).row.slug == "x" * 78 + "-2"


def test_new_slug_is_a_version_of_its_own(editor):
    article = make_article(slug="same")
    save_revision(article)
    throw_away(article)
    make_article(slug="same")

    bring_back(article, by=editor)

    newest = article.revisions.first()
    assert (newest.slug, newest.created_by, newest.content) == (
        "same-2",
        editor,
        kind_of(article).take(Article.objects.get(slug="same-2")),
    )
    assert newest.note == "Brought back; another has the address same"


def test_slug_of_anothers_live_page_is_not_taken_back():
    article = make_article(slug="same")
    throw_away(article)
    other = publish_article(slug="same").article
    Article.objects.filter(pk=other.pk).update(slug="other")

    assert bring_back(article).row.slug == "same-2"


def test_hero_in_the_bin_comes_with_its_article():
    photo = make_photo()
    article = make_article(hero=photo)
    throw_away(article)
    throw_away(photo)

    back = bring_back(article)

    assert (back.companions, Photo.objects.get()) == ((photo,), photo)


def test_products_that_lead_to_each_other_come_back_together():
    first = make_product()
    second = make_product(fallback=first)
    AffiliateLink.objects.filter(pk=first.pk).update(fallback=second)
    AffiliateLink.objects.update(binned_at=NOON)

    assert bring_back(first).companions == (second,)
    assert AffiliateLink.objects.count() == 2


# Removed for good


def test_what_is_past_its_time_is_removed_and_the_rest_stays(row):
    throw_old(row, days=91)
    young, kept = (MAKERS[name]() for name in ("article", "guide"))
    throw_old(young, days=89)

    assert empty() == [f"{row._meta.verbose_name} “{row}”"]

    assert type(row).everything.filter(pk=row.pk).exists() is False
    assert (Article.everything.get(pk=young.pk), Guide.objects.get(pk=kept.pk)) == (young, kept)
    assert log()[-1] == f"The system removed for good {row}"


def test_time_is_over_after_ninety_days(time_machine):
    time_machine.move_to(NOON, tick=False)
    throw_away(make_product())
    time_machine.move_to(NOON + 90 * DAY, tick=False)
    removed = [empty()]
    time_machine.move_to(NOON + 90 * DAY + timedelta(seconds=1), tick=False)

    assert [*removed, len(empty())] == [[], 1]


def test_article_goes_with_all_that_is_its_own(editor):
    article = publish_article(hero=make_photo(), tags=["peace"], faqs=[("Why?", "So.")]).article
    make_submission(article)
    make_comment(article)
    make_share_link(article)
    type_into(article, editor)
    other = publish_article(introduction=f"See [it](article:{article.slug}).").article
    throw_old(article)

    empty()

    left = (Article.everything, Comment.objects, Draft.objects, TaggedItem.objects)
    assert [rows.count() for rows in left] == [1, 0, 0, 0]
    assert (Revision.objects.get().article, Photo.objects.count()) == (other, 1)


def test_address_of_what_was_removed_is_unknown(client):
    article = publish_article(slug="listen").article
    throw_old(article)
    empty()

    assert client.get("/articles/listen/").status_code == 404


def test_photo_goes_with_its_files(django_capture_on_commit_callbacks):
    photo = store_photo(read_photo(upload(image_bytes(size=(1000, 600)))), alt="A bench")
    find_crop(photo.folder.rpartition("/")[2], "1x1")
    names = [photo.file.name, *(photo.rendition_name(w, "webp") for w in (480, 960, 1000))]
    names.append(photo.crop_names[0])
    before = [default_storage.exists(name) for name in names]
    throw_old(photo)

    with django_capture_on_commit_callbacks(execute=True):
        empty()

    assert (before, [default_storage.exists(name) for name in names]) == ([True] * 5, [False] * 5)
    assert default_storage.exists(photo.folder) is False


def test_files_of_another_photo_stay(django_capture_on_commit_callbacks):
    other = make_photo()
    make_old(make_photo)

    with django_capture_on_commit_callbacks(execute=True):
        empty()

    assert default_storage.exists(other.file.name) is True


SHOWN = {
    "hero": lambda photo: {"hero": photo},
    "text": lambda photo: {"introduction": f"![A bench]({photo.file.url})"},
    "author": lambda photo: {"authors": [make_author(photo=photo)]},
    "product": lambda photo: {
        "introduction": f"::: offer {make_product(photo=photo, slug='cards').slug}\n:::"
    },
}


@pytest.mark.parametrize("place", SHOWN)
def test_photo_that_readers_saw_stays_for_the_record(place):
    photo = make_photo()
    article = publish_article(**SHOWN[place](photo)).article
    withdraw(article)
    Article.objects.update(hero=None)
    for row in (AffiliateLink.objects.all(), article.authors.all()):
        row.update(photo=None)
    throw_old(photo)

    assert (empty(), Photo.everything.get()) == ([], photo)

    throw_old(article)
    assert empty() == [f"article “{article}”", "photo “A bench by a lake”"]


def test_product_that_readers_saw_goes_and_the_record_stays():
    product = make_product(name="Cards")
    revision = publish_article(introduction=f"::: offer {product.slug}\n:::")
    withdraw(revision.article)
    throw_old(product)

    assert empty() == ["affiliate link “Cards”"]

    revision.refresh_from_db()
    assert "Cards" in revision.html


def test_article_that_is_a_chapter_stays_until_its_guide_goes():
    article = make_article(title="Listen")
    guide = make_guide(title="Course", chapters=[article])
    throw_old(article)
    first = empty()
    throw_old(guide)

    assert (first, empty()) == ([], ["guide “Course”", "article “Listen”"])
    assert Chapter.objects.count() == 0


def test_fallback_of_a_product_stays():
    fallback, product = make_product(name="Second"), make_product(name="First")
    throw_old(fallback)
    AffiliateLink.objects.filter(pk=product.pk).update(fallback=fallback)
    first = empty()
    throw_old(product)

    assert (first, sorted(empty())) == ([], ["affiliate link “First”", "affiliate link “Second”"])


def test_products_that_lead_to_each_other_go_together():
    first = make_product()
    second = make_product(fallback=first)
    AffiliateLink.objects.filter(pk=first.pk).update(fallback=second)
    AffiliateLink.objects.update(binned_at=NOON)

    assert len(empty()) == 2


def test_logo_stays():
    photo = make_old(make_photo)
    Publication.objects.update(logo=photo)

    assert empty() == []


def test_at_most_so_many_go_the_oldest_first():
    rows = [make_old(make_product, days, name=f"{days}") for days in (100, 200, 300)]

    assert empty(at_most=2) == ["affiliate link “300”", "affiliate link “200”"]
    assert AffiliateLink.everything.get() == rows[0]


def test_what_has_to_stay_keeps_nothing_else_from_going():
    photos = [make_photo() for _ in range(3)]
    article = make_article()
    for photo in photos:
        article.hero = photo
        article.save()
        save_revision(article)
    Article.objects.update(hero=None)
    for photo in photos:
        throw_old(photo, days=200)
    make_old(make_photo, days=100, alt="Free")

    assert empty(at_most=1) == ["photo “Free”"]


def test_throwing_away_removes_some_in_passing(django_capture_on_commit_callbacks):
    for _ in range(IN_PASSING + 2):
        make_old(make_product)

    with django_capture_on_commit_callbacks(execute=True):
        throw_away(make_product())

    assert AffiliateLink.everything.count() == 3


def test_throwing_away_costs_the_same_however_much_lies_in_the_bin(django_assert_num_queries):
    for _ in range(10):
        throw_away(make_product())
    product = make_product()

    # Savepoint, lock, pages of two kinds, what points here, two texts, save, log, release.
    with django_assert_num_queries(10):
        throw_away(product)


@pytest.mark.parametrize("record", ["clicks", "earnings"])
def test_product_with_a_record_stays_in_the_bin(record):
    product = throw_away(make_product())
    if record == "clicks":
        ClickCount.objects.create(link=product, day=timezone.localdate(), clicks=3)
    else:
        report = make_earnings_report()
        Earning.objects.create(
            report=report, network=report.network, line=2, link=product, day="2026-01-31", amount=1
        )
    assert empty(older_than=timedelta(0)) == []
    assert AffiliateLink.everything.get() == product
