import pytest
from PIL import ImageStat

from guides.demo.scenes import NAMES, draw


@pytest.mark.parametrize("name", NAMES)
def test_scene_is_drawn(name):
    scene = draw(name)

    assert (scene.mode, scene.size) == ("RGB", (1600, 1067))
    assert max(ImageStat.Stat(scene).stddev) > 5


def test_unknown_scene_has_no_picture():
    with pytest.raises(KeyError):
        draw("a-scene-nobody-drew")
