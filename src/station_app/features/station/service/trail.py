"""操作记录: the audit trail and the change log as people read them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from station_app.core import users
from station_app.core.fields import Record
from station_app.core.kinds import Money, Reference, References
from station_app.core.texts import _
from station_app.features.station.service.users import name_of
from station_app.storage import audit
from station_app.storage.audit_check import Verdict
from station_app.storage.base import Base, Synced

ACTIONS = {
    "login": _("登录"),
    "login_failed": _("登录失败"),
    "logout": _("退出"),
    "lock": _("锁屏"),
    "unlock": _("解锁"),
    "unmask": _("查看完整号码"),
    "export": _("导出"),
    "print": _("打印"),
    "import": _("导入"),
    "undo": _("撤销导入"),
    "change": _("保存"),
    "void": _("作废"),
    "backup": _("安全副本"),
    "copy_delete": _("删除副本"),
    "restore": _("恢复"),
    "restore_drill": _("试恢复"),
    "full_check": _("整份检查"),
    "erase": _("删除个人信息"),
    "user_change": _("用户"),
    "clock_jump": _("电脑时间"),
    "rule_change": _("规则"),
    "correct": _("更正考勤"),
    "signing_key": _("建立签发密钥"),
    "layout": _("证书版式"),
    "close": _("关账"),
    "open": _("重新打开账"),
    "county_folder": _("上报文件夹"),
    "device_key": _("建立本机密钥"),
    "device_key_off": _("停用本机密钥"),
    "enrol_request": _("申请在县里登记"),
    "enrolled": _("在县里登记好"),
    "receive": _("收县里的包"),
    "trust": _("收信任名单"),
    "epoch": _("数据新起点"),
    "correction": _("县里的更正"),
}
"""What the list says of each action; an unknown one stands as it is."""
_LIMIT = 20_000


@dataclass(frozen=True)
class TrailRow:
    """One line of the list."""

    id: str
    at: dt.datetime
    who: str
    action: str
    """Its name for people."""
    entity: str
    record_id: str
    """Empty when the action was about no single record."""
    about: str
    """Kind of record, and its title where Ctrl+K knows it."""
    detail: str


@dataclass(frozen=True)
class HistoryLine:
    """One line of what happened to a record."""

    at: dt.datetime
    who: str
    text: str


def list_trail(session: Session, *, limit: int = _LIMIT) -> list[TrailRow]:
    """The newest rows first. Refused for anybody but the head of the station."""
    users.require_role(session, users.STATION_HEAD)
    query = (
        "SELECT a.number, a.at, a.actor, a.action, a.entity, a.record_id, a.detail, ifnull(e.title, '') "
        "FROM audit_entry a LEFT JOIN search_entry e ON e.kind = a.entity AND e.record_id = a.record_id "
        "ORDER BY a.number DESC LIMIT ?"
    )
    names: dict[str, str] = {}
    labels = record_labels()
    rows = []
    for number, at, actor, action, entity, record_id, detail, title in audit.execute_of(session)(query, (limit,)):
        if actor not in names:
            names[actor] = name_of(session, actor)
        label = labels.get(entity, "")
        about = _("{label}：{title}").format(label=label, title=title) if title and label else label
        moment = dt.datetime.fromisoformat(at)
        said = detail_words(detail, entity)
        named = ACTIONS.get(action, action)
        rows.append(TrailRow(str(number), moment, names[actor], named, entity, record_id, about, said))
    return rows


def check_trail(session: Session) -> Verdict:
    """Whether trail and change log are as they were written. Refused for anybody but the head of the station."""
    users.require_role(session, users.STATION_HEAD)
    return audit.verify(session)


def of_record(session: Session, entity: str, record_id: str) -> list[HistoryLine]:
    """Who made, changed, looked at or printed a record, the newest first; numbers are masked (R-50)."""
    execute = audit.execute_of(session)
    found: list[tuple[str, str, str]] = [
        (
            at,
            actor,
            f"{ACTIONS.get(action, action)} {detail_words(detail, entity)}".strip(),
        )
        for at, actor, action, detail in execute(
            "SELECT at, actor, action, detail FROM audit_entry WHERE record_id = ? AND entity = ? "
            "AND action NOT IN ('change', 'void')",
            (record_id, entity),
        )
    ]
    record = _records().get(entity)
    for at, actor, field, old, new in execute(
        "SELECT at, actor, field, old, new FROM change WHERE record_id = ? AND record = ? ORDER BY counter",
        (record_id, entity),
    ):
        text = _change_words(record, field, old, new)
        if text:
            found.append((at, actor, text))
    names = {actor: name_of(session, actor) for actor in {actor for _at, actor, _text in found}}
    newest = sorted(found, key=lambda line: line[0], reverse=True)
    return [HistoryLine(dt.datetime.fromisoformat(at), names[actor], text) for at, actor, text in newest]


def detail_words(detail: str, entity: str) -> str:
    """The detail of a row about a record of this name in words; what is only for the check is left out."""
    if not detail.startswith("{"):
        return detail
    said: Mapping[str, Any] = json.loads(detail)
    if "digest" in said:  # the seal of a commit: the rest of it is for the check
        said = {"counts": said["counts"]}
    labels = record_labels()
    parts = []
    for name, value in said.items():
        if name == "counts":
            parts += [_("{label} {n} 条").format(label=labels.get(key, key), n=number) for key, number in value.items()]
        elif name in _WORDS:
            parts.append(_WORDS[name].format(value=_VALUES.get(str(value), value)))
        elif name in ("full_numbers", "full"):
            parts.append(_("完整号码") if value else _("号码已遮盖"))
        elif name == "field":
            parts.append(_field_label(entity, str(value)))
    return "，".join(part for part in parts if part)


_WORDS = {
    "reason": "{value}",
    "basis": "{value}",
    "form": "{value}",
    "list": "{value}",
    "copy": "{value}",
    "what": "{value}",
    "month": "{value}",
    "why": "{value}",
    "rows": _("{value} 行"),
    "sheets": _("{value} 张"),
    "people": _("{value} 人"),
    "marks": _("{value} 个标记"),
    "new": _("新增 {value} 人"),
    "completed": _("补全 {value} 人"),
    "times": _("{value} 次"),
    "before": _("原来 {value}"),
    "now": _("变为 {value}"),
    "by": "{value}",
    "to": "{value}",
}
_VALUES = {
    "save": _("存为 PDF"),
    "print": _("打印到纸"),
    "archive": _("培训档案"),
    "count lost": _("密码错的次数记录不见了"),
    "set": _("设密码"),
    "rejects": _("未入库的行"),
    "ledger": _("培训台账"),
    "person_sheet": _("人员情况表"),
    "people list": _("命令行的人员列表"),
    "no_mark": _("这台电脑上没有上次上报的记号"),
    "behind": _("放回了较早的文件"),
    "unknown": _("文件来自别处，或恢复过"),
    "fork": _("县里收到两份不同的同号包"),
    "button": _("手动"),
    "daily": _("每天自动"),
    "close": _("关闭时自动"),
    "recovery": _("用恢复密钥"),
    "first": _("第一位用户"),
    "added": _("添加"),
    "changed": _("修改"),
    "deactivated": _("停用"),
    "password reset": _("重设密码"),
    "own password": _("改自己的密码"),
    "password removed": _("取消密码"),
    "drilled": _("成功，已核对行数"),
    "drill failed": _("没有成功"),
    "whole": _("不是上次关闭时的文件，检查后完好"),
}


def record_labels() -> dict[str, str]:
    """What people call each kind of record, by its name; of the features that are loaded."""
    return {record.name: record.label for record in _records().values()}


def _change_words(record: Record | None, field: str, old: str | None, new: str | None) -> str:
    if field == "":
        return _("登记")
    if field == "voided_at":
        return _("作废") if new not in (None, "null") else _("恢复使用")
    if record is None or field not in record:
        return _("改了备注") if field == "note" else ""
    described = record[field]
    if described.computed:
        return ""
    words = [_shown(record, field, text) for text in (old, new)]
    if isinstance(described.kind, Reference | References):
        return _("改了“{label}”").format(label=described.label)
    return _("把“{label}”由 {old} 改为 {new}").format(label=described.label, old=words[0], new=words[1])


def _shown(record: Record, field: str, text: str | None) -> str:
    """A stored value as it is masked on screen."""
    value = json.loads(text) if text else None
    kind = record[field].kind
    if value in (None, ""):
        return _("（空）")
    try:
        if kind.storage == "codes":
            value = tuple(str(value).split(","))
        elif kind.storage == "boolean":
            value = bool(value)
        elif kind.storage == "date":
            return str(value)
        elif isinstance(kind, Money):
            value = int(value)
        return kind.mask(value)
    except (ValueError, TypeError, AttributeError):
        return "…"


def _field_label(entity: str, name: str) -> str:
    record = _records().get(entity)
    return record[name].label if record is not None and name in record else name


def _records() -> dict[str, Record]:
    return {m.class_.describes.name: m.class_.describes for m in Base.registry.mappers if issubclass(m.class_, Synced)}
