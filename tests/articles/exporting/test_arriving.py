"""What is refused on the way in, and that nothing is left of it."""

import pytest
from django.contrib.auth.models import User
from django.core.files.storage import default_storage

from articles.exporting.files import Refused
from articles.models import Article, Author, Photo, Publication
from tests.articles.exporting.sites import bring_in, clear_site, export, files_of, forge, pack
from tests.factories import (
    make_article,
    make_author,
    make_photo,
    make_product,
    make_publication,
    make_user,
    publish_article,
)

pytestmark = pytest.mark.django_db


def refusal(data):
    """Why an export is not taken."""
    with pytest.raises(Refused) as refused:
        bring_in(data)
    return str(refused.value)


def test_database_that_holds_something_is_refused():
    make_article(slug="mine")
    assert refusal(export()) == (
        "This database is not empty: it holds topics. A site is imported into an empty one only, "
        "so that nothing is overwritten."
    )
    assert Article.objects.get().slug == "mine"


def test_publication_that_has_a_name_is_not_overwritten():
    exported = export()
    make_publication(name="Ours")
    assert "it holds publication" in refusal(exported)
    assert Publication.objects.get().name == "Ours"


def test_accounts_of_this_site_are_those_of_the_export_by_name():
    make_author(user=make_user(username="mara"))
    exported = export()
    clear_site()
    mara = make_user(username="mara")
    assert bring_in(exported).accounts == []
    assert Author.objects.get().user == mara


def test_accounts_that_are_missing_are_made_without_any_right():
    make_article(owner=make_user("editor", username="mara", is_superuser=True, email="m@a.org"))
    make_author(user=make_user(username="jo"))
    exported = export()
    clear_site()
    assert bring_in(exported).accounts == ["jo", "mara"]
    mara = User.objects.get(username="mara")
    assert (mara.is_active, mara.is_staff, mara.is_superuser, mara.email) == (False,) * 3 + ("",)
    assert (mara.has_usable_password(), list(mara.groups.all())) == (False, [])


def test_export_holds_no_secrets():
    user = make_user("editor", username="mara", email="mara@example.org")
    make_article(owner=user)
    everything = "\n".join(files_of(export()).values())
    secrets = [user.password, user.email, user.password.split("$")[-1]]
    assert ("mara" in everything, [one for one in secrets if one in everything]) == (True, [])


def test_damaged_export_is_refused_before_anything_is_written():
    publish_article()
    data = export()
    clear_site()
    at = data.index(b"media/") if b"media/" in data else data.index(b"articles/") + 60
    damaged = data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]
    assert refusal(damaged)
    assert Article.objects.count() == 0


def test_export_without_a_manifest_is_refused():
    assert refusal(pack({"a": b"words"})) == "manifest.json is not in the export."


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        pytest.param(
            "topics.yaml", "- id: 1\n", "has other fields than a topic: description,", id="fields"
        ),
        pytest.param("topics.yaml", "- [\n", "is not as an export writes it", id="no YAML"),
        pytest.param("topics.yaml", "- 1\n", "is not as an export writes it", id="no mapping"),
        pytest.param("topics.yaml", None, "is not in the export", id="missing"),
        pytest.param("topics.yaml", "\udcff", "is not as an export writes it", id="no UTF-8"),
        pytest.param(
            "tags.yaml",
            "- {id: 1, name: a, slug: a}\n- {id: 1, name: b, slug: b}\n",
            "does not fit the rest of the site",
            id="key twice",
        ),
        pytest.param(
            "tags.yaml",
            "- {id: one, name: a, slug: a}\n",
            "has a wrong id: “one” value must be an integer",
            id="value of another kind",
        ),
        pytest.param(
            "tags.yaml", f"- {{id: {2**80}, name: a, slug: a}}\n", "tags.yaml", id="huge number"
        ),
        pytest.param("log.csv", "a,b\n1\n", "is not as an export writes it", id="ragged rows"),
        pytest.param("log.csv", 'a,b\n"1', "is not as an export writes it", id="open quotes"),
        pytest.param("articles/tea.md", "Words", "has no front matter", id="no front matter"),
    ],
)
def test_file_that_no_export_holds_is_told_by_name(path, text, message):
    make_article(slug="tea")
    data = export()
    clear_site()
    said = refusal(forge(data, **{path: text}))
    assert said.startswith(path)
    assert message in said
    assert Article.objects.count() == 0


def test_name_that_nobody_has_is_told():
    make_product()
    data = export()
    clear_site()
    assert "names a merchant “Merchant" in refusal(forge(data, **{"merchants.yaml": "[]\n"}))


def test_rows_that_the_manifest_counts_must_be_there():
    make_article(slug="tea")
    data = export()
    clear_site()
    forged = forge(data, **{"articles/tea.md": None})
    assert refusal(forged) == "The files hold 0 of articles.article, the manifest 1."


def test_rows_that_name_missing_ones_are_refused():
    article = make_article(slug="tea", hero=make_photo())
    data = export()
    text = files_of(data)["articles/tea.md"]
    clear_site()
    forged = forge(data, **{"articles/tea.md": text.replace(f"hero: {article.hero_id}", "hero: 0")})
    assert refusal(forged).startswith("Rows of the export name others that are not in it:")
    assert Photo.objects.count() == 0


def test_photo_in_the_way_is_not_overwritten():
    photo = make_photo()
    data = export()
    clear_site()
    with default_storage.open(photo.file.name, "wb") as stream:
        stream.write(b"another picture")
    assert refusal(data) == (
        f"The media folder holds another {photo.file.name} already. Empty it first."
    )
    assert default_storage.open(photo.file.name).read() == b"another picture"


def test_photo_that_is_there_already_stays():
    photo = make_photo()
    data = export()
    content = photo.file.open().read()
    clear_site()
    with default_storage.open(photo.file.name, "wb") as stream:
        stream.write(content)
    bring_in(data)
    assert export() == data


def test_photos_of_a_refused_export_are_taken_away_again():
    photo = make_photo()
    data = forge(export(), manifest={"counts": {}})
    clear_site()
    assert refusal(data).startswith("The files hold")
    assert default_storage.exists(photo.file.name) is False


def test_photo_that_was_lost_is_lost_in_the_export_too():
    photo = make_photo()
    default_storage.delete(photo.file.name)
    data = export()
    clear_site()
    bring_in(data)
    assert Photo.objects.get().file.name == photo.file.name
    assert export() == data


def test_file_larger_than_any_of_its_kind_is_not_read(monkeypatch):
    make_article(slug="tea")
    data = export()
    clear_site()
    monkeypatch.setattr("articles.exporting.parts.MAX_WHOLE", 10)
    assert refusal(data) == "publication.yaml is larger than any of its kind."


def test_site_without_a_publication_comes_back_without_one():
    Publication.objects.all().delete()
    data = export()
    clear_site()
    bring_in(data)
    assert export() == data
