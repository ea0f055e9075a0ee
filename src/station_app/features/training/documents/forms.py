"""Which forms a class fills, and how: the registry behind preview, command line and archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.grid import Fill, FilledForm, TableForm
from station_app.documents.sources import Asked, FormSource
from station_app.features.training.documents.application import application
from station_app.features.training.documents.certificates import print_certificates
from station_app.features.training.documents.filling import certificate_values, class_sheet
from station_app.features.training.documents.hand_out import hand_out
from station_app.features.training.documents.roster import roster
from station_app.features.training.documents.scores import scores
from station_app.features.training.documents.sign_in import sign_in, sign_in_days
from station_app.features.training.documents.survey import summary_of, survey, survey_summary
from station_app.features.training.documents.timetable import timetable
from station_app.features.training.documents.values import ClassSheet

CERTIFICATE_FORM = "F06"
Parts = Callable[[Any, TableForm, ClassSheet, Asked], Sequence[FilledForm]]


def _drawn(form_id: str, parts: Parts) -> Callable[[Any, Asked], bytes]:
    def draw(session: Any, asked: Asked) -> bytes:
        from station_app.documents.table import draw_forms  # noqa: PLC0415 - reportlab, not before the first print
        from station_app.features.station.service.form_layouts import station_form  # noqa: PLC0415 - SQLAlchemy

        sheet = class_sheet(session, asked.record_id)
        return draw_forms(parts(session, station_form(session, form_id), sheet, asked))

    return draw


def _summary(session: Any, form: TableForm, sheet: ClassSheet, asked: Asked) -> Sequence[FilledForm]:
    from station_app.features.training.service.survey import survey_of  # noqa: PLC0415 - SQLAlchemy

    return [survey_summary(form, sheet, summary_of(survey_of(session, asked.record_id)), asked.fill)]


def _hand_out(session: Any, form: TableForm, sheet: ClassSheet, asked: Asked) -> Sequence[FilledForm]:
    certificates = []
    if asked.fill is not Fill.BLANK:
        certificates = certificate_values(session, asked.record_id)
        certificates += certificate_values(session, asked.record_id, statements=True)
    return [hand_out(form, sheet, certificates, asked.fill, whole=asked.whole)]


def _certificates(session: Any, asked: Asked) -> bytes:
    if asked.fill is Fill.BLANK:
        return blank_form_pdf(session, CERTIFICATE_FORM)
    values = certificate_values(session, asked.record_id)
    return print_certificates(session, [each for each in values if not asked.keys or each.certificate_no in asked.keys])


def _of_class(form_id: str, parts: Parts, *, has_numbers: bool = False) -> FormSource:
    return FormSource(form_id, "training_class", _drawn(form_id, parts), has_numbers)


FORMS: tuple[FormSource, ...] = (
    _of_class("F01", lambda _s, form, sheet, asked: [application(form, sheet, asked.fill)]),
    _of_class(
        "F02",
        lambda _s, form, sheet, asked: [roster(form, sheet, asked.fill, whole=asked.whole)],
        has_numbers=True,
    ),
    _of_class("F03", lambda _s, form, sheet, asked: [timetable(form, sheet, asked.fill)]),
    _of_class("F04", lambda _s, form, sheet, asked: sign_in(form, sheet, asked.fill, asked.day), has_numbers=False),
    _of_class("F04b", lambda _s, form, sheet, asked: sign_in_days(form, sheet, asked.fill), has_numbers=False),
    _of_class(
        "F05",
        lambda _s, form, sheet, asked: [scores(form, sheet, asked.fill, whole=asked.whole)],
        has_numbers=True,
    ),
    FormSource(CERTIFICATE_FORM, "training_class", _certificates, ways=(Fill.FILLED,)),
    _of_class("F07", _hand_out, has_numbers=True),
    _of_class("F08", lambda _s, form, sheet, asked: [survey(form, sheet, asked.fill)]),
    _of_class("F08b", _summary),
)
"""A feature that fills more forms lists its own; a new form is a description in forms.json and a line like these."""


def form_source(form_id: str) -> FormSource | None:
    """What fills a form from a class; None for the forms of features that are not there yet."""
    return next((source for source in FORMS if source.form_id == form_id), None)


def form_pdf(session: Any, form_id: str, asked: Asked) -> bytes:
    """Any described form: filled from a class where it can be, else blank. Refused as its source says."""
    source = form_source(form_id)
    return source.draw(session, asked) if source is not None else blank_form_pdf(session, form_id)


def blank_form_pdf(session: Any, form_id: str) -> bytes:
    """Any described form with nothing on it, in the station's own wording. Refused for the certificate."""
    from station_app.documents.sources import blank_pdf  # noqa: PLC0415
    from station_app.features.station.service.form_layouts import station_form  # noqa: PLC0415 - SQLAlchemy

    if form_id == CERTIFICATE_FORM:
        raise Refused(_("证书没有空白表：每张都有编号和姓名。请先给班里结业的学员编号。"))
    return blank_pdf(station_form(session, form_id))
