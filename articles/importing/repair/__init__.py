"""Files to right text: encodings, mojibake, stray characters, sentences glued together."""

from articles.importing.repair.decoding import decode
from articles.importing.repair.joints import part_joints, space_joints
from articles.importing.repair.mending import mend

__all__ = ["decode", "mend", "part_joints", "space_joints"]
