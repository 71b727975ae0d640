import pytest

from articles.importing.readers.markdown.words import words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "# Peas\nSow *them*\n_early_.\n\n---\n- a_b\n2. c",
            ["Peas", "Sow them early.", "a_b", "c"],
            id="blocks",
        ),
        pytest.param(
            "[a](/b_(c)) ![d](e) [f][g] <https://h.example> [[i|j]]",
            ["a f <https://h.example> j"],
            id="links",
        ),
        pytest.param("| a | b |\n|---|---|\n| c |", ["a", "b", "c"], id="table"),
        pytest.param(
            "> [!tip]- When?\n> Now[^1].\n\n[^1]: Or so.\n\n[g]: /x",
            ["When? Now.", "Or so."],
            id="quotation",
        ),
        pytest.param(
            "<p>a<b>b</b></p><script>c</script><!-- d -->e<style>f", ["ab", "ef"], id="html"
        ),
        pytest.param(
            '{{< c url="/x" text="Get it" >}} {% raw %} [s a="b"] [sic] \\[sc x\\] %%no%%',
            ["Get it [sic]"],
            id="shortcodes",
        ),
        pytest.param(
            "[vc_row][vc_box]Sow[/vc_box][/vc_row] a [sic] b",
            ["[vc_row]", "[vc_box]", "Sow a [sic] b"],
            id="shortcodes around words",
        ),
        pytest.param("::tip\na\\*b &amp; c\\\nd\n{: .x} ^id", ["a*b & c d"], id="marks"),
        pytest.param("<!-- open <script> a", ["<!-- open a"], id="open"),
        pytest.param("<script><style></script>a", ["a"], id="in one another"),
    ],
)
def test_words_of_are_the_visible_ones(text, words):
    assert words_of(text).split("\n") == words
