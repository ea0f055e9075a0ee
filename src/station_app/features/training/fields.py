"""A class with its timetable, trainees, marks and certificates (domain.md §3).

Limits that the law or the county may change (ages, thresholds, hours) are dated rules of the station, filled in by the
service when a class is planned; they are no defaults here.
"""

from station_app.core.fields import Field, Record
from station_app.core.kinds import (
    Account,
    Boolean,
    Code,
    Codes,
    Date,
    Decimals,
    IdNumber,
    Integer,
    Money,
    Name,
    Phone,
    Reference,
    References,
    Text,
    Time,
)
from station_app.core.texts import _

HOURS = Decimals(places=1, high=100_000)
"""Class hours (课时) in tenths: 4 课时 is 40."""
PERCENT = Integer(0, 100)
SCORE = Decimals(places=1, high=1000)
"""Points in tenths, 0–100."""
FINAL = Decimals(places=2, high=100_00)
"""Weighted points in hundredths."""
RATE = Decimals(places=1, high=1000)
"""Attendance in tenths of a per cent: 83.3 % is 833."""

TRAINER = Record(
    "trainer",
    _("教师"),
    (
        Field("name", _("姓名"), Name(), required=True),
        Field("id_number", _("身份证号"), IdNumber(), hint=_("发课时费时需要")),
        Field("trades", _("工种"), Codes("training_trade"), required=True),
        Field("skill_level", _("技能等级"), Code("skill_level")),
        Field("certificate_no", _("证书编号"), Text(40)),
        Field("unit", _("单位"), Text(60)),
        Field("phone", _("电话"), Phone(), required=True),
        Field("fee_per_hour", _("课时费(元/课时)"), Money()),
        Field("bank_account", _("银行账号"), Account()),
    ),
)

TRAINING_CLASS = Record(
    "training_class",
    _("培训班"),
    (
        Field("class_no", _("班号"), Text(20), required=True, computed=True, unique=True),
        Field("name", _("班名"), Text(60), required=True, hint=_("如 2023年第一期留守妇女面点技术培训班")),
        Field("term_no", _("期次"), Integer(1, 999), required=True, hint=_("同一工种当年第几期")),
        Field("trade", _("工种"), Code("training_trade"), required=True),
        Field("skill_level", _("培训等级"), Code("skill_level"), required=True, default="P"),
        Field("form", _("形式"), Code("training_form"), required=True, default="1"),
        Field("organiser", _("主办单位"), Text(60), required=True),
        Field("executor", _("承办单位"), Text(60), required=True),
        Field("venue", _("地点"), Text(80), required=True),
        Field("start_date", _("开始日期"), Date(), required=True, indexed=True),
        Field("end_date", _("结束日期"), Date(), required=True),
        Field("total_hours", _("总课时"), HOURS, computed=True),
        Field("theory_hours", _("理论课时"), HOURS, computed=True),
        Field("practice_hours", _("实操课时"), HOURS, computed=True),
        Field("planned_count", _("计划人数"), Integer(1, 500), required=True),
        Field(
            "target_categories", _("面向对象"), Codes("assistance_category"), hint=_("提交开班申请要填；空着就不限类别")
        ),
        Field("age_min", _("最低年龄"), Integer(16, 100), required=True),
        Field("age_max_male", _("男最高年龄"), Integer(16, 100), required=True),
        Field("age_max_female", _("女最高年龄"), Integer(16, 100), required=True),
        Field("trainer_ids", _("授课教师"), References("trainer"), hint=_("提交开班申请要填；输入姓名或首字母")),
        Field("trainer_name", _("教师姓名(打印用)"), Text(50)),
        Field("fund_source", _("经费来源"), Text(60)),
        Field("budget", _("经费预算(元)"), Money()),
        Field("class_worker", _("班主任(社工)"), Text(40), required=True),
        Field("attendance_threshold", _("出勤率要求(%)"), PERCENT, required=True),
        Field("has_exam", _("是否考核"), Boolean(), default=False),
        Field("pass_mark", _("合格线(分)"), PERCENT, required=True),
        Field("applied_on", _("申请日期"), Date()),
        Field("approved_by", _("批准单位(人)"), Text(60)),
        Field("approved_on", _("批准日期"), Date()),
        Field("safety_note", _("安全措施"), Text(200)),
        Field("certificate_layout", _("证书版式"), Text(20), computed=True),
        Field("state", _("状态"), Code("state_training_class"), default="planned", computed=True),
    ),
)

CLASS_SESSION = Record(
    "class_session",
    _("课次"),
    (
        Field("training_class_id", _("培训班"), Reference("training_class"), required=True),
        Field("session_date", _("日期"), Date(), required=True),
        Field("half_day", _("时段"), Code("half_day"), required=True),
        Field("time_from", _("开始"), Time(), required=True),
        Field("time_to", _("结束"), Time(), required=True),
        Field("hours", _("课时"), HOURS, required=True),
        Field("topic", _("内容"), Text(100), required=True),
        Field("kind", _("类型"), Code("session_kind"), required=True, default="practice"),
        Field("counts", _("计入出勤"), Boolean(), default=True),
        Field("trainer_id", _("教师"), Reference("trainer"), hint=_("空着就是本班的授课教师")),
        Field("trainer_name", _("教师"), Text(50), hint=_("空着就是本班的授课教师")),
        Field("venue", _("地点"), Text(60), hint=_("空着就是本班的地点")),
    ),
)

ENROLMENT = Record(
    "enrolment",
    _("学员"),
    (
        Field("training_class_id", _("培训班"), Reference("training_class"), required=True),
        Field("trainee_no", _("学号"), Integer(1, 999), required=True, computed=True),
        Field("person_id", _("人员"), Reference("person"), required=True),
        Field("enrolled_on", _("报名日期"), Date(), required=True),
        Field("channel", _("报名渠道"), Text(20), required=True),
        Field("admitted_on", _("录取日期"), Date(), computed=True),
        Field("override_reason", _("破例录取原因"), Text(100)),
        Field("category_snapshot", _("类别(报名时)"), Code("assistance_category"), required=True, computed=True),
        Field("status_before", _("报名时就业状态"), Code("employment_status"), required=True, computed=True),
        Field("income_before", _("报名时月收入"), Money()),
        Field("wish", _("培训需求"), Text(100)),
        Field("hours_present", _("出勤课时"), HOURS, computed=True),
        Field("hours_due", _("应到课时"), HOURS, computed=True),
        Field("attendance_rate", _("出勤率(%)"), RATE, computed=True),
        Field("theory_score", _("理论成绩"), SCORE),
        Field("practice_score", _("实操成绩"), SCORE),
        Field("final_score", _("总评"), FINAL, computed=True),
        Field("exam_status", _("考核结果"), Code("exam_status"), computed=True, default="9"),
        Field("dropped_on", _("退出日期"), Date()),
        Field("dropout_reason", _("退出原因"), Code("dropout_reason")),
        Field("graduated", _("结业"), Boolean(), computed=True),
        Field("failure_cause", _("未结业原因"), Code("failure_cause"), computed=True),
        Field("state", _("状态"), Code("state_enrolment"), default="registered", computed=True),
    ),
)

WALK_IN = Record(
    "walk_in",
    _("补录学员"),
    (
        Field("training_class_id", _("培训班"), Reference("training_class"), required=True),
        Field("name", _("姓名"), Name(), required=True),
        Field("phone", _("联系电话"), Phone()),
        Field("enrolment_id", _("对应学员"), Reference("enrolment"), computed=True),
        Field("enrolled_here", _("对应时录取"), Boolean(), computed=True, default=False),
    ),
)
"""Somebody who signed the sheet without being enrolled: a name, later perhaps a trainee (domain.md §3.9)."""

SESSION_ATTENDANCE = Record(
    "session_attendance",
    _("课次签到"),
    (
        Field("session_id", _("课次"), Reference("class_session"), required=True),
        Field("enrolment_id", _("学员"), Reference("enrolment")),
        Field("walk_in_id", _("补录学员"), Reference("walk_in")),
        Field("mark", _("标记"), Code("attendance_mark"), required=True, default="N"),
        Field("late_minutes", _("迟到分钟"), Integer(0, 600)),
        Field("paper_signed", _("纸质签到"), Boolean()),
    ),
)

CERTIFICATE = Record(
    "certificate",
    _("证书"),
    (
        Field("certificate_no", _("编号"), Text(30), required=True, computed=True, unique=True),
        Field("type", _("类型"), Code("certificate_type"), required=True, default="P"),
        Field("enrolment_id", _("学员"), Reference("enrolment"), required=True),
        Field("name", _("姓名"), Text(50), required=True),
        Field("id_number", _("身份证号"), IdNumber()),
        Field("sex", _("性别"), Code("sex")),
        Field("birth_date", _("出生日期"), Date()),
        Field("class_name", _("班名"), Text(60), required=True),
        Field("trade", _("工种"), Code("training_trade")),
        Field("skill_level", _("培训等级"), Code("skill_level")),
        Field("organiser", _("主办单位"), Text(60)),
        Field("start_date", _("开始日期"), Date(), required=True),
        Field("end_date", _("结束日期"), Date(), required=True),
        Field("hours", _("课时"), HOURS, required=True),
        Field("theory_score", _("理论成绩"), SCORE),
        Field("practice_score", _("实操成绩"), SCORE),
        Field("issuer", _("发证单位"), Text(60), required=True),
        Field("issued_on", _("发证日期"), Date(), required=True),
        Field("template", _("文字"), Text(40), required=True),
        Field("layout", _("版式"), Text(30), computed=True),
        Field("photo_hash", _("照片"), Text(64), computed=True),
        Field("proof", _("防伪校验码"), Text(1000), computed=True),
        Field("reissue_of", _("补发自"), Reference("certificate")),
        Field("state_reason", _("作废或补发原因"), Text(200)),
        Field("received_by", _("领取人"), Text(40)),
        Field("received_relation", _("代领关系"), Text(20), hint=_("代领时写，如 女儿")),
        Field("received_on", _("领取日期"), Date()),
        Field("state", _("状态"), Code("state_certificate"), default="reserved", computed=True),
    ),
)

CERTIFICATE_LAYOUT = Record(
    "certificate_layout",
    _("证书版式"),
    (
        Field("name", _("代号"), Text(20), required=True, indexed=True),
        Field("layout_version", _("第几版"), Integer(1, 9999), required=True),
        Field("title", _("名称"), Text(40), required=True),
        Field("content", _("内容"), Text(200_000), required=True),
        Field("state", _("状态"), Code("layout_state"), required=True, default="active"),
    ),
)
"""One version of a layout that the station made; its pictures are attachments, named in the content by their hash."""

ISSUER = Record(
    "issuer",
    _("发证单位密钥"),
    (
        Field("kid", _("密钥代号"), Text(16), required=True, indexed=True),
        Field("public_key", _("公钥"), Text(64), required=True),
        Field("name", _("发证单位"), Text(60), required=True),
        Field("valid", _("有效"), Boolean(), required=True, default=True),
        Field("source", _("来源"), Code("issuer_source"), required=True, default="own"),
    ),
)
"""A public key whose signatures are believed; a unit that changes its name gets another key (station_app.proof)."""

REVOCATION = Record(
    "revocation",
    _("作废名单"),
    (
        Field("kid", _("密钥代号"), Text(16), required=True),
        Field("certificate_no", _("编号"), Text(40), required=True, indexed=True),
        Field("reason", _("原因"), Text(200)),
    ),
)
"""A certificate of another station that is out of force, as the county's packages tell."""

CERTIFICATE_PRINT = Record(
    "certificate_print",
    _("证书打印"),
    (
        Field("certificate_id", _("证书"), Reference("certificate"), required=True),
        Field("reason", _("原因"), Text(100), hint=_("重打时写明原因")),
    ),
)

STATE_CHANGE = Record(
    "state_change",
    _("状态变更"),
    (
        Field("entity", _("记录类型"), Text(40), required=True),
        Field("record_id", _("记录"), Text(32), required=True, indexed=True),
        Field("from_state", _("原状态"), Text(20), required=True),
        Field("to_state", _("新状态"), Text(20), required=True),
        Field("changed_on", _("日期"), Date(), required=True),
    ),
)

RESIT = Record(
    "resit",
    _("补考"),
    (
        Field("enrolment_id", _("学员"), Reference("enrolment"), required=True),
        Field("sat_on", _("补考日期"), Date(past=True), required=True),
        Field("theory_score", _("补考理论成绩"), SCORE, required=True),
        Field("practice_score", _("补考实操成绩"), SCORE, required=True),
        Field("theory_before", _("原理论成绩"), SCORE, computed=True),
        Field("practice_before", _("原实操成绩"), SCORE, computed=True),
    ),
)

RATED = ("rate_content", "rate_trainer", "rate_practice", "rate_schedule", "rate_service", "rate_overall")
"""The items of a slip in the order of the paper F08."""

SATISFACTION_SURVEY = Record(
    "satisfaction_survey",
    _("满意度调查"),
    (
        Field("training_class_id", _("培训班"), Reference("training_class"), required=True),
        Field("rate_content", _("培训内容"), Code("satisfaction_level")),
        Field("rate_trainer", _("授课教师"), Code("satisfaction_level")),
        Field("rate_practice", _("实操条件"), Code("satisfaction_level")),
        Field("rate_schedule", _("时间安排"), Code("satisfaction_level")),
        Field("rate_service", _("组织服务"), Code("satisfaction_level")),
        Field("rate_overall", _("总体评价"), Code("satisfaction_level")),
        Field("best_part", _("最有帮助的内容"), Text(100)),
        Field("wish_trades", _("还想学什么"), Text(60)),
        Field("plan_after", _("今后打算"), Code("plan_after")),
        Field("suggestion", _("意见建议"), Text(200)),
    ),
)
"""One anonymous paper slip; an item left blank on the paper stays empty and counts nowhere (domain.md §3.7)."""

PHONE_CHECK = Record(
    "phone_check",
    _("电话抽查"),
    (
        Field("training_class_id", _("培训班"), Reference("training_class"), required=True),
        Field("enrolment_id", _("学员"), Reference("enrolment"), required=True),
        Field("seed", _("抽样种子"), Text(60), required=True, computed=True),
        Field("place", _("抽中顺序"), Integer(1, 999), required=True, computed=True),
        Field("asked_on", _("抽查日期"), Date(past=True)),
        Field("answered", _("是否接通"), Boolean()),
        Field("attended", _("参加了培训"), Boolean()),
        Field("free_of_charge", _("没有收费"), Boolean()),
        Field("satisfied", _("满意"), Boolean()),
        Field("remarks", _("反映的情况"), Text(200, lines=3)),
        Field("asked_by", _("抽查人"), Text(40)),
    ),
)
"""One trainee drawn for the telephone spot check, and what she said (R-29)."""
