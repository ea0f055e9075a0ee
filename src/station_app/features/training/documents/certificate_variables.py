"""What a layout of a certificate may show."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.core.texts import _
from station_app.documents.certificate_page import CertificatePage
from station_app.documents.variables import Variable, Variables
from station_app.features.training.documents.values import CertificateValues

_LONG_NAME = "古丽巴哈尔·阿卜杜热合曼·吐尔逊江"
_LONG_ISSUER = "城郊回族土家族苗族自治县城关街道办事处社会工作服务站"
_BODY = _(
    "{name}（身份证号：419901198001011235）于2023年2月15日至2023年2月17日参加{issuer}举办的"
    "2023年第一期留守妇女面点技术培训班学习，共24课时，经考核成绩合格，准予结业。\n特发此证。"
)


@dataclass(frozen=True)
class CertificateText:
    """One certificate: its frozen values, and what they say in its wording."""

    values: CertificateValues
    page: CertificatePage
    words: dict[str, str]
    """What the wording may show: 开始, 工种, 成绩 …"""


def _variable(name: str, label: str, sample: str, longest: str = "") -> Variable:
    """One that the wording words."""
    return Variable(name, label, sample, longest or sample, lambda one: str(getattr(one.page, name)))


def _value(name: str, label: str, sample: str, longest: str = "") -> Variable:
    """One that is frozen as it is."""
    return Variable(name, label, sample, longest or sample, lambda one: str(getattr(one.values, name)))


def _word(name: str, label: str, sample: str, longest: str = "") -> Variable:
    """One of the wording's own slots."""
    return Variable(name, label, sample, longest or sample, lambda one: one.words[name])


VARIABLES = Variables(
    (
        _variable("title", _("标题"), _("结业证书")),
        _variable("name", _("姓名"), "王秀兰", _LONG_NAME),
        Variable(
            "body",
            _("正文"),
            _BODY.format(name="王秀兰", issuer="城郊乡社会工作服务站"),
            _BODY.format(name=_LONG_NAME, issuer=_LONG_ISSUER),
            lambda one: f"{one.page.before_name}{one.page.name}{one.page.after_name}",
        ),
        _variable("number_line", _("“证书编号：…”"), _("证书编号：{no}").format(no="419901300-2023-001-001")),
        _value("certificate_no", _("编号"), "419901300-2023-001-001"),
        _value("id_number", _("身份证号"), "419901198001011235"),
        _word("sex", _("性别"), _("女")),
        _word("birth_month", _("出生年月"), "1980年1月", "1980年12月"),
        _value("class_name", _("班名"), "2023年第一期留守妇女面点技术培训班"),
        _value("organiser", _("主办单位"), "城郊乡社会工作服务站", _LONG_ISSUER),
        _value("hours", _("课时"), "24", "1200.5"),
        _word("start", _("开始日期"), "2023年2月15日", "2023年12月15日"),
        _word("end", _("结束日期"), "2023年2月17日", "2023年12月27日"),
        _word("trade", _("工种"), _("中式面点师"), _("农业生产、农产品加工、农村服务专业人员")),
        _word("skill_level", _("培训等级"), _("普通培训"), _("五级/初级工")),
        _word("theory_score", _("理论成绩"), "86", "100"),
        _word("practice_score", _("实操成绩"), "91.5", "100"),
        _value("issuer", _("发证单位"), "城郊乡社会工作服务站", _LONG_ISSUER),
        _variable(
            "issuer_line",
            _("“发证单位（盖章）：…”"),
            _("发证单位（盖章）：{issuer}").format(issuer="城郊乡社会工作服务站"),
            _("发证单位（盖章）：{issuer}").format(issuer=_LONG_ISSUER),
        ),
        Variable(
            "date", _("发证日期"), "2023年2月17日", "二〇二三年十二月二十七日", lambda one: str(one.page.date_line)
        ),
        _variable("mark", _("“补发”"), "", _("补发")),
        _variable("qr_note", _("二维码下的说明"), _("防伪校验码")),
        Variable(
            "qr",
            _("二维码"),
            "419901300-2023-001-001",
            "SW1:" + "A" * 527,
            lambda one: str(one.page.proof or one.page.number),
        ),
    )
)
