"""What the slots of a form are called where somebody edits its wording: {班名} instead of {class.name}."""

from __future__ import annotations

import re

from station_app.core.texts import _

WORDS: dict[str, str] = {
    "station.name": _("本站名称"),
    "applied_on": _("申请日期"),
    "class_no": _("班号"),
    "class.name": _("班名"),
    "trade": _("工种"),
    "start": _("开始日期"),
    "end": _("结束日期"),
    "venue": _("地点"),
    "page": _("页码"),
    "pages": _("总页数"),
    "class_worker": _("班主任"),
    "phone": _("电话"),
    "session_date": _("上课日期"),
    "trainers": _("教师"),
    "hours": _("课时"),
    "expected": _("应到人数"),
    "date": _("日期"),
    "range": _("起止日期"),
    "exam_on": _("考核日期"),
    "pass_mark": _("合格线"),
    "theory_share": _("理论占比"),
    "practice_share": _("实操占比"),
    "certificate_no": _("证书编号"),
    "issuer": _("发证单位"),
    "issued_on": _("发证日期"),
    "surveyed_on": _("调查日期"),
    "handed_out": _("发出份数"),
    "returned": _("收回份数"),
    "application_no": _("申请编号"),
    "village.name": _("村名"),
    "month": _("月份"),
    "post.name": _("岗位"),
    "min_days": _("每周最少天数"),
    "helper.name": _("公益岗人员"),
    "recipient.name": _("帮扶对象"),
    "address": _("住址"),
    "emergency_contact": _("紧急联系人"),
    "fund_name": _("资金名称"),
    "visit_date": _("走访日期"),
    "visit_type": _("走访类型"),
    "household_no": _("户编号"),
    "recommendation_no": _("推荐编号"),
    "recommended_on": _("推荐日期"),
    "expires_on": _("有效期"),
    "fair.name": _("招聘会"),
    "fair_date": _("招聘会日期"),
    "place": _("招聘会地点"),
    "registered_on": _("登记日期"),
    "worker": _("登记人"),
    "name": _("姓名"),
    "categories": _("人员类别"),
    "kind": _("回访类型"),
    "origin": _("来源"),
    "county_bureau_name": _("报送单位"),
    "year": _("年份"),
    "q": _("季度"),
    "notice_from": _("公示开始"),
    "notice_to": _("公示结束"),
    "n": _("工作日数"),
    "village": _("村"),
    "request_no": _("委托编号"),
    "received_on": _("受理日期"),
}
_SLOTS = {words: slot for slot, words in WORDS.items()}
_BRACES = re.compile(r"\{([\w.]+)[^}]*\}")
_WORDED = re.compile(r"\{([^{}]*)\}")


def shown(text: str) -> str:
    """A template of a form as its editor shows it."""
    return _BRACES.sub(lambda slot: f"{{{WORDS.get(slot[1], slot[1])}}}", text)


def kept(text: str) -> str:
    """What was typed in the editor as the form keeps it; other words in braces stay as they are."""
    return _WORDED.sub(lambda found: f"{{{_SLOTS.get(found[1].strip(), found[1])}}}", text)
