"""A list from the screen on A4: upright or across by its width, head on every page, page n of N."""

from __future__ import annotations

from station_app.core.dates import long_date
from station_app.core.listing import Listing
from station_app.core.texts import _
from station_app.documents.grid import Align, Column, FilledForm, TableForm
from station_app.documents.page import LANDSCAPE, PORTRAIT
from station_app.documents.table import draw_form

MM_PER_PIXEL = 25.4 / 96
_ROW = 7.0
_LEAST = 9.0
_ALIGN: dict[str, Align] = {"left": "left", "right": "right", "center": "centre"}


def listing_pdf(listing: Listing) -> bytes:
    """The list as a PDF; Refused when a character cannot be printed or a cell is higher than a page."""
    natural = [max(_LEAST, column.width * MM_PER_PIXEL) for column in listing.columns]
    landscape = sum(natural) > PORTRAIT.usable
    paper = LANDSCAPE if landscape else PORTRAIT
    scale = paper.usable / sum(natural)
    columns = tuple(
        Column(column.label, width * scale, str(at), _ALIGN[column.align])
        for at, (column, width) in enumerate(zip(listing.columns, natural, strict=True))
    )
    count = _("共 {n:,} 行").format(n=len(listing.rows))
    values = {
        "station": listing.station,
        "day": long_date(listing.day) if listing.day else "",
        "count": count,
        "filters": listing.filters,
    }
    form = TableForm(
        form_id="",
        title=listing.title,
        landscape=landscape,
        subtitle="",
        header=tuple(f"{{{name}}}" for name, text in values.items() if text),
        columns=columns,
        rows_per_page=len(listing.rows) + 1,
        row_height=_ROW,
        sign=(),
    )
    rows = [
        {str(at): str(value).replace("\t", " ") for at, value in enumerate(row) if value is not None}
        for row in listing.rows
    ]
    return draw_form(FilledForm(form, values, rows))
