from typing import Any

from django import forms

from articles.models import Author, Topic
from articles.search.asking import MAX_LENGTH
from articles.search.documents import author_mark, topic_mark


class SearchForm(forms.Form):
    """What a reader looks for, and where: in a topic, by an author, or anywhere.

    Whatever an address says that is not to be had here is passed over; nothing is an error.
    """

    q = forms.CharField(
        label="Search for",
        required=False,
        max_length=MAX_LENGTH,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="All topics",
    )
    author = forms.ModelChoiceField(
        Author.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="Everybody",
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="search-%s", label_suffix="")
        self.full_clean()
        self.chosen_topic: Topic | None = self.cleaned_data.get("topic")
        self.chosen_author: Author | None = self.cleaned_data.get("author")
        if not self.text and not self.place:
            self.fields["q"].widget.attrs["autofocus"] = True

    @property
    def text(self) -> str:
        return self.cleaned_data.get("q") or self.data.get("q", "")[:MAX_LENGTH]

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks of the documents that are asked for."""
        topic, author = self.chosen_topic, self.chosen_author
        marks = [topic_mark(topic.pk)] if topic else []
        return tuple(marks + ([author_mark(author.pk)] if author else []))

    @property
    def place(self) -> str:
        """The same in words, such as “ in Safety by Ada”."""
        topic = f" in {self.chosen_topic}" if self.chosen_topic else ""
        return topic + (f" by {self.chosen_author}" if self.chosen_author else "")
