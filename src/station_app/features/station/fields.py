"""What the program knows of its station (domain.md §1.1)."""

from station_app.core.fields import Field, Record
from station_app.core.kinds import Date, Division, Name, Phone, Text
from station_app.core.texts import _

STATION = Record(
    "station",
    _("社工站"),
    (
        Field("name", _("站名"), Text(60), required=True, hint=_("如 城郊乡社会工作服务站，印在所有表格上")),
        Field("division_code", _("区划代码"), Division(), required=True, hint=_("乡镇 9 位，如 419901300")),
        Field("short_name", _("简称(编号用)"), Text(8), required=True, hint=_("如 城郊社工")),
        Field("head_name", _("负责人"), Name(40), required=True),
        Field("county_bureau_name", _("上级单位"), Text(60), required=True, hint=_("如 某某县民政局")),
        Field("township_name", _("乡镇政府名称"), Text(60), required=True),
        Field("phone", _("联系电话"), Phone()),
        Field("address", _("地址"), Text(100)),
        Field("operator_name", _("运营机构"), Text(60)),
    ),
)

SETTING = Record(
    "setting",
    _("规则设置"),
    (
        Field("key", _("规则"), Text(60), required=True, indexed=True),
        Field("valid_from", _("起用日期"), Date(), required=True),
        Field("value", _("值"), Text(200), required=True),
        Field("source", _("依据"), Text(100)),
    ),
)
