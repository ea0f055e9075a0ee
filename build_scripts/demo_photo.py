"""Draws resources/demo/class_photo.png: the invented photo of the demo's class, so that its archive holds one.

Nobody is to be seen on it. Run by hand with the interpreter of the project; the program itself only reads the file.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageDraw

TARGET = Path(__file__).resolve().parents[1] / "resources" / "demo" / "class_photo.png"
_SIZE = (960, 640)
_WALL, _FLOOR, _BOARD, _CHALK, _TABLE = "#efe6d8", "#c9b79c", "#2f5d50", "#dfe9e2", "#a9744f"
_COATS = ("#b85c5c", "#4f7cac", "#7a9e55", "#c08a3e", "#86679c", "#4d8f8b")


def draw_photo() -> bytes:
    """A room with a board, tables with dough, and trainees without faces, as PNG; the same bytes every time."""
    picture = Image.new("RGB", _SIZE, _WALL)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 430, *_SIZE), fill=_FLOOR)
    pen.rectangle((260, 50, 700, 230), fill=_BOARD, outline=_TABLE, width=8)
    for place, width in enumerate((250, 330, 190)):
        pen.line((300, 100 + 40 * place, 300 + width, 100 + 40 * place), fill=_CHALK, width=6)
    for place, coat in enumerate(_COATS * 2):
        row, column = divmod(place, len(_COATS))
        left, top = 60 + 150 * column + 30 * row, 270 + 150 * row
        pen.ellipse((left + 24, top, left + 64, top + 42), fill="#8a6a55")
        pen.pieslice((left + 18, top - 12, left + 70, top + 36), 180, 360, fill="white", outline="#d8d2c8")
        pen.rounded_rectangle((left, top + 42, left + 88, top + 130), radius=20, fill=coat)
        pen.rectangle((left + 24, top + 56, left + 64, top + 130), fill="white")
        pen.rectangle((left - 20, top + 108, left + 108, top + 130), fill=_TABLE)
        pen.ellipse((left + 26, top + 94, left + 62, top + 112), fill="#fbf4e4", outline="#d9ccb0")
    made = io.BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(draw_photo())
