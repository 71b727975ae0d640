from articles.importing.document import LeftOut, Refused, Repair
from articles.importing.outline import Call, Outline, Part, ProposedLink, Reference, Role
from articles.importing.printing import as_object, as_refusal, spell, warn_of_proof

FULL = Outline(
    title="Tea time",
    description="How to.",
    author="Maren Holt",
    tags=("warm",),
    parts=(
        Part(Role.SECTION, 0, "", "Begin."),
        Part(Role.SECTION, 2, "Tea", "Two *minutes*."),
        Part(Role.SECTION, 3, "Cups", "Any."),
        Part(Role.FAQ, 0, "Why?", "It is warm."),
        Part(Role.LEFT_OUT, 2, "Next time", "Cake.", "a teaser"),
    ),
    references=(Reference("A study (2020)", "study", "A study", url="https://x.test/"),),
    links=(ProposedLink("https://shop.test/?tag=x", "https://shop.test/"),),
    calls=(Call("Get the kit", "https://kit.test/"), Call("Read on")),
    left_out=(LeftOut("#tea", ""),),
    repairs=(Repair("mojibake", "Ã©", "é", 3), Repair("joint", "a.B", "a. B")),
    remote_pictures=("https://p.test/a.png",),
    doubts=("Is this the title?",),
)


def test_object_holds_everything():
    assert as_object(FULL, "tea.md", ["Watch out."]) == {
        "source": "tea.md",
        "title": "Tea time",
        "description": "How to.",
        "author": "Maren Holt",
        "tags": ["warm"],
        "sections": [
            {"level": 2, "heading": "", "body": "Begin."},
            {"level": 2, "heading": "Tea", "body": "Two *minutes*."},
            {"level": 3, "heading": "Cups", "body": "Any."},
        ],
        "faqs": [{"question": "Why?", "answer": "It is warm."}],
        "references": [{"text": "A study (2020)", "url": "https://x.test/"}],
        "affiliate_urls": ["https://shop.test/?tag=x"],
        "ctas": [
            {"text": "Get the kit", "url": "https://kit.test/"},
            {"text": "Read on", "url": ""},
        ],
        "left_out": ["#tea", "Next time\n\nCake."],
        "warnings": [
            "Watch out.",
            "Is this the title?",
            "Left out (no reason is known): #tea",
            "Left out (a teaser): Next time\n\nCake.",
            "Repaired (mojibake, line 3): Ã© → é",
            "Repaired (joint): a.B → a. B",
            "This picture did not come along: https://p.test/a.png",
        ],
    }


def test_object_says_null_where_there_is_nothing():
    found = as_object(Outline(), "tea.md")
    assert [name for name, value in found.items() if value is None] == [
        "title",
        "description",
        "author",
    ]


def test_refusal_is_an_object_too():
    assert as_refusal(Refused("a.docx", "It is protected.")) == {
        "source": "a.docx",
        "error": "It is protected.",
    }


def test_proof_that_failed_is_loud():
    assert list(warn_of_proof(["One."], ["Two."])) == [
        "LOST, in the document and not in the article: One.",
        "INVENTED, in the article and not in the document: Two.",
    ]


def test_people_read_lines():
    lines = spell(FULL, "tea.md").splitlines()
    assert lines[0] == ("tea.md: “Tea time”, 2 sections, 1 question, 1 source, 1 product address")
    assert lines[3] == "  Left out (a teaser): Next time Cake."


def test_people_are_told_of_nothing():
    assert spell(Outline(), "tea.md") == "tea.md: “without a title”, no headings"


def test_people_read_plurals():
    links = FULL.links * 2
    assert spell(Outline(title="T", links=links), "t.md") == "t.md: “T”, 2 product addresses"
