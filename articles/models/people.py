from django.conf import settings
from django.db import models
from django.urls import reverse
from markdownx.models import MarkdownxField

from articles.models.addresses import WebAddress, web_addresses


class Author(models.Model):
    """A person with a public profile; authors and reviewers are both authors."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    credentials = models.CharField(
        max_length=160, blank=True, help_text="Shown beside the name: “MSc, family mediator”."
    )
    bio = MarkdownxField(blank=True, max_length=100_000)
    photo = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    links = models.TextField(
        blank=True, max_length=2_000, help_text="One address a line: own site, social profiles."
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text="The login of this person, if they write here themselves.",
    )

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])

    @property
    def link_list(self) -> list[WebAddress]:
        return web_addresses(self.links)
