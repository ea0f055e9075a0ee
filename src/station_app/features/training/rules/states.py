"""The states of classes, trainees and certificates as data (domain.md §9); the services check the conditions."""

from station_app.core.flow import Flow, Step
from station_app.core.texts import _

HEAD = ("station_head",)

CLASS_FLOW = Flow(
    "state_training_class",
    "planned",
    (
        Step("planned", "applied", _("提交开班申请"), needs=("applied_on", "target_categories", "trainer_ids")),
        Step("applied", "approved", _("已批准"), needs=("approved_by", "approved_on")),
        Step("approved", "enrolling", _("开始报名")),
        # A paper-first station types the approval later, and its own small classes need none (§9).
        Step("planned", "enrolling", _("开始报名")),
        Step("enrolling", "in_session", _("开班")),
        Step("in_session", "examining", _("进入考核")),
        Step("in_session", "completed", _("结业")),
        Step("examining", "completed", _("结业")),
        Step("completed", "archived", _("归档")),
        Step("completed", "in_session", _("退回培训中"), roles=HEAD),
        Step("planned", "cancelled", _("取消这个班")),
        Step("applied", "cancelled", _("取消这个班")),
        Step("approved", "cancelled", _("取消这个班")),
        Step("enrolling", "cancelled", _("取消这个班")),
    ),
)
"""in_session → completed directly is for classes without exam; the service checks has_exam."""

ENROLMENT_FLOW = Flow(
    "state_enrolment",
    "registered",
    (
        Step("registered", "admitted", _("录取")),
        Step("registered", "waitlisted", _("候补")),
        Step("waitlisted", "admitted", _("录取")),
        Step("admitted", "studying", _("到课")),
        Step("studying", "admitted", _("改为未到课")),  # the first mark was a slip and is taken back
        Step("studying", "eligible_exam", _("可考核")),
        Step("eligible_exam", "passed", _("合格")),
        Step("eligible_exam", "failed", _("不合格")),
        Step("studying", "failed", _("出勤不足")),
        Step("admitted", "failed", _("出勤不足")),
        Step("failed", "passed", _("补考合格")),
        Step("passed", "certified", _("发证")),
        Step("certified", "passed", _("证书作废")),
        Step("registered", "dropped", _("退出"), needs=("dropped_on", "dropout_reason")),
        Step("waitlisted", "dropped", _("退出"), needs=("dropped_on", "dropout_reason")),
        Step("admitted", "dropped", _("退出"), needs=("dropped_on", "dropout_reason")),
        Step("studying", "dropped", _("退出"), needs=("dropped_on", "dropout_reason")),
        Step("dropped", "admitted", _("重新录取")),
        Step("dropped", "waitlisted", _("重新候补")),
        Step("passed", "failed", _("更正为不合格")),  # a mark or score corrected after the class was closed
    ),
)

CERTIFICATE_FLOW = Flow(
    "state_certificate",
    "reserved",
    (
        Step("reserved", "printed", _("已打印")),
        Step("printed", "issued", _("已发放"), needs=("received_by", "received_on")),
        Step("issued", "printed", _("撤销领取")),  # ticked by mistake
        Step("issued", "reissued", _("补发"), needs=("state_reason",)),
        Step("reserved", "voided", _("作废"), needs=("state_reason",)),
        Step("printed", "voided", _("作废"), needs=("state_reason",)),
        Step("issued", "voided", _("作废"), needs=("state_reason",)),
    ),
)

ON_ROLL = frozenset(("admitted", "studying", "eligible_exam", "passed", "failed", "certified"))
"""States of an enrolment that take a place in the class."""
BEFORE_START = frozenset(("planned", "applied", "approved", "enrolling"))
RUNNING = frozenset(("in_session", "examining"))
CLOSED = frozenset(("completed", "archived", "cancelled"))
