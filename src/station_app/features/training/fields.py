"""A class with its timetable, trainees, marks and certificates (domain.md §3)."""

from station_app.core.fields import Field, Record
from station_app.core.kinds import (
    Boolean,
    Code,
    Codes,
    Date,
    Decimals,
    Integer,
    Money,
    Reference,
    Text,
    Time,
)
from station_app.core.texts import _

HOURS = Decimals(places=1, high=100_000)
PERCENT = Integer(0, 100)
SCORE = Decimals(places=1, high=1000)

TRAINING_CLASS = Record(
    "training_class",
    _("培训班"),
    (
        Field("class_no", _("班号"), Text(20), required=True, computed=True, unique=True),
        Field("name", _("班名"), Text(60), required=True, hint=_("如 2023年第一期留守妇女面点技术培训班")),
        Field("term_no", _("期次"), Integer(1, 999), required=True),
        Field("trade", _("工种"), Code("training_trade"), required=True),
        Field("skill_level", _("培训等级"), Code("skill_level"), required=True, default="P"),
        Field("form", _("形式"), Code("training_form"), required=True),
        Field("organiser", _("主办单位"), Text(60), required=True),
        Field("executor", _("承办单位"), Text(60)),
        Field("venue", _("地点"), Text(80), required=True),
        Field("start_date", _("开始日期"), Date(), required=True),
        Field("end_date", _("结束日期"), Date(), required=True),
        Field("total_hours", _("总课时"), HOURS, computed=True),
        Field("planned_count", _("计划人数"), Integer(1, 500), required=True, default=40),
        Field("target_categories", _("面向对象"), Codes("assistance_category")),
        Field("age_min", _("最低年龄"), Integer(16, 100), default=16),
        Field("age_max_male", _("男最高年龄"), Integer(16, 100), default=60),
        Field("age_max_female", _("女最高年龄"), Integer(16, 100), default=55),
        Field("trainer_name", _("授课教师"), Text(50), required=True),
        Field("fund_source", _("经费来源"), Text(60)),
        Field("budget", _("经费预算(元)"), Money()),
        Field("class_worker", _("班主任(社工)"), Text(40), required=True),
        Field("attendance_threshold", _("出勤率要求(%)"), PERCENT, required=True, default=80),
        Field("has_exam", _("是否考核"), Boolean(), default=False),
        Field("pass_mark", _("合格线(分)"), PERCENT, required=True, default=60),
        Field("safety_note", _("安全措施"), Text(200)),
        Field("state", _("状态"), Code("state_training_class"), default="planned", computed=True),
    ),
)

CLASS_SESSION = Record(
    "class_session",
    _("课次"),
    (
        Field("training_class_id", _("培训班"), Reference("training_class"), required=True),
        Field("session_date", _("日期"), Date(), required=True),
        Field("half_day", _("时段"), Text(2), required=True, hint="AM / PM / EV"),
        Field("time_from", _("开始"), Time(), required=True),
        Field("time_to", _("结束"), Time(), required=True),
        Field("hours", _("课时"), HOURS, required=True, default=40),
        Field("topic", _("内容"), Text(100), required=True),
        Field("kind", _("类型"), Text(10), required=True, default="practice"),
        Field("counts", _("计入出勤"), Boolean(), default=True),
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
        Field("channel", _("报名渠道"), Text(20)),
        Field("category_snapshot", _("类别(报名时)"), Code("assistance_category")),
        Field("status_before", _("报名时就业状态"), Code("employment_status")),
        Field("hours_present", _("出勤课时"), HOURS, computed=True),
        Field("theory_score", _("理论成绩"), SCORE),
        Field("practice_score", _("实操成绩"), SCORE),
        Field("final_score", _("总评"), SCORE, computed=True),
        Field("exam_status", _("考核结果"), Code("exam_status"), computed=True),
        Field("dropped_on", _("退出日期"), Date()),
        Field("dropout_reason", _("退出原因"), Code("dropout_reason")),
        Field("graduated", _("结业"), Boolean(), computed=True),
        Field("state", _("状态"), Code("state_enrolment"), default="admitted", computed=True),
    ),
)

SESSION_ATTENDANCE = Record(
    "session_attendance",
    _("课次签到"),
    (
        Field("session_id", _("课次"), Reference("class_session"), required=True),
        Field("enrolment_id", _("学员"), Reference("enrolment"), required=True),
        Field("mark", _("标记"), Code("attendance_mark"), required=True, default="N"),
        Field("late_minutes", _("迟到分钟"), Integer(0, 600)),
    ),
)

CERTIFICATE = Record(
    "certificate",
    _("证书"),
    (
        Field("certificate_no", _("编号"), Text(24), required=True, computed=True, unique=True),
        Field("type", _("类型"), Code("certificate_type"), required=True),
        Field("enrolment_id", _("学员"), Reference("enrolment"), required=True),
        Field("name", _("姓名"), Text(50), required=True),
        Field("id_number", _("身份证号"), Text(18)),
        Field("class_name", _("班名"), Text(60), required=True),
        Field("organiser", _("主办单位"), Text(60)),
        Field("start_date", _("开始日期"), Date(), required=True),
        Field("end_date", _("结束日期"), Date(), required=True),
        Field("hours", _("课时"), HOURS, required=True),
        Field("issuer", _("发证单位"), Text(60), required=True),
        Field("issued_on", _("发证日期"), Date(), required=True),
        Field("template", _("版式"), Text(40), required=True),
        Field("received_by", _("领取人"), Text(40)),
        Field("received_on", _("领取日期"), Date()),
        Field("state", _("状态"), Code("state_certificate"), default="reserved", computed=True),
    ),
)
