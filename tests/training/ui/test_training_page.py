"""The screens of training, used as a station worker would: real clicks and keys on a real encrypted station."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from station_app.core import clock
from station_app.core.dates import age_on
from station_app.features.people.service import people
from station_app.features.training import service
from station_app.features.training.ui.pasting import PasteDialog
from station_app.features.training.ui.training_page import TrainingPage
from station_app.ui import theme
from station_app.ui.form_dialog import FormDialog
from tests.people.invented_people import number, person_values
from tests.training.played_classes import ELSEWHERE, add_people, add_trainer, close_class, open_class, read_class
from tests.training.ui.conftest import Answered, Room, type_text

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIELDS = {
    "name": "2023年第一期留守妇女面点技术培训班",
    "trade": "中式面点师",
    "start_date": "20230215",
    "venue": "城郊乡文化站",
}


def type_class(room: Room, **changes: str) -> None:
    form = room.page.new_class.form
    for name, text in (FIELDS | changes).items():
        editor = form.editor(name)
        target = editor.focusProxy()
        assert target is not None
        target.setFocus()
        QTest.keyClick(target, Key.Key_A, CTRL)
        type_text(target, text)
        if name == "trade":
            QTest.keyClick(target, Key.Key_Return)


def test_an_empty_list_offers_to_open_a_class(room: Room) -> None:
    button = next(b for b in room.page.list.findChildren(QPushButton) if b.isVisible())
    assert button.text() == "开新班"
    room.click(button)
    assert room.page.stack.currentWidget() is room.page.new_class


def test_a_class_is_opened_through_the_form_with_its_timetable(room: Room) -> None:
    room.click(room.page.new_button)
    type_class(room, topics="理论：食品卫生\n油条、包子")
    room.click(room.page.new_class.create_button)
    assert room.page.stack.currentWidget() is room.class_page
    detail = room.class_page.shown.detail
    assert detail.row.class_no == "2023-001"
    assert [half.short_label for half in detail.sessions] == [
        "2/15 上",
        "2/15 下",
        "2/16 上",
        "2/16 下",
        "2/17 上",
        "2/17 下",
    ]
    assert [half.kind for half in detail.sessions[:2]] == ["theory", "practice"]
    assert (detail.row.end_date, detail.row.total_hours) == (dt.date(2023, 2, 17), 240)
    assert room.page.title == FIELDS["name"]
    assert "2023-001 · 中式面点师 · 2023年2月15日—17日 · 城郊乡文化站 · 0 人 · 计划" in room.page.facts


def test_the_usual_hours_of_the_trade_are_proposed_and_laid_out_when_days_and_hours_are_empty(room: Room) -> None:
    room.click(room.page.new_button)
    form = room.page.new_class.form
    type_class(room, days="")
    QTest.keyClick(form.editor("days").focusProxy(), Key.Key_A, CTRL)
    QTest.keyClick(form.editor("days").focusProxy(), Key.Key_Delete)
    room.settle()
    assert form.editor("hours_wanted").note() == "这个工种参考 100 课时；天数和总课时都空着就按它排"
    room.click(room.page.new_class.create_button)
    detail = room.class_page.shown.detail
    assert (detail.row.total_hours, len(detail.sessions)) == (1000, 25)
    assert not any("参考" in text for text in room.class_page.overview.reminders.texts())
    room.page.show_list()
    room.settle()
    room.click(room.page.new_button)
    assert form.editor("hours_wanted").note() == "", "a form begun anew knows no trade yet"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(room: Room) -> None:
    room.click(room.page.new_button)
    type_class(room, venue="", start_date="")
    room.click(room.page.new_class.create_button)
    form = room.page.new_class.form
    assert form.problem("venue") == "请填写“地点”。"
    assert form.problem("start_date") == "请填写“开始日期”。"
    assert form.problem("") == ""
    assert form.editor("name").text() == FIELDS["name"]
    with room.station.db.read() as session:
        assert service.list_classes(session) == []


def test_asking_twice_in_a_hurry_makes_one_class(room: Room) -> None:
    room.click(room.page.new_button)
    type_class(room)
    room.page.new_class.submit()
    room.page.new_class.submit()
    room.settle()
    with room.station.db.read() as session:
        assert len(service.list_classes(session)) == 1


def test_leaving_a_half_typed_form_asks_first(room: Room, answers: Answered) -> None:
    room.click(room.page.new_button)
    type_class(room)
    room.page.new_class.cancelled.emit()
    assert answers.headings == ["有还没保存的修改"]
    assert room.page.stack.currentWidget() is room.page.list


def test_enter_in_the_list_opens_the_class_and_the_back_button_returns(room: Room) -> None:
    played = open_class(room.station, 2)
    room.settle()
    room.page.list.setFocus()
    QTest.keyClick(room.page.list, Key.Key_Return)
    room.settle()
    assert room.class_page.shown.detail.row.id == played.class_id
    room.click(room.class_page.back)
    assert room.page.stack.currentWidget() is room.page.list
    assert [row.trainee_count for row in room.page.list.source.rows] == [2]


def test_the_sidebar_leads_from_a_class_back_to_the_list(room: Room) -> None:
    played = open_class(room.station, 2)
    room.open_class(played.class_id, "attendance")
    room.window.sidebar.chosen.emit("training")
    room.settle()
    assert room.page.stack.currentWidget() is room.page.list


def test_the_primary_button_takes_a_new_class_to_its_enrolment(room: Room) -> None:
    with room.station.db.work() as session:
        class_id = service.save_class(session, {**_values(), "planned_count": 20})
    room.open_class(class_id, "overview")
    assert room.page.next_button.text() == "开始报名"
    room.click(room.page.next_button)
    assert room.class_page.shown.detail.row.state == "enrolling"


def _values() -> dict[str, object]:
    from tests.training.played_classes import class_values

    return class_values()


def test_a_trainee_is_found_by_initials_and_taken_in_by_enter(room: Room) -> None:
    played = open_class(room.station, 1)
    with room.station.db.work() as session:
        add_people(session, 3, first=1)
    room.open_class(played.class_id, "trainees")
    line = room.class_page.trainees.line
    line.setFocus()
    QTest.keyClicks(line, "zxl")
    room.qtbot.waitUntil(line.is_offering)
    QTest.keyClick(line, Key.Key_Return)
    room.settle()
    assert [row.name for row in read_class(room.station, played).trainees] == ["王秀兰", "赵秀兰"]
    assert room.class_page.tabs.tabText(2) == "学员 2"
    assert line.text() == ""


def test_two_of_one_name_are_told_apart_by_the_end_of_their_numbers(room: Room) -> None:
    played = open_class(room.station, 1)
    numbers = [number(sequence=92), number(sequence=94)]
    with room.station.db.work() as session:
        for each in numbers:
            people.save_person(session, person_values(name="赵秀兰", id_number=each))
    room.open_class(played.class_id, "trainees")
    line = room.class_page.trainees.line
    line.setFocus()
    QTest.keyClicks(line, "zxl")
    room.qtbot.waitUntil(line.is_offering)
    told = [line.list.item(at).text() for at in range(line.list.count())]
    assert all(any(words.endswith(f"证件尾号 {each[-4:]}") for words in told) for each in numbers)
    assert not any(each in words for each in numbers for words in told), "no more than the end"


def test_the_age_in_the_list_is_the_one_the_condition_reckons(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "trainees")
    table = room.class_page.trainees.table
    place = next(at for at, one in enumerate(table.source.columns) if one.name == "age")
    row, start = table.source.rows[0], room.class_page.trainees.shown_class.row.start_date
    assert row.birth_date is not None
    assert table.source.cell(0, place) == str(age_on(row.birth_date, start))
    role = Qt.ItemDataRole.ToolTipRole
    assert "开班那天的年龄" in table.source.headerData(place, Qt.Orientation.Horizontal, role)


def test_a_pasted_column_of_numbers_takes_in_the_known_and_names_the_unknown(room: Room, answers: Answered) -> None:
    played = open_class(room.station, 1)
    with room.station.db.work() as session:
        add_people(session, 3, first=1)
        from station_app.features.people.service import people

        numbers = [row.id_number for row in people.list_people(session)]
    QGuiApplication.clipboard().setText("\n".join([*numbers, "419901198001019999", "查无此人"]))
    room.open_class(played.class_id, "trainees")
    line = room.class_page.trainees.line
    line.setFocus()
    QTest.keyClick(line, Key.Key_V, CTRL)
    room.settle()
    report = next(d for d in room.window.findChildren(PasteDialog) if d.isVisible())
    source = report.table.source
    shown = [[source.cell(n, column) for column in (0, 2)] for n in range(source.rowCount())]
    assert sorted(state for _typed, state in shown) == ["可以录取"] * 3 + ["已在班里", "没有找到", "没有找到"]
    assert ["419901…9999", "没有找到"] in shown
    assert report.line.text() == "可以录取 3　已在班里 1　没有找到 2"
    assert report.accept_button.text() == "加入 3 人"
    QTest.keyClick(report.box, Key.Key_Return, CTRL)
    room.settle()
    assert len(read_class(room.station, played).trainees) == 4
    assert answers.headings == []
    undo = room.class_page.trainees.undo_button
    assert undo.text() == "撤销加入 3 人"
    room.click(undo)
    assert len(read_class(room.station, played).trainees) == 1


def test_names_on_one_line_are_reported_too_and_a_reason_takes_in_the_unfit(room: Room) -> None:
    played = open_class(room.station, 1)
    with room.station.db.work() as session:
        add_people(session, 1, first=1)
        add_people(session, 1, first=2, categories=("E01",), primary_category="E01")
    room.open_class(played.class_id, "trainees")
    room.click(room.class_page.trainees.paste_button)
    report = next(d for d in room.window.findChildren(PasteDialog) if d.isVisible())
    assert not report.accept_button.isEnabled()
    type_text(report.box, "李秀兰、赵秀兰")
    room.qtbot.waitUntil(report.accept_button.isEnabled)
    assert report.reason.isVisible()
    type_text(report.reason, "村里推荐")
    room.click(report.accept_button)
    rows = read_class(room.station, played).trainees
    assert [(row.name, row.override_reason) for row in rows[1:]] == [("李秀兰", ""), ("赵秀兰", "村里推荐")]


def test_somebody_who_does_not_fit_is_asked_about_with_the_reasons(room: Room) -> None:
    played = open_class(room.station, 1)
    with room.station.db.work() as session:
        add_people(session, 1, first=2, categories=("E01",), primary_category="E01")
    room.open_class(played.class_id, "trainees")
    line = room.class_page.trainees.line
    line.setFocus()
    QTest.keyClicks(line, "zxl")
    room.qtbot.waitUntil(line.is_offering)
    QTest.keyClick(line, Key.Key_Return)
    room.settle()
    said = "".join(label.text() for label in room.dialog().findChildren(QLabel))
    assert "不在本班面向的对象范围内" in said
    room.accept()
    assert room.dialog().form.problem("override_reason") != ""
    room.dialog().reject()
    room.settle()
    detail = read_class(room.station, played)
    assert ([row.name for row in detail.registered], len(detail.trainees)) == (["赵秀兰"], 1)
    tab = room.class_page.trainees
    tab.table.selectRow(1)
    room.settle()
    assert any("不在本班面向的对象范围内" in text for text in tab.conditions.texts())
    room.click(tab.admit_button)
    room.type_into("override_reason", "村里推荐")
    room.accept()
    assert read_class(room.station, played).trainees[1].override_reason == "村里推荐"
    tab.table.selectRow(1)
    room.settle()
    assert "破例录取：村里推荐" in tab.conditions.texts()


def test_a_free_place_is_offered_to_the_waiting_list(room: Room) -> None:
    played = open_class(room.station, 4, planned_count=2)
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    source = tab.table.source
    assert [source.cell(n, 0) for n in range(4)] == ["1", "2", "候1", "候2"]
    assert tab.offer.isHidden()
    tab.table.selectRow(0)
    room.click(tab.drop_button)
    room.type_into("dropout_reason", "03")
    room.type_into("note", "婆婆住院")
    room.accept()
    assert "空出 1 个名额，候补 2 人，下一位：赵秀兰。" in tab.offer.label.text()
    room.click(tab.offer.button)
    assert [row.trainee_no for row in read_class(room.station, played).trainees] == [1, 2, 3]
    assert tab.offer.isHidden()
    tab.table.selectRow(0)
    room.settle()
    assert tab.admit_button.text() == "重新录取"
    room.click(tab.admit_button)
    assert [row.name for row in read_class(room.station, played).waiting] == ["陈秀兰", "王秀兰"]


def test_trainees_are_put_in_order_before_the_class_runs(room: Room) -> None:
    played = open_class(room.station, 3)
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    tab.table.setFocus()
    tab.table.selectRow(2)
    QTest.keyClick(tab.table, Key.Key_Up, CTRL | SHIFT)
    room.settle()
    assert [row.name for row in read_class(room.station, played).trainees] == ["王秀兰", "赵秀兰", "李秀兰"]
    with room.station.db.work() as session:
        service.mark(session, played.session_ids[0], played.enrolment_ids[0], "P")
    room.settle()
    assert not tab.order_button.isEnabled()


def test_two_half_days_change_places_with_one_key(room: Room) -> None:
    played = open_class(room.station, 1)
    with room.station.db.work() as session:
        service.plan_timetable(session, played.class_id, dt.date(2023, 2, 15), 1, topics=("油条", "包子"))
    room.open_class(played.class_id, "timetable")
    table = room.class_page.timetable.table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Key.Key_Down, CTRL | SHIFT)
    room.qtbot.waitUntil(lambda: table.current() is not None and table.currentIndex().row() == 1)
    room.settle()
    assert [half.topic for half in read_class(room.station, played).sessions] == ["包子", "油条"]
    assert table.current().topic == "油条"


def test_a_step_asks_for_what_it_needs_and_says_before_what_that_is(room: Room) -> None:
    with room.station.db.work() as session:
        cook = add_trainer(session)
        class_id = service.save_class(session, {**_values(), "trainer_ids": (cook,)})
    room.open_class(class_id, "overview")
    tab = room.class_page.overview
    assert tab.step_lines["applied"].text() == "要填：申请日期"
    room.click(tab.step_buttons["applied"])
    room.type_into("applied_on", "20230201")
    room.accept()
    assert tab.step_lines["approved"].text() == "要填：批准单位(人)、批准日期"
    room.click(tab.step_buttons["approved"])
    room.accept()
    assert room.dialog().form.problem("approved_by") == "请填写“批准单位(人)”。"
    room.type_into("approved_by", "测试县民政局")
    room.accept()
    with room.station.db.read() as session:
        row = service.class_row(session, class_id)
    assert (row.state, row.applied_on, row.approved_by) == ("approved", dt.date(2023, 2, 1), "测试县民政局")


def test_an_application_asks_for_whom_the_class_is_and_who_teaches(room: Room) -> None:
    with room.station.db.work() as session:
        class_id = service.save_class(session, {**_values(), "target_categories": ()})
    room.open_class(class_id, "overview")
    assert room.class_page.overview.step_lines["applied"].text() == "要填：申请日期、面向对象、授课教师"


def test_reminders_stand_quietly_beside_the_class(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "overview")
    assert not room.class_page.overview.reminders.visibleRegion().isEmpty(), "seen without scrolling, above the papers"
    assert room.class_page.overview.reminders.texts() == [
        "人数 1，一般应为 20 至 50 人。",
        "中式面点师班参考 100 课时，现在排了 24 课时；少于它也可以开班。",
    ]


def test_a_new_term_of_the_trade_takes_everything_over_but_the_start(room: Room) -> None:
    with room.station.db.work() as session:
        cook = add_trainer(session)
        first = service.save_class(session, {**_values(), "trainer_ids": (cook,), "attendance_threshold": 90})
        service.plan_timetable(session, first, dt.date(2023, 2, 15), 3, topics=("理论：食品卫生", "油条"))
    room.click(room.page.new_button)
    form = room.page.new_class.form
    target = form.editor("trade").focusProxy()
    assert target is not None
    target.setFocus()
    type_text(target, "中式面点师")
    QTest.keyClick(target, Key.Key_Return)
    room.settle()
    assert "2023-001" in form.editor("trade").note()
    QTest.keyClick(target, Key.Key_L, CTRL | SHIFT)
    room.qtbot.waitUntil(lambda: form.editor("name").text() != "")
    room.settle()
    start = form.editor("start_date").focusProxy()
    assert start is not None
    start.setFocus()
    QTest.keyClicks(start, "20231007")
    QTest.keyClick(start, Key.Key_Return)
    room.settle()
    assert form.editor("name").text() == "2023年第二期留守妇女面点技术培训班"
    room.click(room.page.new_class.create_button)
    made = room.class_page.shown.detail
    assert (made.row.class_no, made.row.term_no, made.row.attendance_threshold) == ("2023-002", 2, 90)
    assert made.row.trainer_name == "张建国"
    assert [half.short_label for half in made.sessions][::2] == ["10/7 上", "10/8 上", "10/9 上"]
    assert made.sessions[0].kind == "theory"


def test_a_trainer_is_written_down_from_the_form_of_the_class(room: Room) -> None:
    room.click(room.page.new_button)
    type_class(room)
    room.click(room.page.new_class.trainer_button)
    room.type_into("name", "刘桂香")
    room.type_into("phone", "15400009001")
    room.accept()
    room.click(room.page.new_class.create_button)
    row = room.class_page.shown.detail.row
    assert (row.trainer_name, len(row.trainer_ids)) == ("刘桂香", 1)
    room.click(room.class_page.back)
    room.click(room.page.trainers_button)
    panel = room.page.trainers
    assert [one.name for one in panel.table.source.rows] == ["刘桂香"]
    assert panel.form.editor("phone").text() == "15400009001"
    assert room.page.place() == "trainers"
    target = panel.form.editor("unit").focusProxy()
    assert target is not None
    target.setFocus()
    type_text(target, "县职教中心")
    room.click(panel.save_button)
    assert [one.unit for one in panel.table.source.rows] == ["县职教中心"]
    room.click(room.page.trainer_button)
    for name, text in (("name", "赵玉兰"), ("phone", "15400009002"), ("trades", "中式面点师")):
        target = panel.form.editor(name).focusProxy()
        assert target is not None
        target.setFocus()
        type_text(target, text)
        QTest.keyClick(target, Qt.Key.Key_Return)
    room.settle()
    room.click(panel.save_button)
    assert [one.name for one in panel.table.source.rows] == ["刘桂香", "赵玉兰"], "a second one beside the first"
    assert panel.form.editor("name").text() == panel.table.current().name == "赵玉兰", "she stays in the form"


def test_a_full_class_puts_the_next_on_the_waiting_list_and_admits_when_a_place_is_free(
    room: Room, answers: Answered
) -> None:
    played = open_class(room.station, 3, planned_count=2)
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    tab.table.selectRow(0)
    room.click(tab.withdraw_button)
    room.type_into("reason", "报错班")
    room.accept()
    tab.table.selectRow(1)
    assert tab.table.current().state == "waitlisted"
    room.click(tab.admit_button)
    detail = read_class(room.station, played)
    assert [row.trainee_no for row in detail.trainees] == [1, 2]
    assert detail.waiting == ()
    assert answers.headings == []


def test_what_was_written_at_enrolment_and_changed_by_two_is_asked_in_the_dialog(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    tab.table.selectRow(0)
    room.click(tab.details_button)
    with room.station.db.work() as session:
        key = tab.table.current().id
        service.save_enrolment(session, key, {"note": "their note", "wish": "their wish"})
    room.type_into("note", "my note")
    room.accept()
    card = room.dialog().form.conflict
    assert card is not None
    assert [one.name for one in card.differences] == ["note"], "what only the other changed is taken over"
    dialog = room.dialog()
    for shown in (card.choice("note", mine=True), card.accept_button):
        assert dialog.rect().contains(shown.mapTo(dialog, shown.rect().bottomRight())), "the whole card is in sight"
    room.click(card.choice("note", mine=True))
    room.click(card.accept_button)
    with room.station.db.read() as session:
        after = service.enrolment_values(session, key)
    assert (after["note"], after["wish"]) == ("my note", "their wish")
    assert not [d for d in room.window.findChildren(FormDialog) if d.isVisible()]


def test_somebody_who_stays_away_is_dropped_with_day_and_reason(room: Room) -> None:
    played = open_class(room.station, 2)
    room.open_class(played.class_id, "trainees")
    tab = room.class_page.trainees
    tab.table.selectRow(1)
    room.click(tab.drop_button)
    room.type_into("dropped_on", "2023-02-16")
    room.accept()
    assert room.dialog().form.problem("dropout_reason") == "请先填写“退出原因”。"
    room.type_into("dropout_reason", "03")
    room.accept()
    detail = read_class(room.station, played)
    assert detail.trainees[1].state == "dropped"
    assert detail.trainees[1].dropped_on == dt.date(2023, 2, 16)


def test_a_cell_of_the_timetable_is_changed_in_place(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "timetable")
    table = room.class_page.timetable.table
    column = next(n for n, c in enumerate(table.source.columns) if c.name == "topic")
    table.setCurrentIndex(table.source.index(1, column))
    table.edit(table.currentIndex())
    from PySide6.QtWidgets import QLineEdit

    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    type_text(editor, "花卷、馒头")
    QTest.keyClick(editor, Key.Key_Return)
    room.settle()
    assert read_class(room.station, played).sessions[1].topic == "花卷、馒头"


def test_two_cells_of_a_line_are_typed_faster_than_the_timetable_is_read_again(room: Room, answers: Answered) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "timetable")
    source = room.class_page.timetable.table.source
    half = source.rows[1]
    assert source.edited is not None
    assert source.edited(half, "kind", "理论")
    assert source.edited(half, "topic", "食品卫生")
    room.settle()
    kept = read_class(room.station, played).sessions[1]
    assert (kept.kind, kept.topic, answers.headings) == ("theory", "食品卫生", [])
    assert source.edited(half, "topic", "和面"), "seen before 食品卫生 was written"
    room.settle()
    assert (read_class(room.station, played).sessions[1].topic, answers.headings) == ("食品卫生", ["没有保存"])


def test_a_half_day_is_added_after_the_last_one_and_removed_with_a_reason(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "timetable")
    tab = room.class_page.timetable
    room.click(tab.buttons[0])
    detail = read_class(room.station, played)
    assert detail.sessions[-1].short_label == "2/20 上", "the 17th is a Friday; like the others on a working day"
    assert detail.row.end_date == dt.date(2023, 2, 20)
    tab.table.selectRow(6)
    room.click(tab.buttons[1])
    room.type_into("reason", "排多了")
    room.accept()
    assert len(read_class(room.station, played).sessions) == 6


def test_a_changed_field_of_the_class_is_saved_in_place(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "overview")
    form = room.class_page.overview.form
    target = form.editor("venue").focusProxy()
    assert target is not None
    target.setFocus()
    QTest.keyClick(target, Key.Key_A, CTRL)
    type_text(target, "乡敬老院")
    QTest.keyClick(target, Key.Key_S, CTRL)
    room.qtbot.waitUntil(lambda: not form.is_modified)
    room.settle()
    assert read_class(room.station, played).row.venue == "乡敬老院"
    assert "乡敬老院" in room.page.facts
    assert not form.is_modified


def test_the_next_class_starts_from_this_one(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "overview")
    room.class_page.overview.copy_wanted.emit()
    room.settle()
    form = room.page.new_class.form
    assert room.page.stack.currentWidget() is room.page.new_class
    assert form.editor("venue").text() == "城郊乡文化站"
    assert form.editor("name").text() == f"{clock.today().year}年第一期留守妇女面点技术培训班"
    assert form.editor("start_date").text() == ""
    assert form.editor("topics").text() == ""  # the topics of this class were its name


def test_the_next_class_takes_its_plan_over_from_the_half_days_of_this_one(room: Room) -> None:
    played = open_class(room.station, 1, days=2, halves=("PM", "EV"))
    with room.station.db.work() as session:
        topics = ["理论：食品卫生", "油条、包子", "考核：面点：花色"]
        service.plan_timetable(session, played.class_id, dt.date(2023, 2, 15), 2, halves=("PM", "EV"), topics=topics)
    room.open_class(played.class_id, "overview")
    room.class_page.overview.copy_wanted.emit()
    room.settle()
    form = room.page.new_class.form
    assert form.editor("days").value() == 2
    assert form.editor("halves").value() == ("PM", "EV")
    assert form.editor("topics").text() == "理论：食品卫生\n实操：油条、包子\n考核：面点：花色"
    target = form.editor("start_date").focusProxy()
    assert target is not None
    type_text(target, "20240305")
    room.click(room.page.new_class.create_button)
    made = room.class_page.shown.detail
    before = read_class(room.station, played)
    assert made.row.id != played.class_id
    assert [(half.half_day, half.kind, half.topic) for half in made.sessions] == [
        (half.half_day, half.kind, half.topic) for half in before.sessions
    ]


def test_a_half_day_shows_trainer_and_place_of_its_class_until_it_has_its_own(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "timetable")
    source = room.class_page.timetable.table.source
    trainer = next(n for n, c in enumerate(source.columns) if c.name == "trainer_name")
    assert source.cell(0, trainer) == "张建国"
    assert source.tone is not None
    assert source.tone(source.row_at(0), "trainer_name") == "soft"
    assert not source.setData(source.index(0, trainer), "张建国")
    assert read_class(room.station, played).sessions[0].trainer_name == ""
    assert source.setData(source.index(0, trainer), "刘桂香")
    room.settle()
    assert [source.cell(n, trainer) for n in range(2)] == ["刘桂香", "张建国"]
    assert source.tone(source.row_at(0), "trainer_name") == ""


def test_a_closed_class_does_not_ask_for_anything(room: Room) -> None:
    played = open_class(room.station, 1)
    room.open_class(played.class_id, "overview")
    form = room.class_page.overview.form

    def stars() -> int:
        return sum(label.isVisible() for label in form.findChildren(QLabel) if label.text() == "*必填")

    assert stars() > 5
    close_class(room.station, played, ["PPPPPP"])
    room.settle()
    assert stars() == 0


def test_large_type_keeps_the_cards_beside_the_form_and_the_outcome_in_sight(room: Room, qapp: QApplication) -> None:
    played = open_class(room.station, 2)
    close_class(room.station, played, ["PPPPPP", "AAAAAA"])
    theme.apply(qapp, large=True)
    page = TrainingPage(room.desk)
    try:
        page.resize(1366, 768)
        page.show()
        page.open_class(played.class_id, "overview")
        room.settle()
        overview = page.class_page.overview
        card = overview.state_card
        assert card.mapTo(page, QPoint()).x() > overview.form.mapTo(page, overview.form.rect().topRight()).x()
        assert overview.form.height() > 400
        page.class_page.open_tab("trainees")
        page.resize(1366 - 232, 768)  # what the sidebar leaves
        room.settle()
        table = page.class_page.trainees.table
        head = table.horizontalHeader()
        places = {c.name: n for n, c in enumerate(table.source.columns)}
        hidden = {name for name, place in places.items() if head.isSectionHidden(place)}
        assert hidden == {"best", "phone"}
        end = head.sectionViewportPosition(places["outcome"]) + head.sectionSize(places["outcome"])
        assert end <= table.viewport().width()
        page.resize(1366, 768)
        room.settle()
        assert not head.isSectionHidden(places["phone"])
    finally:
        page.close()
        page.deleteLater()
        theme.apply(qapp)


def test_scores_are_only_offered_to_a_class_with_an_exam_and_typed_in_place(room: Room) -> None:
    without = open_class(room.station, 1)
    room.open_class(without.class_id, "overview")
    assert not room.class_page.tabs.isTabVisible(4)
    with room.station.db.work() as session:
        class_id = service.save_class(session, {**_values(), **ELSEWHERE, "has_exam": True})
        service.plan_timetable(session, class_id, dt.date(2023, 2, 15), 1)
        service.advance(session, class_id, "enrolling")
        people = add_people(session, 1, first=5)
        service.enrol(session, class_id, people, dt.date(2023, 2, 10), "到站")
        service.advance(session, class_id, "in_session")
    room.open_class(class_id, "scores")
    table = room.class_page.scores.table
    assert room.class_page.tabs.isTabVisible(4)
    assert table.source.setData(table.source.index(0, 3), "80")
    room.settle()
    assert table.source.setData(table.source.index(0, 4), "90.5")
    room.settle()
    with room.station.db.read() as session:
        row = service.get_class(session, class_id).trainees[0]
    assert (row.theory_score, row.practice_score, row.final_score) == (800, 905, 8630)
    table.setFocus()
    table.setCurrentIndex(table.source.index(0, 3))
    QApplication.clipboard().setText("70\t60.5")
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    with room.station.db.read() as session:
        row = service.get_class(session, class_id).trainees[0]
    assert (row.theory_score, row.practice_score) == (700, 605)
    QTest.keyClick(table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    with room.station.db.read() as session:
        row = service.get_class(session, class_id).trainees[0]
    assert (row.theory_score, row.practice_score) == (800, 905)


class _WindowsShown(QObject):
    """Notices everything that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False


def test_nothing_flashes_up_as_a_window_of_its_own_while_a_page_is_built(room: Room, qapp: QApplication) -> None:
    """A part shown before it has its parent would take the cursor away for good."""
    shown = _WindowsShown()
    qapp.installEventFilter(shown)
    page = TrainingPage(room.desk)
    assert page.new_class.isHidden()
    assert page.class_page.isHidden()
    room.settle()
    qapp.removeEventFilter(shown)
    page.deleteLater()
    assert shown.seen == []
