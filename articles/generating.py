"""Articles without meaning, in any number, to measure what a large site costs.

The same number gives the same articles. Words are as unevenly common as those of a language
(Zipf), so that a common, a rare and a missing word are what they are on a real site.
"""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import slugify
from taggit.models import Tag, TaggedItem

from articles.models import Article, Author, Faq, Revision, SearchDocument, Section, Topic
from articles.publishing.content import ArticleContent, FaqContent, SectionContent, digest, to_json
from articles.publishing.facts import Facts, facts_of
from articles.publishing.pages import DATE_SLOT, Part, count_minutes
from articles.search.documents import document_of
from articles.search.spelling import learn, words_in

BATCH = 500
SEED = 20_260
SLUG = "generated"
FIRST = datetime(2020, 1, 1, tzinfo=UTC)
#: How many of each there are to choose from.
WORDS, TOPICS, AUTHORS, TAGS = 40_000, 12, 30, 40
#: Every article has so many of each.
SECTIONS, PARAGRAPHS, FAQS = 6, 3, 3


class Language:
    """Made-up words, the first of which are far commoner than the last."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        words: dict[str, None] = {}
        while len(words) < WORDS:
            words[self._word()] = None
        self.words = list(words)
        self._weights = list(accumulate(1 / (place + 3) for place in range(WORDS)))

    def _word(self) -> str:
        syllables = range(self.chance.randint(2, 4))
        pick = self.chance.choice
        letters = (pick("bcdfghjklmnprstvw") + pick("aeiou") for _ in syllables)
        return "".join(letters) + pick(["", "n", "r", "s", "t"])

    def say(self, count: int) -> str:
        """So many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self._weights, k=count))

    def sentence(self, count: int) -> str:
        return f"{self.say(count).capitalize()}."

    def paragraphs(self) -> str:
        """A text of some paragraphs, as Markdown."""
        return "\n\n".join(self.sentence(50) for _ in range(PARAGRAPHS))

    def key(self) -> str:
        """The key of a row."""
        return str(UUID(int=self.chance.getrandbits(128), version=4))


@dataclass(frozen=True)
class Shelves:
    """What articles are sorted by."""

    topics: list[Topic]
    authors: list[Author]
    tags: list[Tag]


def generate(count: int) -> None:
    """Make and publish `count` articles more, in batches. Some 6 ms each."""
    language = Language(random.Random(SEED))
    shelves = _make_shelves(language)
    first = Article.everything.filter(slug__startswith=SLUG).count()
    contents = (_content(number, language, shelves) for number in range(first, first + count))
    while some := list(islice(contents, BATCH)):
        _store(some, shelves)


def _make_shelves(language: Language) -> Shelves:
    def make(model: Any, count: int, name: str) -> list[Any]:
        slugs = [f"{SLUG}-{model._meta.model_name}-{number}" for number in range(count)]
        rows = [model(**{"slug": slug, name: language.say(2).title()}) for slug in slugs]
        model.objects.bulk_create(rows, ignore_conflicts=True)
        return list(model.objects.filter(slug__in=slugs).order_by("pk"))

    return Shelves(make(Topic, TOPICS, "title"), make(Author, AUTHORS, "name"), _make_tags())


def _make_tags() -> list[Tag]:
    names = [f"{SLUG} {number}" for number in range(TAGS)]
    Tag.objects.bulk_create(
        [Tag(name=name, slug=slugify(name)) for name in names], ignore_conflicts=True
    )
    return list(Tag.objects.filter(name__in=names).order_by("pk"))


def _content(number: int, language: Language, shelves: Shelves) -> ArticleContent:
    chance = language.chance
    return ArticleContent(
        kind=Article.Kind.ARTICLE,
        title=language.sentence(chance.randint(4, 8))[:-1],
        slug=f"{SLUG}-{number}",
        dek=language.sentence(16),
        introduction=language.paragraphs(),
        topic=chance.choice(shelves.topics).pk,
        authors=(chance.choice(shelves.authors).pk,),
        tags=tuple(sorted(tag.name for tag in chance.sample(shelves.tags, 2))),
        sections=tuple(
            SectionContent(language.key(), language.sentence(5)[:-1], language.paragraphs())
            for _ in range(SECTIONS)
        ),
        faqs=tuple(
            FaqContent(language.key(), f"{language.sentence(7)[:-1]}?", language.sentence(40))
            for _ in range(FAQS)
        ),
    )


@transaction.atomic
def _store(contents: list[ArticleContent], shelves: Shelves) -> None:
    """Write the working copies, their revisions, and what search finds of them."""
    names = ("kind", "title", "slug", "dek", "introduction")
    articles = Article.objects.bulk_create(
        Article(**{name: getattr(content, name) for name in names}, topic_id=content.topic)
        for content in contents
    )
    pairs = list(zip(articles, contents, strict=True))
    Section.objects.bulk_create(
        Section(article=article, position=place, key=row.key, heading=row.heading, body=row.body)
        for article, content in pairs
        for place, row in enumerate(content.sections, start=1)
    )
    Faq.objects.bulk_create(
        Faq(article=article, position=place, key=row.key, question=row.question, answer=row.answer)
        for article, content in pairs
        for place, row in enumerate(content.faqs, start=1)
    )
    authors = {author.pk: author for author in shelves.authors}
    revisions = Revision.objects.bulk_create(
        _revision(article, content, authors[content.authors[0]]) for article, content in pairs
    )
    _relate([*zip(revisions, contents, strict=True)], {tag.name: tag.pk for tag in shelves.tags})
    documents = SearchDocument.objects.bulk_create(map(document_of, revisions))
    learn(words_in(" ".join(f"{row.title} {row.people} {row.lead}" for row in documents)))


def _revision(article: Article, content: ArticleContent, author: Author) -> Revision:
    data = to_json(content)
    html, facts = _render(content, author)
    moment = FIRST + timedelta(minutes=article.pk)
    return Revision(
        article=article,
        **{name: getattr(content, name) for name in ("kind", "title", "slug", "dek")},
        topic_id=content.topic,
        byline=author.name,
        content=data,
        content_hash=digest(data),
        html=html,
        facts=facts,
        words=content.words,
        minutes=count_minutes(content.words),
        created_at=moment,
        live_from=moment,
        published_at=moment,
        modified_at=moment,
    )


def _relate(pairs: list[tuple[Revision, ArticleContent]], tags: dict[str, int]) -> None:
    """The rows between articles or revisions and their authors and tags."""
    Article.authors.through.objects.bulk_create(
        Article.authors.through(article_id=revision.article_id, author_id=content.authors[0])
        for revision, content in pairs
    )
    tagged = [(revision, tags[name]) for revision, content in pairs for name in content.tags]
    kind = ContentType.objects.get_for_model(Article)
    TaggedItem.objects.bulk_create(
        TaggedItem(tag_id=tag, object_id=revision.article_id, content_type=kind)
        for revision, tag in tagged
    )
    Revision.authors.through.objects.bulk_create(
        Revision.authors.through(revision=revision, author_id=content.authors[0])
        for revision, content in pairs
    )
    Revision.tags.through.objects.bulk_create(
        Revision.tags.through(revision=revision, tag_id=tag) for revision, tag in tagged
    )


def _render(content: ArticleContent, author: Author) -> tuple[str, Facts]:
    """The page as the renderer makes it, and its facts: the texts are paragraphs of plain words."""
    introduction = _paragraphs(content.introduction)
    answers = [_paragraphs(row.answer) for row in content.faqs]
    context = {
        "content": content,
        "minutes": count_minutes(content.words),
        "byline": author.name,
        "introduction": introduction,
        "sections": [
            Part(f"section-{place}", row.heading, _paragraphs(row.body))
            for place, row in enumerate(content.sections, start=1)
        ],
        "faqs": [
            Part(f"faq-{place}", row.question, answer)
            for place, (row, answer) in enumerate(zip(content.faqs, answers, strict=True), start=1)
        ],
        "date_slot": DATE_SLOT,
    }
    facts = facts_of(
        content,
        authors=[author],
        reviewer=None,
        tags=content.tags,
        introduction=introduction,
        answers=answers,
    )
    return render_to_string("articles/body.html", context), facts


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
