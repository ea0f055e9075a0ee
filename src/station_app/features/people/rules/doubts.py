"""What looks wrong in a person's record without being refused: the clerk looks again (domain.md §1.4, R-60)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from station_app.core import names
from station_app.core.checks import Problem
from station_app.core.dates import age_on
from station_app.core.texts import _
from station_app.features.people.rules.rows import LEFT_BEHIND_WOMAN

_MARRIED = ("20", "21", "22", "23")
_GUARDIAN_UNDER, _MINOR_UNDER = 14, 18


def doubts(values: Mapping[str, Any]) -> list[Problem]:
    """Warnings, each at its field; nothing here keeps a record from being saved."""
    return [*_certificate(values), *_left_behind(values), *_account(values), *_consent(values)]


def needs_guardian(values: Mapping[str, Any]) -> bool:
    """Whether the person was under 14 on the day of the consent: a guardian must have given it."""
    return _age_at_consent(values) < _GUARDIAN_UNDER


def _age_at_consent(values: Mapping[str, Any]) -> int:
    born, day = values.get("birth_date"), values.get("consent_date")
    known = isinstance(born, dt.date) and isinstance(day, dt.date) and day >= born
    return age_on(born, day) if known else _MINOR_UNDER  # type: ignore[arg-type]


def _certificate(values: Mapping[str, Any]) -> list[Problem]:
    """The first 18 of a disability certificate are the ID number, 19 is the kind, 20 the grade (V:S11)."""
    number = (values.get("disability_cert_no") or "").strip().upper()
    if not number:
        return []
    found = []
    id_number, kind, grade = (values.get(n) or "" for n in ("id_number", "disability_category", "disability_grade"))
    if id_number and number[:18] != id_number:
        found.append(_("残疾证号前 18 位与身份证号不同"))
    if len(number) < 20:
        found.append(_("残疾证号应为 20 位（补证的 22 位）"))
    if len(number) >= 19 and kind and number[18] != kind:
        found.append(_("残疾证号第 19 位与残疾类别不同"))
    if len(number) >= 20 and grade and number[19] != grade:
        found.append(_("残疾证号第 20 位与残疾等级不同"))
    return [Problem("disability_cert_no", sentence, "DISABILITY_CERT") for sentence in found]


def _left_behind(values: Mapping[str, Any]) -> list[Problem]:
    if LEFT_BEHIND_WOMAN not in (values.get("categories") or ()):
        return []
    if values.get("sex") == "1":
        return [Problem("categories", _("类别是留守妇女，性别却是男"), "R-60")]
    status = values.get("marital_status")
    if status and status not in _MARRIED:
        return [Problem("categories", _("类别是留守妇女，婚姻状况却不是已婚"), "R-60")]
    return []


def _account(values: Mapping[str, Any]) -> list[Problem]:
    found = []
    holder, name = values.get("account_name") or "", values.get("name") or ""
    if holder and name and names.match_key(holder) != names.match_key(name):
        found.append(Problem("account_name", _("开户名与姓名不同"), "ACCOUNT_NAME"))
    account = values.get("bank_account") or ""
    if account.isdigit() and len(account) in (16, 19) and not _luhn(account):
        found.append(Problem("bank_account", _("银行账号的校验位不对，可能输错"), "LUHN"))
    return found


def _consent(values: Mapping[str, Any]) -> list[Problem]:
    if _GUARDIAN_UNDER <= _age_at_consent(values) < _MINOR_UNDER and not values.get("consent_guardian"):
        return [Problem("consent_guardian", _("采集时未满 18 周岁，一般由监护人同意"), "MINOR")]
    return []


def _luhn(digits: str) -> bool:
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits))]
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
