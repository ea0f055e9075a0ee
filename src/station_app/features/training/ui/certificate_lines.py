"""The lines of a class's register: every trainee, whether she graduates and why not, and each paper she was given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from station_app.core import codes
from station_app.core.texts import _
from station_app.features.people.fields import PERSON
from station_app.features.training.fields import CERTIFICATE
from station_app.features.training.rules import attendance
from station_app.features.training.service.rows import CertificateRow, TraineeRow
from station_app.features.training.ui.class_view import ClassView, would_graduate
from station_app.ui.columns import Column, column


@dataclass(frozen=True)
class Line:
    """One trainee in the register; `certificate` is None before numbering."""

    id: str
    trainee: TraineeRow
    graduates: str
    why_not: str
    certificate: CertificateRow | None


def lines_of(view: ClassView) -> list[Line]:
    """The register in roster order; void certificates have a line of their own."""
    lines = []
    of_trainee: dict[str, list[CertificateRow]] = {}
    for row in view.certificates:
        of_trainee.setdefault(row.enrolment_id, []).append(row)
    for trainee in view.detail.trainees:
        outcome = would_graduate(trainee, view.detail.row)
        word = _("结业") if outcome.graduated else _("不结业")
        why = codes.table("failure_cause").label(outcome.cause)
        if _is_open(trainee, outcome.cause):
            word, why = _("未定"), ""
        held: list[CertificateRow | None] = [*of_trainee.get(trainee.id, ())]
        lines += [Line(row.id if row else trainee.id, trainee, word, why, row) for row in held or [None]]
    return lines


def _is_open(trainee: TraineeRow, cause: str) -> bool:
    """Marks or scores that are still missing can change what would come out now."""
    if trainee.graduated is not None or trainee.state == "dropped" or trainee.standing.code == attendance.LOST:
        return False
    return trainee.standing.open_count > 0 or not trainee.hours_due or cause == "exam_missing"


def _of_certificate(name: str) -> Any:
    return lambda line: getattr(line.certificate, name) if line.certificate is not None else None


def _received(line: Line) -> str:
    """Her own name, or who came for her and how they are related."""
    return received_text(line.certificate) if line.certificate is not None else ""


def received_text(row: CertificateRow) -> str:
    """王秀英（女儿）."""
    return f"{row.received_by}（{row.received_relation}）" if row.received_relation else row.received_by


COLUMNS: tuple[Column, ...] = (
    Column("trainee_no", _("学号"), lambda line: line.trainee.trainee_no, str, "center", 44),
    column(PERSON["name"], get=lambda line: line.trainee.name, width=118, stretch=True),
    Column("rate", _("出勤率"), lambda line: line.trainee.rate_text, str, "center", 64),
    Column("graduates", _("结业"), lambda line: line.graduates, str, "left", 62),
    Column("why_not", _("原因"), lambda line: line.why_not, str, "left", 80),
    column(CERTIFICATE["certificate_no"], get=_of_certificate("certificate_no"), label=_("证书编号"), width=204),
    column(CERTIFICATE["type"], get=_of_certificate("type"), width=120, is_offered=True),
    column(CERTIFICATE["issued_on"], get=_of_certificate("issued_on"), width=96),
    column(CERTIFICATE["state"], get=_of_certificate("state"), width=62),
    column(CERTIFICATE["received_by"], get=_received, width=100),
)


def tone_of(line: Line, name: str) -> str:
    """Graduates in the accent, what is out of force grey."""
    if name == "graduates":
        return {_("结业"): "accent", _("不结业"): "bad"}.get(line.graduates, "soft")
    if name == "state" and line.certificate is not None and line.certificate.state in ("voided", "reissued"):
        return "soft"
    return ""
