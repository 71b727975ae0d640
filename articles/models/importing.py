from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

MAX_KEY = 500


class Import(models.Model):
    """Documents that somebody brought in together, and the choices that hold for all of them."""

    name = models.CharField(max_length=200)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    stopped_at = models.DateTimeField(null=True, blank=True)
    may_fetch_pictures = models.BooleanField(
        "fetch pictures from the web",
        default=False,
        help_text="Pictures that the documents only point to are asked for at their addresses. "
        "Without it they are listed.",
    )

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class ImportedDocument(models.Model):
    """A document as it came, what the importer proposes to make of it, and what became of it.

    `key` tells it from every other when it comes again, `digest` (SHA-256) whether it is still
    the same. `outline` is the proposal with the editor's choices, `content` the working copy as
    the import left it (frozen, as a revision holds it): what a later import merges against.

    `text` is what a reader of the source sees, `found` what a list says of the proposal, `proof`
    what the importer found when it held its work against the source. `choices` are those that an
    outline has no place for: whether an article is updated, what becomes of links and authors.
    `to_fetch` are pictures still to be asked for. Whoever reads a document or makes its draft
    claims it first; `drafting_by` wants its draft. `told` is what its draft could not hold as
    it was, and `error` why it is not read, or its draft not made.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        PROPOSED = "proposed", "To be looked at"
        DRAFTED = "drafted", "In the desk"
        UNCHANGED = "unchanged", "Unchanged since it was last imported"
        FAILED = "failed", "Could not be read"
        DROPPED = "dropped", "Left out by the editor"

    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="documents")
    position = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=300)
    key = models.CharField(max_length=MAX_KEY)
    format = models.CharField(max_length=20)
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    canonical = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    error = models.CharField(max_length=500, blank=True)
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    found = models.JSONField(default=dict, blank=True)
    proof = models.JSONField(null=True, blank=True)
    outline = models.JSONField(null=True, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    to_fetch = models.JSONField(default=list, blank=True)
    told = models.JSONField(default=list, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    drafting_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topic = models.ForeignKey(
        "articles.Topic", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    author = models.ForeignKey(
        "articles.Author", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    article = models.ForeignKey(
        "articles.Article",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="imported_documents",
    )
    content = models.JSONField(null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [
            models.Index(fields=["key", "-drafted_at"], name="importeddocument_by_key"),
            models.Index(fields=["batch", "state"], name="importeddocument_by_state"),
            models.Index(fields=["digest"], name="importeddocument_by_digest"),
            models.Index(fields=["canonical"], name="importeddocument_by_canonical"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("waiting", "proposed", "drafted", "unchanged"),
                        *("failed", "dropped"),
                    ]
                ),
                name="importeddocument_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="drafted") | Q(drafted_at__isnull=False),
                name="importeddocument_drafted_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ImportedPicture(models.Model):
    """A picture that travelled with a document, as it came; re-encoded when it becomes a photo.

    Its own bytes go then; `digest` (SHA-256) tells it when it comes again.
    """

    document = models.ForeignKey(
        ImportedDocument, on_delete=models.CASCADE, related_name="pictures"
    )
    address = models.CharField(max_length=2_000, help_text="As the document's text gives it.")
    data = models.BinaryField()
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    photo = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.address
