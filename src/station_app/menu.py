"""Table of contents: every page in the order people see it, and the dialogs before the window is there.

The only importer of features' screens. A page's module is imported when the page is first opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.ui.first_sight import Filling, Sight
from station_app.ui.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from station_app.core.listing import Listing
    from station_app.core.paths import StationFolder
    from station_app.features.people.rules.enrolling import EnrolTarget
    from station_app.features.people.rules.outside import Outside
    from station_app.features.station.ui.first_run import FirstRun
    from station_app.features.station.ui.unlock import UnlockDialog
    from station_app.features.training.service.scans import HalfDayRow
    from station_app.storage.logins import Login
    from station_app.ui.printing import Offsets
    from station_app.ui.scanner import Scanner
    from station_app.ui.screen import Desk
    from station_app.ui.table_out import TableOut


def _today(desk: Desk) -> QWidget:
    from station_app.features.today.ui.page import TodayPage  # noqa: PLC0415 - when first opened

    return TodayPage(desk)


def _people(desk: Desk) -> QWidget:
    from station_app.features.people.rules.enrolling import Enrolling  # noqa: PLC0415 - when first opened
    from station_app.features.people.ui.page import PeoplePage  # noqa: PLC0415

    enrolling = Enrolling(_classes_for_a_roster, _enrol_a_roster, _let_a_roster_go)
    return PeoplePage(desk, enrolling, outsides=people_facts(), print_sheets=_print_sheets)


def people_facts() -> tuple[Outside, ...]:
    """What other features know of everybody, for the columns and filters of the people list."""
    from station_app.features.training.service.facts import TRAINING_FACTS  # noqa: PLC0415 - SQLAlchemy

    return (TRAINING_FACTS,)


def _print_sheets(owner: QWidget, desk: Desk, person_ids: Sequence[str], title: str) -> None:
    from station_app.features.casefile.ui.sheet import preview_sheets  # noqa: PLC0415 - when first printed

    preview_sheets(owner, desk, person_ids, title)


def _classes_for_a_roster(session: Any) -> Sequence[EnrolTarget]:
    from station_app.features.training.service.roster_target import roster_targets  # noqa: PLC0415

    return roster_targets(session)


def _enrol_a_roster(session: Any, class_id: str, person_ids: Sequence[str]) -> Sequence[str]:
    from station_app.features.training.service.roster_target import enrol_roster  # noqa: PLC0415

    return enrol_roster(session, class_id, person_ids)


def _let_a_roster_go(session: Any, made: Mapping[str, Sequence[str]]) -> None:
    from station_app.features.training.service.roster_target import let_roster_go  # noqa: PLC0415

    let_roster_go(session, made)


def _training(desk: Desk) -> QWidget:
    from station_app.features.training.ui.training_page import TrainingPage  # noqa: PLC0415 - when first opened

    return TrainingPage(desk)


def _followups(desk: Desk) -> QWidget:
    from station_app.features.followups.ui.page import FollowUpsPage  # noqa: PLC0415 - when first opened
    from station_app.features.training.service.of_person import classes_named  # noqa: PLC0415

    return FollowUpsPage(desk, classes_named)


def _count_gaps(session: Any) -> int:
    from station_app.features.people.service.gap_count import count_gaps  # noqa: PLC0415 - after the first paint

    return count_gaps(session)


def _count_follow_ups(session: Any) -> int:
    from station_app.features.followups.service import count_due  # noqa: PLC0415 - after the first paint

    return count_due(session)


def _reports(desk: Desk) -> QWidget:
    from station_app.features.reports.ui.page import ReportsPage  # noqa: PLC0415 - when first opened

    return ReportsPage(desk)


def _submission(desk: Desk) -> QWidget:
    from station_app.features.submission.ui.page import SubmissionPage  # noqa: PLC0415 - when first opened

    return SubmissionPage(desk)


def _count_submission(session: Any) -> int:
    from station_app.features.submission.service import count_waiting  # noqa: PLC0415 - after the first paint

    return count_waiting(session)


def _certificates(desk: Desk) -> QWidget:
    from station_app.features.training.ui.register_page import RegisterPage  # noqa: PLC0415 - when first opened

    return RegisterPage(desk)


def _layouts(desk: Desk) -> QWidget:
    from station_app.features.training.ui.layouts.page import LayoutsPage  # noqa: PLC0415 - when first opened

    return LayoutsPage(desk)


def _verify(desk: Desk) -> QWidget:
    from station_app.features.training.ui.verify_page import VerifyPage  # noqa: PLC0415 - when first opened

    return VerifyPage(desk)


def _casefile(desk: Desk) -> QWidget:
    from station_app.features.casefile.ui.page import CaseFilePage  # noqa: PLC0415 - when first opened

    return CaseFilePage(desk)


def _senders(desk: Desk) -> QWidget:
    from station_app.features.people.ui.roster.senders_tab import SendersTab  # noqa: PLC0415 - when first opened

    return SendersTab(desk)


def _settings(desk: Desk) -> QWidget:
    from station_app.features.station.ui.settings.page import Entry, SettingsPage  # noqa: PLC0415 - when first opened

    return SettingsPage(desk, (Entry("senders", _("来文栏目"), "file-input", _senders),))


PAGES: tuple[Page, ...] = (
    Page("today", _("今日"), "house", _today),
    Page("people", _("人员"), "users", _people, badge=_count_gaps, counts=("person", "household")),
    Page("casefile", _("全部情况"), "user", _casefile, records=("person",), under="people"),
    Page("training", _("培训"), "graduation-cap", _training, records=("training_class",)),
    Page("certificates", _("证书登记"), "award", _certificates, under="training"),
    Page("layouts", _("证书版式"), "award", _layouts, under="training"),
    Page("verify", _("验证证书"), "circle-check", _verify, under="training"),
    Page(
        "followups",
        _("回访"),
        "phone-call",
        _followups,
        badge=_count_follow_ups,
        counts=("follow_up", "person"),
    ),
    Page("reports", _("报表"), "chart-column", _reports),
    Page(
        "submission",
        _("上报"),
        "send",
        _submission,
        badge=_count_submission,
        counts=("outgoing_package", "correction"),
    ),
    Page("settings", _("设置"), "settings", _settings, at_bottom=True),
)
FIRST_PAGE = "today"
"""Opened at every start, unless the user wants to go on where she was."""
FIRST_SIGHTS = {
    "today": "station_app.features.today.ui.first_sight",
    "people": "station_app.features.people.ui.first_sight",
}
"""Pages that have something to show before SQLAlchemy is loaded; `filling` asks by plain SQL on a plain connection."""
HEAVY = (
    "station_app.ui.main_window",
    "station_app.features.today.ui.page",
    "sqlalchemy.sql",
    "sqlalchemy.engine",
    "sqlalchemy.orm",
    "station_app.models",
    "station_app.storage.station_file",
    "station_app.features.station.service",
    "station_app.features.today.service.rest",
    "station_app.features.people.ui.page",
    "station_app.features.people.service.households",
    "pypinyin.constants",
)
"""Imported one by one after the first paint; the window may paint between two."""


def first_sight(page_id: str, station: str, connection: Any = None) -> Sight:
    """The first paint of a page, with what FIRST_SIGHTS finds for it; any other page is only named.

    `connection` is a plain one to the station's file; None when it cannot be read as it is.
    """
    page = next((page for page in PAGES if page.id == page_id), PAGES[0])
    module = FIRST_SIGHTS.get(page.id)
    return Sight(
        station=station,
        pages=[page.title for page in PAGES if not page.at_bottom and not page.under],
        title=page.title,
        filling=import_module(module).filling(connection) if module is not None else Filling(),
        status=_("正在打开…"),
        bottom=[page.title for page in PAGES if page.at_bottom],
    )


def _workbook(listing: Listing) -> bytes:
    from station_app.spreadsheets.writing import listing_workbook  # noqa: PLC0415 - when first exported

    return listing_workbook(listing)


def _paper(listing: Listing) -> bytes:
    from station_app.documents.listing import listing_pdf  # noqa: PLC0415 - when first printed

    return listing_pdf(listing)


def table_out() -> TableOut:
    """How every list becomes a workbook or paper."""
    from station_app.ui.table_out import TableOut  # noqa: PLC0415 - after the first paint

    return TableOut(_workbook, _paper)


def print_offsets(folder: StationFolder, form_no: str, printer: str) -> Offsets:
    """How far a printer's paper is off for a form, as the settings of this computer have it."""
    from station_app.features.station.service.printers import load_printers  # noqa: PLC0415 - when first printed
    from station_app.ui.printing import Offsets  # noqa: PLC0415 - Qt's printing, when first printed

    kept = load_printers(folder).profile_for(form_no, printer)
    moved = (kept.dx / 10, kept.dy / 10, kept.scale_x / 100_00, kept.scale_y / 100_00)
    return Offsets(*moved, duplex=kept.duplex, paper_source=kept.paper_source, printer=kept.printer)


def keep_printing(folder: StationFolder, form_no: str, printer: str, way: tuple[str, str]) -> None:
    """Duplex and paper source that somebody just printed a form with, for next time on this computer."""
    from station_app.features.station.service.printers import remember_way  # noqa: PLC0415 - when first printed

    remember_way(folder, form_no, printer, duplex=way[0], paper_source=way[1])


def search(session: Any, text: str, limit: int) -> Sequence[Any]:
    """Ctrl+K: people and classes, and the half-day whose sheet has this code (KQ…)."""
    from station_app.storage.search import Hit, find  # noqa: PLC0415 - after the first paint

    sheet = _sheet(session, text)
    hits = [Hit("training_class", sheet.place, sheet.class_name, sheet.long_label)] if sheet else []
    return [*hits, *find(session, text, limit)]


def _sheet(session: Any, text: str) -> HalfDayRow | None:
    from station_app.features.training.rules.sheet_code import read_sheet_code  # noqa: PLC0415

    code = read_sheet_code(text)
    if code is None:
        return None
    from station_app.features.training.service.scans import find_half_day  # noqa: PLC0415 - SQLAlchemy

    try:
        return find_half_day(session, code)
    except Refused:
        return None


def listen_to_scanner(application: QApplication, desk: Desk) -> Scanner:
    """A USB scanner that reads the foot of a sign-in sheet opens its half-day."""
    from station_app.features.training.rules.sheet_code import PREFIX  # noqa: PLC0415
    from station_app.features.training.ui.scanning import open_sheet  # noqa: PLC0415
    from station_app.ui.scanner import Scanner  # noqa: PLC0415

    scanner = Scanner(application, PREFIX, desk)
    scanner.scanned.connect(partial(open_sheet, desk))
    return scanner


def unlock(folder: StationFolder, parent: QWidget | None = None, *, wrong: str = "") -> Login | None:
    """Ask who is there, for the password or the recovery key; None when the user gives up."""
    from station_app.features.station.ui.unlock import ask_to_unlock  # noqa: PLC0415

    return ask_to_unlock(folder, parent, wrong=wrong)


def lock_dialog(folder: StationFolder, parent: QWidget, user_id: str) -> UnlockDialog:
    """The dialog over a locked window; its `login` says who opened it."""
    from station_app.features.station.ui.unlock import UnlockDialog  # noqa: PLC0415

    return UnlockDialog(folder, parent, locked_for=user_id)


def choose_copy(
    folder: StationFolder, parent: QWidget | None, *, data_key: bytes | None = None, first: str = ""
) -> Path | None:
    """Which safe copy takes the place of the data; None when the user would rather not.

    `data_key` lets what would be lost be told; `first` is the name of the copy to begin with.
    """
    from station_app.features.station.ui.restore_dialog import ask_for_copy  # noqa: PLC0415

    load = partial(import_module, "station_app.models")
    return ask_for_copy(folder, parent, data_key=data_key, first=first, load_models=load)


def first_run(folder: StationFolder) -> FirstRun | None:
    """The first-run wizard; None when the user gives up."""
    from station_app.features.station.ui.first_run import ask_first_run  # noqa: PLC0415

    return ask_first_run(folder, lambda: import_module("station_app.models"))
