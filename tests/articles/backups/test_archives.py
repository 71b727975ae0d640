import json
import stat
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection

from articles.backups.archives import FORMAT, back_up, restore, verify
from articles.backups.databases import NotBackedUp
from articles.models import Article, Photo
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def media(settings):
    """A storage that holds nothing of other tests."""
    settings.STORAGES = dict(settings.STORAGES)


@pytest.fixture
def backup(tmp_path, media):
    """A backup of a site with an article, a photo and a private file."""
    make_article(title="Before")
    make_photo()
    storages["private"].save("kits/a.pdf", ContentFile(b"before"))
    back_up(tmp_path / "site.zip")
    return tmp_path / "site.zip"


def change(backup, **changes):
    """Write the backup anew with other bytes for some of its files; `None` leaves one out."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()} | changes
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in files.items():
            if data is not None:
                archive.writestr(name, data)


def stored_files_of(backup):
    with zipfile.ZipFile(backup) as archive:
        return sorted(name for name in archive.namelist() if "/" in name)


def test_backup_holds_every_file_and_is_for_its_owner_alone(backup):
    photo = f"media/{Photo.objects.get().file.name}"
    assert stored_files_of(backup) == [photo, "private/kits/a.pdf"]
    assert verify(backup).files == 2
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


class Vanishing(InMemoryStorage):
    """A storage from which every file is thrown away once it was listed."""

    def open(self, name, mode="rb"):
        raise FileNotFoundError(name)


def test_file_that_is_thrown_away_meanwhile_is_left_out(settings, tmp_path):
    settings.STORAGES |= {"default": {"BACKEND": f"{__name__}.Vanishing"}}
    default_storage.save("photos/a/b.jpg", ContentFile(b"a"))
    assert back_up(tmp_path / "site.zip").files == 0


def test_site_without_media_is_backed_up(settings, tmp_path):
    disk = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES |= {"default": {"BACKEND": disk}}
    settings.MEDIA_ROOT = tmp_path / "none"
    settings.STORAGES |= {"private": {"BACKEND": disk, "OPTIONS": {"location": tmp_path / "no"}}}
    assert back_up(tmp_path / "site.zip").files == 0


def test_restore_puts_back_what_was_there(backup):
    photo = Photo.objects.get()
    bytes_before = photo.file.read()
    Article.objects.update(title="After")
    make_article(title="New")
    default_storage.delete(photo.file.name)
    restore(backup, overwrite=True)
    assert list(Article.objects.values_list("title", flat=True)) == ["Before"]
    assert Photo.objects.get().file.read() == bytes_before


def private_file():
    with storages["private"].open("kits/a.pdf") as stream:
        return stream.read()


def test_private_file_comes_back_as_it_was(backup):
    storages["private"].delete("kits/a.pdf")
    storages["private"].save("kits/a.pdf", ContentFile(b"after"))
    restore(backup, overwrite=True)
    assert private_file() == b"before"


def test_private_file_that_changed_in_a_backup_is_found(backup):
    change(backup, **{"private/kits/a.pdf": b"other!"})
    with pytest.raises(NotBackedUp, match=r"kits/a\.pdf in the backup is not what was backed up"):
        verify(backup)


def test_site_with_a_private_file_alone_is_a_site(backup, monkeypatch):
    monkeypatch.setattr("articles.backups.archives.has_tables", lambda: False)
    default_storage.delete(Photo.objects.get().file.name)
    with pytest.raises(NotBackedUp, match="There is a site here already"):
        restore(backup)


def test_backup_from_before_private_files_is_restored(backup):
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    del manifest["files"]["private/kits/a.pdf"]
    told = json.dumps(manifest | {"format": 1}).encode()
    change(backup, **{"manifest.json": told, "private/kits/a.pdf": None})
    Article.objects.update(title="After")
    assert restore(backup, overwrite=True).files == 1
    assert (Article.objects.get().title, private_file()) == ("Before", b"before")


def test_file_of_no_known_folder_is_put_nowhere(backup):
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    manifest["files"]["other/a"] = manifest["files"]["private/kits/a.pdf"]
    change(backup, **{"manifest.json": json.dumps(manifest).encode(), "other/a": b"before"})
    restore(backup, overwrite=True)
    assert [default_storage.exists("a"), storages["private"].exists("a")] == [False, False]


def test_restore_replaces_nothing_unasked(backup):
    Article.objects.update(title="After")
    with pytest.raises(NotBackedUp, match="There is a site here already"):
        restore(backup)
    assert Article.objects.get().title == "After"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"manifest.json": None}, "This is no backup"),
        ({"manifest.json": b"[]"}, "This is no backup"),
        ({"manifest.json": b"\xff"}, "This is no backup"),
        ({"manifest.json": json.dumps({"format": FORMAT + 1}).encode()}, "This is no backup"),
        ({"media/a.jpg": b"a"}, "does not hold the files that it says"),
        ({"database": None}, "does not hold the files that it says"),
        ({"database": b"a"}, "database in the backup is not what was backed up"),
    ],
    ids=["no manifest", "list", "bytes", "newer", "more", "less", "other"],
)
def test_backup_that_is_not_whole_is_refused(backup, changes, message):
    change(backup, **changes)
    with pytest.raises(NotBackedUp, match=message):
        restore(backup, overwrite=True)
    assert Article.objects.get().title == "Before"


def test_cut_backup_is_refused(backup):
    data = bytearray(backup.read_bytes())
    data[len(data) // 3] ^= 255
    backup.write_bytes(data)
    with pytest.raises(NotBackedUp):
        verify(backup)
    backup.write_bytes(data[:500])
    with pytest.raises(NotBackedUp, match="is no whole backup"):
        verify(backup)


def test_backup_of_another_database_is_refused(backup):
    with zipfile.ZipFile(backup) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    change(backup, **{"manifest.json": json.dumps(manifest | {"database": other})})
    with pytest.raises(NotBackedUp, match=f"This is a backup of {other}"):
        restore(backup, overwrite=True)


def test_commands_back_up_and_restore(tmp_path, settings, capsys):
    settings.VAR_DIR = tmp_path
    make_article(title="Before")
    call_command("backup")
    [path] = (tmp_path / "backups").iterdir()
    assert capsys.readouterr().out.startswith(f"{path}: the database and 0 files, ")
    Article.objects.update(title="After")
    call_command("restore", path, overwrite=True)
    assert Article.objects.get().title == "Before"


def test_commands_tell_what_they_refuse(tmp_path):
    (tmp_path / "a.zip").touch()
    with pytest.raises(CommandError, match="is there already; nothing is overwritten"):
        call_command("backup", tmp_path / "a.zip")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("backup", tmp_path / "none" / "a.zip")
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", tmp_path / "b.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
