"""A follow-up and the attempts to reach somebody (domain.md §4.8)."""

from station_app.core.fields import Field, Record
from station_app.core.kinds import Code, Date, Integer, Money, Reference, Text
from station_app.core.texts import _

FOLLOW_UP = Record(
    "follow_up",
    _("回访"),
    (
        Field("kind", _("类型"), Code("follow_up_kind"), required=True),
        Field("person_id", _("人员"), Reference("person"), required=True),
        Field("origin_kind", _("来源类型"), Text(40), required=True, computed=True),
        Field("origin_id", _("来源"), Text(32), required=True, computed=True, indexed=True),
        Field("due_date", _("应访日"), Date(), required=True, indexed=True),
        Field("window_days", _("窗口(天)"), Integer(0, 60), required=True),
        Field("done_on", _("实访日"), Date(past=True)),
        Field("method", _("方式"), Code("follow_up_method")),
        Field("result", _("结果"), Code("follow_up_result")),
        Field("income_now", _("目前收入"), Money()),
        Field("problems", _("问题与诉求"), Text(300, lines=3)),
        Field("next_step", _("处理与下一步"), Text(300, lines=3)),
        Field("satisfaction", _("满意度"), Code("satisfaction_level")),
        Field("worker", _("回访人"), Text(40), required=True),
        Field("attempts", _("未接通次数"), Integer(0, 99), computed=True, default=0),
        Field("last_attempt_on", _("最近未接通"), Date(), computed=True),
        Field("state", _("状态"), Code("state_follow_up"), computed=True, default="scheduled"),
    ),
)
"""`state` keeps scheduled, done, unreachable and cancelled; due and overdue follow from the day (rules.state_on)."""
