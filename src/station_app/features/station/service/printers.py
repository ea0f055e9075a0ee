"""Printers of this computer: which is used for what, how far its print is off, and how it takes paper.

Kept in printers.json beside window.json: another computer has other printers, so nothing of it is in the database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from station_app.core.checks import Problem, Refused
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.documents import ruler
from station_app.features.station.fields import PRINTER_PROFILE
from station_app.storage import faults, safe_file

EVERY_FORM = "*"
STOCK = "套打"
"""Everything that is printed on paper which is printed already; its offsets matter to a tenth of a millimetre."""


@dataclass(frozen=True)
class PrinterProfile:
    """One printer for one form (F02 …) or for all (*)."""

    printer: str
    """Its name in the system; '' = the system's default printer."""
    form_no: str = EVERY_FORM
    dx: int = 0
    """Tenths of a millimetre to the right."""
    dy: int = 0
    """Tenths of a millimetre down."""
    scale_x: int = 100_00
    """Hundredths of a per cent."""
    scale_y: int = 100_00
    duplex: str = "none"
    """Code of `duplex`: none, long, short."""
    paper_source: str = "auto"
    """Code of `paper_source`: auto, manual, tray1, tray2."""

    @property
    def id(self) -> str:
        """Its place in lists."""
        return f"{self.form_no}\n{self.printer}"


@dataclass(frozen=True)
class Printers:
    """Everything this computer knows of its printers."""

    default: str = ""
    """The printer for everything that has no profile; '' = the system's."""
    profiles: tuple[PrinterProfile, ...] = ()

    def profile_for(self, form_no: str, printer: str = "") -> PrinterProfile:
        """What applies to a form: on the named printer, else on the one that has a profile for it, else the default."""
        bound = next((each.printer for each in self.profiles if each.form_no == form_no), self.default)
        name = printer or bound
        its_own = {each.form_no: each for each in self.profiles if each.printer == name}
        return its_own.get(form_no) or its_own.get(EVERY_FORM) or PrinterProfile(name, form_no)


def _place(folder: StationFolder) -> Path:
    return folder.root / "printers.json"


def load_printers(folder: StationFolder) -> Printers:
    """What was kept on this computer; nothing when there is nothing or it cannot be read."""
    try:
        kept = json.loads(_place(folder).read_text(encoding="utf-8"))
        profiles = [PrinterProfile(**_known(each)) for each in kept["profiles"]]
        return Printers(
            str(kept["default"]), tuple(each for each in profiles if not PRINTER_PROFILE.check(asdict(each)))
        )
    except (OSError, ValueError, TypeError, KeyError):
        return Printers()


def store_printers(folder: StationFolder, printers: Printers) -> None:
    """Keep it for next time. Trouble E_DISK_FULL, E_READ_ONLY."""
    place = _place(folder)
    with faults.explained(place, files=True):
        safe_file.write_safely(place, json.dumps(asdict(printers), ensure_ascii=False, indent=1).encode("utf-8"))


def save_profile(folder: StationFolder, values: Mapping[str, Any], *, profile_id: str = "") -> Printers:
    """Add a profile, or change the one with that id; Refused with a problem per field."""
    problems = PRINTER_PROFILE.check(values)
    if problems:
        raise Refused(problems)
    made = PrinterProfile(**_known(values))
    kept = load_printers(folder)
    others = [each for each in kept.profiles if each.id != profile_id]
    if any(each.id == made.id for each in others):
        raise Refused([Problem("form_no", _("这台打印机的这张表已经有设置了，请改那一条。"))])
    ordered = sorted([*others, made], key=lambda each: (each.printer, each.form_no != EVERY_FORM, each.form_no))
    printers = Printers(kept.default, tuple(ordered))
    store_printers(folder, printers)
    return printers


def calibrated(folder: StationFolder, printer: str, measured: Mapping[str, float]) -> Printers:
    """Keep what a ruler page tells of a printer, for 套打; duplex and paper source stay as they are.

    `measured` has in mm: left and top, from the paper's edges to the first cross; across and down, between crosses.
    Refused beside what is missing or cannot be right.
    """
    if not printer.strip():
        raise Refused([Problem("printer", _("请填写是哪台打印机，名称和系统里的一样。"), "REQUIRED")])
    scale_x, scale_y = ruler.SPAN_X / measured["across"], ruler.SPAN_Y / measured["down"]
    kept = load_printers(folder).profile_for(STOCK, printer)
    values = asdict(kept) | {
        "printer": printer,
        "form_no": STOCK,
        "dx": round(10 * (ruler.CROSS_X - measured["left"] * scale_x)),
        "dy": round(10 * (ruler.CROSS_Y - measured["top"] * scale_y)),
        "scale_x": round(100_00 * scale_x),
        "scale_y": round(100_00 * scale_y),
    }
    problems = [
        Problem(_MEASURED[problem.field], _("量的数不对，算出来差得太多。请照标尺页再量一次。"))
        for problem in PRINTER_PROFILE.check(values)
        if problem.field in _MEASURED
    ]
    if problems:
        raise Refused(problems)
    return save_profile(folder, values, profile_id=PrinterProfile(printer, STOCK).id)


_MEASURED = {"dx": "left", "dy": "top", "scale_x": "across", "scale_y": "down"}


def remember_way(folder: StationFolder, form_no: str, printer: str, *, duplex: str, paper_source: str) -> Printers:
    """Keep how a form was just printed, for next time; its offsets stay what they are."""
    kept = load_printers(folder)
    used = kept.profile_for(form_no, printer)
    if (used.duplex, used.paper_source) == (duplex, paper_source) or not printer or not form_no:
        return kept
    values = asdict(used) | {
        "printer": printer,
        "form_no": form_no,
        "duplex": duplex,
        "paper_source": paper_source,
    }
    return save_profile(folder, values, profile_id=PrinterProfile(printer, form_no).id)


def remove_profile(folder: StationFolder, profile_id: str) -> Printers:
    """Forget a profile of this computer."""
    kept = load_printers(folder)
    printers = Printers(kept.default, tuple(each for each in kept.profiles if each.id != profile_id))
    store_printers(folder, printers)
    return printers


def set_default(folder: StationFolder, printer: str) -> Printers:
    """Which printer is chosen first; '' = the system's."""
    printers = Printers(printer, load_printers(folder).profiles)
    store_printers(folder, printers)
    return printers


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(PrinterProfile)}
    return {name: value for name, value in values.items() if name in names}
