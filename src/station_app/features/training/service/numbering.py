"""How the station numbers its certificates (R-24): the pattern in force when a class began, filled and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.features.station.rules import number_pattern
from station_app.features.station.service import find_station, rule_value
from station_app.features.training.model import Certificate, TrainingClass
from station_app.storage import records

_TOWNSHIP_DIGITS = 9


@dataclass(frozen=True)
class Numbering:
    """What makes the number of a trainee of one class."""

    pattern: str
    township: str
    short_name: str
    class_no: str
    missing: str = ""
    """Why no number can be made yet, in words; '' when all is there."""

    def number(self, trainee_no: int) -> str:
        """411328300-2023-003-012."""
        return number_pattern.fill(
            self.pattern,
            township=self.township,
            short_name=self.short_name,
            class_no=self.class_no,
            trainee_no=trainee_no,
        )


def numbering_of(session: Session, found: TrainingClass) -> Numbering:
    """The pattern of the day on which the class began, with what the station fills in."""
    pattern = rule_value(session, "certificate_number", found.start_date)
    station = find_station(session)
    code, name = (station.division_code, station.short_name) if station else ("", "")
    missing = ""
    if station is None or not station.name:
        missing = _("站名还没有填，请先在设置中补填。")
    elif f"{{{number_pattern.TOWNSHIP}}}" in pattern and len(code) < _TOWNSHIP_DIGITS:
        missing = _("站名或区划代码还没有填全（证书编号要用 9 位乡镇代码），请先在设置中补填。")
    elif f"{{{number_pattern.SHORT_NAME}}}" in pattern and not name:
        missing = _("证书编号要用站的简称，请先在设置中补填。")
    return Numbering(pattern, code[:_TOWNSHIP_DIGITS].ljust(_TOWNSHIP_DIGITS, "0"), name, found.class_no, missing)


def numbering_of_class(session: Session, class_id: str) -> Numbering:
    """The same by the class's key."""
    return numbering_of(session, records.get(session, TrainingClass, class_id))


def refuse_used(session: Session, numbers: Iterable[str]) -> None:
    """No number is given twice, whatever the pattern was changed to. Refused naming the first one that is used."""
    wanted = list(numbers)
    query = select(Certificate.certificate_no, Certificate.name).where(Certificate.certificate_no.in_(wanted))
    used = session.execute(query.order_by(Certificate.certificate_no)).first()
    if used is not None:
        text = _("编号 {number} 已经用过（{name}），同一个号不能给两个人。请先到“设置 · 规则”核对证书编号的规则。")
        raise Refused([Problem("", text.format(number=used[0], name=used[1]), "NUMBER_USED")])
