"""What the program knows of its station (domain.md §1.1)."""

from station_app.core.fields import Field, Record
from station_app.core.kinds import Boolean, Code, Date, Decimals, Division, Integer, Name, Phone, Text
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
        Field("source", _("依据"), Text(100), required=True),
    ),
)

CODE_ENTRY = Record(
    "code_entry",
    _("代码"),
    (
        Field("table_name", _("代码表"), Text(40), required=True, indexed=True),
        Field("code", _("代码"), Text(20), required=True),
        Field("name_zh", _("名称"), Text(40), required=True),
        Field("active", _("可选"), Boolean(), required=True, default=True),
    ),
)

HOLIDAY = Record(
    "holiday",
    _("节假日"),
    (
        Field("day", _("日期"), Date(), required=True, indexed=True),
        Field("kind", _("安排"), Code("holiday_kind"), required=True),
        Field("name", _("名称"), Text(40), required=True, hint=_("如 春节、本地古会放假")),
    ),
)

DIVISION = Record(
    "division",
    _("区划"),
    (
        Field("code", _("代码"), Division(14), required=True, unique=True, hint=_("村 12 位，村民小组 14 位")),
        Field("name", _("名称"), Text(60), required=True),
        Field("level", _("级别"), Text(10), required=True, computed=True),
        Field("active", _("在用"), Boolean(), required=True, default=True),
        Field("former_name", _("曾用名"), Text(60)),
    ),
)
"""A division that the station added, renamed or retired (domain.md §1.2); the national list is core.divisions."""

ATTACHMENT = Record(
    "attachment",
    _("附件"),
    (
        Field("content_hash", _("内容"), Text(64), required=True, indexed=True, computed=True),
        Field("media_type", _("类型"), Text(40), required=True, computed=True),
        Field("byte_count", _("大小"), Integer(1), required=True, computed=True),
        Field("file_name", _("文件名"), Text(120), required=True),
        Field("of_record", _("所属资料"), Text(40), required=True),
        Field("of_id", _("所属记录"), Text(32), indexed=True),
        Field("role", _("用途"), Text(20), required=True),
    ),
)
"""A scan or photo, kept encrypted beside the database and addressed by its content; of_id is empty while the record
it belongs to is not stored yet."""

PRINTER_PROFILE = Record(
    "printer_profile",
    _("打印机设置"),
    (
        Field("printer", _("打印机"), Text(200), required=True),
        Field("form_no", _("用于"), Text(20), required=True, default="*"),
        Field("dx", _("向右移(mm)"), Decimals(1, low=-200, high=200), required=True, default=0),
        Field("dy", _("向下移(mm)"), Decimals(1, low=-200, high=200), required=True, default=0),
        Field("scale_x", _("横向缩放(%)"), Decimals(2, low=95_00, high=105_00), required=True, default=100_00),
        Field("scale_y", _("纵向缩放(%)"), Decimals(2, low=95_00, high=105_00), required=True, default=100_00),
        Field("duplex", _("双面"), Code("duplex"), required=True, default="none"),
        Field("paper_source", _("纸盒"), Code("paper_source"), required=True, default="auto"),
    ),
)
"""Belongs to the computer, not to the station: kept beside window.json, never in the database or a package."""

USER_ACCOUNT = Record(
    "user_account",
    _("用户"),
    (
        Field("name", _("姓名"), Name(40), required=True, hint=_("打开窗口时按姓名选择")),
        Field("role", _("角色"), Code("user_role"), required=True, default="worker"),
        Field("active", _("在用"), Boolean(), required=True, default=True, computed=True),
    ),
)
"""Who may open the station; passwords are only in the key file, logins in the file of logins (storage.logins)."""

FORM_LAYOUT = Record(
    "form_layout",
    _("表格样式"),
    (
        Field("form_no", _("表号"), Text(8), required=True, indexed=True),
        Field("changes", _("改动"), Text(20000), required=True),
        Field("valid", _("使用"), Boolean(), required=True, default=True),
    ),
)
"""What the station changed on a shipped form, as JSON (documents.form_layout)."""
