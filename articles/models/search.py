from typing import ClassVar

from django.db import models


class SearchDocument(models.Model):
    """The words of one revision that is live or going to be, as search finds them.

    `letter` tells which kind of revision `revision` is a primary key of, and of what kind
    `subject` is. `lead` holds the dek, headings and questions, `marks` a word for the kind, the
    topic and each author, by which a search is narrowed. `live_from` and `live_until` are the
    revision's window: no engine tells of a word that readers cannot read at this second. The
    database keeps an index of the words with each row (see the migration that makes it).
    """

    letter = models.CharField(max_length=1)
    subject = models.PositiveBigIntegerField()
    revision = models.PositiveBigIntegerField()
    title = models.CharField(max_length=160)
    people = models.CharField(max_length=400, blank=True)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    marks = models.TextField()
    live_from = models.DateTimeField(db_index=True)
    live_until = models.DateTimeField(null=True)

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "revision"], name="searchdocument_one_a_revision"
            )
        ]
        indexes = [
            models.Index(fields=["letter", "subject"], name="searchdocument_by_subject"),
            models.Index(
                fields=["live_until"],
                condition=models.Q(live_until__isnull=False),
                name="searchdocument_by_end",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Spelling(models.Model):
    """A word that titles and headings use, by one of the forms that it is mistyped as.

    A form is the word itself, or the word without one of its letters: two words that share one
    are at most two letters, or a swap of them, apart.
    """

    form = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["form", "word"], name="spelling_is_there_once")
        ]

    def __str__(self) -> str:
        return f"{self.form}: {self.word}"


class Subject(models.Model):
    """A phrase by which texts name a page that is live: its words' stems, joined by spaces.

    `letter` and `subject` tell the page as they do in `SearchDocument`; `weight` is how much of
    the page's title the phrase is, of a hundred. Whether the page is live is asked of itself.
    """

    letter = models.CharField(max_length=1)
    subject = models.PositiveBigIntegerField()
    phrase = models.CharField(max_length=200)
    weight = models.PositiveSmallIntegerField()

    objects: ClassVar = models.Manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["phrase", "letter", "subject"], name="subject_has_a_phrase_once"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=100), name="subject_weight_is_a_share"
            ),
        ]
        indexes = [models.Index(fields=["letter", "subject"], name="subject_by_page")]

    def __str__(self) -> str:
        return self.phrase
