"""The layout editor as a person uses it: mouse, keys, figures, undo, red for what does not fit, the printed paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QWidget

from station_app.core.users import READ_ONLY, User
from station_app.documents.layout import Box, dump_layout
from station_app.documents.shipped_layouts import shipped_layout
from station_app.features.people.model import Person
from station_app.features.station.service import printers
from station_app.features.training import service
from station_app.features.training.service import layouts
from station_app.features.training.ui.certificate_preview import CertificatePreview
from station_app.features.training.ui.layouts import samples
from station_app.features.training.ui.layouts.page import LayoutsPage
from station_app.features.training.ui.layouts.samples import sample_pdf
from station_app.ui import printing
from station_app.ui.preview import Preview
from tests.training.played_classes import END, Played, close_class, open_class
from tests.training.test_certificate_layouts import photos, with_photo
from tests.training.ui.conftest import Answered, Room, type_text

LONG_NAME = "古丽巴哈尔·阿卜杜热合曼·吐尔逊江"
LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def a_class(room: Room) -> Played:
    """Two graduates, one with a long name; nothing numbered yet."""
    played = open_class(room.station, 2)
    with room.station.db.work() as session:
        session.get(Person, played.person_ids[1]).name = LONG_NAME
    close_class(room.station, played, ["PPPPPP"] * 2)
    return played


def editor(room: Room, name: str = "") -> LayoutsPage:
    room.window.resize(1366, 768)
    room.desk.open("layouts", name or None)
    room.settle()
    page = room.window.screen_of("layouts")
    assert isinstance(page, LayoutsPage)
    room.qtbot.waitUntil(lambda: page.canvas.painting is not None)
    return page


def own(room: Room) -> LayoutsPage:
    """A copy of the formal layout, open."""
    page = editor(room)
    room.click(page.copy_button)
    assert page.row() is not None
    assert page.draft.layout.name == "own-1"
    return page


def box(page: LayoutsPage, name: str) -> Box:
    return next(each for each in page.draft.layout.boxes if each.id == name)


def middle(page: LayoutsPage, name: str) -> QPoint:
    found = box(page, name)
    return page.canvas.place_of(found.x + found.width / 2, found.y + found.height / 2).toPoint()


def drag(page: LayoutsPage, start: QPoint, by: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    canvas = page.canvas
    QTest.mousePress(canvas, LEFT, modifiers, start)
    for part in (0.25, 0.5, 0.75, 1.0):
        QTest.mouseMove(canvas, start + by * part)
    send_move(canvas, start + by, modifiers)
    QTest.mouseRelease(canvas, LEFT, modifiers, start + by)


def send_move(canvas: QWidget, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    """A move with a key held down, which QTest.mouseMove does not know."""
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(canvas.mapToGlobal(at)), Qt.MouseButton.NoButton, LEFT, modifiers
    )
    QApplication.sendEvent(canvas, event)


def choose(combo: QComboBox, at: int) -> None:
    """With the arrow keys."""
    combo.setFocus()
    while combo.currentIndex() != at:
        QTest.keyClick(combo, Qt.Key.Key_Down if combo.currentIndex() < at else Qt.Key.Key_Up)


def menu_entry(button: QPushButton, number: int) -> None:
    """The menu below a button, its entry by the figure before it."""
    QTest.mouseClick(button, LEFT)
    menu = next(each for each in button.findChildren(QMenu) if each.isVisible())
    QTest.keyClick(menu, Qt.Key(Qt.Key.Key_0 + number))


def press(page: LayoutsPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page.canvas, key, modifiers)


def ink(image: QImage, left: int, top: int, size: QSize) -> list[tuple[int, int]]:
    """Where a picture is dark red, from the corner of a rectangle."""
    found = []
    for y in range(size.height()):
        for x in range(size.width()):
            colour = QColor(image.pixel(left + x, top + y))
            if colour.red() > 110 and colour.green() < 90 and colour.blue() < 90:
                found.append((x, y))
    return found


def reddish(page: LayoutsPage, name: str) -> float:
    """The share of a box's pixels that are tinted as what does not fit."""
    found, image = box(page, name), page.canvas.grab().toImage()
    corner = page.canvas.place_of(found.x, found.y).toPoint()
    wide, high = (round(each * page.canvas.pixels) for each in (found.width, found.height))
    tint = QColor(244, 225, 224)
    colours = (QColor(image.pixel(corner.x() + x, corner.y() + y)) for x in range(wide) for y in range(high))
    near = sum(abs(each.red() - tint.red()) < 6 and abs(each.green() - tint.green()) < 6 for each in colours)
    return near / (wide * high)


def test_a_layout_is_designed_by_hand_chosen_for_a_class_and_printed(
    room: Room, tmp_path: Path, answers: Answered
) -> None:
    played = a_class(room)
    page = own(room)
    choose(page.people, next(at for at in range(page.people.count()) if page.people.itemText(at).startswith("2023")))
    room.settle()
    assert LONG_NAME in page.draft.values["body"]

    # mouse: the date by 10 mm to the left, not drawn to anything
    pixels, start = page.canvas.pixels, box(page, "日期").x
    drag(page, middle(page, "日期"), QPoint(-round(10 * pixels), 0), ALT)
    assert box(page, "日期").x == pytest.approx(start - round(10 * pixels) / pixels, abs=0.01)
    # keys: three tenths to the right, one millimetre down
    there = box(page, "日期")
    for _n in range(3):
        press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Down, SHIFT)
    assert (box(page, "日期").x, box(page, "日期").y) == (
        pytest.approx(there.x + 0.3),
        pytest.approx(there.y + 1),
    )
    for _n in range(4):
        press(page, Qt.Key.Key_Z, CONTROL)
    assert box(page, "日期") == there
    press(page, Qt.Key.Key_Y, CONTROL)
    assert box(page, "日期").x == pytest.approx(there.x + 0.1)

    # the body made too low: red, told, refused at printing with name and box
    QTest.mouseClick(page.canvas, LEFT, pos=middle(page, "正文"))
    body = box(page, "正文")
    below = page.canvas.place_of(body.x + body.width / 2, body.y + body.height).toPoint()
    drag(page, below, QPoint(0, -round(56 * pixels)), ALT)
    assert box(page, "正文").height == pytest.approx(10, abs=1)
    assert "正文" in page.canvas.over
    assert "“正文”装不下" in page.note.text()
    assert reddish(page, "正文") > 0.3
    page.sample_button.click()
    room.settle()
    assert any("“正文”里装不下" in text and LONG_NAME in text for text in answers.texts)
    press(page, Qt.Key.Key_Z, CONTROL)
    assert page.canvas.over == {}
    assert page.note.text() == ""
    assert reddish(page, "正文") < 0.02

    # words of one's own, at a place given in figures
    menu_entry(page.toolbar.add_button, 1)
    assert page.draft.current is not None
    name = page.draft.current.id
    page.inspector.text.setFocus()
    QTest.keyClick(page.inspector.text, Qt.Key.Key_A, CONTROL)
    type_text(page.inspector.text, "城郊乡人民政府监制")
    left = page.inspector.numbers["x"]
    left.setFocus()
    left.selectAll()
    QTest.keyClicks(left, "150.25")
    QTest.keyClick(left, Qt.Key.Key_Return)
    top = page.inspector.numbers["y"]
    top.setFocus()
    top.selectAll()
    QTest.keyClicks(top, "180")
    QTest.keyClick(top, Qt.Key.Key_Return)
    assert (box(page, name).text, box(page, name).x, box(page, name).y) == ("城郊乡人民政府监制", 150.25, 180)
    room.click(page.save_button)
    assert not page.draft.is_modified
    assert not page.save_button.isEnabled()

    # chosen for the class while it is numbered, then printed
    room.open_class(played.class_id, "certificates")
    room.click(room.class_page.certificates.issue_button)
    preview = room.dialog().findChild(CertificatePreview)
    assert isinstance(preview, CertificatePreview)
    choose(preview.layouts, preview.layouts.findData("own-1"))
    room.settle()
    assert "监制" in preview.document.getAllText(0).text()
    room.accept()
    room.save_as(tmp_path / "证书.pdf", lambda: QTest.mouseClick(room.class_page.certificates.print_button, LEFT))
    pages = ["".join(each.extract_text().split()) for each in PdfReader(tmp_path / "证书.pdf").pages]
    assert len(pages) == 2
    assert all("城郊乡人民政府监制" in text for text in pages)
    assert LONG_NAME in pages[1]
    with room.station.db.read() as session:
        assert {row.layout for row in service.list_certificates(session, played.class_id)} == {"own-1@1"}


def test_a_dragged_box_is_drawn_to_edges_and_middles_of_others(room: Room) -> None:
    page = own(room)
    pixels = page.canvas.pixels
    drag(page, middle(page, "发证单位"), QPoint(3, 0), Qt.KeyboardModifier.NoModifier)
    moved = box(page, "发证单位")
    assert moved.x + moved.width == pytest.approx(253.5)  # the right edge of the others, 3 pixels away
    drag(page, middle(page, "发证单位"), QPoint(3, 0), ALT)
    moved = box(page, "发证单位")
    assert moved.x + moved.width == pytest.approx(253.5 + 3 / pixels, abs=0.01)


def test_everything_goes_by_keys_alone(room: Room) -> None:
    page = own(room)
    page.canvas.setFocus()
    press(page, Qt.Key.Key_PageDown)
    assert page.draft.selection == ("编号",)
    press(page, Qt.Key.Key_PageDown)
    press(page, Qt.Key.Key_PageUp)
    assert "编号" in page.canvas.accessibleDescription()
    before = box(page, "编号")
    press(page, Qt.Key.Key_Right, CONTROL)
    assert box(page, "编号").width == pytest.approx(before.width + 0.1)
    press(page, Qt.Key.Key_D, CONTROL)
    assert page.draft.selection == ("文字1",)
    press(page, Qt.Key.Key_Delete)
    assert len(page.draft.layout.boxes) == len(shipped_layout("formal").boxes)
    press(page, Qt.Key.Key_A, CONTROL)
    assert len(page.draft.selection) == len(page.draft.layout.boxes)
    press(page, Qt.Key.Key_Escape)
    assert page.draft.selection == ()
    press(page, Qt.Key.Key_PageDown)
    press(page, Qt.Key.Key_Return)
    assert page.inspector.text.hasFocus()


def test_boxes_are_lined_up_with_each_other_and_with_the_paper(room: Room) -> None:
    page = own(room)
    QTest.mouseClick(page.canvas, LEFT, pos=middle(page, "日期"))
    QTest.mouseClick(page.canvas, LEFT, SHIFT, middle(page, "二维码"))
    assert page.draft.selection == ("日期", "二维码")
    menu_entry(page.toolbar.align_button, 1)
    assert box(page, "日期").x == box(page, "二维码").x == 43.5
    page.draft.select(["二维码"])
    menu_entry(page.toolbar.align_button, 2)
    assert box(page, "二维码").x == pytest.approx((297 - 28) / 2)


def test_a_shipped_layout_is_copied_before_it_is_changed(room: Room) -> None:
    page = editor(room)
    said: list[str] = []
    room.desk.said.connect(lambda text, _tone: said.append(text))
    QTest.mouseClick(page.canvas, LEFT, pos=middle(page, "正文"))
    press(page, Qt.Key.Key_Right)
    assert page.draft.layout == shipped_layout("formal")
    assert "复制来改" in said[-1]
    assert not page.toolbar.add_button.isEnabled()
    assert page.inspector.numbers["x"].isReadOnly()


def test_who_may_only_read_looks_and_changes_nothing(room: Room) -> None:
    own(room)
    room.station.db.user = User("r", "督导", READ_ONLY)
    room.desk.open("training")
    page = editor(room)
    page._open("own-1")
    room.settle()
    assert page.draft.read_only


def test_a_used_layout_gets_its_next_version_and_says_so(room: Room) -> None:
    page = own(room)
    played = a_class(room)
    with room.station.db.work() as session:
        service.issue_certificates(session, played.class_id, END, layout="own-1")
    room.settle()
    QTest.mouseClick(page.canvas, LEFT, pos=middle(page, "日期"))
    press(page, Qt.Key.Key_Left)
    room.click(page.save_button)
    assert page.draft.layout.version == 2
    assert "第 2 版" in page.facts


def test_what_is_not_saved_is_not_lost_without_asking(room: Room, answers: Answered) -> None:
    page = own(room)
    QTest.mouseClick(page.canvas, LEFT, pos=middle(page, "日期"))
    press(page, Qt.Key.Key_Left)
    assert page.may_leave()
    assert answers.headings == ["版式有还没保存的修改"]
    assert not page.draft.is_modified


def test_a_layout_goes_out_as_one_file_and_comes_in_again_and_a_bad_one_is_told(
    room: Room, tmp_path: Path, answers: Answered
) -> None:
    page = own(room)
    page.files.write(page.draft.layout, tmp_path / "版式.json")
    room.settle()
    assert (tmp_path / "版式.json").read_bytes() == dump_layout(page.draft.layout)
    page.files.read(tmp_path / "版式.json")
    room.settle()
    assert page.draft.layout.name == "own-2"
    (tmp_path / "坏.json").write_bytes(b'{"boxes":[' + b"{}," * 1_000_000 + b"{}]}")
    page.files.read(tmp_path / "坏.json")
    room.settle()
    assert answers.headings == ["没有导入"]
    assert any("最多 200 个框" in text for text in answers.texts)
    with room.station.db.read() as session:
        assert [row.id for row in layouts.list_layouts(session)][3:] == ["own-1", "own-2"]


def test_the_screen_sets_text_where_the_paper_has_it(room: Room) -> None:
    page = editor(room)
    page.canvas.zoom_to(4.0)
    title, pixels = box(page, "标题"), 4
    corner = page.canvas.place_of(title.x, title.y).toPoint()
    size = QSize(round(title.width * pixels), round(title.height * pixels))
    screen = ink(page.canvas.grab().toImage(), corner.x(), corner.y(), size)
    loaded = printing.Loaded(sample_pdf(page.draft.layout, samples.invented(longest=False)))
    image = loaded.document.render(0, QSize(297 * pixels, 210 * pixels))
    paper = ink(image, round(title.x * pixels), round(title.y * pixels), size)
    loaded.close()
    assert len(screen) > 1000
    for axis in (0, 1):
        for edge in (min, max):
            on_screen, on_paper = (edge(point[axis] for point in points) for points in (screen, paper))
            assert abs(on_screen - on_paper) <= 3  # three quarters of a millimetre, soft edges counted in


def test_where_a_photo_goes_stands_hers_and_without_one_the_outline_of_somebody(room: Room) -> None:
    played = a_class(room)
    red = QImage(250, 350, QImage.Format.Format_RGB32)
    red.fill(QColor("#C01020"))
    kept, content = QBuffer(), QByteArray()
    kept.setBuffer(content)
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    red.save(kept, "PNG")
    with_photo(room.station, played.person_ids[1], bytes(content.data()))
    page = editor(room, "portrait")

    def at_her_shoulders() -> str:
        photo = box(page, "照片")
        at = page.canvas.place_of(photo.x + photo.width / 2, photo.y + photo.height * 0.7)
        return page.canvas.grab().toImage().pixelColor(at.toPoint()).name()

    assert at_her_shoulders() == "#d8dce0"
    page.people.setCurrentIndex(page.people.findData(played.class_id))
    page.people.activated.emit(page.people.currentIndex())
    room.settle()
    assert at_her_shoulders() == "#c01020"
    assert [len(each) for each in photos(sample_pdf(page.draft.layout, page.sample))] == [1]


def test_preprinted_paper_shows_its_ground_in_the_preview_and_prints_the_words_alone(room: Room) -> None:
    played = a_class(room)
    with room.station.db.work() as session:
        service.issue_certificates(session, played.class_id, END, layout="stock")
    room.open_class(played.class_id, "certificates")
    room.click(room.class_page.certificates.print_button)
    preview = room.window.findChild(Preview)
    assert isinstance(preview, Preview)
    room.qtbot.waitUntil(preview.print_button.isEnabled)
    size = QSize(594, 420)
    printed = printing.Loaded(preview.data)
    assert preview._loaded is not None
    assert len(ink(preview._loaded.document.render(0, size), 0, 0, size)) > 1000
    assert ink(printed.document.render(0, size), 0, 0, size) == []
    assert LONG_NAME in "".join(printed.document.getAllText(1).text().split())
    printed.close()
    assert preview.paper.form_no == printers.STOCK
    preview.reject()


def test_what_was_not_saved_is_offered_by_the_next_window_and_gone_once_it_is_saved(room: Room) -> None:
    page = own(room)
    stored = page.draft.layout
    page.draft.select([stored.boxes[0].id])
    press(page, Qt.Key.Key_Right)
    moved = page.draft.layout
    assert moved != stored
    page.keeper.keep()
    room.settle()
    again = LayoutsPage(room.desk)  # the first one died with its window
    room.qtbot.addWidget(again)
    again.show()
    again.open_record("own-1")
    room.settle()
    assert again.draft.layout == stored
    assert again.keeper.offer is not None
    room.click(again.keeper.offer.restore_button)
    assert again.draft.layout == moved
    again.save()
    room.settle()
    again.keeper.look_for(again.draft.layout)
    room.settle()
    assert again.keeper.offer is None
    with room.station.db.read() as session:
        assert layouts.get_layout(session, "own-1").boxes == moved.boxes
