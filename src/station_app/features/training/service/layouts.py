"""Layouts of certificates: those the program ships, the station's own in versions, and which is used for what.

A version with which a certificate was numbered never changes again: saving it makes the next one. Pictures are
attachments; the content names them by their hash.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station_app.core import clock
from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.documents.layout import Layout, dump_layout, load_layout
from station_app.documents.shipped_layouts import FORMAL, shipped_layouts, shipped_version
from station_app.features.station.model import Setting
from station_app.features.station.service.attachments import add_attachment
from station_app.features.training.model import Certificate, CertificateLayout, TrainingClass
from station_app.storage import audit, records
from station_app.storage.attachments import AttachmentStore

OWN = "own"
"""Names of the station's layouts: own-1, own-2 …; people see the title."""
ACTIVE, RETIRED = "active", "retired"
PICTURE = "layout"
"""Role of the attachments."""
_HASH = "sha256:"


@dataclass(frozen=True)
class LayoutRow:
    """One layout in its newest version, as lists show it."""

    id: str
    """Its name: formal, own-1."""
    title: str
    version: int
    is_shipped: bool
    is_offered: bool
    is_stock: bool
    """套打: its background is on the paper already."""
    used: int
    """Certificates numbered with any version."""
    used_for: tuple[str, ...]
    """Codes of certificate_type that the station prints with it."""
    written_at: dt.datetime | None

    @property
    def key(self) -> str:
        """formal@1."""
        return f"{self.id}@{self.version}"


def list_layouts(session: Session) -> list[LayoutRow]:
    """The shipped ones, then the station's own, each in its newest version."""
    used = _used(session)
    for_kind = {kind: usual_layout(session, kind) for kind in ("P", "C")}

    def row(layout: Layout, at: dt.datetime | None, *, offered: bool) -> LayoutRow:
        kinds = tuple(kind for kind, name in for_kind.items() if name == layout.name)
        count = sum(number for key, number in used.items() if key.split("@")[0] == layout.name)
        shipped, stock = at is None, not layout.prints_background
        return LayoutRow(layout.name, layout.title, layout.version, shipped, offered, stock, count, kinds, at)

    found = [row(each, None, offered=True) for each in shipped_layouts()]
    for name in sorted({each.name for each in records.live(session, CertificateLayout)}, key=_by_number):
        newest = _newest(session, name)
        if newest is not None:
            found.append(row(_loaded(session, newest), newest.updated_at, offered=newest.state == ACTIVE))
    return found


def get_layout(session: Session, key: str) -> Layout:
    """A version by formal@1; by its name alone the newest. Refused when the station has no such layout.

    Trouble E_ATTACHMENT_MISSING, E_ATTACHMENT_DAMAGED for its pictures.
    """
    name, _at, version = key.partition("@")
    if not version:
        shipped = next((each for each in shipped_layouts() if each.name == name), None)
        stored = _newest(session, name) if shipped is None else None
    else:
        shipped = shipped_version(key)
        same = (CertificateLayout.name == name, CertificateLayout.layout_version == int(version or 0))
        stored = next(iter(records.live(session, CertificateLayout, *same)), None) if shipped is None else None
    if shipped is not None:
        return shipped
    if stored is None:
        raise Refused(_("本站没有证书版式“{key}”，不能打印。请从安全副本恢复，或用新一点的版本。").format(key=key[:30]))
    return _loaded(session, stored)


def layouts_of(session: Session, keys: Iterable[str]) -> dict[str, Layout]:
    """The layouts of certificates by key, to be handed to the drawing; without the one that the tuned path draws."""
    return {key: get_layout(session, key) for key in dict.fromkeys(keys) if key and key != FORMAL}


def save_layout(session: Session, layout: Layout) -> Layout:
    """Keep a layout of the station's own; returns it as it is kept: in the next version when this one was used.

    A name that is none of the station's (a shipped layout, a file) gets a new one. Refused when it would not load.
    """
    stored = _newest(session, layout.name) if layout.name.startswith(f"{OWN}-") else None
    if stored is None:
        kept = replace(layout, name=_free_name(session), version=1)
        return _store(session, kept, None)
    kept = replace(layout, version=stored.layout_version)
    if dump_layout(kept) == dump_layout(_loaded(session, stored)):
        return kept
    if _used(session).get(kept.key):
        return _store(session, replace(kept, version=kept.version + 1), None)
    return _store(session, kept, str(stored.id))


def copy_layout(session: Session, key: str) -> Layout:
    """A layout of the station's own that begins as another one."""
    found = get_layout(session, key)
    titles = {row.title for row in list_layouts(session)}
    stem = re.sub(_("（副本.*）$"), "", found.title)[:32]
    title = next(
        each
        for number in range(1, 1000)
        if (each := stem + (_("（副本）") if number == 1 else _("（副本{n}）").format(n=number))) not in titles
    )
    return save_layout(session, replace(found, name=f"{OWN}-0", title=title))


def import_layout(session: Session, content: bytes) -> Layout:
    """Keep a layout file as a new layout of the station. Refused for any file that is not one, with the reason."""
    from station_app.documents.layout_draw import check_pictures  # noqa: PLC0415 - reportlab, when one comes

    found = load_layout(content)
    check_pictures(found)
    return save_layout(session, replace(found, name=f"{OWN}-0"))


def retire_layout(session: Session, name: str) -> None:
    """No longer offer an own layout; what was printed with it stays and prints as it was."""
    _set_state(session, name, RETIRED)


def offer_layout(session: Session, name: str) -> None:
    """Offer a retired one again."""
    _set_state(session, name, ACTIVE)


def usual_layout(session: Session, kind: str) -> str:
    """The name of the layout that the station prints a certificate_type with."""
    query = (
        select(Setting.value)
        .where(Setting.key == _setting(kind), Setting.voided_at.is_(None))
        .order_by(Setting.id.desc())
    )
    name = session.scalars(query.limit(1)).first() or FORMAL.split("@")[0]
    return str(name) if _is_offered(session, str(name)) else FORMAL.split("@")[0]


def choose_usual_layout(session: Session, kind: str, name: str) -> None:
    """From now on print a certificate_type with this layout, in classes that have none of their own."""
    _require_offered(session, name)
    values = {"key": _setting(kind), "valid_from": clock.today(), "value": name, "source": _("在“证书版式”里选的")}
    records.save(session, Setting, values)


def choose_layout_for_class(session: Session, class_id: str, name: str) -> None:
    """Print the certificates of one class with this layout; '' goes with the station again."""
    if name:
        _require_offered(session, name)
    found = records.get(session, TrainingClass, class_id)
    if (found.certificate_layout or "") != name:
        found.certificate_layout = name or None
        session.flush()


def layout_key_for(session: Session, found: TrainingClass, kind: str, name: str = "") -> str:
    """name@version for a paper that is numbered now: as asked, else of the class (no statements), else as usual."""
    wanted = name or ((found.certificate_layout or "") if kind == "P" else "")
    if not wanted or not _is_offered(session, wanted):
        wanted = usual_layout(session, kind)
    return get_layout(session, wanted).key


def _setting(kind: str) -> str:
    return f"certificate_layout_{kind}"


def _used(session: Session) -> dict[str, int]:
    query = select(Certificate.layout, func.count()).where(Certificate.layout.is_not(None)).group_by(Certificate.layout)
    return {str(key): count for key, count in session.execute(query)}


def _is_offered(session: Session, name: str) -> bool:
    if any(each.name == name for each in shipped_layouts()):
        return True
    newest = _newest(session, name)
    return newest is not None and newest.state == ACTIVE


def _require_offered(session: Session, name: str) -> None:
    if not _is_offered(session, name):
        if _newest(session, name) is None:
            raise Refused(_("没有代号为 {name} 的版式，请核对代号。").format(name=name))
        raise Refused(_("这个版式已经停用，请先恢复使用，或选别的。"))


def _newest(session: Session, name: str) -> CertificateLayout | None:
    order = [CertificateLayout.layout_version.desc()]
    return next(iter(records.live(session, CertificateLayout, CertificateLayout.name == name, order_by=order)), None)


def _by_number(name: str) -> tuple[int, str]:
    tail = name.rpartition("-")[2]
    return (int(tail) if tail.isdigit() else 0), name


def _free_name(session: Session) -> str:
    names = session.scalars(select(CertificateLayout.name).distinct())
    return f"{OWN}-{max((_by_number(str(name))[0] for name in names), default=0) + 1}"


def _set_state(session: Session, name: str, state: str) -> None:
    newest = _newest(session, name)
    if newest is None:
        raise Refused(_("程序自带的版式不能停用。"))
    records.save(session, CertificateLayout, {"state": state}, record_id=str(newest.id))


def _store(session: Session, layout: Layout, record_id: str | None) -> Layout:
    store: AttachmentStore = session.info["attachments"]
    content = dump_layout(layout)
    pictures: dict[str, bytes] = {}

    def taken(encoded: str) -> str:
        picture = base64.b64decode(encoded)
        digest = store.put(picture)
        pictures[digest] = picture
        return _HASH + digest

    values = {
        "name": layout.name,
        "layout_version": layout.version,
        "title": layout.title,
        "content": json.dumps(_with_pictures(json.loads(content), taken), ensure_ascii=False, sort_keys=True),
    }
    saved = records.save(session, CertificateLayout, values, record_id=record_id)
    for digest, picture in pictures.items():
        add_attachment(
            session,
            store,
            picture,
            file_name=f"{layout.name}-{digest[:8]}",
            of_record="certificate_layout",
            of_id=str(saved.id),
            role=PICTURE,
        )
    audit.note(session, "layout", "certificate_layout", str(saved.id), {"layout": layout.key})
    return load_layout(content)


def _loaded(session: Session, stored: CertificateLayout) -> Layout:
    store: AttachmentStore = session.info["attachments"]

    def found(name: str) -> str:
        return base64.b64encode(store.read(name.removeprefix(_HASH))).decode("ascii")

    values = _with_pictures(json.loads(stored.content), found)
    return load_layout(json.dumps(values, ensure_ascii=False).encode("utf-8"))


def _with_pictures(values: dict[str, Any], swap: Callable[[str], str]) -> dict[str, Any]:
    """A layout file's values with what stands for its pictures put in another way."""
    for part in (values.get("background") or {}, *values["boxes"]):
        if part.get("image"):
            part["image"] = swap(part["image"])
    return values
