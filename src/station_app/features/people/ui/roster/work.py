"""What the import screen asks of services and rules, and what it says about the answers; runs on the worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from station_app.core.texts import _
from station_app.features.people.rules.enrolling import Enrolling
from station_app.features.people.rules.roster.blank import NOTES_SHEET
from station_app.features.people.rules.roster.judging import judge
from station_app.features.people.rules.roster.sentences import error_cells_sentence
from station_app.features.people.rules.roster.verdicts import (
    DUPLICATE,
    NEEDS_CORRECTION,
    Judgement,
    Options,
    RowKey,
    with_suggestions,
)
from station_app.features.people.ui.roster.rows import Corrections, Roster, roster_of

if TYPE_CHECKING:
    from station_app.features.people.service.import_list import ImportRow
    from station_app.features.people.service.roster_import import ImportPlan, ImportResult
    from station_app.features.people.service.roster_plan import Difference
    from station_app.features.people.service.sender_mappings import MappingRow
    from station_app.spreadsheets.cells import Workbook
    from station_app.storage.database import Database


class Judged(NamedTuple):
    """A file as judged, what writing it would do, and how the screen shows it."""

    judgement: Judgement
    plan: ImportPlan
    roster: Roster
    mapping: MappingRow | None = None
    """What an earlier list of the same sender was mapped to."""


def read_file(path: Path) -> Workbook:
    """The file's cells; Refused or Trouble with a sentence when that is impossible."""
    from station_app.spreadsheets.reading import read_workbook  # noqa: PLC0415 - not before a file is chosen

    return read_workbook(path)


def judge_file(
    session: Any, workbook: Workbook, kind: str | None, options: Options, corrections: Corrections
) -> Judged:
    """Judge every row and compare the accepted ones with the station's people."""
    from station_app.features.people.service.roster_import import plan_import  # noqa: PLC0415
    from station_app.features.people.service.roster_limits import with_station_rules  # noqa: PLC0415
    from station_app.features.people.service.roster_plan import suggested_numbers  # noqa: PLC0415
    from station_app.features.people.service.sender_mappings import with_mapping  # noqa: PLC0415

    options, mapping = with_mapping(session, with_station_rules(session, options), workbook)
    judgement = judge(workbook, kind, options, corrections)
    plan = plan_import(session, judgement)
    judgement = with_suggestions(judgement, suggested_numbers(session, judgement))
    return Judged(judgement, plan, roster_of(judgement, corrections, known(plan)), mapping)


def past_imports(session: Any) -> list[ImportRow]:
    """Imports made before."""
    from station_app.features.people.service.import_list import list_imports  # noqa: PLC0415

    return list_imports(session)


def write(
    database: Database, judgement: Judgement, *, again: bool, take: Sequence[tuple[RowKey, str]] = (), enrol: Any = None
) -> ImportResult:
    """Everything in one transaction."""
    from station_app.features.people.service.roster_import import write_import  # noqa: PLC0415

    with database.work() as session:
        return write_import(session, judgement, again=again, take=take, after_write=enrol)


def same_file(found: ImportPlan, judgement: Judgement) -> str:
    """What is asked before the same bytes are imported twice."""
    from station_app.features.people.service.roster_import import same_file_sentence  # noqa: PLC0415

    return same_file_sentence(found.earlier, judgement.file_name) if found.earlier is not None else ""


def notices(judgement: Judgement, found: ImportPlan, unknown: Sequence[str]) -> tuple[list[str], bool]:
    """What concerns the whole file, and whether it needs attention or is only said."""
    lines = []
    warn = found.earlier is not None or not judgement.tables
    if found.earlier is not None:
        lines.append(same_file(found, judgement))
    if not judgement.tables:
        lines.append(
            _(
                "没有找到表头：表里要有一行写着“姓名”和另外至少两个栏目名（如身份证号、联系电话）。栏目叫别的名字时，点“栏目对应”。"
            )
        )
    errors = error_cells_sentence(judgement.tables)
    if errors:
        warn = True
        lines.append(errors)
    if found.recognised:
        warn = True
        who = _("{name}（第 {row} 行）")
        people = "、".join(who.format(name=row.values["name"], row=row.verdict.row) for row in found.recognised[:5])
        lines.append(
            _("库里没有身份证号的 {n} 人，按姓名和出生日期认出，会补上号码：{people}。请核对是不是同一个人。").format(
                n=len(found.recognised), people=people
            )
        )
    hidden = [name for name, state in judgement.skipped_sheets if state != "visible"]
    bare = [name for name, state in judgement.skipped_sheets if state == "visible" and name != NOTES_SHEET]
    if hidden:
        lines.append(_("没有读隐藏的工作表：{names}。").format(names="、".join(hidden)))
    if bare and judgement.tables:
        lines.append(_("没有读没有表头的工作表：{names}。").format(names="、".join(bare)))
    if unknown:
        lines.append(_("不认得、不会导入的栏目：{labels}。").format(labels="、".join(unknown)))
    return lines, warn


def known(found: ImportPlan) -> dict[RowKey, list[Difference]]:
    """Rows of people that the station knows, with what it has otherwise."""
    rows: dict[RowKey, list[Difference]] = {row.verdict.key: [] for row in found.rows if row.person_id}
    for each in found.differences:
        rows[each.row].append(each)
    return rows


def result_heading(result: ImportResult) -> str:
    """What a commit did, in one line; a list that told nothing new says so."""
    if result.created + result.completed:
        return _("已写入 {n} 人").format(n=len(result.person_ids))
    return _("{n} 人都在库里，没有变化").format(n=len(result.person_ids))


def result_lines(result: ImportResult) -> list[str]:
    """What a commit kept."""
    lines = [_("新登记 {n} 人。").format(n=result.created)] if result.created else []
    if result.completed:
        lines.append(_("库里已有、补填或改成文件内容的 {n} 人。").format(n=result.completed))
    if result.unchanged:
        lines.append(_("库里已有、没有变化的 {n} 人。").format(n=result.unchanged))
    if result.households:
        lines.append(_("新登记 {n} 户。").format(n=result.households))
    return [*lines, _("文件里没有的人没有变动。")]


def rest_sentence(judgement: Judgement) -> str:
    """Rows that stay outside; '' when there are none."""
    counts = judgement.counts
    wanted = (_("需更正 {n} 行"), NEEDS_CORRECTION), (_("重复 {n} 行"), DUPLICATE)
    parts = [words.format(n=counts[disposition]) for words, disposition in wanted if counts[disposition]]
    if not parts:
        return ""
    return _("没有入库：{rows}。可以导出交村里改好，再导入一次。").format(rows="，".join(parts))


def undo(session: Any, batch_id: str, enrolling: Enrolling | None) -> list[str]:
    """Take an import back; what it did in words."""
    from station_app.features.people.service.roster_import import undo_import  # noqa: PLC0415

    count = undo_import(session, batch_id, before_undo=enrolling.let_go if enrolling else None)
    if not count:
        return [_("这次导入没有新登记人，没有人要作废；它补填和改动的资料都恢复成导入前的样子。")]
    return [_("这次新登记的 {n} 人已经作废，其他人的资料恢复成导入前的样子。").format(n=count)]


def write_rejects(where: Path, judgement: Judgement, corrections: Corrections) -> int:
    """Write the rows that stay outside, with a column 问题; how many."""
    from station_app.features.people.service import roster_rejects  # noqa: PLC0415 - after the first paint

    return roster_rejects.write_rejects(judgement, where, corrections)


def write_blank(session: Any, where: Path, kind: str) -> None:
    """Write a blank list of a kind."""
    from station_app.features.people.service import roster_blank  # noqa: PLC0415 - after the first paint

    roster_blank.write_blank(session, where, kind)


def mapped_by(mapping: MappingRow) -> str:
    """Whose mapping the file was read by."""
    from station_app.features.people.service import sender_mappings  # noqa: PLC0415 - after the first paint

    return sender_mappings.mapped_by(mapping)


def save_mapping(session: Any, header_hash: str, sender: str, labels: Mapping[str, str]) -> None:
    """Remember what the columns of a sender's lists mean."""
    from station_app.features.people.service import sender_mappings  # noqa: PLC0415 - after the first paint

    sender_mappings.save_mapping(session, header_hash, sender, labels)


def forget_mapping(session: Any, mapping_id: str) -> None:
    """Read such lists by the program's own words again."""
    from station_app.features.people.service import sender_mappings  # noqa: PLC0415 - after the first paint

    sender_mappings.forget_mapping(session, mapping_id)


def sender_of(judgement: Judgement) -> str:
    """Who probably sent the file: the village most of its people live in, else what the file is called."""
    villages = Counter(str(row.values["village"]) for row in judgement.rows if row.values.get("village"))
    return villages.most_common(1)[0][0] if villages else Path(judgement.file_name).stem
