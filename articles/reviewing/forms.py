"""What is typed in review, comments and share links, checked."""

from copy import copy
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils import formats, timezone

from articles.editing.drafts import name_of
from articles.editing.schedule import ScheduleForm
from articles.models import Comment, Revision, ShareLink, Submission
from articles.reviewing.anchors import CONTEXT, MAX_QUOTE, Quote
from articles.reviewing.places import PLACE, Place, find_place
from articles.reviewing.sharing import MAX_DAYS

MAX_TEXT = Comment._meta.get_field("text").max_length
MAX_NOTE = Submission._meta.get_field("note").max_length
MAX_NAME = Comment._meta.get_field("guest_name").max_length
MAX_LABEL = ShareLink._meta.get_field("label").max_length
#: Versions that a link can be made for: the newest so many.
MAX_VERSIONS = 30


class WordsField(forms.CharField):
    """Words of several lines; browsers send CRLF (HTML, “form submission”), we keep LF."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class SubmitForm(forms.Form):
    """What an author tells the editors along with a version."""

    note = WordsField(
        label="Note to the editors",
        max_length=MAX_NOTE,
        required=False,
        help_text="What should they look at? It may stay empty.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class DecisionForm(ScheduleForm):
    """What an editor decides about a submitted version; each button is a decision.

    `seen` is the version that stood on the page: nothing is approved unseen. Without `newest`,
    the draft is as it was submitted.
    """

    #: What only publishing asks for.
    WINDOW = ("at", "until", "is_update", "correction", "version")

    decision = forms.ChoiceField(
        choices=[("approve", "Approve"), ("return", "Return"), ("publish", "Publish")],
        error_messages={"required": "Nothing is decided yet: press the button that says what."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.TypedChoiceField(
        label="Which version goes live",
        coerce=int,
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "It was saved again while you looked: choose anew."},
    )
    answer = WordsField(
        label="Note to the author",
        max_length=MAX_NOTE,
        required=False,
        help_text="What is good, what is not? Needed when you return it.",
    )

    def __init__(self, *args: Any, seen: int, newest: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.current = seen
        self.initial = {**self.initial, "seen": seen, "version": seen}
        versions = [(seen, "The version as it was submitted")]
        if newest != seen:
            versions.append((newest, "The newest version, with what was changed since"))
        self.fields["version"].choices = versions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        decision = cleaned.get("decision")
        if cleaned.get("seen") != self.current:
            # Shown again, the form is about the newer one: pressing once more is a choice.
            data: Any = copy(self.data)
            data["seen"] = data["version"] = str(self.current)
            self.data = data
            self.add_error(None, "A newer version was submitted meanwhile. Look at it first.")
        if decision in ("approve", "return"):
            for name in self.WINDOW:
                self.errors.pop(name, None)
        if decision == "return" and not cleaned.get("answer"):
            self.add_error("answer", "Say what is missing: the author has nothing else to go by.")
        return cleaned


class ReplyForm(forms.Form):
    """The words of a comment."""

    text = WordsField(label="Comment", max_length=MAX_TEXT)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class CommentForm(ReplyForm):
    """A remark on a place, or on a passage of it with what stands around it."""

    place = forms.CharField(
        label="On",
        required=False,
        validators=[
            RegexValidator(PLACE, "Save the article first: this section is not in it yet.")
        ],
    )
    quote = WordsField(
        label="The passage it is about",
        rows=2,
        required=False,
        strip=False,
        help_text="Paste it here, if it is about one.",
    )
    before = WordsField(required=False, strip=False, widget=forms.HiddenInput)
    after = WordsField(required=False, strip=False, widget=forms.HiddenInput)

    field_order: tuple[str, ...] = ("place", "quote", "text")

    def __init__(self, *args: Any, places: list[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.name: place for place in places}
        self.choices = [("", "The article as a whole")]
        self.choices += [(place.name, place.title) for place in places]
        # Any row can be named, also one that is not saved yet; these can be chosen.
        self.fields["place"].widget = forms.Select(choices=self.choices)

    @property
    def about(self) -> dict[str, Any]:
        """The place and the passage, as its saved text has it; else as they were sent.

        A passage without a place is looked for in all places.
        """
        cleaned, name = self.cleaned_data, self.cleaned_data["place"]
        before, after = cleaned["before"][-CONTEXT:], cleaned["after"][:CONTEXT]
        sent = Quote(cleaned["quote"][:MAX_QUOTE], before, after)
        places = [place for place in self.places.values() if name in ("", place.name)]
        if found := find_place(places, sent):
            return {"place": found[0].name, "quote": found[1]}
        return {"place": name, "quote": sent}


class GuestCommentForm(CommentForm):
    """A remark of somebody without an account; `website` is there for machines to fill in."""

    name = forms.CharField(label="Your name", max_length=MAX_NAME)
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    field_order = ("name", "place", "quote", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.ChoiceField(label="On", choices=self.choices, required=False)
        self.fields["text"].label = "Your comment"

    def clean_name(self) -> str:
        # Nothing that turns, hides or breaks what stands around a name.
        name = "".join(letter for letter in self.cleaned_data["name"] if letter.isprintable())
        if not name.strip():
            raise forms.ValidationError("Say who you are.")
        return name.strip()

    @property
    def is_by_machine(self) -> bool:
        return bool(self.data.get("website"))


class ShareForm(forms.Form):
    """A link to be given away."""

    label = forms.CharField(
        label="For whom",
        max_length=MAX_LABEL,
        required=False,
        help_text="So that you know later whom you gave it to, such as “Dr Okafor”.",
    )
    version = forms.ChoiceField(label="It shows", required=False)
    days = forms.IntegerField(label="It works for (days)", min_value=1, max_value=MAX_DAYS)
    may_comment = forms.BooleanField(label="Its readers may leave comments", required=False)

    def __init__(self, *args: Any, revisions: QuerySet[Revision], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.initial.setdefault("days", min(settings.PREVIEW_LINK_DAYS, MAX_DAYS))
        rows = revisions.select_related("created_by").defer("html", "content")[:MAX_VERSIONS]
        self.revisions = {str(row.pk): row for row in rows}
        versions = [(key, describe(row)) for key, row in self.revisions.items()]
        choices = [("", "The draft, as it is saved at that moment"), *versions]
        self.fields["version"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """What `sharing.share` takes."""
        chosen = dict(self.cleaned_data)
        return {"revision": self.revisions.get(chosen.pop("version")), **chosen}


def describe(revision: Revision) -> str:
    """A version in a few words. No query where `created_by` is loaded."""
    when = formats.date_format(timezone.localtime(revision.created_at), "j F Y, H:i")
    by = f" by {name_of(revision.created_by)}" if revision.created_by else ""
    name = f" (“{revision.name}”)" if revision.name else ""
    return f"The version of {when}{by}{name}"
