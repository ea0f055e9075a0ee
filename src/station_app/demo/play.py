"""A whole term, played: messy roster in; marks, certificates, papers, visits, ledger and archive out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.demo import current, term
from station_app.demo.invented import TODAY, Family, Member
from station_app.demo.messy_roster import Corrections, write_messy_roster
from station_app.demo.roster import import_roster
from station_app.demo.station import PASSWORD, DemoStation, build
from station_app.features.people.service.roster_rejects import write_rejects
from station_app.features.submission import service as submission
from station_app.features.training import service
from station_app.features.training.service import MarkEntry
from station_app.storage.attachments import AttachmentStore
from station_app.storage.opened import OpenStation

START = dt.date(2023, 2, 15)
DAYS = 3
END = START + dt.timedelta(days=DAYS - 1)
TRAINEES = 42
SHORT_OF_HOURS = (9, 16, 27, 38)
"""Trainee numbers of the four who miss more than a fifth of the hours."""
_CLASS = {
    "name": "2023年第一期留守妇女面点技术培训班",
    "trade": "4-03-02-02",
    "form": "1",
    "venue": "城郊乡文化站",
    "start_date": START,
    "end_date": END,
    "planned_count": TRAINEES,
    "target_categories": ("D01",),
    "organiser": "城郊乡社会工作服务站",
    "fund_source": "县级就业帮扶资金",
    "applied_on": dt.date(2023, 2, 6),
    "approved_by": "李国强",
    "approved_on": dt.date(2023, 2, 7),
}
_TRAINER = {
    "name": "刘桂香",
    "trades": ("4-03-02-02",),
    "unit": "县职业技术学校",
    "phone": "15400009001",
}
_TOPICS = ("理论：食品卫生与用火安全", "和面、发面", "包子、馒头", "花卷、油条", "糕点", "综合练习")
_SHEETS, _ARCHIVE = "纸质", "档案"


def play(to: Path) -> int:
    """Make the demo station in a new folder and play the term; prints what was made and the password."""
    folder = StationFolder(to.expanduser().absolute())
    told, made = make(folder)
    _tell(folder, told, made)
    return 0


def make(folder: StationFolder) -> tuple[list[str], list[Path]]:
    """The station with its class played to the end: lines about what was done, and the files made."""
    station = build(folder)
    roster = folder.root / "城郊乡面点班报名表.xlsx"
    corrections = write_roster(station, roster)
    with station.db.work() as session:
        trainer_id = service.save_trainer(session, _TRAINER)
        class_id = service.save_class(session, _CLASS | {"trainer_ids": (trainer_id,)})
        service.plan_timetable(session, class_id, START, DAYS, topics=_TOPICS)
    judgement, outcome = import_roster(station.db, roster, corrections, class_id)
    rejects = folder.root / "未入库的行.xlsx"
    write_rejects(judgement, rejects)
    _run_class(station, class_id)
    store = AttachmentStore(folder.attachments, station.db.data_key)
    told = [outcome, term.certify(station, class_id, END), term.ask_around(station, class_id, END)]
    term.keep_sheets(station, class_id, store)
    term.keep_photo(station, class_id, store)
    paper = folder.root / _SHEETS
    paper.mkdir(exist_ok=True)
    made = [roster, rejects, *term.print_papers(station, class_id, paper)]
    with station.db.read() as session:
        made.append(service.export_ledger(session, class_id, folder.root, full_ids=True).path)
    made += term.close_month(station, END, paper, folder.root)
    archived = term.archive_class(station, class_id, store, folder.root / _ARCHIVE)
    words = _("档案 {n} 份文件，合订本 {pages} 页。{gaps}")
    told.append(words.format(n=len(archived.files), pages=archived.pages, gaps="".join(archived.gaps)))
    current.run_class(station)
    made.append(_pack(station, folder))
    station.db.close()
    return told, [*made, archived.folder]


def _pack(station: DemoStation, folder: StationFolder) -> Path:
    """The package to the county: made for later, since nobody has enrolled this station yet."""
    opened = OpenStation(station.db, folder)
    submission.at_start(opened)
    submission.make_package(opened)
    return submission.write_to(opened, folder.root).files[0]


def write_roster(station: DemoStation, path: Path) -> Corrections:
    """The village's messy list: women of the station and some that nobody has registered yet, one without a number."""
    listed: list[tuple[Member, Family]] = [
        (member, family)
        for family in station.families
        for member in family.members
        if member.sex == "2" and "D01" in member.categories and member.birth.year >= 1968
    ][:18]
    more = station.maker.families(200)
    taken = {member.name for member, _family in listed}
    while len(listed) < TRAINEES + 1:
        family = next(more)
        for member in family.members[:2]:
            young = dt.date(1968, 3, 1) <= member.birth <= dt.date(1999, 1, 1)
            if member.sex == "2" and young and member.name not in taken and len(listed) < TRAINEES + 1:
                listed.append((member, family))
                taken.add(member.name)
    return write_messy_roster(path, [m for m, _f in listed], [f.address for _m, f in listed])


def _run_class(station: DemoStation, class_id: str) -> None:
    with station.db.work() as session:
        for state in ("applied", "approved", "enrolling"):
            service.advance(session, class_id, state, on=TODAY)
    with station.db.work() as session:
        detail = service.get_class(session, class_id)
        service.mark_many(session, _marks(detail))
    with station.db.work() as session:
        service.complete_class(session, class_id, on=END)


def _marks(detail: service.ClassDetail) -> list[MarkEntry]:
    """Nearly everybody there; a few late, on leave, and four who miss two half-days."""
    entries = []
    for number, trainee in enumerate(detail.trainees, start=1):
        for position, half in enumerate(detail.sessions):
            mark, minutes = "P", None
            if number in SHORT_OF_HOURS and position in (number % 3, number % 3 + 3):
                mark = "A" if number % 2 else "L"
            elif (number * 7 + position * 3) % 41 == 5:
                mark = "L"
            elif (number * 5 + position * 11) % 19 == 3:
                mark, minutes = "T", 10
            entries.append(MarkEntry(half.id, trainee.id, mark, minutes))
    return entries


def _tell(folder: StationFolder, told: list[str], made: list[Path]) -> None:
    lines = [
        _("演示站做好了：{path}").format(path=folder.root),
        *told,
        *(f"  {path.relative_to(folder.root)}" for path in made),
        _("打开窗口：station-app --data {path}").format(path=folder.root),
        _("演示站密码：{password}").format(password=PASSWORD),
    ]
    print("\n".join(lines))  # noqa: T201 - the command's output
