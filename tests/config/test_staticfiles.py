import re
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from config.staticfiles import BUNDLE, BundledStaticFilesStorage, bundle

STATIC = Path(__file__).parents[2] / "static"


@pytest.fixture
def sources(tmp_path):
    """What collectstatic hands over, for three small sheets."""
    folder = tmp_path / "source"
    files = {
        "css/site.css": '@layer base, parts;\n@import url("base.css") layer(base);\n'
        '@import url("parts/card.css") layer(parts);\n',
        "css/base.css": '/* Plain. */\n@font-face { src: url("../fonts/text.woff2"); }\n',
        "css/parts/card.css": '.card { background: url("../../img/dot.svg"); }\n',
        "fonts/text.woff2": "font",
        "img/dot.svg": "<svg/>",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return {name: (FileSystemStorage(folder), name) for name in files}


def test_bundle_takes_in_every_import_in_its_layer(sources):
    assert bundle(BUNDLE, sources) == (
        "@layer base, parts;\n"
        '@layer base {\n@font-face { src: url("../fonts/text.woff2"); }\n}\n'
        '@layer parts {\n.card { background: url("../img/dot.svg"); }\n}\n'
    )


def test_storage_serves_one_sheet_however_often_it_is_collected(sources, tmp_path):
    storage = BundledStaticFilesStorage(location=tmp_path / "served", base_url="/static/")
    for name, (source, path) in sources.items():
        with source.open(path) as file:
            storage._save(name, file)

    for _ in range(2):
        list(storage.post_process(sources))

    with storage.open(storage.stored_name(BUNDLE)) as file:
        served = file.read().decode()
    assert "@import" not in served
    assert re.search(r"fonts/text\.\w{12}\.woff2", served)


def test_every_sheet_of_the_site_is_in_the_bundle():
    imported = set(re.findall(r'url\("([^"]+)"\)', (STATIC / BUNDLE).read_text()))
    sheets = {str(path.relative_to(STATIC / "css")) for path in (STATIC / "css").rglob("*.css")}
    readers = {sheet for sheet in sheets if not sheet.startswith("desk/")}

    # One page only has it: a draft that is shared.
    assert imported == readers - {"site.css", "talk.css"}
