"""Classes, certificates and forms without a window; station_app.cli puts the commands together."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core import codes
from station_app.core.checks import Refused
from station_app.core.commands import day, group
from station_app.core.system_errors import reason
from station_app.core.texts import _
from station_app.documents.grid import Fill, form_ids
from station_app.storage.safe_file import write_output

if TYPE_CHECKING:
    from station_app.features.training.service import ClassDetail, TraineeRow
    from station_app.storage.opened import OpenStation


def add_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Contribute class, certificates and forms to the command line."""
    classes = group(commands, "class", _("培训班"))
    classes.add_parser("list", help=_("列出培训班")).set_defaults(run=_list)
    show = classes.add_parser("show", help=_("一个班的学员、考勤和证书"))
    show.add_argument("class_no", metavar=_("班号"))
    show.set_defaults(run=_show)
    archive = classes.add_parser("archive", help=_("做一个班的档案：每张表、合订 PDF 和台账；还缺什么会写出来"))
    archive.add_argument("class_no", metavar=_("班号"))
    archive.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=_("放到哪个文件夹，档案自成一个子文件夹")
    )
    archive.add_argument("--keep-open", action="store_true", help=_("只做档案，不把已结业的班转为“已归档”"))
    archive.set_defaults(run=_archive)

    certificates = group(commands, "certificates", _("结业证书"))
    printing = certificates.add_parser("print", help=_("把一个班的证书打印成一个 PDF，每人一页"))
    printing.add_argument("class_no", metavar=_("班号"))
    printing.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    printing.add_argument(
        "--issue-on", type=day, metavar=_("日期"), help=_("先给还没有编号的结业学员按这个发证日期编号")
    )
    printing.add_argument(
        "--layout", default="", metavar=_("版式"), help=_("编号时用的版式的代号；certificates layouts 列出")
    )
    printing.add_argument(
        "--printer", default="", metavar=_("打印机"), help=_("套打时按这台打印机的偏移移动文字；不写就按套打用的那台")
    )
    printing.add_argument("--reason", default=_("命令行打印"), metavar=_("原因"), help=_("重打的原因，记在证书登记里"))
    printing.set_defaults(run=_print_certificates)
    register = certificates.add_parser(
        "register", help=_("证书发放登记：每个编号、状态、领取人，写成 PDF 或 Excel 表格")
    )
    register.add_argument("--class", dest="class_no", metavar=_("班号"), help=_("只要这个班；不写就是全站"))
    register.add_argument("--masked", action="store_true", help=_("遮盖身份证号"))
    register.add_argument("--out", type=Path, required=True, metavar="FILE.pdf|FILE.xlsx")
    register.set_defaults(run=_register)
    layouts = certificates.add_parser("layouts", help=_("列出证书版式；导出、导入版式文件"))
    files = layouts.add_mutually_exclusive_group()
    files.add_argument("--export", metavar=_("版式"), help=_("把一个版式写成文件，写到 --out"))
    files.add_argument(
        "--import", dest="import_from", type=Path, metavar="FILE", help=_("读入一个版式文件，成为本站的版式")
    )
    layouts.add_argument("--out", type=Path, metavar="FILE")
    layouts.set_defaults(run=_layouts)

    verify = commands.add_parser("verify", help=_("验证证书：看二维码里的防伪校验码是不是真的，真的才返回 0"))
    verify.add_argument(
        "what", metavar="FILE|TEXT", help=_("证书的照片、扫描件（png、jpg、bmp、pdf），或扫出来的文字 SW1:…")
    )
    verify.set_defaults(run=_verify)

    forms = group(commands, "forms", _("表格"))
    forms.add_parser("list", help=_("列出所有表格，哪些能从培训班填好")).set_defaults(run=_list_forms)
    form = forms.add_parser("print", help=_("把任何一张表打印成 PDF；还没有资料可填的表打印空白"))
    form.add_argument("form", choices=form_ids(), metavar=_("表号"), help=_("如 F02；forms list 列出所有表号"))
    form.add_argument(
        "--class", dest="class_no", metavar=_("班号"), help=_("从这个班填；能从班里填的表，不写它就要加 --blank")
    )
    form.add_argument("--date", type=day, metavar=_("日期"), help=_("只要这一天的签到表；不写就是每一天"))
    way = form.add_mutually_exclusive_group()
    way.add_argument("--blank", action="store_true", help=_("空白表"))
    way.add_argument("--blank-rows", action="store_true", help=_("填好后留空行到页尾，方便手写补人"))
    form.add_argument("--masked", action="store_true", help=_("遮盖身份证号和电话"))
    form.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
    form.set_defaults(run=_print_form)


def enrol_rows(session: Any, class_no: str, person_ids: Sequence[str]) -> tuple[str, ...]:
    """Put the people of an imported roster into a class, in the order of its rows; returns what the clerk is told.

    Somebody who must not be taken (R-02) is left out, the others are enrolled. Refused: no such class, or closed.
    """
    from station_app.features.training.service.classes import find_class  # noqa: PLC0415 - not before it is needed
    from station_app.features.training.service.roster_target import enrol_roster  # noqa: PLC0415

    return tuple(enrol_roster(session, find_class(session, class_no), person_ids))


def _list(_arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.training import service  # noqa: PLC0415

    with station.db.read() as session:
        rows = service.list_classes(session)
    for row in reversed(rows):
        state = codes.table("state_training_class").label(row.state)
        people = _("{n} 人").format(n=row.trainee_count)
        _say("  ".join((row.class_no, f"{row.start_date}—{row.end_date}", state, people, row.name)))
    if not rows:
        _say(_("还没有培训班。"))
    return 0


def _show(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.training import service  # noqa: PLC0415

    with station.db.read() as session:
        detail = service.get_class(session, service.find_class(session, arguments.class_no))
    for line in _head(detail):
        _say(line)
    for trainee in (*detail.trainees, *detail.waiting):
        _say(_line(trainee))
    return 0


def _archive(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.training import service  # noqa: PLC0415
    from station_app.features.training.documents.archive import write_archive  # noqa: PLC0415 - reportlab
    from station_app.storage.attachments import AttachmentStore  # noqa: PLC0415

    with station.db.read() as session:
        class_id = service.find_class(session, arguments.class_no)
    store = AttachmentStore(station.folder.attachments, station.db.data_key)
    made = write_archive(station.db, store, class_id, arguments.out, close=not arguments.keep_open)
    _say(
        _("档案做好了，{n} 份文件，合订本 {pages} 页：{path}").format(
            n=len(made.files), pages=made.pages, path=made.folder
        )
    )
    for file in made.files:
        _say(f"  {file.name}")
    for gap in made.gaps:
        _say(_("还缺：{gap}").format(gap=gap))
    if made.is_closed:
        _say(_("这个班已归档。"))
    print(_("注意：档案含完整身份证号，请妥善保管。"), file=sys.stderr)  # noqa: T201
    return 0


def _head(detail: ClassDetail) -> list[str]:
    from station_app.features.training.fields import HOURS  # noqa: PLC0415

    row = detail.row
    facts = (
        f"{row.class_no}  {row.name}",
        _("{start} 至 {end}，{venue}，{trade}，授课教师 {trainer}").format(
            start=row.start_date,
            end=row.end_date,
            venue=row.venue,
            trade=codes.table("training_trade").label(row.trade),
            trainer=row.trainer_name,
        ),
        _("{state}；{halves} 个半天，{hours} 课时；学员 {people} 人，候补 {waiting} 人，结业 {done} 人").format(
            state=codes.table("state_training_class").label(row.state),
            halves=row.session_count,
            hours=HOURS.format(row.total_hours),
            people=row.trainee_count,
            waiting=row.waiting_count,
            done=row.graduate_count,
        ),
    )
    return [*facts, *detail.warnings]


def _line(trainee: TraineeRow) -> str:
    from station_app.features.training.fields import HOURS  # noqa: PLC0415

    number = str(trainee.trainee_no) if trainee.trainee_no else _("候补")
    hours = f"{HOURS.format(trainee.hours_present)}/{HOURS.format(trainee.hours_due)}"
    cause = codes.table("failure_cause").label(trainee.failure_cause)
    result = {True: _("结业"), False: cause, None: trainee.standing.word}[trainee.graduated]
    parts = (number, trainee.name, hours, trainee.rate_text, result, trainee.certificate_no)
    return "  ".join(part for part in parts if part)


def _print_certificates(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.documents.layout_draw import Offset  # noqa: PLC0415 - reportlab
    from station_app.features.station.service import printers  # noqa: PLC0415
    from station_app.features.training import documents, service  # noqa: PLC0415

    with station.db.work() as session:
        class_id = service.find_class(session, arguments.class_no)
        if arguments.issue_on:
            service.issue_certificates(session, class_id, arguments.issue_on, layout=arguments.layout)
        rows = [row for row in service.list_certificates(session, class_id) if row.type != service.STATEMENT_TYPE]
        if not rows:
            raise Refused(_("这个班还没有编号的证书。请先结业并发证，或加 --issue-on 日期。"))
        kept = printers.load_printers(station.folder).profile_for(printers.STOCK, arguments.printer)
        offset = Offset(kept.dx / 10, kept.dy / 10, kept.scale_x / 100_00, kept.scale_y / 100_00)
        values = documents.certificate_values(session, class_id)
        write_output(arguments.out, documents.print_certificates(session, values, offset=offset))
        service.record_print(session, [row.id for row in rows], arguments.reason)
    _say(_("{n} 张证书：{path}").format(n=len(rows), path=arguments.out))
    return 0


def _register(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.documents.listing import listing_pdf  # noqa: PLC0415 - reportlab
    from station_app.features.training import service  # noqa: PLC0415
    from station_app.features.training.documents.register_book import register_book  # noqa: PLC0415
    from station_app.spreadsheets.writing import listing_workbook  # noqa: PLC0415

    writers = {".pdf": listing_pdf, ".xlsx": listing_workbook}
    write = writers.get(arguments.out.suffix.lower())
    if write is None:
        raise Refused(_("文件名要以 .pdf 或 .xlsx 结尾，没有写出文件。"))
    with station.db.read() as session:
        every = service.list_register(session)
        ids = {row.id for row in every if arguments.class_no in (None, row.class_no)}
        if not ids:
            raise Refused(_("没有已编号的证书，没有写出文件。"))
        listing = register_book(session, ids, whole=not arguments.masked)
    write_output(arguments.out, write(listing))
    detail = {"list": listing.title, "rows": len(listing.rows), "full_numbers": not arguments.masked}
    station.db.note("export", "certificate", "", detail)
    _say(_("{n} 个编号：{path}").format(n=len(listing.rows), path=arguments.out))
    if not arguments.masked:
        print(_("注意：登记簿含完整身份证号，请妥善保管。"), file=sys.stderr)  # noqa: T201
    return 0


def _layouts(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.documents.layout import MOST_FILE, dump_layout  # noqa: PLC0415
    from station_app.features.training.service import layouts  # noqa: PLC0415 - SQLAlchemy

    if arguments.export:
        if arguments.out is None:
            raise Refused(_("请用 --out 写明写到哪个文件。"))
        with station.db.read() as session:
            write_output(arguments.out, dump_layout(layouts.get_layout(session, arguments.export)))
        _say(str(arguments.out))
        return 0
    if arguments.import_from:
        try:
            with arguments.import_from.open("rb") as file:
                content = file.read(MOST_FILE + 1)
        except OSError as fault:
            said = _("打不开 {path}：{why}。没有读入。")
            raise Refused(said.format(path=arguments.import_from, why=reason(fault))) from fault
        with station.db.work() as session:
            made = layouts.import_layout(session, content)
        _say(_("已读入：{name}  {title}").format(name=made.name, title=made.title))
        return 0
    with station.db.read() as session:
        rows = layouts.list_layouts(session)
    for row in rows:
        of = _("程序自带") if row.is_shipped else _("本站") if row.is_offered else _("本站，已停用")
        _say("  ".join((row.id, _("第 {n} 版").format(n=row.version), of, row.title)))
    return 0


def _verify(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.training import service  # noqa: PLC0415
    from station_app.proof import is_code  # noqa: PLC0415
    from station_app.proof.pictures import ENDINGS, texts_in  # noqa: PLC0415

    what: str = arguments.what
    is_file = not is_code(what) and (Path(what).suffix.lower() in ENDINGS or Path(what).is_file())
    texts = texts_in(Path(what)) if is_file else [what]
    with station.db.read() as session:
        verdicts = [service.judge(session, text) for text in texts if not is_file or is_code(text) or len(texts) == 1]
    for verdict in verdicts:
        print(verdict.sentence, file=sys.stdout if verdict.is_genuine else sys.stderr)
    return 0 if verdicts and all(verdict.is_genuine for verdict in verdicts) else 1


def _list_forms(_arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.features.station.service.form_layouts import changed_forms, station_form  # noqa: PLC0415
    from station_app.features.training import documents  # noqa: PLC0415

    with station.db.read() as session:
        changed = changed_forms(session)
        for form_id in form_ids():
            source = documents.form_source(form_id)
            parts = [form_id, station_form(session, form_id).title]
            parts += [_("从培训班填写") if source else _("只有空白表")]
            parts += [_("本站改过")] if form_id in changed else []
            _say("  ".join(parts))
    return 0


def _print_form(arguments: argparse.Namespace, station: OpenStation) -> int:
    from station_app.documents.sources import Asked  # noqa: PLC0415
    from station_app.features.training import documents, service  # noqa: PLC0415

    source = documents.form_source(arguments.form)
    fill = Fill.BLANK if arguments.blank else Fill.PADDED if arguments.blank_rows else Fill.FILLED
    with station.db.read() as session:
        class_id = service.find_class(session, arguments.class_no) if arguments.class_no else ""
        if class_id or source is None:
            asked = Asked(class_id, fill, whole=not arguments.masked, day=arguments.date)
            pdf = documents.form_pdf(session, arguments.form, asked)
        elif fill is Fill.FILLED:
            raise Refused(_("请用 --class 写明从哪个班填写，或加 --blank 打印空白表。没有写出文件。"))
        else:
            pdf = documents.blank_form_pdf(session, arguments.form)
    write_output(arguments.out, pdf)
    whole = bool(source and source.has_numbers and class_id and fill is not Fill.BLANK and not arguments.masked)
    detail = {"form": arguments.form, "blank": arguments.blank}
    if source is not None and source.has_numbers:
        detail["full_numbers"] = whole
    station.db.note("print", "training_class" if class_id else "", class_id, detail)
    _say(str(arguments.out))
    if source is None and fill is Fill.FILLED:
        print(_("注意：这张表还不能从班里填写，打印的是空白表。"), file=sys.stderr)  # noqa: T201
    if whole:
        print(_("注意：这张表含完整身份证号，请妥善保管。"), file=sys.stderr)  # noqa: T201
    return 0


def _say(line: str) -> None:
    print(line)  # noqa: T201 - a command line prints
