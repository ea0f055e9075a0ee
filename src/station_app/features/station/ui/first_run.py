"""The first-run wizard: five fields, a password or none, the recovery key once; or a demo, or a safe copy."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from PySide6.QtWidgets import QWidget

from station_app.core.checks import Refused
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.features.station.ui.secret_steps import PasswordStep, RecoveryStep
from station_app.features.station.ui.steps import StationStep, WelcomeStep
from station_app.storage import keys, logins
from station_app.storage.logins import Login
from station_app.ui.stepped import SteppedDialog
from station_app.ui.tasks import Progress


@dataclass(frozen=True)
class FirstRun:
    """What the wizard ended with."""

    choice: Literal["station", "demo", "restored"]
    login: Login | None = None
    """To the station just made; None for the others."""


@dataclass(frozen=True)
class NewStation:
    """A station just made: opened for its first user, with the recovery key to note down."""

    login: Login = field(repr=False)
    recovery_key: str = field(repr=False)


class FirstRunDialog(SteppedDialog):
    """Steps one after the other; nothing is written before the password step is confirmed."""

    def __init__(
        self, folder: StationFolder, parent: QWidget | None = None, *, load_models: Callable[[], object] | None = None
    ) -> None:
        """`load_models` imports every feature's tables, in the worker's thread; none when they are there already."""
        super().__init__(parent, _("社工站工作台"), 560)
        self.outcome: FirstRun | None = None
        self._folder = folder
        self._load_models = load_models
        self._made: NewStation | None = None
        self.welcome = WelcomeStep()
        self.station = StationStep()
        self.password = PasswordStep()
        self.recovery = RecoveryStep()
        self.welcome.new_station.connect(lambda: self._go(1))
        self.welcome.demo.connect(lambda: self._finish(FirstRun("demo")))
        self.welcome.copy.connect(self._choose_copy)
        self.station.form.submitted.connect(self._on_next)
        self.password.submitted.connect(self._on_next)
        self.recovery.ready.connect(self.next.setEnabled)
        self.add_steps((self.welcome, self.station, self.password, self.recovery))

    def restore(self, source: Path) -> None:
        """Put a safe copy in place; trouble is shown and the wizard stays."""
        from station_app.storage import restoring  # noqa: PLC0415 - rarely needed

        self._wait(_("正在恢复…"))
        self._tasks.run(
            lambda _progress: restoring.restore(source, self._folder),
            lambda _kept: self._finish(FirstRun("restored")),
            self._stay,
        )

    def _go(self, number: int) -> None:
        self.steps.setCurrentIndex(number)
        self.count.setText(_("第 {n} 步，共 3 步").format(n=number) if number else "")
        self.back.setVisible(number in (1, 2))
        self.next.setVisible(number > 0)
        self.next.setEnabled(True)
        self.next.setText((_("下一步"), _("下一步"), _("建站"), _("开始使用"))[number])
        if number == 1:
            self.station.form.focus_first()
        elif number == 2:
            values = self.station.values() or {}
            self.password.known = tuple(str(values.get(name) or "") for name in ("name", "short_name", "head_name"))
            self.password.start()
        elif number == 3:
            self.next.setEnabled(self.recovery.is_noted)

    def _on_next(self) -> None:
        number = self.steps.currentIndex()
        if not self.next.isEnabled():
            return
        if number == 1 and self.station.values() is not None:
            self._go(2)
        elif number == 2 and self.password.is_good():
            self._make()
        elif number == 3 and self._made is not None:
            self._finish_made()

    def _make(self) -> None:
        values = self.station.values()
        if values is None:
            self._go(1)
            return
        password = self.password.password
        self._wait(_("正在建站…"))

        def make(_progress: Progress) -> NewStation:
            if self._load_models is not None:
                self._load_models()
            return make_station(self._folder, values, password)

        self._tasks.run(make, self._show_key, self._stay)

    def _show_key(self, made: NewStation) -> None:
        self._made = made
        self.recovery.show_key(made.recovery_key, self.station.station_name())
        self._go(3)

    def _stay(self, error: Exception) -> bool:
        self._go(self.steps.currentIndex())
        if isinstance(error, Refused):
            if self.steps.currentIndex() == 2:
                self._go(1)
            self.station.form.show_problems(error.problems)
            return True
        return False

    def _wait(self, text: str) -> None:
        self.next.setEnabled(False)
        self.next.setText(text)
        self.back.hide()

    def _choose_copy(self) -> None:
        from station_app.features.station.ui.restore_dialog import ask_for_copy  # noqa: PLC0415 - rarely needed

        load = self._load_models or (lambda: None)
        chosen = ask_for_copy(self._folder, self, data_key=None, first="", load_models=load)
        if chosen is not None:
            self.restore(chosen)

    def _shows_key(self) -> bool:
        return self._made is not None

    def _finish_made(self) -> None:
        if self._made is not None:
            self._finish(FirstRun("station", self._made.login))

    def _finish(self, outcome: FirstRun) -> None:
        self.outcome = outcome
        self.accept()


def make_station(folder: StationFolder, values: dict[str, Any], password: str | None) -> NewStation:
    """Key file, database and the station's record, in the worker's thread; Refused, or Trouble of the disk.

    With a password the head of the station is its first user.
    """
    from station_app.core import passwords, users  # noqa: PLC0415 - heavy, so not before the wizard
    from station_app.core.ids import new_id  # noqa: PLC0415
    from station_app.features.station import service  # noqa: PLC0415
    from station_app.features.station.service.users import adopt  # noqa: PLC0415
    from station_app.storage import station_file  # noqa: PLC0415

    head = users.User(new_id(), values["head_name"], users.STATION_HEAD)
    if password is not None:
        told = (values["name"], values["short_name"], values["head_name"])
        passwords.require_good(password, passwords.known_words(*told))
    made = keys.create_keys(folder, password, head)
    station_file.create_station(folder, made.data_key)
    actor = head if password is not None else getpass.getuser()
    db = station_file.open_station(folder, made.data_key, actor=actor)
    try:
        with db.work() as session:
            service.save_station(session, values)
            if password is not None:
                adopt(session, head)
    finally:
        db.close()
    login = logins.unlock(folder, password)
    return NewStation(login, made.recovery_key)


def ask_first_run(folder: StationFolder, load_models: Callable[[], object]) -> FirstRun | None:
    """Run the wizard; None when the user gave up. The caller holds the folder's lock."""
    dialog = FirstRunDialog(folder, load_models=load_models)
    dialog.exec()
    return dialog.outcome
