"""Table of contents of the county's window; a page's module is imported when the page is first opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from station_app.core.texts import _
from station_app.ui.page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from station_app.core.listing import Listing
    from station_app.ui.table_out import TableOut


def _overview(desk: Any) -> QWidget:
    from station_app.county.ui.overview import OverviewPage  # noqa: PLC0415 - when first opened

    return OverviewPage(desk)


def _inbox(desk: Any) -> QWidget:
    from station_app.county.ui.inbox import InboxPage  # noqa: PLC0415 - when first opened

    return InboxPage(desk)


def _figures(desk: Any) -> QWidget:
    from station_app.county.ui.figures import FiguresPage  # noqa: PLC0415 - when first opened

    return FiguresPage(desk)


def _same(desk: Any) -> QWidget:
    from station_app.county.ui.same_people import SamePeoplePage  # noqa: PLC0415 - when first opened

    return SamePeoplePage(desk)


def _conflicts(desk: Any) -> QWidget:
    from station_app.county.ui.conflicts import ConflictsPage  # noqa: PLC0415 - when first opened

    return ConflictsPage(desk)


def _devices(desk: Any) -> QWidget:
    from station_app.county.ui.devices import DevicesPage  # noqa: PLC0415 - when first opened

    return DevicesPage(desk)


def _receipts(desk: Any) -> QWidget:
    from station_app.county.ui.receipts import ReceiptsPage  # noqa: PLC0415 - when first opened

    return ReceiptsPage(desk)


def _settings(desk: Any) -> QWidget:
    from station_app.county.ui.settings import SettingsPage  # noqa: PLC0415 - when first opened

    return SettingsPage(desk)


def _count_pairs(session: Any) -> int:
    from station_app.county.service.same_people import list_pairs  # noqa: PLC0415 - after the first paint

    return len(list_pairs(session))


def _count_conflicts(session: Any) -> int:
    from station_app.county.service.conflicts import list_conflicts  # noqa: PLC0415 - after the first paint

    return len(list_conflicts(session))


PAGES: tuple[Page, ...] = (
    Page("overview", _("总览"), "house", _overview, records=("county_station",)),
    Page("inbox", _("收件"), "file-input", _inbox),
    Page("reports", _("报表"), "chart-column", _figures),
    Page("same", _("同一个人"), "users", _same, badge=_count_pairs, counts=("county_same_person",)),
    Page("conflicts", _("冲突"), "triangle-alert", _conflicts, badge=_count_conflicts, counts=("county_conflict",)),
    Page("devices", _("站点与设备"), "key-round", _devices),
    Page("receipts", _("回执"), "send", _receipts),
    Page("settings", _("设置"), "settings", _settings, at_bottom=True),
)
FIRST_PAGE = "overview"


def search(session: Any, text: str, limit: int) -> Sequence[Any]:
    """Ctrl+K: stations by a part of their name or division code."""
    from station_app.county.service.overview import list_stations  # noqa: PLC0415 - after the first paint
    from station_app.storage.search import Hit  # noqa: PLC0415

    found = [row for row in list_stations(session) if text in row.name or row.division.startswith(text)]
    return [Hit("county_station", row.id, row.name, row.division) for row in found[:limit]]


def table_out() -> TableOut:
    """How every list becomes a workbook or paper."""
    from station_app.ui.table_out import TableOut  # noqa: PLC0415 - after the first paint

    return TableOut(_workbook, _paper)


def _workbook(listing: Listing) -> bytes:
    from station_app.spreadsheets.writing import listing_workbook  # noqa: PLC0415 - when first exported

    return listing_workbook(listing)


def _paper(listing: Listing) -> bytes:
    from station_app.documents.listing import listing_pdf  # noqa: PLC0415 - when first printed

    return listing_pdf(listing)
