"""What is counted, indicator by indicator, exactly as domain.md §10 defines it; data, no counting."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from station_app.core.texts import _


class Way(enum.Enum):
    """How a list of records becomes a number."""

    PEOPLE = "people"
    """Distinct persons (人): somebody helped twice counts once, so months are counted anew, never added."""
    RECORDS = "records"
    """Records (期、人次、本、次)."""
    SUM = "sum"
    """The records' values added up."""
    SHARE = "share"
    """Σ values ÷ Σ wholes of the records."""
    SHARE_OF_PEOPLE = "share_of_people"
    """Distinct persons of one list ÷ those of another."""


@dataclass(frozen=True)
class Measure:
    """One line of a report."""

    key: str
    """Stable: M12.people."""
    label: str
    unit: str
    way: Way
    of: str
    """Name of the list of records behind it (service.selections)."""
    definition: str
    """In words, for whoever asks what is counted."""
    among: str = ""
    """SHARE_OF_PEOPLE: the list of the denominator."""
    by_person: bool = True
    """Its records belong to people, so that it has columns beside 合计."""
    tenths: bool = False
    """SUM: kept in tenths (课时)."""
    at_end: bool = False
    """A state on the last day: 本期 and 本年累计 are the same."""
    as_of_today: bool = False
    """Shrinks when the work is done later; no late entry of an earlier month."""

    @property
    def indicator(self) -> str:
        """M12."""
        return self.key.partition(".")[0]

    @property
    def adds_up(self) -> bool:
        """Events: 本年累计 is what it was plus this period (people are recounted instead)."""
        return self.way in (Way.RECORDS, Way.SUM) and not self.at_end


_ENDED = _("结束日期在本期内的班")

MEASURES: tuple[Measure, ...] = (
    Measure("M02.people", _("新建档人数"), _("人"), Way.PEOPLE, "new_people", _("本期内第一次登记的人。")),
    Measure(
        "M11.started",
        _("开班数"),
        _("期"),
        Way.RECORDS,
        "classes_started",
        _("开始日期在本期内、已经开班的班。"),
        by_person=False,
    ),
    Measure(
        "M11.completed",
        _("结业班数"),
        _("期"),
        Way.RECORDS,
        "classes_completed",
        _("在本期内办理结业的班。"),
        by_person=False,
    ),
    Measure(
        "M12.people",
        _("培训人数"),
        _("人"),
        Way.PEOPLE,
        "trained",
        _("{ended}里至少到课一次的学员，同一人只算一次。").format(ended=_ENDED),
    ),
    Measure(
        "M12.times",
        _("培训人次"),
        _("人次"),
        Way.RECORDS,
        "trained",
        _("{ended}里至少到课一次的学员，上几个班算几次。").format(ended=_ENDED),
    ),
    Measure(
        "M12.running",
        _("其中在训（期末）"),
        _("人"),
        Way.PEOPLE,
        "in_training",
        _("期末还没有结束的班里已经到过课的学员，不算在培训人数里。"),
        at_end=True,
    ),
    Measure(
        "M13.hours",
        _("培训课时"),
        _("课时"),
        Way.SUM,
        "sessions_held",
        _("本期内已经上过的课次（有人登记了考勤）的课时之和。"),
        by_person=False,
        tenths=True,
    ),
    Measure(
        "M14.rate",
        _("平均出勤率"),
        "%",
        Way.SHARE,
        "attendance",
        _("{ended}：出勤课时之和 ÷ 应到课时之和，开课前退出的不算。").format(ended=_ENDED),
    ),
    Measure(
        "M15.people",
        _("结业人数"),
        _("人"),
        Way.PEOPLE,
        "graduated",
        _("{ended}里结业的学员，同一人只算一次。").format(ended=_ENDED),
    ),
    Measure(
        "M15.rate",
        _("结业率"),
        "%",
        Way.SHARE_OF_PEOPLE,
        "graduated",
        _("结业人数 ÷ 培训人数。"),
        among="trained",
    ),
    Measure(
        "M16.rate",
        _("考核合格率"),
        "%",
        Way.SHARE,
        "examined",
        _("{ended}：考核合格和补考合格 ÷ 参加考核的人次，缺考、缓考不算参加。").format(ended=_ENDED),
    ),
    Measure(
        "M17.certificates",
        _("发放结业证书"),
        _("本"),
        Way.RECORDS,
        "certificates",
        _("发证日期在本期内的有效证书；补发的不重复算，作废的不算。"),
    ),
    Measure(
        "M17.statements",
        _("发放参训证明"),
        _("本"),
        Way.RECORDS,
        "statements",
        _("发证日期在本期内的有效参训证明；补发的不重复算，作废的不算。"),
    ),
    Measure(
        "M18.people",
        _("培训后就业人数"),
        _("人"),
        Way.PEOPLE,
        "employed",
        _("{ended}的结业学员里，培训后回访查到在业的人。").format(ended=_ENDED),
    ),
    Measure(
        "M18.rate",
        _("培训后就业率"),
        "%",
        Way.SHARE_OF_PEOPLE,
        "employed",
        _("培训后就业人数 ÷ 结业人数。"),
        among="graduated",
    ),
    Measure(
        "M19.rate",
        _("满意率"),
        "%",
        Way.SHARE,
        "slips",
        _("{ended}的满意度调查：总体评价“非常满意”和“满意” ÷ 有效份数，空白不算。").format(ended=_ENDED),
        by_person=False,
    ),
    Measure("M71.due", _("应回访次数"), _("次"), Way.RECORDS, "visits_due", _("应访日在本期内的回访，已取消的不算。")),
    Measure("M71.done", _("已回访次数"), _("次"), Way.RECORDS, "visits_done", _("其中已经访到的，不论早晚。")),
    Measure("M71.rate", _("回访及时率"), "%", Way.SHARE, "visits_due", _("在规定的窗口内访到的 ÷ 应回访次数。")),
    Measure(
        "M71.overdue",
        _("逾期未访"),
        _("次"),
        Way.RECORDS,
        "visits_overdue",
        _("窗口已过，到今天还没有访到的。"),
        as_of_today=True,
    ),
    Measure("M72.people", _("失联人数"), _("人"), Way.PEOPLE, "unreachable", _("本期内确认联系不上的人。")),
)


def measure(key: str) -> Measure:
    """The measure of a key; KeyError for one that does not exist."""
    return _BY_KEY[key]


_BY_KEY = {each.key: each for each in MEASURES}
