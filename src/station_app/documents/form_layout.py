"""A station's own wording and columns on a shipped form: applied when it prints, checked when it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from station_app.core.checks import Problem, Refused
from station_app.core.texts import _
from station_app.documents.grid import Column, GridRow, TableForm

Changes = Mapping[str, Any]
"""What differs from the shipped form: title, subtitle (texts), header, sign, printed_notes (lists), labels (box name →
label), columns (list of {name, label, width, on} in order). What is not named stays as it is shipped."""

LEAST, WIDEST_LABEL = 6.0, 40
_LISTS = ("header", "sign", "printed_notes")


def with_changes(form: TableForm, changes: Changes) -> TableForm:
    """The form as the station wants it; names that the form does not have (any more) are passed over."""
    if not changes:
        return form
    texts = {name: str(changes[name]) for name in ("title", "subtitle") if name in changes}
    lists = {name: tuple(str(each) for each in changes[name]) for name in _LISTS if name in changes}
    labels = changes.get("labels", {})
    grid = tuple(
        GridRow(row.height, tuple(replace(cell, label=labels.get(cell.name, cell.label)) for cell in row.cells))
        for row in form.grid
    )
    columns = _columns(form, changes["columns"]) if "columns" in changes else form.columns
    return replace(form, **texts, **lists, grid=grid, columns=columns)  # type: ignore[arg-type]


def _columns(form: TableForm, wanted: Sequence[Mapping[str, Any]]) -> tuple[Column, ...]:
    known = {column.name: column for column in form.columns}
    return tuple(
        replace(known[each["name"]], label=each["label"], width=float(each["width"]))
        for each in wanted
        if each.get("on", True) and each["name"] in known
    )


def check_changes(form: TableForm, changes: Changes) -> None:
    """Refused with a sentence: a title without words, a column too narrow, widths that do not fill the page."""
    problems = []
    if "title" in changes and not str(changes["title"]).strip():
        problems.append(Problem("title", _("标题不能空着。"), "REQUIRED"))
    changed = with_changes(form, changes)
    for column in changed.columns:
        if not column.label.strip():
            problems.append(Problem("columns", _("有一栏没有名称，请填上，或把这一栏关掉。"), "REQUIRED"))
        elif len(column.label) > WIDEST_LABEL:
            problems.append(
                Problem("columns", _("“{label}…”太长，一栏的名称最多 40 个字。").format(label=column.label[:10]))
            )
        if column.width < LEAST:
            text = _("“{label}”只有 {width:g} 毫米宽，至少要 {least:g} 毫米。")
            problems.append(Problem("columns", text.format(label=column.label, width=column.width, least=LEAST)))
    total = round(sum(column.width for column in changed.columns), 1)
    if form.columns and not changed.columns:
        problems.append(Problem("columns", _("至少要留一栏。"), "REQUIRED"))
    elif form.columns and total != form.usable:
        problems.append(Problem("columns", width_sentence(form, total), "WIDTH"))
    if problems:
        raise Refused(problems)


def width_sentence(form: TableForm, total: float) -> str:
    """How far the widths in mm are from the paper's, for the screen while somebody types."""
    gap = round(form.usable - total, 1)
    if gap == 0:
        return _("各栏合计 {total:g} 毫米，正好占满纸宽。").format(total=total)
    if gap > 0:
        sentence = _("各栏合计 {total:g} 毫米，纸宽 {usable:g} 毫米，还差 {gap:g} 毫米，请加宽某一栏。")
    else:
        sentence = _("各栏合计 {total:g} 毫米，纸宽 {usable:g} 毫米，多出 {gap:g} 毫米，请缩窄或关掉某一栏。")
    return sentence.format(total=total, usable=form.usable, gap=abs(gap))
