import pytest


@pytest.mark.parametrize(
    "text",
    [
        '<Button href="/kit" text="Get it" />',
        '<BuyButton href="/kit">Get **it**</BuyButton>',
        '<CTA url="/kit" label="Get it" />',
        '{{< button href="/kit" text="Get it" >}}',
        '{{< button href="/kit" >}}Get it{{< /button >}}',
        '{% include call-to-action.html url="/kit" text="Get it" %}',
        '[button url="/kit"]Get it[/button]',
        '::cta{url="/kit" label="Get it"}\n::',
    ],
    ids=[
        *("component", "component around words", "component in capitals", "hugo"),
        *("hugo around words", "jekyll", "wordpress", "mdc"),
    ],
)
def test_link_set_as_a_button_is_noted(read, text):
    assert read(f"Sow.\n\n{text}").buttons == (("Get it", "/kit"),)


@pytest.mark.parametrize(
    "text",
    [
        'See <a class="btn large" href="https://a.example/kit">Get <b>it</b></a>',
        '<div><a class="wp-block-button__link" href="https://a.example/kit">Get it</a></div>',
    ],
    ids=["in a line", "in a stretch"],
)
def test_link_of_html_set_as_a_button_is_noted(read, text):
    assert read(text).buttons == (("Get it", "https://a.example/kit"),)


@pytest.mark.parametrize(
    "text",
    [
        '<Card href="/kit" text="Get it" />',
        '<Card href="/kit">Get it</Card>',
        '<Button href="/kit" />',
        '<Button href="/kit"></Button>',
        '<Button text="Get it" />',
        '{{< qa q="When?" a="Now." >}}',
        'See <a class="large" href="https://a.example/kit">it</a>',
        'See <a class="btn" href="#kit">it</a>',
        "See [it](/kit) and **buttons**, <b>buy</b>",
    ],
    ids=[
        *("component", "component around words", "no words", "nothing", "no address", "question"),
        *("link", "place in the text", "markdown"),
    ],
)
def test_other_links_are_no_buttons(read, text):
    assert read(text).buttons == ()


def test_name_in_brackets_for_readers_to_fill_in_stays(blocks):
    assert blocks("Dear <NAME>, sow.") == ["Dear \\<NAME>, sow."]
