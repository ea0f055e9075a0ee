"""What a package carries, in words and counts: 新增学员 12 人, 点名 252 条, 修改人员 3 人."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from station_app.core.texts import _

_NEW = {
    "person": _("新登记人员 {n:,} 人"),
    "household": _("新建家庭 {n:,} 户"),
    "training_class": _("新开培训班 {n:,} 期"),
    "class_session": _("排课 {n:,} 个半天"),
    "enrolment": _("新增学员 {n:,} 人"),
    "session_attendance": _("点名 {n:,} 条"),
    "walk_in": _("补录学员 {n:,} 人"),
    "certificate": _("证书 {n:,} 本"),
    "follow_up": _("回访 {n:,} 次"),
    "satisfaction_survey": _("满意度调查 {n:,} 份"),
    "phone_check": _("电话抽查 {n:,} 人"),
    "person_skill": _("技能 {n:,} 条"),
    "person_category": _("类别记录 {n:,} 条"),
    "trainer": _("教师 {n:,} 人"),
    "correction": _("县里的更正 {n:,} 条"),
}
_CHANGED = {
    "person": _("修改人员资料 {n:,} 人"),
    "household": _("修改家庭 {n:,} 户"),
    "training_class": _("修改培训班 {n:,} 期"),
    "enrolment": _("修改学员 {n:,} 人"),
    "class_session": _("改课 {n:,} 个半天"),
    "session_attendance": _("改点名 {n:,} 条"),
    "certificate": _("证书办理 {n:,} 本"),
    "follow_up": _("办回访 {n:,} 次"),
    "correction": _("更正的决定 {n:,} 条"),
}
_ORDER = tuple(_NEW)


@dataclass(frozen=True)
class Counted:
    """How many records of one kind are new, and how many known ones changed."""

    record: str
    new: int
    changed: int


def words_of(counted: Iterable[Counted]) -> list[str]:
    """The phrases in the order people think of them; kinds that nobody thinks of are counted together."""
    rank = {name: place for place, name in enumerate(_ORDER)}
    rest, phrases = 0, []
    for row in sorted(counted, key=lambda row: rank.get(row.record, len(rank))):
        for words, number in ((_NEW.get(row.record), row.new), (_CHANGED.get(row.record), row.changed)):
            if words and number:
                phrases.append(words.format(n=number))
            else:
                rest += number
    return [*phrases, *([_("其他资料 {n:,} 条").format(n=rest)] if rest else [])]
