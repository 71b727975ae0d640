"""What is asked before many articles are changed: the value that all of them get."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from taggit.forms import TagField
from taggit.models import Tag

from articles.bulk.changes import Change
from articles.bulk.drafts import AddTags, RemoveTags, ReviewChange, TopicChange
from articles.bulk.windows import Schedule, Withdraw
from articles.editing.schedule import WindowForm
from articles.editing.tags import check_tags
from articles.models import Topic

ONLY_DRAFTS = (
    "It is changed in the drafts and saved as a version of each. "
    "Readers see nothing of it until you publish."
)


class BulkForm(forms.Form):
    """The value of one kind of change, for the articles with the primary keys `keys`."""

    #: What the list's menu calls it.
    action: ClassVar[str]
    #: What the pages that ask call it, and what they say of it.
    title: ClassVar[str]
    words: ClassVar[str] = ONLY_DRAFTS
    kind: ClassVar[type[Change]]
    #: Whether it changes what readers see, which only editors may.
    is_public: ClassVar[bool] = False

    def __init__(self, *args: Any, keys: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys

    def make(self) -> Change:
        """The change that was asked for, of a form that is valid."""
        return self.kind(**self.cleaned_data)


class TopicForm(BulkForm):
    action, title, kind = "Change the topic …", "Change the topic", TopicChange
    topic = forms.ModelChoiceField(Topic.objects.all(), empty_label="Choose one")


class AddTagsForm(BulkForm):
    action, title, kind = "Add tags …", "Add tags", AddTags
    tags = TagField(help_text="Separated by commas; new ones are made.")

    def clean_tags(self) -> tuple[str, ...]:
        return tuple(check_tags(self.cleaned_data["tags"]))


class RemoveTagsForm(BulkForm):
    action, title, kind = "Remove tags …", "Remove tags", RemoveTags
    tags = forms.ModelMultipleChoiceField(
        Tag.objects.none(),
        to_field_name="name",
        widget=forms.CheckboxSelectMultiple,
        help_text="Those that the chosen articles have.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["tags"]
        field.queryset = Tag.objects.filter(articles__in=self.keys).distinct().order_by("name")

    def clean_tags(self) -> tuple[str, ...]:
        return tuple(tag.name for tag in self.cleaned_data["tags"])


class ReviewForm(BulkForm):
    action, title, kind = "Set the next review …", "Set the next review", ReviewChange
    words = "The date stands at the desk only: readers see nothing of it."
    on = forms.DateField(
        label="Next review",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="Empty: by the clock of each topic.",
    )


class ScheduleManyForm(BulkForm, WindowForm):
    action, title, kind = "Schedule …", "Schedule", Schedule
    words = "The newest saved text of each goes live, and what is live then ends."
    is_public = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].required = True
        self.fields["at"].help_text = str(self.fields["at"].help_text).partition(" Empty")[0]


class WithdrawForm(BulkForm):
    action, title, kind = "Withdraw …", "Withdraw", Withdraw
    words = (
        "Readers will find a page at each address saying that it was withdrawn (410), and what is "
        "scheduled is called off. The drafts and all versions stay."
    )
    is_public = True


FORMS: dict[str, type[BulkForm]] = {
    form.kind.name: form
    for form in (TopicForm, AddTagsForm, RemoveTagsForm, ReviewForm, ScheduleManyForm, WithdrawForm)
}
