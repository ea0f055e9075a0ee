"""Whose words stand in the boxes while a layout is made: invented ones, or of the longest name of a class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.fonts import CERTIFICATE
from station_app.documents.layout import Box, Layout
from station_app.features.training import documents, service
from station_app.features.training.documents.certificate_variables import VARIABLES
from station_app.features.training.service.proofs import SPECIMEN

USUAL, LONGEST = "", "longest"


@dataclass(frozen=True)
class Sample:
    """What the boxes show."""

    values: Mapping[str, str]
    who: str
    """For a refusal, and beside the choice: 样张 or the name."""
    values_of: tuple[documents.CertificateValues, ...] = ()
    """Of everybody in the class, the longest name first; empty for invented words."""
    photo: bytes = b""
    """Of whom the boxes speak; empty for invented words, or who has none."""


def invented(*, longest: bool) -> Sample:
    """The registry's samples."""
    values = VARIABLES.samples(longest=longest)
    return Sample({**values, "qr": values["qr"] if longest else SPECIMEN}, _("样张"))


def of_class(session: Any, class_id: str) -> Sample:
    """A class's certificates, or what numbering would make of everybody on its roll; Refused when nobody is."""
    rows = service.list_certificates(session, class_id)
    if not rows:
        detail = service.get_class(session, class_id)
        keys = [trainee.id for trainee in detail.trainees if trainee.dropped_on is None]
        day: dt.date = detail.row.end_date
        rows = service.planned_certificates(session, class_id, day, "P", keys) if keys else []
    if not rows:
        raise Refused(_("这个班还没有学员，先用样张看。"))
    values = sorted(
        (documents.values_of(row) for row in rows), key=lambda one: CERTIFICATE.width(one.name, 1), reverse=True
    )
    shown = values[0]
    return Sample(documents.shown_values(shown), shown.name, tuple(values), documents.photo_of(session, shown))


def sample_pdf(layout: Layout, sample: Sample, *, on_screen: bool = False) -> bytes:
    """One page marked 样张, so that nobody takes it for a certificate; of a class that of the longest name.

    Refused as printing certificates is, for anybody of the class.
    """
    from station_app.documents.layout_draw import LayoutPage, draw_layout  # noqa: PLC0415 - reportlab

    VARIABLES.check(layout)
    if sample.values_of:
        documents.laid_out_pdf(sample.values_of, layout)
    high = min(60.0, layout.height_mm)
    mark = Box(
        "",
        "text",
        0,
        (layout.height_mm - high) / 2,
        layout.width_mm,
        high,
        _("样　张"),
        size=110,
        min_size=20,
        align="centre",
        valign="middle",
        wrap=False,
        colour="d9d9d9",
    )
    marked = replace(layout, boxes=(mark, *layout.boxes))
    return draw_layout(
        marked, [LayoutPage(sample.who, dict(sample.values), sample.photo)], layout.title, on_screen=on_screen
    )
