"""People and households in the station's care (domain.md §1.3–1.5), and what came in by which file."""

from station_app.core.fields import Field, Record
from station_app.core.kinds import (
    Account,
    CardNumber,
    Code,
    Codes,
    Date,
    Division,
    IdNumber,
    Integer,
    Money,
    Name,
    Phone,
    Photo,
    Reference,
    Text,
)
from station_app.core.texts import _

HOUSEHOLD = Record(
    "household",
    _("家庭"),
    (
        Field("household_no", _("家庭编号"), Text(20), required=True, computed=True, unique=True),
        Field("head_name", _("户主"), Text(50), computed=True),
        Field("village_code", _("所属村代码"), Division(), required=True, indexed=True),
        Field("village", _("所属村(社区)"), Text(40), required=True),
        Field("group_name", _("村民小组"), Text(20)),
        Field("address", _("住址"), Text(100), required=True),
        Field("member_count", _("家庭人口"), Integer(0, 99)),
        Field("member_count_reason", _("人口改动原因"), Text(60), hint=_("与系统内人数不同时填写，如：两人外迁未销户")),
        Field("labour_count", _("劳动力人数"), Integer(0, 99), computed=True),
        Field("categories", _("救助类别"), Codes("assistance_category")),
        Field("categories_from", _("救助起"), Date()),
        Field("categories_to", _("救助止"), Date()),
        Field("assistance_cert_no", _("救助证号"), Text(30)),
        Field("covered_count", _("保障人数"), Integer(0, 99)),
        Field("monthly_benefit", _("月救助金"), Money()),
        Field("annual_income", _("家庭年收入"), Money()),
        Field("income_per_head", _("家庭人均年收入"), Money(), computed=True),
        Field("hardship_causes", _("致困原因"), Codes("hardship_cause"), hint=_("第一个为主因")),
        Field("housing_note", _("居住状况"), Text(100)),
        Field("student_count", _("在读学生数"), Integer(0, 20)),
        Field("care_need_count", _("需照料人数"), Integer(0, 20)),
        Field("contact_cadre", _("包联干部"), Text(40)),
        Field("merged_into", _("已并入"), Reference("household"), computed=True),
    ),
)

PERSON = Record(
    "person",
    _("人员"),
    (
        Field("name", _("姓名"), Name(), required=True),
        Field("name_pinyin", _("姓名拼音"), Text(200), computed=True, indexed=True),
        Field("former_name", _("曾用名"), Text(50)),
        Field("id_document_type", _("证件类型"), Code("id_document_type"), required=True, default="1"),
        Field("id_number", _("身份证号"), IdNumber(), required=True, unique=True, indexed=True),
        Field("sex", _("性别"), Code("sex"), required=True),
        Field("birth_date", _("出生日期"), Date(past=True), required=True),
        Field("ethnic_group", _("民族"), Code("ethnic_group"), required=True, default="01"),
        Field("education", _("学历"), Code("education"), required=True),
        Field("marital_status", _("婚姻状况"), Code("marital_status")),
        Field("political_status", _("政治面貌"), Code("political_status")),
        Field("register_type", _("户口性质"), Code("household_register_type")),
        Field("register_village", _("户籍地"), Division()),
        Field("village", _("所在村(社区)"), Text(40), indexed=True),
        Field("address", _("现住址"), Text(100), required=True),
        Field("phone", _("手机"), Phone()),
        Field("contact_name", _("备用联系人"), Text(40)),
        Field("contact_phone", _("备用电话"), Phone()),
        Field("household_id", _("所属家庭"), Reference("household")),
        Field("relation_to_head", _("与户主关系"), Code("family_relation")),
        Field("health_status", _("健康状况"), Code("health_status")),
        Field("disability_cert_no", _("残疾证号"), CardNumber(22)),
        Field("disability_category", _("残疾类别"), Code("disability_category")),
        Field("disability_grade", _("残疾等级"), Code("disability_grade")),
        Field("categories", _("人员类别"), Codes("assistance_category"), required=True),
        Field("primary_category", _("主类别(统计)"), Code("assistance_category"), computed=True),
        Field("labour_ability", _("劳动能力"), Code("labour_ability")),
        Field("communication_ability", _("沟通能力"), Code("communication_ability")),
        Field("work_willingness", _("就业意愿"), Code("work_willingness")),
        Field("min_wage_wish", _("最低月薪期望"), Money()),
        Field("distance_limit", _("距离限制"), Code("distance_limit")),
        Field("employment_status", _("就业状态"), Code("employment_status"), required=True, default="9"),
        Field("bank_account", _("银行账号(一卡通)"), Account()),
        Field("bank_name", _("开户行"), Text(40)),
        Field("account_name", _("开户名"), Text(50)),
        Field("consent_date", _("同意采集日期"), Date(past=True), required=True),
        Field("consent_guardian", _("代为同意的监护人"), Text(40), hint=_("未满 14 周岁必填")),
        Field("consent_scan", _("同意书扫描件"), Reference("attachment")),
        Field("photo", _("照片"), Photo()),
        Field("responsible", _("负责社工"), Text(40)),
        Field("person_state", _("状态"), Text(10), default="normal", computed=True),
        Field("state_on", _("状态日期"), Date(past=True), computed=True),
        Field("state_reason", _("状态说明"), Text(200), computed=True),
        Field("merged_into", _("已并入"), Reference("person"), computed=True),
    ),
)

PERSON_CATEGORY = Record(
    "person_category",
    _("类别记录"),
    (
        Field("person_id", _("人员"), Reference("person"), required=True),
        Field("category", _("类别"), Code("assistance_category"), required=True),
        Field("valid_from", _("起"), Date(), required=True),
        Field("valid_to", _("止"), Date()),
        Field("evidence_no", _("证明/文号"), Text(40)),
        Field("source", _("来源"), Code("category_source"), required=True, default="入户"),
    ),
)

PERSON_SKILL = Record(
    "person_skill",
    _("技能"),
    (
        Field("person_id", _("人员"), Reference("person"), required=True),
        Field("trade", _("工种"), Code("training_trade"), required=True, indexed=True),
        Field("skill_level", _("等级"), Code("skill_level"), required=True),
        Field("gained_on", _("取得日期"), Date(past=True), required=True),
        Field("source", _("来源"), Code("skill_source"), required=True),
        Field("certificate_no", _("证书编号"), Text(40)),
        Field("verified_by", _("核实人"), Text(40), hint=_("空着表示自述未核实")),
        Field("origin_kind", _("来源记录类型"), Text(40), computed=True),
        Field("origin_id", _("来源记录"), Text(32), computed=True, indexed=True),
        Field("withdrawn_on", _("收回日期"), Date(), computed=True),
        Field("withdrawn_reason", _("收回原因"), Text(200), computed=True),
    ),
)

MERGE = Record(
    "record_merge",
    _("合并记录"),
    (
        Field("entity", _("类型"), Text(40), required=True),
        Field("kept_id", _("保留"), Text(32), required=True, indexed=True),
        Field("gone_id", _("并入"), Text(32), required=True, indexed=True),
        Field("outcome", _("结果"), Text(10), required=True),
        Field("title", _("说明"), Text(200)),
        Field("moved", _("改动明细"), Text(200_000)),
    ),
)

SAVED_FILTER = Record(
    "saved_filter",
    _("筛选"),
    (
        Field("name", _("名称"), Text(20), required=True, unique=True),
        Field("conditions", _("条件"), Text(4000), required=True, computed=True),
    ),
)
"""Conditions over columns of the people list as JSON; the whole station shares them, no person is named."""

SENDER_MAPPING = Record(
    "sender_mapping",
    _("栏目对应"),
    (
        Field("sender", _("来文单位"), Text(40), required=True, hint=_("谁交来的表，如：东河村")),
        Field("header_hash", _("表头指纹"), Text(64), required=True, unique=True, computed=True),
        Field("labels", _("对应关系"), Text(8000), required=True, computed=True),
    ),
)
"""Which field each column of a sender's list fills, as JSON by label; recognised by the header, no person is named."""

IMPORT_BATCH = Record(
    "import_batch",
    _("导入批次"),
    (
        Field("file_name", _("文件名"), Text(200), required=True),
        Field("file_hash", _("文件指纹"), Text(64), required=True, indexed=True),
        Field("import_kind", _("导入为"), Text(40), required=True),
        Field("accepted_count", _("入库人数"), Integer()),
        Field("rejected_count", _("未入库行数"), Integer()),
        Field("undone", _("已撤销"), Text(10)),
    ),
)
