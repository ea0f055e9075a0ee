"""做培训档案 from the class page: what is missing, the warning, the folder, what was made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton

from station_app.features.station.service.trail import list_trail
from tests.training.played_classes import END, close_class, open_class
from tests.training.ui.conftest import Answered, Room


def test_the_archive_is_made_from_the_overview_and_the_class_is_archived(
    room: Room, answers: Answered, tmp_path: Path
) -> None:
    from station_app.features.training import service

    played = open_class(room.station, trainees=2)
    close_class(room.station, played, ["PPPPPP"] * 2)
    with room.station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
    stick = tmp_path / "U盘"
    stick.mkdir()
    room.open_class(played.class_id, "overview")
    overview = room.class_page.overview
    room.save_as(stick, lambda: room.click(overview.step_buttons["archived"]))
    assert answers.headings == ["还缺 5 样资料，仍然可以做档案", "培训档案做好了"]
    said = "\n".join(answers.texts)
    assert "没有满意度调查。" in said
    assert "完整的身份证号" in said
    assert "这个班已归档。" in said
    assert "请保存到 2033 年底。" in said
    (folder,) = stick.iterdir()
    assert (folder / "00 全部资料.pdf").is_file()
    with room.station.db.read() as session:
        assert service.get_class(session, played.class_id).row.state == "archived"
        assert ("导出", "培训档案，完整号码") in [(row.action, row.detail) for row in list_trail(session)]


def test_a_graduate_whose_certificate_is_void_keeps_the_class_open_and_nothing_else_is_promised(
    room: Room, answers: Answered, tmp_path: Path
) -> None:
    from station_app.features.training import service

    played = open_class(room.station, trainees=2)
    close_class(room.station, played, ["PPPPPP"] * 2)
    with room.station.db.work() as session:
        made = service.issue_certificates(session, played.class_id, END)
        service.void_certificate(session, made[0].id, "打坏了")
    stick = tmp_path / "U盘"
    stick.mkdir()
    room.open_class(played.class_id, "overview")
    button = next(b for b in room.class_page.overview.findChildren(QPushButton) if b.text() == "做培训档案…")
    room.save_as(stick, button.click)
    said = "\n".join(answers.texts)
    assert "结业了没有有效证书（没编号，或作废后没补发）：王秀兰。" in said
    assert "做好以后转为“已归档”" not in said
    assert "班的状态没有变" in said


def test_a_class_is_not_archived_before_its_folder_was_written(room: Room, answers: Answered) -> None:
    from station_app.features.training import service

    played = open_class(room.station, trainees=2)
    close_class(room.station, played, ["PPPPPP"] * 2)
    with room.station.db.work() as session:
        service.issue_certificates(session, played.class_id, END)
    room.open_class(played.class_id, "overview")
    room.click(room.class_page.overview.step_buttons["archived"])
    chooser = room.window.findChild(QFileDialog)
    assert chooser is not None
    chooser.reject()
    room.settle()
    assert answers.headings == ["还缺 5 样资料，仍然可以做档案"]
    with room.station.db.read() as session:
        assert service.get_class(session, played.class_id).row.state == "completed"


def test_the_button_stands_among_the_papers_of_the_class(room: Room) -> None:
    played = open_class(room.station, trainees=1)
    room.open_class(played.class_id, "overview")
    texts = [button.text() for button in room.class_page.overview.findChildren(QPushButton)]
    assert "做培训档案…" in texts
