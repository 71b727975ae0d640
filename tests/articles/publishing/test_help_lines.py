import pytest

from articles.models import HelpLine, Revision
from articles.publishing.dependents import follow
from articles.publishing.help_lines import Place, dial, gather_help
from articles.publishing.library import library_for
from tests.factories import (
    make_help_line,
    make_merchant,
    make_publication,
    make_topic,
    publish_article,
    publish_guide,
)


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("116 123", "116123"),
        ("988", "988"),
        ("1-800-799-7233", "18007997233"),
        ("1-800-799-SAFE", "18007997233"),
        ("+44 (0)20 7946 0000", "+442079460000"),
        ("(020) 7946 0000", "02079460000"),
        ("15", "15"),
        ("", ""),
        ("1", ""),
        ("Text HOME to 741741", ""),
        ("116 123 or 112", ""),
        ("1234567890123456", ""),
        ("116+123", ""),
    ],
)
def test_telephone_is_told_digits(written, dialled):
    assert dial(written) == dialled


def shown(places: tuple[Place, ...]) -> list[tuple]:
    return [(place.name, [line.name for line in place.lines]) for place in places]


@pytest.mark.django_db
def test_lines_for_everywhere_and_the_first_country_are_near():
    for country, name in [("IE", "A"), ("GB", "B"), ("", "C"), ("IE", "D"), ("US", "E")]:
        make_help_line(country=country, name=name)
    found = gather_help("", library_for(()))
    assert shown(found.near) == [("Everywhere", ["C"]), ("Ireland", ["A", "D"])]
    assert shown(found.far) == [("United Kingdom", ["B"]), ("United States of America", ["E"])]


@pytest.mark.django_db
def test_lines_stand_in_the_editors_order():
    make_help_line(name="Second", position=2)
    make_help_line(name="First", position=1)
    assert shown(gather_help("", library_for(())).near) == [("United Kingdom", ["First", "Second"])]


@pytest.mark.django_db
def test_no_lines_and_no_words_are_no_help():
    assert not gather_help("", library_for(()))
    assert gather_help("<p>Call 112.</p>", library_for(()))


@pytest.mark.django_db
def test_merchants_address_is_no_link_and_its_words_stay():
    make_merchant(hosts="shop.example.com")
    make_help_line(name="Sold", address="https://www.shop.example.com/help", telephone="")
    make_help_line(name="Free", address="https://www.help.example.org/a", telephone="")
    (place,) = gather_help("", library_for(())).near
    assert [(line.host, line.site and line.site.href) for line in place.lines] == [
        ("shop.example.com", None),
        ("help.example.org", "https://www.help.example.org/a"),
    ]


@pytest.mark.django_db
def test_page_shows_the_words_first_then_who_helps_where():
    make_publication(help_lines="In danger, call **112**.")
    make_help_line(country="GB", name="Samaritans", telephone="116 123", words="Free.")
    make_help_line(country="IE", name="Women & girls", telephone="", address="https://help.example")
    html = publish_article(topic=make_topic(sensitivity="sensitive")).html
    parts = [
        "In danger, call <strong>112</strong>.",
        '<a class="help-number" href="tel:116123">116 123</a>. Free.',
        "<summary>Ireland</summary>",
        '<strong>Women &amp; girls:</strong> <a href="https://help.example">help.example</a>',
    ]
    places = [html.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places


@pytest.mark.django_db
def test_only_sensitive_pages_follow_a_line():
    line = make_help_line(telephone="111")
    sensitive = publish_article(topic=make_topic(sensitivity="sensitive"))
    publish_article()
    publish_guide(chapters=[("Own", "Words.")])
    line.telephone = "222"
    line.save()
    assert follow(line) == 1
    html = Revision.objects.live().get(article=sensitive.article).html
    assert ("tel:222" in html, "tel:111" in html) == (True, False)


@pytest.mark.django_db
def test_line_is_found_where_help_is_searched_for_and_in_markdown(client):
    make_publication(help_words="suicide")
    make_help_line()
    publish_article(slug="safe", topic=make_topic(sensitivity="sensitive"))
    assert '<a class="help-number" href="tel:116123">' in client.get("/search/?q=suicide").text
    assert "**Samaritans:** [116 123](tel:116123)" in client.get("/articles/safe.md").text
    assert HelpLine.objects.count() == 1
