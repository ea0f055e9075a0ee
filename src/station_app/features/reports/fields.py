"""A month whose figures were closed (domain.md §10)."""

from station_app.core.fields import Field, Record
from station_app.core.kinds import Date, Text, YearMonth
from station_app.core.texts import _

REPORT_MONTH = Record(
    "report_month",
    _("月报关账"),
    (
        Field("month", _("月份"), YearMonth(), required=True, unique=True, indexed=True),
        Field("closed_on", _("关账日期"), Date(past=True), required=True),
        Field("closed_by", _("关账人"), Text(40), required=True),
        Field("figures", _("关账数字"), Text(200_000), required=True, computed=True),
        Field("counted", _("计入的记录"), Text(600_000), required=True, computed=True),
        Field("late", _("上期补报"), Text(20_000), required=True, computed=True),
    ),
)
"""`figures`: breakdown → measure → column → number; `counted`: selection → ends of record keys; `late`: month →
measure → difference that this month reported for it. JSON each. Opening a month again makes its record void, with the
reason; closing it once more writes another."""
