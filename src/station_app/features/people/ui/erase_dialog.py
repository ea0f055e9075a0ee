"""删除个人信息: asks for basis and reason, then says what was done and which safe copies still hold her."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from station_app.core.fields import Field, Record
from station_app.core.kinds import Code, Text
from station_app.core.texts import _
from station_app.ui import messages
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

if TYPE_CHECKING:
    from station_app.features.people.service.erasing import Blanked, Erased

_SHOWN = 8
"""So many places with the same name are told one by one."""
ERASING = Record(
    "erasing",
    _("删除个人信息"),
    (
        Field("basis", _("依据"), Code("erase_basis"), required=True),
        Field("reason", _("怎样提出、谁核实"), Text(100), required=True, hint=_("如 本人到站书面提出，站长当面核实")),
    ),
)


def ask_to_erase(
    parent: QWidget, desk: Desk, person_id: str, name: str, done: Callable[[], Any] | None = None
) -> FormDialog:
    """Open the question; after the erasure `done` is called and the rest is told. Only for the head of the station."""

    def write(session: Any, values: dict[str, Any]) -> Blanked:
        from station_app.features.people.service.erasing import blank_person  # noqa: PLC0415 - SQLAlchemy

        return blank_person(session, person_id, basis=values["basis"] or "", reason=values["reason"] or "")

    def finish(blanked: Blanked) -> None:
        def work(_progress: Any) -> Erased:
            from station_app.features.people.service.erasing import complete  # noqa: PLC0415

            return complete(desk.database, desk.folder, blanked)

        if done is not None:
            done()
        desk.tasks.run(work, lambda erased: _tell(parent, desk, erased), title=_("正在核对安全副本…"))

    dialog = FormDialog(
        parent,
        desk,
        _("删除“{name}”的个人信息").format(name=name),
        ERASING,
        write,
        accept=_("永久删除"),
        danger=True,
        sentences=(
            _("姓名、证件号、电话、地址、照片、附件和改动记录里的内容都会抹去，不能撤销；从旧副本恢复后也会再抹去。"),
            _("同住和以前同住的家里人资料中写着本人姓名的地方（联系人、监护人、备注等），也改成“已删除”。"),
            _("保留：发生过的日期和统计数字；证书只留编号、班名和日期，因为登记簿不能缺号。纸上的材料请另行处理。"),
        ),
        done=finish,
    )
    dialog.open()
    return dialog


def _tell(parent: QWidget, desk: Desk, erased: Erased) -> None:
    lines = [_("抹去了 {n} 条记录里的内容，已记入操作记录和删除登记。").format(n=erased.records)]
    if erased.mentions:
        shown = list(erased.mentions[:_SHOWN])
        if len(erased.mentions) > _SHOWN:
            shown.append(_("……等 {n} 处").format(n=len(erased.mentions)))
        told = _("还有 {n} 处写着同样的名字，可能是同名的人，没有动；请逐处核对：").format(n=len(erased.mentions))
        lines.append("\n".join((told, *shown)))
    if not erased.copies:
        messages.tell(parent, _("个人信息已删除"), *lines)
        return
    names = "、".join(place.name for place in erased.copies[:6])
    more = _("等 {n} 份").format(n=len(erased.copies)) if len(erased.copies) > 6 else ""
    lines.append(
        _("以前的安全副本里还有这个人的资料：{names}{more}。U 盘上的副本请另行处理。").format(names=names, more=more)
    )
    if messages.confirm(
        parent,
        _("个人信息已删除，要删除旧副本吗？"),
        *lines,
        accept=_("做新副本并删除旧的"),
        reject=_("先留着旧副本"),
        danger=True,
    ):
        _replace_copies(desk, erased.copies)


def _replace_copies(desk: Desk, places: tuple[Path, ...]) -> None:
    """A fresh copy first; the old ones go only when it is proven."""

    def work(_progress: Any) -> None:
        from station_app.features.people.service.erasing import delete_copies  # noqa: PLC0415
        from station_app.storage import backup  # noqa: PLC0415

        backup.make_copy(desk.database, desk.folder, desk.folder.copies)
        delete_copies(desk.database, desk.folder, places)

    def done(_none: None) -> None:
        desk.copy_made.emit()
        desk.say(_("新副本已做好，旧副本已删除"), "accent")

    desk.tasks.run(work, done, title=_("正在做新副本…"))
