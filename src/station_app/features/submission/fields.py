"""What a county's proposal to change one column keeps, until and after somebody decided (package-format.md §4)."""

from station_app.core.fields import Field, Record
from station_app.core.kinds import Code, Text
from station_app.core.texts import _

CORRECTION = Record(
    "correction",
    _("县里的更正"),
    (
        Field("record", _("资料"), Text(40), required=True, computed=True),
        Field("record_id", _("记录"), Text(32), required=True, computed=True, indexed=True),
        Field("field", _("栏目"), Text(60), required=True, computed=True),
        Field("value", _("县里的值"), Text(4000), computed=True),
        Field("base", _("依据的原值"), Text(16), computed=True),
        Field("had", _("本站的值"), Text(4000), computed=True),
        Field("why", _("县里的理由"), Text(300), computed=True),
        Field("proposed_by", _("提出人"), Text(40), computed=True),
        Field("proposed_at", _("提出时间"), Text(32), computed=True),
        Field("state", _("状态"), Code("state_correction"), computed=True, default="open"),
        Field("decided_by", _("决定人"), Text(40), computed=True),
        Field("decided_at", _("决定时间"), Text(32), computed=True),
        Field("reason", _("决定的理由"), Text(200), hint=_("如 已和本人核对户口簿")),
    ),
)
"""`value` and `had` are JSON of a stored value; `base` is the hash that the county's proposal was made upon. Its key
is the one that the county gave the proposal, so that a repeated receipt adds none."""
