"""What would be gone after a restore, in the words of the records, for whoever has to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from station_app.core.errors import Trouble
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.features.station.service.trail import record_labels
from station_app.storage import keys, lost
from station_app.storage.copies import Copy

_MOST = 8


@dataclass(frozen=True)
class LostWords:
    """A heading and one line a kind of record."""

    heading: str
    lines: tuple[str, ...] = ()
    is_harmless: bool = False
    """The copy holds everything that is there now."""


def has_data(folder: StationFolder) -> bool:
    """Whether there is anything that a copy would take the place of; not on a new computer."""
    return any(place.exists() for place in (folder.database, *keys.places(folder)))


def what_is_lost(
    folder: StationFolder, copy: Copy, data_key: bytes | None, load_models: Callable[[], object]
) -> LostWords:
    """The present data beside the copy; when they cannot be read, that is said instead. Reads only."""
    if not has_data(folder):
        made = _when(copy)
        return LostWords(_("恢复后，接着用 {made} 做这份副本时的数据。").format(made=made), is_harmless=True)
    if data_key is None or not folder.database.is_file():
        return _unknown(copy, _("现在的数据打不开，比较不了。"))
    try:
        found = lost.compare(folder.database, copy, data_key)
    except Trouble:
        return _unknown(copy, _("现在的数据文件或这份副本读不完整，比较不了。"))
    if found is None:
        return _unknown(copy, _("这份副本用的是另一把密钥（另一个站，或重新建站以前的），比较不了。"))
    load_models()
    labels = record_labels()
    kinds = sorted({*found.new, *found.changed}, key=lambda name: -found.new.get(name, 0) - found.changed.get(name, 0))
    lines = [
        _("{label}：{said}").format(label=labels[name], said=_said(found.new.get(name, 0), found.changed.get(name, 0)))
        for name in kinds
        if name in labels
    ]
    if len(lines) > _MOST:
        lines = [*lines[:_MOST], _("还有 {n} 种记录").format(n=len(lines) - _MOST)]
    if found.back:
        number = sum(found.back.values())
        lines.append(_("另有 {n} 条现在没有、副本里有的记录会回来").format(n=number))
    if found.is_nothing:
        return LostWords(_("不会丢什么：这份副本里有现在的全部记录。"), tuple(lines), is_harmless=True)
    return LostWords(_("恢复后，副本做好以后的这些录入会没有："), tuple(lines))


def _said(new: int, changed: int) -> str:
    parts = []
    if new:
        parts.append(_("新登记的 {n} 条没有了").format(n=f"{new:,}"))
    if changed:
        parts.append(_("{n} 条变回原来的样子").format(n=f"{changed:,}"))
    return "，".join(parts)


def _unknown(copy: Copy, why: str) -> LostWords:
    return LostWords(_("{why}{made} 以后录入的内容，恢复后要重新录入。").format(why=why, made=_when(copy)))


def _when(copy: Copy) -> str:
    return copy.made_at[:16].replace("T", " ")
