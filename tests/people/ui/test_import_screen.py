"""A messy roster imported through the window: judged, corrected in place, written, undone."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.core.id_number import check_character
from station_app.features.people.service import people
from station_app.features.people.ui.roster.mapping import MappingDialog
from station_app.features.people.ui.roster.rows import DIFFERS
from station_app.features.training import service as training
from station_app.spreadsheets.reading import read_workbook
from tests.people.invented_people import number
from tests.people.ui.conftest import CONTROL, SAMPLE, Answered, Desktop, type_text
from tests.training.played_classes import open_class

EXPECTED = json.loads(SAMPLE.with_suffix(".expected.json").read_text(encoding="utf-8"))
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _on_the_day_of_the_sample(desktop: Desktop) -> None:
    """Type the reference date of the worked example."""
    options = desktop.roster.review.options
    options.reference.setFocus()
    desktop.type_here(EXPECTED["reference_date"])
    desktop.press(Qt.Key.Key_Return)


def _known(desktop: Desktop) -> int:
    with desktop.station.db.read() as session:
        return people.count_people(session)


def _go_to(desktop: Desktop, row: int, field: str) -> None:
    table = desktop.roster.review.table
    place = next(n for n, shown in enumerate(table.source.rows) if shown.verdict.row == row)
    table.go_to_field(place, field)
    table.setFocus()


def _verdict(desktop: Desktop, row: int) -> tuple[str, str, str]:
    table = desktop.roster.review.table
    place = next(n for n, shown in enumerate(table.source.rows) if shown.verdict.row == row)
    return table.source.cell(place, 1), table.source.cell(place, 3), table.source.cell(place, 4)


def test_the_worked_example_is_judged_in_the_window_as_it_should_be(desktop: Desktop) -> None:
    desktop.open_sample()
    _on_the_day_of_the_sample(desktop)
    shown = desktop.roster.review.table.source.rows
    found = [
        {
            "sheet": row.verdict.sheet,
            "row": row.verdict.row,
            "disposition": row.verdict.disposition,
            "reasons": [finding.code for finding in row.verdict.reasons],
            "warnings": sorted(finding.code for finding in row.verdict.warnings),
        }
        for row in shown
    ]
    wanted = [
        {name: row[name] for name in ("sheet", "row", "disposition", "reasons")} | {"warnings": sorted(row["warnings"])}
        for row in EXPECTED["rows"]
    ]
    assert found == wanted
    for row, expected in zip(shown, EXPECTED["rows"], strict=True):
        values = expected.get("values", {})
        assert {name: row.verdict.values.get(name) for name in values} == values
        assert row.verdict.suggested_id == expected.get("suggested_id", "")


def test_every_row_is_worded_and_the_counts_add_up(desktop: Desktop) -> None:
    desktop.open_sample()
    _on_the_day_of_the_sample(desktop)
    assert list(desktop.chips().values()) == ["全部 29", "可入库 15", "需更正 4", "重复 1", "非数据行 9"]
    assert _verdict(desktop, 17)[:2] == ("需更正", "身份证号校验码错误")
    assert _verdict(desktop, 18)[:2] == ("重复", "本文件内重复")
    assert _verdict(desktop, 8)[:2] == ("可入库", "未满16周岁；无联系电话")
    assert _verdict(desktop, 1)[0] == "非数据行"
    review = desktop.roster.review
    for disposition, chip in ((name, review.chips[name]) for name in desktop.chips()):
        desktop.click(chip)
        shown = {row.verdict.disposition for row in review.table.source.rows}
        assert shown <= ({disposition} if disposition else {"accepted", "needs_correction", "duplicate", "ignored"})
        assert chip.text().endswith(f" {review.table.source.rowCount()}")


def test_the_reason_stands_at_the_cell_and_in_the_card(desktop: Desktop) -> None:
    desktop.open_sample()
    _go_to(desktop, 17, "id_number")
    table, detail = desktop.roster.review.table, desktop.roster.review.detail
    row = table.current()
    assert table.source.tone is not None
    assert table.source.tone(row, "id_number") == "bad"
    assert table.source.tone(row, "village") == ""
    assert "校验码不对" in table.source.data(table.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    assert detail.title.text() == "第 17 行　覃宝贵"
    assert "校验码不对" in detail.reasons.text()
    assert "419901198401100111" in detail.raw.text()


def test_f8_walks_from_problem_to_problem_and_round(desktop: Desktop) -> None:
    desktop.open_sample()
    table = desktop.roster.review.table
    places = [(table.current().verdict.row, table.current_field())]
    for _step in range(4):
        desktop.press(Qt.Key.Key_F8)
        places.append((table.current().verdict.row, table.current_field()))
    assert places == [(11, "id_number"), (17, "id_number"), (25, "id_number"), (26, "name"), (11, "id_number")]
    desktop.press(Qt.Key.Key_F8, SHIFT)
    assert table.current().verdict.row == 26


def test_a_cell_is_corrected_in_place_and_the_row_judged_again(desktop: Desktop) -> None:
    desktop.open_sample()
    table = desktop.roster.review.table
    desktop.press(Qt.Key.Key_F8)
    right = "41990119840110011"
    desktop.press(Qt.Key.Key_Return)
    desktop.type_here(right + check_character(right))
    desktop.press(Qt.Key.Key_Return)
    assert _verdict(desktop, 17)[0] == "可入库"
    assert table.current().verdict.row == 17
    assert desktop.chips()["accepted"] == "可入库 16"
    assert desktop.roster.write.text() == "写入 16 人"
    assert "1 处已更正" in desktop.page.facts
    desktop.press(Qt.Key.Key_Z, CONTROL)
    assert _verdict(desktop, 17)[0] == "需更正"
    assert desktop.chips()["accepted"] == "可入库 15"


def test_a_wrong_correction_is_said_at_once(desktop: Desktop) -> None:
    desktop.open_sample()
    desktop.press(Qt.Key.Key_F2)
    desktop.type_here("12345")
    desktop.press(Qt.Key.Key_Return)
    assert _verdict(desktop, 11)[:2] == ("需更正", "身份证号位数不对")
    assert "现在是 5 位" in desktop.roster.review.detail.reasons.text()


def test_a_suggested_number_is_taken_with_one_key(desktop: Desktop) -> None:
    desktop.open_sample()
    _go_to(desktop, 25, "id_number")
    assert desktop.roster.review.detail.take.text() == "采用 419901198901010115"
    desktop.press(Qt.Key.Key_Return, CONTROL)
    assert _verdict(desktop, 25) == ("可入库", "", "419901198901010115")
    assert "419901890101011" in desktop.roster.review.detail.raw.text()


def test_writing_is_one_commit_and_can_be_undone(desktop: Desktop, answers: Answered) -> None:
    before = desktop.save()
    desktop.said.clear()
    desktop.open_sample()
    assert _known(desktop) == 1
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert desktop.said == ["已保存", "已写入 15 人"]
    assert _known(desktop) == 16
    result = desktop.roster.result
    assert result.isVisible()
    assert "新登记 15 人。" in result.lines.text()
    assert "文件里没有的人没有变动。" in result.lines.text()
    assert "需更正 4 行，重复 1 行" in result.rest.text()
    desktop.click(result.undo)
    assert answers.headings == [f"撤销导入“{SAMPLE.name}”？", "已撤销导入"]
    assert _known(desktop) == 1
    assert desktop.person(before)["name"] == "王秀兰"
    (row,) = desktop.roster.start.batches.source.rows
    assert (row.accepted_count, row.rejected_count, row.undone) == (15, 5, True)
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.names() == ["王秀兰"]


def test_the_sidebar_leads_from_a_finished_import_back_to_the_list(desktop: Desktop) -> None:
    desktop.open_sample()
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert desktop.roster.result.isVisible()
    desktop.window.sidebar.chosen.emit("people")
    desktop.settle()
    assert not desktop.page.is_importing
    assert len(desktop.names()) == 15
    assert desktop.page.people.isVisible()


def test_undo_of_an_import_that_registered_nobody_says_so(desktop: Desktop, answers: Answered, tmp_path: Path) -> None:
    her = number("19850101", 2)
    with desktop.station.db.work() as session:
        key = people.save_person(session, {"name": "王秀兰", "id_number": her}, require=False)
    path = tmp_path / "补学历.csv"
    path.write_text(f"姓名,身份证号,学历\n王秀兰,{her},小学", encoding="utf-8")
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.roster.open_file(path)
    desktop.settle()
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert desktop.person(key)["education"]
    desktop.click(desktop.roster.result.undo)
    assert not desktop.person(key)["education"]
    assert any("没有新登记人" in text for text in answers.texts)
    assert not any("0 人" in text for text in answers.texts)


def test_an_import_of_another_day_can_be_taken_back_from_the_list(desktop: Desktop, answers: Answered) -> None:
    desktop.open_sample()
    desktop.press(Qt.Key.Key_S, CONTROL)
    desktop.click(desktop.roster.result.finish)
    assert len(desktop.names()) == 15
    desktop.press(Qt.Key.Key_I, CONTROL)
    start = desktop.roster.start
    assert not start.undo.isEnabled()
    start.batches.selectRow(0)
    desktop.click(start.undo)
    assert _known(desktop) == 0
    assert not start.undo.isEnabled()


def test_an_import_that_was_worked_with_is_not_taken_back(desktop: Desktop, answers: Answered) -> None:
    desktop.open_sample()
    desktop.press(Qt.Key.Key_S, CONTROL)
    with desktop.station.db.work() as session:
        found = people.list_people(session, text="刘桂香")
        people.save_person(session, {"phone": "15400000005"}, person_id=found[0].id, require=False)
    desktop.settle()
    desktop.click(desktop.roster.result.undo)
    desktop.settle()
    assert any("刘桂香" in text for text in answers.texts)
    assert _known(desktop) == 15


def test_rejected_rows_go_back_to_the_village_with_their_problem(
    desktop: Desktop, answers: Answered, tmp_path: Path
) -> None:
    desktop.open_sample()
    out = tmp_path / "退回.xlsx"
    desktop.roster.export_to(out)
    desktop.settle()
    assert desktop.said[-1] == "已导出 5 行到 退回.xlsx"
    (sheet,) = read_workbook(out).sheets
    rows = [[str(cell) for cell in row] for row in sheet.rows]
    place = rows[0].index("问题")
    assert len(rows) == 6
    assert any("校验码" in row[place] for row in rows)
    assert all(row[place] for row in rows)


def test_the_warning_about_full_numbers_comes_before_a_plain_file(desktop: Desktop, answers: Answered) -> None:
    desktop.open_sample()
    answers.refuse = True
    desktop.click(desktop.roster.review.export)
    assert answers.headings == ["表里有完整的身份证号和电话"]


def test_the_same_file_again_is_asked(desktop: Desktop, answers: Answered) -> None:
    desktop.open_sample()
    desktop.press(Qt.Key.Key_S, CONTROL)
    desktop.click(desktop.roster.result.again)
    desktop.roster.open_file(SAMPLE)
    desktop.settle()
    assert "已经导入过" in desktop.roster.review.notice.text()
    assert _verdict(desktop, 5)[1] == "库里已有"
    answers.refuse = True
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert answers.headings == ["这份文件已经导入过"]
    assert desktop.roster.review.isVisible()
    answers.refuse = False
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert desktop.roster.result.title.text() == "15 人都在库里，没有变化"
    assert "库里已有、没有变化的 15 人。" in desktop.roster.result.lines.text()
    assert _known(desktop) == 15


def test_what_differs_from_the_station_is_shown_and_kept_unless_ticked(desktop: Desktop) -> None:
    key = _register(desktop)
    desktop.open_sample()
    _go_to(desktop, 6, "phone")
    review = desktop.roster.review
    assert _verdict(desktop, 6)[1] == "库里已有，学历、手机不同"
    labels = [choice.text() for choice in review.detail.choices]
    assert any("15400000099" in text and "15400001287" in text for text in labels)
    phone = next(choice for choice in review.detail.choices if "手机" in choice.text())
    assert review.detail.cleaned.text() == "将存为：15400000099"
    desktop.click(phone)
    assert review.detail.cleaned.text() == "将存为：15400001287"
    desktop.press(Qt.Key.Key_S, CONTROL)
    stored = desktop.person(key)
    assert stored["phone"] == "15400001287"
    assert stored["education"] == "60"
    assert stored["relation_to_head"] == "10"
    assert "库里已有、补填或改成文件内容的 1 人。" in desktop.roster.result.lines.text()


def test_rows_that_differ_from_the_station_are_one_click_away(desktop: Desktop) -> None:
    _register(desktop)
    desktop.open_sample()
    chip = desktop.roster.review.chips[DIFFERS]
    assert chip.text() == "与库里不同 1"
    desktop.click(chip)
    assert [row.verdict.row for row in desktop.roster.review.table.source.rows] == [6]


def test_where_nothing_differs_no_choice_of_it_is_offered(desktop: Desktop) -> None:
    desktop.open_sample()
    assert not desktop.roster.review.chips[DIFFERS].isVisible()


def _register(desktop: Desktop) -> str:
    values = {"name": "刘桂香", "id_number": "419901197208160129", "phone": "15400000099", "education": "60"}
    with desktop.station.db.work() as session:
        key = people.save_person(session, values, require=False)
    desktop.settle()
    return key


def test_a_file_dropped_on_the_page_is_imported(desktop: Desktop) -> None:
    told = QMimeData()
    told.setUrls([QUrl.fromLocalFile(str(SAMPLE))])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(200, 200), action, told, buttons, keys)
    QApplication.sendEvent(desktop.page, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(desktop.page, QDropEvent(QPointF(200, 200), action, told, buttons, keys))
    desktop.settle()
    assert desktop.roster.review.isVisible()
    assert desktop.chips()[""] == "全部 29"


@pytest.mark.parametrize(
    ("file", "sentence"),
    [(("空.xlsx", b""), "文件是空的"), (("通知.pdf", b"%PDF-1.7 ..."), "pdf"), (("坏.xlsx", b"PK\x03\x04broken"), "")],
)
def test_a_file_that_is_no_roster_is_refused_in_words(
    desktop: Desktop, answers: Answered, tmp_path: Path, file: tuple[str, bytes], sentence: str
) -> None:
    path = tmp_path / file[0]
    path.write_bytes(file[1])
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.roster.open_file(path)
    desktop.settle()
    assert len(answers.headings) == 1
    assert sentence in "".join(answers.texts)
    assert desktop.roster.start.isVisible()


def test_a_table_without_header_says_what_is_missing(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "通知.csv"
    path.write_text("关于培训的通知,,\n请各村报名,,\n", encoding="utf-8")
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.roster.open_file(path)
    desktop.settle()
    assert "没有找到表头" in desktop.roster.review.notice.text()
    assert not desktop.roster.write.isEnabled()


def test_corrections_are_not_lost_without_a_question(desktop: Desktop, answers: Answered) -> None:
    desktop.open_sample()
    _go_to(desktop, 25, "id_number")
    desktop.press(Qt.Key.Key_Return, CONTROL)
    answers.refuse = True
    desktop.press(Qt.Key.Key_Escape)
    assert answers.headings == ["有更正还没有写入"]
    assert desktop.roster.review.isVisible()
    answers.refuse = False
    desktop.press(Qt.Key.Key_Escape)
    assert desktop.page.people.isVisible()


def test_a_roster_for_a_class_enrols_in_the_same_commit_and_undo_takes_them_out(
    desktop: Desktop, answers: Answered, tmp_path: Path
) -> None:
    class_id = open_class(desktop.station, trainees=0).class_id
    desktop.settle()
    path = tmp_path / "报名.csv"
    lines = ["姓名,身份证号,联系电话"]
    lines += [
        f"{name},{number('19850101', 2 * n)},1540000100{n}" for n, name in enumerate(("王秀兰", "李娟", "赵月娥"), 1)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    desktop.desk.open("people", f"import:{class_id}")
    desktop.settle()
    assert desktop.roster.start.target.isVisible()
    desktop.roster.open_file(path)
    desktop.settle()
    options = desktop.roster.review.options
    assert options.chosen_kind == "training_enrolment"
    assert options.chosen_target is not None
    assert options.chosen_target.id == class_id
    assert options.reference.value() == options.chosen_target.reference_date
    desktop.press(Qt.Key.Key_S, CONTROL)
    assert "录取 3 人" in desktop.roster.result.lines.text()
    with desktop.station.db.read() as session:
        detail = training.get_class(session, class_id)
    assert [trainee.name for trainee in detail.trainees] == ["王秀兰", "李娟", "赵月娥"]
    desktop.click(desktop.roster.result.undo)
    with desktop.station.db.read() as session:
        assert training.get_class(session, class_id).trainees == ()
    assert _known(desktop) == 0


def test_the_kind_may_be_chosen_and_changes_the_age_limits(desktop: Desktop) -> None:
    desktop.open_sample()
    _on_the_day_of_the_sample(desktop)
    options = desktop.roster.review.options
    assert (options.chosen_kind, options.high_male.value()) == ("household_ledger", 69)
    options.kind.setFocus()
    desktop.press(Qt.Key.Key_Down)
    assert options.chosen_kind == "training_enrolment"
    assert (options.high_male.value(), options.high_female.value()) == (60, 55)
    assert "超过年龄上限" in _verdict(desktop, 9)[1]
    assert desktop.roster._judgement is not None
    assert desktop.roster._judgement.options.reference_date == dt.date(2023, 2, 8)


def test_a_correction_typed_just_before_writing_is_written(desktop: Desktop) -> None:
    desktop.open_sample()
    _go_to(desktop, 25, "id_number")
    desktop.roster.review._take_suggestion()
    desktop.roster.write.click()
    desktop.settle()
    assert desktop.said[-1] == "已写入 16 人"
    with desktop.station.db.read() as session:
        assert [row.name for row in people.list_people(session, text="419901198901010115")] == ["苗元旦"]


def test_row_outcome_and_name_stay_in_sight_when_the_table_goes_sideways(desktop: Desktop) -> None:
    desktop.window.resize(960, 600)
    desktop.open_sample()
    table = desktop.roster.review.table
    last = len(table.source.columns) - 1
    place = next(n for n, row in enumerate(table.source.rows) if row.verdict.row == 25)
    table.go_to(place, last)
    table.setFocus()
    frozen = table.frozen
    assert table.horizontalScrollBar().value() > 0
    assert frozen.verticalScrollBar().value() == table.verticalScrollBar().value() > 0
    assert frozen.rowViewportPosition(place) == table.rowViewportPosition(place)
    seen = [n for n in range(last + 1) if not frozen.isColumnHidden(n)]
    assert [table.source.columns[n].label for n in seen] == ["行", "结果", "姓名"]
    for column in range(last, 2, -1):
        desktop.press(Qt.Key.Key_Left)
        assert table.currentIndex().column() == column - 1
        left = table.visualRect(table.currentIndex()).left()
        assert left >= frozen.width() or frozen.holds(column - 1), "not behind the frozen columns"


def test_a_name_is_corrected_where_it_stands_frozen(desktop: Desktop) -> None:
    desktop.open_sample()
    _go_to(desktop, 26, "name")
    table = desktop.roster.review.table
    desktop.press(Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    assert table.frozen.isAncestorOf(editor)
    desktop.type_here("苗元旦")
    desktop.press(Qt.Key.Key_Return)
    row = table.current()
    assert (row.verdict.row, row.cells["name"]) == (26, "苗元旦")
    assert table.hasFocus()


@pytest.mark.parametrize("field", ["village", "name"])
@pytest.mark.parametrize("composed", [(), ("z", "zh")], ids=["written by hand", "typed in pinyin"])
def test_a_word_goes_into_the_cell_however_it_is_brought_in(
    desktop: Desktop, field: str, composed: tuple[str, ...]
) -> None:
    desktop.open_sample()
    _go_to(desktop, 26, field)
    for letters in composed:
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, QInputMethodEvent(letters, []))
    focus = QApplication.focusWidget()
    assert focus is not None
    type_text(focus, "苗元旦")
    desktop.press(Qt.Key.Key_Return)
    assert desktop.roster.review.table.current().cells[field] == "苗元旦"


def test_a_column_that_is_read_by_its_words_is_not_called_unknown(desktop: Desktop) -> None:
    desktop.open_sample()
    desktop.press(Qt.Key.Key_M, CONTROL)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MappingDialog)
    targets = {line.label.split("/")[-1]: line.target for line in dialog.table.source.rows}
    assert targets["监测对象"] == "类别：监测对象（按格里写的）"
    dialog.reject()


def test_a_click_and_a_sort_in_the_frozen_columns_are_the_tables_own(desktop: Desktop) -> None:
    desktop.open_sample()
    table = desktop.roster.review.table
    place = next(n for n, row in enumerate(table.source.rows) if row.verdict.row == 17)
    spot = table.frozen.visualRect(table.source.index(place, 1)).center()
    QTest.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (table.current().verdict.row, table.currentIndex().column()) == (17, 1)
    assert table.hasFocus()
    head = table.frozen.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(1) + 10, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert table.source.rows != sorted(table.source.rows, key=lambda row: row.verdict.row)
    assert table.horizontalHeader().sortIndicatorSection() == 1


def test_a_number_cleaned_without_a_word_is_shown_as_it_is_kept(desktop: Desktop, tmp_path: Path) -> None:
    right = number("19850101", 2)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in right)
    path = tmp_path / "报名.csv"
    path.write_text(f"姓名,身份证号,联系电话\n王秀兰,{wide},+86 154 0000 1001\n", encoding="utf-8")
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.roster.open_file(path)
    desktop.settle()
    _go_to(desktop, 2, "id_number")
    table, detail = desktop.roster.review.table, desktop.roster.review.detail
    assert _verdict(desktop, 2) == ("可入库", "", right)
    assert detail.raw.text() == f"表里写的：{wide}"
    assert table.source.data(table.currentIndex(), Qt.ItemDataRole.ToolTipRole) == f"表里写的：{wide}"
    _go_to(desktop, 2, "phone")
    assert table.source.cell(table.currentIndex().row(), table.currentIndex().column()) == "15400001001"
    assert detail.raw.text() == "表里写的：+86 154 0000 1001"


def test_wording_finer_than_the_stations_is_listed_but_not_called_a_difference(
    desktop: Desktop, tmp_path: Path
) -> None:
    values = {"name": "王秀兰", "id_number": number("19850101", 2), "education": "70", "address": "城郊乡李家村三组"}
    with desktop.station.db.work() as session:
        people.save_person(session, values, require=False)
    path = tmp_path / "报名.csv"
    lines = [
        "姓名,身份证号,文化程度,家庭住址,联系电话",
        f"王秀兰,{number('19850101', 2)},初中毕业,李家村三组,15400001001",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    desktop.press(Qt.Key.Key_I, CONTROL)
    desktop.roster.open_file(path)
    desktop.settle()
    _go_to(desktop, 2, "address")
    table = desktop.roster.review.table
    assert _verdict(desktop, 2)[1] == "库里已有"
    assert table.source.tone is not None
    assert {table.source.tone(table.current(), name) for name in ("problem", "education", "address")} == {"soft", ""}
    labels = [choice.text().split("改用")[0] for choice in desktop.roster.review.detail.choices]
    assert labels == ["学历", "现住址"]


def test_undo_takes_people_known_before_out_of_the_class_too(
    desktop: Desktop, answers: Answered, tmp_path: Path
) -> None:
    class_id = open_class(desktop.station, trainees=1).class_id
    with desktop.station.db.work() as session:
        people.save_person(session, {"name": "王秀兰", "id_number": number("19850101", 2)}, require=False)
    before = _known(desktop)
    path = tmp_path / "报名.csv"
    lines = ["姓名,身份证号,联系电话"]
    lines += [f"{name},{number('19850101', 2 * n)},1540000100{n}" for n, name in enumerate(("王秀兰", "李娟"), 1)]
    path.write_text("\n".join(lines), encoding="utf-8")
    desktop.desk.open("people", f"import:{class_id}")
    desktop.settle()
    desktop.roster.open_file(path)
    desktop.settle()
    desktop.press(Qt.Key.Key_S, CONTROL)
    with desktop.station.db.read() as session:
        detail = training.get_class(session, class_id)
    assert [trainee.name for trainee in detail.trainees[1:]] == ["王秀兰", "李娟"]
    desktop.click(desktop.roster.result.undo)
    with desktop.station.db.read() as session:
        assert training.get_class(session, class_id).trainees == detail.trainees[:1]
    assert _known(desktop) == before
