"""The forms of an import: what comes in, what becomes of one document, and of many."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.text import slugify
from taggit.forms import TagField

from articles.editing.tags import check_tags
from articles.importing.contents import find_author, may_add_author
from articles.importing.drafts import BACK, NEW, UPDATE
from articles.importing.matching import Earlier
from articles.importing.outline import Outline, Part
from articles.importing.products import Offer
from articles.importing.proposals import (
    FAQ,
    INTRODUCTION,
    LEVELS,
    OUT,
    TEXT,
    PartChoice,
    choice_of,
    needs_heading,
    rearrange,
)
from articles.models import Author, ImportedDocument, Topic
from articles.publishing.content import count_words, digest

ACCEPTED = ".md,.markdown,.txt,.html,.htm,.docx,.xml,.json,.zip"
#: Bytes of all files of one upload, and characters that are pasted.
MAX_UPLOAD, MAX_PASTED = 250_000_000, 1_000_000
#: Parts that a form shows to be rearranged; each has two fields.
MAX_PARTS = 1_000

ROLES = [
    (INTRODUCTION, "Introduction"),
    ("2", "Section (##)"),
    ("3", "Sub-heading (###)"),
    ("4", "Sub-heading (####)"),
    ("5", "Sub-heading (#####)"),
    ("6", "Sub-heading (######)"),
    (TEXT, "Plain text, joined to the part before"),
    (FAQ, "Question and answer"),
    (OUT, "Left out"),
]
ABOUT = ("title", "description", "slug", "tags", "topic", "author")
MEANWHILE = "Somebody changed this proposal meanwhile: here is how it is now. Choose again."


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; `clean` returns a list of them."""

    widget = ManyFiles(
        attrs={
            "accept": ACCEPTED,
            "multiple": True,
            "data-most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        }
    )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return [forms.FileField.clean(self, file, initial) for file in data or []]


class StartForm(forms.Form):
    documents = ManyFilesField(
        required=False,
        label="Files",
        help_text="Markdown, plain text, HTML, Word, a WordPress or Ghost export, or a ZIP of "
        f"them with their pictures. At most {MAX_UPLOAD // 1_000_000} MB and "
        f"{settings.DATA_UPLOAD_MAX_NUMBER_FILES:,} files; a ZIP holds more.",
    )
    pasted = forms.CharField(
        required=False,
        max_length=MAX_PASTED,
        strip=False,
        label="Or paste a text",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Markdown, HTML or plain text. Its first line is taken for the title.",
    )
    may_fetch_pictures = forms.BooleanField(
        required=False,
        label="Fetch pictures from the web",
        help_text="Those that the documents only point to. Without it they are listed.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not cleaned["documents"] and not cleaned["pasted"].strip():
            raise ValidationError("Choose a file, or paste a text.")
        if sum(file.size for file in cleaned["documents"]) > MAX_UPLOAD:
            raise ValidationError(f"These are more than {MAX_UPLOAD // 1_000_000} MB together.")
        return cleaned

    @property
    def name(self) -> str:
        """What the import is called, of a form that is valid."""
        names = [name for name, _ in self.parts()]
        return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"

    def parts(self) -> Iterator[tuple[str, Any]]:
        """What came in, of a form that is valid: names and open files."""
        for file in self.cleaned_data["documents"]:
            yield file.name, file
        if pasted := self.cleaned_data["pasted"].replace("\r\n", "\n").strip("\n"):
            first = re.search(r"\w[^\r\n]*", pasted)
            yield f"Pasted: {first[0][:60] if first else 'signs'}", ContentFile(pasted.encode())


class ChosenForm(forms.Form):
    """The documents of a list that become drafts, with what holds for all of them."""

    topic = forms.ModelChoiceField(
        Topic.objects.all(), required=False, empty_label="As each document says"
    )
    author = forms.ModelChoiceField(
        Author.objects.all(), required=False, empty_label="As each document says"
    )
    add_authors = forms.BooleanField(
        required=False, label="Add authors whom the documents name and nobody knows yet"
    )

    def __init__(self, data: Any = None, *, by: Any) -> None:
        super().__init__(data, label_suffix="")
        if not by.has_perm("articles.add_author"):
            del self.fields["add_authors"]


class ProposalForm(forms.Form):
    """Everything about one proposal that its editor may choose."""

    title = forms.CharField(required=False, max_length=1_000)
    description = forms.CharField(
        required=False, max_length=5_000, label="Dek", widget=forms.Textarea(attrs={"rows": 2})
    )
    slug = forms.CharField(
        required=False, max_length=160, help_text="Empty: made from the title, and free."
    )
    tags = TagField(required=False, help_text="Separated by commas.")
    topic = forms.ModelChoiceField(Topic.objects.all(), required=False, empty_label="None yet")
    author = forms.ModelChoiceField(Author.objects.all(), required=False, empty_label="None yet")
    shape = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any,
        *,
        row: ImportedDocument,
        outline: Outline,
        earlier: Earlier | None,
        offers: list[Offer],
        by: Any,
    ) -> None:
        self.row, self.outline, self.offers = row, outline, offers
        self.held = digest(outline.to_json())
        super().__init__(data, initial=self._initial(), label_suffix="")
        self._offer_author(by)
        self._offer_aims(earlier)
        self._offer_links()
        self.parts = outline.parts if len(outline.parts) <= MAX_PARTS else ()
        for number, part in enumerate(self.parts):
            self._add_part(number, part)

    def _initial(self) -> dict[str, Any]:
        outline, row = self.outline, self.row
        return {
            "title": outline.title,
            "description": outline.description,
            "slug": outline.slug,
            "tags": ", ".join(f'"{tag}"' if " " in tag else tag for tag in outline.tags),
            "topic": row.topic_id,
            "author": row.author_id,
            "shape": self.held,
            "aim": row.choices.get("aim", ""),
            "add_author": row.choices.get("add_author", False),
        }

    def _offer_author(self, by: Any) -> None:
        if may_add_author(self.outline, by) and find_author(self.outline.author) is None:
            label = f"Add “{self.outline.author}” as an author"
            self.fields["add_author"] = forms.BooleanField(required=False, label=label)

    def _offer_aims(self, earlier: Earlier | None) -> None:
        if earlier is None:
            return
        choices = [(NEW, "Make another article of it")]
        if earlier.may_change and earlier.is_binned:
            choices.insert(0, (BACK, "Bring it back from the bin, and update it"))
        elif earlier.may_change:
            choices.insert(0, (UPDATE, "Update it"))
        self.fields["aim"] = forms.ChoiceField(
            choices=choices,
            required=False,
            label="What becomes of the two",
            widget=forms.RadioSelect,
        )
        if not self.initial["aim"] and not earlier.needs_choice:
            self.initial["aim"] = UPDATE

    def _offer_links(self) -> None:
        for number, offer in enumerate(self.offers):
            self.fields[f"link-{number}"] = forms.ChoiceField(
                choices=offer.options, initial=offer.choice, required=False, label=offer.link.url
            )

    def _add_part(self, number: int, part: Part) -> None:
        now = choice_of(part)
        roles = [row for row in ROLES if row[0] not in LEVELS[3:] or row[0] == now.role]
        name = part.heading or "the beginning"
        self.fields[f"part-{number}-role"] = forms.ChoiceField(
            choices=roles, initial=now.role, label=f"What “{name}” becomes"
        )
        self.fields[f"part-{number}-heading"] = forms.CharField(
            initial=now.heading,
            required=False,
            max_length=5_000,
            label=f"Heading of part {number + 1}",
            widget=forms.TextInput({"placeholder": "No heading"}),
        )

    def clean_slug(self) -> str:
        return slugify(self.cleaned_data["slug"])

    def clean_tags(self) -> list[str]:
        return check_tags(self.cleaned_data["tags"])

    def clean_shape(self) -> str:
        if self.cleaned_data["shape"] != self.held:
            raise ValidationError(MEANWHILE)
        return self.held

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(len(self.parts)):
            if f"part-{number}-role" in cleaned and needs_heading(self._choice(number)):
                self.add_error(f"part-{number}-heading", "This needs a heading.")
        return cleaned

    def _choice(self, number: int) -> PartChoice:
        heading = self.cleaned_data.get(f"part-{number}-heading", "")
        return PartChoice(self.cleaned_data[f"part-{number}-role"], heading)

    @property
    def about(self) -> list[forms.BoundField]:
        """The fields that tell of the article as a whole, for the page."""
        return [self[name] for name in ABOUT]

    @property
    def part_rows(self) -> list[dict[str, Any]]:
        """Each part with its fields, for the page."""
        return [
            {
                "role": self[f"part-{number}-role"],
                "heading": self[f"part-{number}-heading"],
                "begin": " ".join(part.body[:400].split())[:160],
                "words": count_words([part.body]),
                "why": part.why,
            }
            for number, part in enumerate(self.parts)
        ]

    @property
    def link_rows(self) -> list[tuple[Offer, forms.BoundField]]:
        """Each proposed link with its field, for the page."""
        return [(offer, self[f"link-{number}"]) for number, offer in enumerate(self.offers)]

    def chosen_outline(self) -> Outline:
        """The outline with the choices of a form that is valid."""
        data = self.cleaned_data
        outline = self.outline
        if self.parts:
            outline = rearrange(outline, [self._choice(n) for n in range(len(self.parts))])
        return replace(
            outline,
            title=" ".join(data["title"].split()),
            description=" ".join(data["description"].split()),
            slug=data["slug"],
            tags=tuple(data["tags"]),
        )

    def chosen(self) -> dict[str, Any]:
        """The choices that an outline has no place for, of a form that is valid."""
        data = self.cleaned_data
        return {
            "aim": data.get("aim", ""),
            "add_author": data.get("add_author", False),
            "links": {
                offer.link.url: data[f"link-{number}"] for number, offer in enumerate(self.offers)
            },
        }
