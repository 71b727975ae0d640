from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from articles.models.addresses import WebAddress, web_addresses
from articles.models.trust import PolicyLink

#: What whoever needs help now may type; editors know their readers, and change it.
HELP_WORDS = """
abuse
abused
abuser
abusing
abusive
violence
violent
rape
raped
rapist
molested
sexual assault
sexually assaulted
incest
coercive control
stalker
stalking
hit me
hits me
hitting me
hurt me
hurts me
hurting me
beat me
beats me
beating me
slapped me
slaps me
punched me
punches me
kicked me
kicks me
choked me
chokes me
strangled me
strangles me
kill me
threatened me
threatens me
threatening me
forced me
forces me
afraid of him
afraid of her
afraid of my partner
afraid of my husband
afraid of my wife
afraid of my boyfriend
afraid of my girlfriend
afraid of my dad
afraid of my father
afraid of my mum
afraid of my mom
afraid of my mother
scared of him
scared of her
scared of my partner
scared of my husband
scared of my wife
scared of my boyfriend
scared of my girlfriend
scared of my dad
scared of my father
scared of my mum
scared of my mom
scared of my mother
afraid to go home
scared to go home
not safe at home
unsafe at home
don't feel safe
do not feel safe
suicide
suicidal
kill myself
killing myself
end my life
ending my life
take my life
take my own life
want to die
wanna die
wish I was dead
wish I were dead
better off dead
don't want to live
do not want to live
don't want to be alive
can't go on
no reason to live
overdose
self-harm
self-harming
selfharm
hurt myself
hurting myself
harm myself
harming myself
cut myself
cutting myself
""".strip()


@dataclass(frozen=True)
class TopicLink:
    """A topic as every page's navigation shows it."""

    title: str
    slug: str


class Publication(models.Model):
    """The one row of site-wide choices an editor may change."""

    class Crawlers(models.TextChoices):
        ALLOW = "allow", "Welcome"
        FORBID = "forbid", "Asked to stay away"

    #: Its topics, where `context.load_publication` has filled them in.
    navigation: tuple[TopicLink, ...] = ()
    #: The pages of policy that are live, filled in with them.
    policies: tuple[PolicyLink, ...] = ()

    name = models.CharField(max_length=80, default="Untitled publication")
    tagline = models.CharField(max_length=160, blank=True)
    logo = models.ForeignKey(
        "articles.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    footer_note = models.CharField(
        max_length=300, blank=True, help_text="A sentence at the foot of every page."
    )
    disclosure_affiliate = models.TextField(
        "disclosure: affiliate links",
        max_length=600,
        default="Some links here are affiliate links: we earn a commission if you buy.",
        help_text="Stands before the first such link. Say in plain words that money is earned "
        "(16 CFR 255; “affiliate link” alone is not enough).",
    )
    disclosure_own = models.TextField(
        "disclosure: our own products",
        max_length=600,
        default="Some products named here are our own: we earn money if you buy them.",
    )
    disclosure_gifted = models.TextField(
        "disclosure: gifted products",
        max_length=600,
        default="We were given a product named here free of charge.",
    )
    help_lines = models.TextField(
        blank=True,
        max_length=4_000,
        help_text="Markdown. Where readers find help; shown on pages of sensitive topics, "
        "and above what is found for words that call for help.",
    )
    help_words = models.TextField(
        "words that call for help",
        blank=True,
        max_length=8_000,
        default=HELP_WORDS,
        help_text="One a line, or several that follow each other, such as “want to die”. Whoever "
        "searches for them first sees the help lines and the articles of sensitive topics. "
        "Capitals, accents and apostrophes make no difference.",
    )
    exit_address = models.URLField(
        "where “Exit this page” leads",
        max_length=300,
        default="https://www.bbc.co.uk/weather",
        help_text="An everyday page of another site: whoever is watched while reading on a "
        "sensitive topic gets there by one press.",
    )
    review_months_ordinary = models.PositiveSmallIntegerField(
        "months between reviews",
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text="Articles of ordinary topics are due again so long after they were last "
        "reviewed, or published if they never were.",
    )
    review_months_sensitive = models.PositiveSmallIntegerField(
        "the same on sensitive topics",
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
    )
    social_profiles = models.TextField(
        blank=True,
        max_length=2_000,
        help_text="One address a line, such as https://example.social/us",
    )
    count_views = models.BooleanField(
        "count how often pages are read",
        default=True,
        help_text="A small script of our own tells the server that a page was read, and nothing "
        "of the reader; whoever asks not to be tracked is not counted. Without it there is no "
        "click-through rate.",
    )
    ai_crawlers = models.CharField(
        "programs that read for AI",
        max_length=6,
        choices=Crawlers,
        default=Crawlers.ALLOW,
        help_text="What robots.txt tells the crawlers whose makers train or feed AI models, by "
        "name. It is a request: polite ones obey, others read on, and nothing is taken back that "
        "was read before. Search engines, and their answers made of what they index, are not "
        "concerned.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ai_crawlers__in=["allow", "forbid"]),
                name="publication_ai_crawlers_is_known",
            ),
            models.CheckConstraint(condition=models.Q(pk=1), name="publication_is_one_row"),
        ]
        verbose_name_plural = "publication"

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @property
    def social_profile_list(self) -> list[WebAddress]:
        return web_addresses(self.social_profiles)

    @property
    def help_word_list(self) -> list[str]:
        return [line.strip() for line in self.help_words.splitlines() if line.strip()]

    def disclosure_for(self, relation: str) -> str:
        """The wording for one of `Merchant.Relation`."""
        return getattr(self, f"disclosure_{relation}")


class Topic(models.Model):
    """A section of the publication; every article (not a page) belongs to one."""

    class Sensitivity(models.TextChoices):
        ORDINARY = "ordinary", "Ordinary"
        SENSITIVE = "sensitive", "Sensitive: a reader may be at risk"

    publication = models.ForeignKey(
        Publication, on_delete=models.CASCADE, related_name="topics", default=1, editable=False
    )
    title = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.TextField(max_length=300, blank=True)
    sensitivity = models.CharField(
        max_length=10,
        choices=Sensitivity,
        default=Sensitivity.ORDINARY,
        help_text="Articles of a sensitive topic show where to get help.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sensitivity__in=["ordinary", "sensitive"]),
                name="topic_sensitivity_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def is_sensitive(self) -> bool:
        return self.sensitivity == self.Sensitivity.SENSITIVE
