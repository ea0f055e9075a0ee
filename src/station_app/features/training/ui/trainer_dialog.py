"""A new trainer written down from where one is needed, without leaving the form."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from station_app.core.texts import _
from station_app.features.training.fields import TRAINER
from station_app.features.training.service import save_trainer
from station_app.ui.editors.references import ReferencesEditor
from station_app.ui.form import Form
from station_app.ui.form_dialog import FormDialog
from station_app.ui.screen import Desk

SHORT = ("name", "phone", "trades", "skill_level", "certificate_no", "unit", "fee_per_hour")
"""What is asked in between; the rest is on the page of trainers."""


def new_trainer(owner: QWidget, desk: Desk, form: Form, trade: str | None) -> FormDialog:
    """Ask for a trainer; she is added to the form's field trainer_ids. Words typed there are taken as her name."""
    editor = form.editor("trainer_ids")
    words, chosen = "", ()
    if isinstance(editor, ReferencesEditor):
        words = editor.line.text().strip()
        editor.line.clear()
        chosen = editor.value()

    def done(key: Any) -> None:
        form.put({"trainer_ids": ",".join((*chosen, key))})
        editor.setFocus()

    dialog = FormDialog(
        owner,
        desk,
        _("登记教师"),
        TRAINER,
        save_trainer,
        accept=_("登记"),
        names=SHORT,
        values={"name": words or None, "trades": (trade,) if trade else ()},
        done=done,
    )
    dialog.open()
    return dialog
