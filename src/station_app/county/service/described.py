"""What people call a kind of record and its columns, and how a value of a package is shown."""

from __future__ import annotations

import datetime as dt

import station_app.models  # noqa: F401 - completes the records
from station_app.core.fields import Record
from station_app.core.kinds import Boolean, Codes, Date, Time
from station_app.core.texts import _
from station_app.storage.base import Synced

_OTHERS = {"voided_at": _("作废时间"), "void_reason": _("作废原因"), "note": _("备注")}


def record_label(record: str) -> str:
    """人员, 培训班; an unknown one by its name."""
    described = _described(record)
    return described.label if described is not None else record


def field_label(record: str, field: str) -> str:
    """手机, 姓名; an unknown one by its name."""
    described = _described(record)
    if described is not None and field in described:
        return described[field].label
    return _OTHERS.get(field, field)


def value_text(record: str, field: str, value: object, *, whole: bool = False) -> str:
    """A value as its field shows it, numbers of people masked (R-50) unless `whole`; an empty one is said."""
    if value is None or value == "":
        return _("（空）")
    described = _described(record)
    kind = described[field].kind if described is not None and field in described else None
    if kind is None:
        return str(value)
    stored: object = value
    if isinstance(kind, Codes):
        stored = tuple(code for code in str(value).split(",") if code)
    elif isinstance(kind, Boolean):
        stored = bool(value)
    elif isinstance(kind, Date):
        stored = dt.date.fromisoformat(str(value))
    elif isinstance(kind, Time):
        stored = dt.time.fromisoformat(str(value))
    return str(kind.format(stored) if whole else kind.mask(stored))


def _described(record: str) -> Record | None:
    return next((model.describes for model in Synced.__subclasses__() if model.__tablename__ == record), None)
