"""People without a window; station_app.cli puts the commands together."""

from __future__ import annotations

import argparse
import io
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.commands import day
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.storage.safe_file import write_output

if TYPE_CHECKING:
    from station_app.core.paths import StationFolder
    from station_app.features.people.rules.roster.verdicts import Judgement
    from station_app.features.people.rules.rows import PersonRow
    from station_app.storage.database import Session
    from station_app.storage.opened import OpenStation

KINDS = ("household_ledger", "training_enrolment", "post_holder_register")
EnrolRows = Callable[[Any, str, Sequence[str]], Sequence[str]]
"""Puts people into the class of that number, in the import's transaction; returns what the clerk is told."""


DrawSheet = Callable[[Any, Any, str, bool], tuple[bytes, str]]
"""(open station, session, ID number, key or name; numbers in full) → the person's sheet as a PDF, and her key."""


def add_commands(
    commands: argparse._SubParsersAction[Any],
    *,
    after_write: EnrolRows | None = None,
    draw_sheet: DrawSheet | None = None,
) -> None:
    """Contribute people import, blank, list and sheet.

    `after_write` is how a training class takes the people of --class, `draw_sheet` how a person sheet is made.
    """
    group: argparse.ArgumentParser = commands.add_parser("people", help=_("人员"))
    people = group.add_subparsers(metavar=_("命令"), required=True)
    command = people.add_parser(
        "import",
        help=_("导入花名册（.xlsx、.xls、.ods、CSV）"),
        description=_("按规则逐行判断花名册；可入库的行一次写入，其余可用 --rejects 退回。"),
    )
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--as", dest="kind", choices=KINDS, help=_("名册种类；不写就按表头判断"))
    command.add_argument("--class", dest="class_no", metavar=_("班号"), help=_("入库的人同时报名到这个培训班"))
    command.add_argument("--reference-date", type=day, metavar=_("日期"), help=_("按哪一天算年龄；默认今天"))
    command.add_argument("--age-min", type=int, default=16, metavar="N", help=_("年龄下限（含），默认 16"))
    command.add_argument("--age-max-male", type=int, metavar="N", help=_("男性年龄上限（含）"))
    command.add_argument("--age-max-female", type=int, metavar="N", help=_("女性年龄上限（含）"))
    command.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("把没有入库的行写成表格退回"))
    command.add_argument("--json", metavar="REPORT", help=_("逐行结果写成 JSON；写 - 就输出到屏幕"))
    command.add_argument("--again", action="store_true", help=_("同一个文件再导入一次"))
    command.add_argument(
        "--dry-run", dest="run_alone", action="store_const", const=_dry_run, help=_("只判断，不写入；不需要密码")
    )
    command.set_defaults(run=run_import, enrol=after_write)
    blank = people.add_parser(
        "blank",
        help=_("给村里填的空白表（.xlsx）"),
        description=_("写一份空白表：有下拉选项、文本栏目、示例和填写说明；填好后直接导入，不用再对应栏目。"),
    )
    blank.add_argument("--as", dest="kind", choices=KINDS, default=KINDS[0], help=_("名册种类；默认家庭台账"))
    blank.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx")
    blank.set_defaults(run=run_blank)
    listing = people.add_parser(
        "list", help=_("列出人员"), description=_("按姓名拼音列出人员；身份证号和手机默认遮盖。")
    )
    listing.add_argument(
        "--text", default="", metavar=_("文字"), help=_("只列姓名、首字母、证件号、电话或村里有这些字的")
    )
    listing.add_argument("--gaps", action="store_true", help=_("只列必填资料还不全（待补）的"))
    listing.add_argument("--full", action="store_true", help=_("身份证号和手机不遮盖"))
    listing.set_defaults(run=run_list)
    if draw_sheet is not None:
        sheet = people.add_parser(
            "sheet",
            help=_("打印一个人的情况表（PDF）"),
            description=_("把一个人的资料、经历和同意书情况印成 A4；号码默认遮盖。"),
        )
        sheet.add_argument("person", metavar=_("身份证号或姓名"))
        sheet.add_argument("--out", type=Path, required=True, metavar="FILE.pdf")
        sheet.add_argument("--full", action="store_true", help=_("身份证号、电话和账号不遮盖"))
        sheet.set_defaults(run=run_sheet, draw=draw_sheet)


def run_sheet(arguments: argparse.Namespace, station: OpenStation) -> int:
    """One person sheet as a PDF; says so on stderr when full numbers are on it (R-51)."""
    with station.db.read() as session:
        sheet, key = arguments.draw(station, session, arguments.person, arguments.full)
        write_output(arguments.out, sheet)
    station.db.note("print", "person", key, {"form": "person_sheet", "full_numbers": arguments.full})
    print(str(arguments.out))  # noqa: T201 - a command line prints
    if arguments.full:
        print(_("注意：这张表印有完整的身份证号和电话，请妥善保管。"), file=sys.stderr)  # noqa: T201
    return 0


def run_blank(arguments: argparse.Namespace, station: OpenStation) -> int:
    """A blank roster with the station's villages and codes to choose from."""
    from station_app.features.people.service.roster_blank import write_blank  # noqa: PLC0415 - SQLAlchemy

    with station.db.read() as session:
        write_blank(session, arguments.out, arguments.kind)
    print(str(arguments.out))  # noqa: T201 - a command line prints
    return 0


def run_list(arguments: argparse.Namespace, station: OpenStation) -> int:
    """A plain aligned table of people, masked by R-50 unless --full."""
    from station_app.features.people.service.people import list_people  # noqa: PLC0415 - SQLAlchemy

    with station.db.read() as session:
        rows = list_people(session, text=arguments.text, only_gaps=arguments.gaps)
    if arguments.full:
        station.db.note("unmask", "person", detail={"list": "people list", "rows": len(rows)})
    table: list[tuple[str, ...]] = [
        (_("姓名"), _("性别"), _("年龄"), _("身份证号"), _("手机"), _("村"), _("类别"), _("待补"))
    ]
    table += [_cells(row, full=arguments.full) for row in rows]
    widths = [max(_width(line[place]) for line in table) for place in range(len(table[0]))]
    for line in table:
        padded = [text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)]
        print("  ".join(padded).rstrip())  # noqa: T201 - a command line prints
    print(_("共 {n} 人").format(n=len(rows)))  # noqa: T201
    return 0


def _cells(row: PersonRow, *, full: bool) -> tuple[str, ...]:
    show = {name: PERSON[name].kind.format if full else PERSON[name].kind.mask for name in ("id_number", "phone")}
    return (
        row.name,
        PERSON["sex"].kind.format(row.sex),
        "" if row.age is None else str(row.age),
        show["id_number"](row.id_number),
        show["phone"](row.phone),
        row.village,
        PERSON["categories"].kind.format(row.categories),
        "、".join(row.gaps),
    )


def _width(text: str) -> int:
    """Columns of a terminal: Han characters and full-width signs take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def run_import(arguments: argparse.Namespace, station: OpenStation) -> int:
    """Judge the file and write its accepted rows in one transaction; 0 also when some rows are left out."""
    from station_app.features.people.service.roster_import import write_import  # noqa: PLC0415 - SQLAlchemy
    from station_app.storage import audit  # noqa: PLC0415

    if arguments.class_no and arguments.enrol is None:
        raise Refused(_("这里不能报名到培训班，请去掉 --class。"))
    with station.db.read() as session:
        judgement = _judge(arguments, session)
    sentences: list[str] = []

    def enrol(session: Session, person_ids: list[str], _judgement: Judgement) -> None:
        sentences.extend(arguments.enrol(session, arguments.class_no, person_ids))

    with station.db.work() as session:
        written = None
        if arguments.rejects:
            audit.note(session, "export", "import_batch", detail={"list": "rejects", "full_numbers": True})
        if judgement.accepted:
            written = write_import(
                session,
                judgement,
                again=arguments.again,
                after_write=enrol if arguments.class_no else None,
            )
        _hand_out(arguments, judgement)
    _say(arguments, _counts(judgement))
    if written is None:
        _say(arguments, _("没有可以入库的行，什么都没有写入。"))
    else:
        _say(
            arguments,
            _("已写入：新增 {new} 人，补全 {completed} 人，没有变化 {same} 人，新增家庭 {homes} 户。").format(
                new=written.created, completed=written.completed, same=written.unchanged, homes=written.households
            ),
        )
    for sentence in sentences:
        _say(arguments, sentence)
    return 0


def _dry_run(arguments: argparse.Namespace, _folder: StationFolder) -> int:
    """Judge only; needs no station."""
    judgement = _judge(arguments)
    _hand_out(arguments, judgement)
    _say(arguments, _counts(judgement))
    return 0


def _judge(arguments: argparse.Namespace, session: Session | None = None) -> Judgement:
    """By the rules of the station when there is one, else by the shipped ones."""
    from station_app.features.people.rules.roster.judging import judge  # noqa: PLC0415 - only for this command
    from station_app.features.people.rules.roster.sentences import error_cells_sentence  # noqa: PLC0415
    from station_app.features.people.rules.roster.verdicts import Options  # noqa: PLC0415
    from station_app.spreadsheets.reading import read_workbook  # noqa: PLC0415

    today = clock.today()
    options = Options(
        arguments.reference_date or today,
        today,
        arguments.age_min,
        arguments.age_max_male,
        arguments.age_max_female,
    )
    if session is not None:
        from station_app.features.people.service.roster_limits import with_station_rules  # noqa: PLC0415 - SQLAlchemy

        options = with_station_rules(session, options)
    kind = arguments.kind or ("training_enrolment" if arguments.class_no else None)
    workbook = read_workbook(arguments.file)
    if session is not None:
        from station_app.features.people.service.sender_mappings import mapped_by, with_mapping  # noqa: PLC0415

        options, mapping = with_mapping(session, options, workbook)
        if mapping is not None:
            _say(arguments, mapped_by(mapping))
    judgement = judge(workbook, kind, options)
    errors = error_cells_sentence(judgement.tables)
    if errors:
        _say(arguments, errors)
    if not judgement.tables:
        raise Refused(
            _(
                "“{name}”里没有找到花名册：表头要有“姓名”和另外至少两个认识的栏目（如 身份证号、联系电话）。"
                "没有导入任何内容。"
            ).format(name=arguments.file.name)
        )
    return judgement


def _hand_out(arguments: argparse.Namespace, judgement: Judgement) -> None:
    """The files that were asked for, inside the transaction: when one cannot be written, nothing is imported."""
    if arguments.rejects:
        from station_app.features.people.service.roster_rejects import write_rejects  # noqa: PLC0415

        write_rejects(judgement, arguments.rejects)
    if arguments.json:
        from station_app.features.people.rules.roster.report import json_lines  # noqa: PLC0415

        lines = json_lines(judgement)
        if arguments.json == "-":
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8 whatever the console speaks
            sys.stdout.writelines(lines)
        else:
            write_output(Path(arguments.json), b"".join(line.encode(errors="backslashreplace") for line in lines))


def _counts(judgement: Judgement) -> str:
    return _("可入库 {accepted} 行，需更正 {needs_correction} 行，重复 {duplicate} 行，非数据 {ignored} 行。").format(
        **judgement.counts
    )


def _say(arguments: argparse.Namespace, line: str) -> None:
    """Beside a report on stdout, words go to stderr."""
    print(line, file=sys.stderr if arguments.json == "-" else sys.stdout)
