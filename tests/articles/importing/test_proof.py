import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.document import Document, Format, LeftOut, Meta, Source
from articles.importing.outline import Call, Outline, Part, Reference, Role
from articles.importing.proof import Proof, prove
from articles.importing.readers import recognise
from articles.importing.reading import read_source

DOCUMENTS = settings.BASE_DIR.parent / "shared" / "documents"


def document(words, **meta):
    return Document(Format.PLAIN, "plan.txt", Meta(**meta), (), words)


def section(body, heading="", level=2):
    return Part(Role.SECTION, level, heading, body)


def article(*bodies, **rest):
    return Outline(parts=tuple(section(body) for body in bodies), **rest)


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Write it down. Then rest.", "Write it **down**. Then *rest*."),
        ("Read the guide today", "Read [the guide](https://a.example/x_(y) 'Title') today"),
        ("Read the guide today", "Read [the guide][1] today\n\n[1]: https://a.example"),
        ("See https://a.example/list for more", "See [](https://a.example/list) for more"),
        ("1. Pause\n2. Breathe", "- Pause\n- Breathe"),
        ("2 * 3 is 6 at 5 o’clock", "2 \\* 3 is 6 at 5 o'clock"),
        ("Sow & water", "Sow &amp; water<!-- in May -->"),
        ("Words to say\nMay I help?", "::: script\nWords to say\nMay I help?\n:::"),
        ("One line\nAnother line", "One line Another line"),
        ("One line goes on", "One line\ngoes on"),
        ("“Shall we go?”When it rains:", "“Shall we go?”\n\nWhen it rains:"),
        ("Step 2: Talk early", "Talk early"),
        ("Q: Why so? A: It helps.", "Why so?\n\nIt helps."),
        ("Sleep helps [1].", "Sleep helps[^sleep]."),
        ("休む。歩く。", "**休む**。歩く。"),
        ("Ask first", "![A letter on a table](https://a.example/b.jpg)\n\nAsk first"),
        ("Ask first", "[![A \\[small\\] letter](b.jpg)](/letters)\n\nAsk first"),
        ("Sow early.\nAs my aunt does.", "Sow early.[^1]\n\n[^1]: As my aunt does."),
        ("Write to <mailto:a@b.example> soon", "Write to <mailto:a@b.example> soon"),
        ("An open mark", "An open <!-- mark"),
        ("SHOUTED HEADING", "Shouted heading"),
        ("", ""),
    ],
)
def test_prove_finds_the_same_words_in_another_dress(words, body):
    assert prove(document(words), article(body)) == Proof()


def test_prove_names_what_is_lost():
    proof = prove(document("Call first. Bring bread.\nStay a while."), article("Call first."))

    assert proof.lost == ("Bring bread", "Stay a while")
    assert not proof.is_whole


def test_prove_names_what_is_invented():
    proof = prove(document("Call first."), article("Call first. Never be late."))

    assert (proof.lost, proof.invented) == ((), ("Never be late",))
    assert proof.share_invented == 0.5


def test_prove_counts_a_sentence_as_often_as_it_stands():
    proof = prove(
        document("Yes. Call first. Yes. Yes we can."), article("Yes. Call first. Yes we can.")
    )

    assert proof.lost == ("Yes",)


def test_prove_misses_a_repeated_long_sentence():
    words = "Take the long way home tonight."

    assert prove(document(f"{words}\n{words}"), article(words)).lost == (words[:-1],)


def test_prove_looks_in_every_place_of_an_outline():
    outline = Outline(
        title="A garden",
        description="How to begin",
        author="Noor Visser",
        credential="gardener in Delft",
        tags=("soil", "spring"),
        topic="Growing",
        parts=(section("Dig.", "Begin"), Part(Role.LEFT_OUT, 0, "", "Follow us.", "handles")),
        references=(Reference("Soil Lab (2020) — Worms", "soil", "Worms"),),
        calls=(Call("Get the free list"),),
        left_out=(LeftOut("Coming next: paths", "a teaser"),),
    )
    words = (
        "A garden\nHow to begin\nBy Noor Visser, gardener in Delft\nSoil, spring\nGrowing\nBegin\n"
        "Dig.\nFollow us.\nSoil Lab (2020) — Worms\nGet the free list\nComing next: paths"
    )

    assert prove(document(words), outline) == Proof()


def test_prove_asks_for_what_the_front_matter_says():
    meta = Meta(
        title="A garden",
        description="Begin small, and soon.",
        faqs=(("When?", "In May."),),
        fields={"pros": ["Costs very little"], "layout": "post", "more": {"weight": 3}},
    )
    proof = prove(Document(Format.MARKDOWN, "a.md", meta, (), ""), Outline(title="A garden"))

    assert proof.lost == ("Begin small, and soon", "When", "In May", "Costs very little")


def test_prove_takes_words_of_settings_and_of_the_reader_for_known():
    source = Document(
        Format.MARKDOWN,
        "a.md",
        Meta(fields={"layout": "post"}),
        (),
        "",
        left_out=(LeftOut("A script ran here", "code"),),
    )

    assert prove(source, article("Post", left_out=source.left_out)).is_whole


def test_prove_asks_once_for_what_the_front_matter_says_twice():
    meta = Meta(description="Begin small, and soon.", fields={"seo": "Begin small, and soon."})
    source = Document(Format.MARKDOWN, "a.md", meta, (), "Dig.")

    assert prove(source, article("Dig.", description="Begin small, and soon.")) == Proof()


def test_prove_does_not_ask_twice_for_what_front_matter_and_text_say():
    outline = article("Dig.", title="A garden", description="Dig.")

    assert (
        prove(document("A garden\nDig.", title="A garden", description="Dig."), outline) == Proof()
    )


#: No word of a label, as "by" and "day" are.
WORD = st.text("kmnoruz", min_size=2, max_size=7)
SENTENCES = st.lists(st.lists(WORD, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=12)


@given(SENTENCES, st.data())
def test_prove_notices_any_sentence_that_is_dropped(sentences, data):
    index = data.draw(st.integers(0, len(sentences) - 1))
    kept = [f"**{text}**." for text in (*sentences[:index], *sentences[index + 1 :])]

    proof = prove(document(". ".join(sentences)), article("\n\n".join(kept)))

    assert sentences[index] in proof.lost


@given(SENTENCES, st.lists(WORD, min_size=1, max_size=12).map(" ".join))
def test_prove_notices_any_sentence_that_is_added(sentences, added):
    added = f"xx {added}"

    proof = prove(document(". ".join(sentences)), article("\n\n".join((*sentences, added))))

    assert (proof.lost, proof.invented) == ((), (added,))


@given(SENTENCES)
def test_prove_finds_a_text_whole_however_it_is_cut(sentences):
    body = "\n".join(f"- {text}" for text in sentences)

    assert prove(document("\n".join(sentences)), article(body)) == Proof()


@pytest.mark.skipif(not DOCUMENTS.exists(), reason="no documents beside the checkout")
@pytest.mark.parametrize("path", sorted(DOCUMENTS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_prove_finds_the_documents_beside_the_checkout_whole(path):
    data = path.read_bytes()
    reading = read_source(Source(path.name, path.name, Format(recognise(path.name, data)), data))

    assert reading.proof.is_whole
