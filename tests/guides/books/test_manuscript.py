from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Merchant
from articles.publishing.windows import publish, save_revision, withdraw
from guides.books import manuscript
from guides.books.manuscript import NoBook, gather
from guides.books.tree import Node
from tests.factories import make_article, make_guide, make_product, publish_article, publish_guide


def links(nodes):
    """(words, address, rel) of every link among nodes."""
    found = []
    for node in nodes:
        if isinstance(node, Node):
            if node.kind == "link":
                found.append((node.children[0], node.facts["href"], node.facts["rel"]))
            found += links(node.children)
    return found


def words(nodes):
    return "".join(node if isinstance(node, str) else words(node.children) for node in nodes)


def test_manuscript_holds_what_is_live(guide):
    book = gather(guide)
    assert (book.title, book.dek, book.language) == ("Mornings", "Tea and bread.", "en-GB")
    assert (book.publisher, book.authors) == ("The Gazette", ("Mo", "Ada"))
    assert book.address == "http://testserver/guides/mornings/"
    assert [(text.name, text.title) for text in book.texts] == [
        ("introduction", "Introduction"),
        ("chapter-1", "Tea"),
        ("chapter-2", "Bread"),
        ("chapter-3", "Rest"),
        ("closing", "In closing"),
        ("about", "About the authors"),
    ]
    assert words(book.introduction.blocks) == "Begin early."
    assert [words(line) for line in book.chapters[0].byline] == ["By Mo"]


def test_links_are_absolute_and_say_that_they_pay(guide):
    assert links(gather(guide).chapters[0].blocks) == [
        ("the lamp", "http://testserver/go/lamp/?from=book", "sponsored nofollow"),
        # Sources follow.
        (Node("emphasis", ("Leaves",)), "https://example.net/leaves", ""),
    ]


def test_merchant_who_forbids_links_in_documents_loses_them_and_keeps_the_words(guide):
    tea, bread = (words(chapter.blocks) for chapter in gather(guide).chapters[:2])
    assert "in the tent." in tea
    assert bread == "KneadAfter tea, flour."


def test_what_a_lost_link_owed_is_said_all_the_same(guide):
    Merchant.objects.filter(name="Lamps").update(may_document=False)
    assert gather(guide).disclosures == ("We earn a commission.",)


def test_address_that_may_not_be_cloaked_is_decided_by_its_product(guide):
    shop = Merchant.objects.get(name="Strict")
    Merchant.objects.filter(pk=shop.pk).update(may_cloak=False)
    make_product(
        slug="boat", merchant=Merchant.objects.get(pk=shop.pk), destination="https://cdn.example/b"
    )
    article = publish_article(introduction="[Row](go:boat).").article
    book = gather(publish_guide(make_guide(chapters=[article])).guide)
    assert links(book.chapters[0].blocks) == []


def test_product_that_may_not_be_cloaked_leads_to_its_merchant(guide):
    Merchant.objects.filter(name="Lamps").update(may_cloak=False)
    article = publish_article(introduction="[Lamp](go:lamp).").article
    book = gather(publish_guide(make_guide(chapters=[article])).guide)
    assert links(book.chapters[0].blocks) == [
        ("Lamp", "https://lamps.example/lamp", "sponsored nofollow")
    ]


def test_chapter_that_is_withdrawn_is_left_out(guide):
    withdraw(Article.objects.get(slug="tea"))
    book = gather(guide)
    assert [chapter.title for chapter in book.chapters] == ["Bread", "Rest"]
    assert links(book.chapters[0].blocks) == []


def test_hash_stays_until_something_changes(guide):
    before = gather(guide).content_hash
    assert gather(guide).content_hash == before
    article = Article.objects.get(slug="tea")
    article.title = "Green tea"
    article.save()
    publish(save_revision(article))
    assert gather(guide).content_hash != before


def test_guide_that_is_not_live_has_no_book(db):
    guide = make_guide(chapters=[("One", "Words.")])
    publish(save_revision(guide), at=timezone.now() + timedelta(days=1))
    with pytest.raises(NoBook, match="not published"):
        gather(guide)


def test_guide_beyond_the_limits_has_no_book(guide, monkeypatch):
    monkeypatch.setattr(manuscript, "MAX_PHOTOS", 1)
    with pytest.raises(NoBook, match="more than 1 photos"):
        gather(guide)
    monkeypatch.setattr(manuscript, "MAX_NODES", 10)
    with pytest.raises(NoBook, match="more than 10 pieces of markup"):
        gather(guide)
    monkeypatch.setattr(manuscript, "MAX_LENGTH", 100)
    with pytest.raises(NoBook, match="more than 100 characters"):
        gather(guide)


def test_longer_guide_costs_no_more_queries(guide, django_assert_max_num_queries):
    chapters = [publish_article(make_article()).article for _ in range(12)]
    longer = publish_guide(make_guide(chapters=[*chapters, Article.objects.get(slug="tea")])).guide
    with django_assert_max_num_queries(14):
        gather(longer)
