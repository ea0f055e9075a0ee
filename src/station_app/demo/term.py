"""The demo after the last half-day: certificates, slips, spot check, visits, papers and the archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from station_app.core import resources
from station_app.core.texts import _
from station_app.demo.station import DemoStation
from station_app.documents.grid import Fill, table_form
from station_app.documents.sources import Asked
from station_app.features.followups import service as followups
from station_app.features.reports import documents as report_papers
from station_app.features.reports import service as reports
from station_app.features.reports.rules.periods import month_of
from station_app.features.station.service.attachments import add_attachment
from station_app.features.training import documents, service
from station_app.features.training.documents.archive import Archived, write_archive
from station_app.features.training.service import phone_checks, survey
from station_app.features.training.service.archive import OF_CLASS
from station_app.features.training.service.scans import OF_RECORD, ROLE, share_scans
from station_app.storage.attachments import AttachmentStore

WORKER = "王敏"
STILL_TO_VISIT = 6
"""Graduates whose last visit nobody made yet."""
_BLANKS = ("F04", "F08")
_RATED = ("rate_content", "rate_trainer", "rate_practice", "rate_schedule", "rate_service", "rate_overall")
_RESULTS = ("1", "1", "5", "1", "6", "5", "3")
_PLANS = ("1", "2", "4", "1", "5")


def certify(station: DemoStation, class_id: str, on: dt.date) -> str:
    """Number, print and hand out the certificates; those who fell short get a statement. Returns a line about it."""
    with station.db.work() as session:
        issued = service.issue_certificates(session, class_id, on)
        service.record_print(session, [row.id for row in issued])
        statements = service.issue_statements(session, class_id, on)
        service.record_print(session, [row.id for row in statements])
    with station.db.work() as session:
        for number, row in enumerate([*issued, *statements]):
            proxy = number == 20
            service.hand_out(
                session,
                row.id,
                _("李桂英") if proxy else row.name,
                on + dt.timedelta(days=1),
                relation=_("婆婆") if proxy else "",
            )
    return _("证书 {n} 张已打印、发放（1 张代领），参训证明 {m} 张。").format(n=len(issued), m=len(statements))


def ask_around(station: DemoStation, class_id: str, end: dt.date) -> str:
    """Satisfaction slips, the telephone spot check, and the visits after 30, 90 and 180 days."""
    with station.db.work() as session:
        slips = [_slip(number) for number in range(38)]
        for slip in slips:
            survey.add_slip(session, class_id, slip)
        rate = survey.survey_of(session, class_id)
        drawn = phone_checks.draw_sample(session, class_id, f"2023-001/{end.isoformat()}")
        for number, call in enumerate(drawn):
            phone_checks.write_answer(session, call.id, _answer(number, end + dt.timedelta(days=5)))
    visits = _visit(station, class_id)
    return _("满意度 {slips} 份，电话抽查 {calls} 人，回访 {visits} 次。").format(
        slips=len(rate.slips), calls=len(drawn), visits=visits
    )


def keep_sheets(station: DemoStation, class_id: str, store: AttachmentStore) -> None:
    """What the scanner would have brought: the sheet of each day, for its half-days."""
    with station.db.work() as session:
        detail = service.get_class(session, class_id)
        sheet = documents.class_sheet(session, class_id)
        for half in detail.sessions:
            if half.half_day == "AM":
                add_attachment(
                    session,
                    store,
                    documents.sign_in_pdf(sheet, half.session_date),
                    file_name=_("{day} 签到表.pdf").format(day=half.session_date.isoformat()),
                    of_record=OF_RECORD,
                    of_id=half.id,
                    role=ROLE,
                )
                share_scans(session, half.id)


def keep_photo(station: DemoStation, class_id: str, store: AttachmentStore) -> None:
    """The photo of the class, which its archive wants; a drawn one (build_scripts/demo_photo.py)."""
    photo = resources.path("demo", "class_photo.png").read_bytes()
    with station.db.work() as session:
        add_attachment(session, store, photo, file_name=_("实操.png"), of_record=OF_CLASS, of_id=class_id)


def print_papers(station: DemoStation, class_id: str, folder: Path) -> list[Path]:
    """Every form that a class fills, and the blank ones for the drawer."""
    made = []
    with station.db.read() as session:
        for source in documents.FORMS:
            title = _("结业证书") if source.form_id == "F06" else table_form(source.form_id).title
            target = folder / f"{source.form_id} {title}.pdf"
            target.write_bytes(source.draw(session, Asked(class_id)))
            made.append(target)
            if source.form_id in _BLANKS:
                blank = folder / _("{form} {title}(空白).pdf").format(form=source.form_id, title=title)
                blank.write_bytes(source.draw(session, Asked(class_id, Fill.BLANK)))
                made.append(blank)
        statements = documents.certificate_values(session, class_id, statements=True)
        target = folder / _("F06 参训证明.pdf")
        target.write_bytes(documents.print_certificates(session, statements))
        made.append(target)
    return made


def close_month(station: DemoStation, day: dt.date, paper: Path, folder: Path) -> list[Path]:
    """The figures of the class's month: closed, on the county's form, and as a workbook."""
    period = month_of(day)
    with station.db.work() as session:
        reports.close_month(session, period, WORKER)
    form = paper / f"F19 {table_form('F19').title}.pdf"
    book = folder / _("就业帮扶工作报表 {period}.xlsx").format(period=period.words)
    with station.db.read() as session:
        form.write_bytes(report_papers.report_pdf(session, period))
        report = reports.get_report(session, period)
        book.write_bytes(report_papers.report_workbook(report, report_papers.heading_of(session)))
    return [form, book]


def archive_class(station: DemoStation, class_id: str, store: AttachmentStore, to: Path) -> Archived:
    """The archive of the class; it is archived with that."""
    to.mkdir(exist_ok=True)
    return write_archive(station.db, store, class_id, to)


def _slip(number: int) -> dict[str, str]:
    rated = {name: "5" if (number * 3 + place * 5) % 11 else "4" for place, name in enumerate(_RATED)}
    if number % 13 == 6:
        rated["rate_schedule"] = "3"
    if number % 12 == 3:
        rated["suggestion"] = _("希望再办一期糕点班")
    return rated | {"plan_after": _PLANS[number % len(_PLANS)]}


def _answer(number: int, on: dt.date) -> dict[str, object]:
    if number == 3:
        return {"asked_on": on, "answered": False, "asked_by": WORKER, "remarks": _("三次无人接听")}
    return {
        "asked_on": on,
        "answered": True,
        "attended": True,
        "free_of_charge": True,
        "satisfied": True,
        "asked_by": WORKER,
    }


def _visit(station: DemoStation, class_id: str) -> int:
    made = 0
    with station.db.work() as session:
        for number, trainee in enumerate(one for one in service.get_class(session, class_id).trainees if one.graduated):
            rounds = followups.list_follow_ups(session, origin_id=trainee.id)
            for place, visit in enumerate(rounds):
                if place == len(rounds) - 1 and number % 7 == 2 and number // 7 < STILL_TO_VISIT:
                    continue
                result = _RESULTS[(number + place) % len(_RESULTS)]
                works = result in followups.IN_WORK
                followups.write_done(
                    session,
                    visit.id,
                    {
                        "done_on": visit.due_date + dt.timedelta(days=number % 5),
                        "method": "1" if number % 6 == 0 else "2",
                        "result": result,
                        "income_now": 260_000 if works else None,
                        "satisfaction": "5",
                        "worker": WORKER,
                    },
                )
                made += 1
    return made
