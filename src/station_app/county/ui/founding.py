"""The first start of a county: its name and code, a password or none, the recovery key once."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from station_app.core.checks import Problem, Refused
from station_app.core.fields import Field, Record
from station_app.core.kinds import Text
from station_app.core.texts import _
from station_app.county.store import county_file
from station_app.county.store.folder import CountyFolder
from station_app.features.station.ui.secret_steps import PasswordStep, RecoveryStep
from station_app.features.station.ui.steps import Step
from station_app.storage import logins
from station_app.storage.logins import Login
from station_app.ui import messages, program
from station_app.ui.form import Form, single_section
from station_app.ui.stepped import SteppedDialog

COUNTY = Record(
    "county",
    _("县"),
    (
        Field("name", _("单位名称"), Text(60), required=True, hint=_("如 测试县民政局，印在报表和回执上")),
        Field("division", _("区划代码"), Text(6), required=True, hint=_("县的 6 位代码")),
    ),
)
_CODE = 6


@dataclass(frozen=True)
class NewCounty:
    """A county just made: opened, with the recovery key to note down."""

    login: Login = field(repr=False)
    recovery_key: str = field(repr=False)


class CountyStep(Step):
    """The two fields."""

    def __init__(self) -> None:
        super().__init__(
            _("建立县级库"),
            _("这里收各社工站的数据包、汇总数字、写回执。数据加密保存在这台电脑上，不需要上网。"),
        )
        self.form = Form(COUNTY, single_section(("name", "division")), columns=1)
        self.form.set_values({})
        self.column.addWidget(self.form, 1)

    def values(self) -> dict[str, str] | None:
        """Good values; else the problems stand beside the fields."""
        try:
            values = self.form.values()
        except Refused as refused:
            self.form.show_problems(refused.problems)
            return None
        problems = COUNTY.check(values)
        code = values["division"] or ""
        if code and not (code.isascii() and code.isdecimal() and len(code) == _CODE):
            problems.append(Problem("division", _("区划代码应为 6 位数字，如 419901。")))
        self.form.show_problems(problems)
        return None if problems else values


class FoundingDialog(SteppedDialog):
    """Nothing is written before the password step is confirmed."""

    key_lost = _("没有抄下它，忘了密码就再也打不开数据，也换不了县里的根密钥。")

    def __init__(self, folder: CountyFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent, program.current().title, 520)
        self.login: Login | None = None
        self._folder = folder
        self._made: NewCounty | None = None
        self.county, self.password, self.recovery = CountyStep(), PasswordStep(), RecoveryStep()
        self.county.form.submitted.connect(self._on_next)
        self.password.submitted.connect(self._on_next)
        self.recovery.ready.connect(self.next.setEnabled)
        self.add_steps((self.county, self.password, self.recovery))

    def _go(self, number: int) -> None:
        self.steps.setCurrentIndex(number)
        self.count.setText(_("第 {n} 步，共 3 步").format(n=number + 1))
        self.back.setVisible(number == 1)
        self.next.setEnabled(number < 2 or self.recovery.is_noted)
        self.next.setText((_("下一步"), _("建库"), _("开始使用"))[number])
        if number == 0:
            self.county.form.focus_first()
        elif number == 1:
            values = self.county.values() or {}
            self.password.known = (str(values.get("name") or ""),)
            self.password.start()

    def _on_next(self) -> None:
        number = self.steps.currentIndex()
        if not self.next.isEnabled():
            return
        if number == 0 and self.county.values() is not None:
            self._go(1)
        elif number == 1 and self.password.is_good():
            self._make()
        elif self._made is not None:
            self._finish_made()

    def _make(self) -> None:
        values, password, folder = self.county.values(), self.password.password, self._folder
        if values is None:
            self._go(0)
            return
        self.next.setEnabled(False)
        self.next.setText(_("正在建库…"))
        self.back.hide()
        self._tasks.run(
            lambda _progress: make_county(folder, values["name"], values["division"], password),
            self._show_key,
            self._stay,
        )

    def _show_key(self, made: NewCounty) -> None:
        self._made = made
        self.recovery.show_key(made.recovery_key, (self.county.values() or {}).get("name", ""))
        self._go(2)

    def _stay(self, error: Exception) -> bool:
        self._go(self.steps.currentIndex())
        if isinstance(error, Refused):
            messages.show_refused(self, error)
            return True
        return False

    def _shows_key(self) -> bool:
        return self._made is not None

    def _finish_made(self) -> None:
        self.login = self._made.login if self._made is not None else None
        self.accept()


def make_county(folder: CountyFolder, name: str, division: str, password: str | None) -> NewCounty:
    """Keys and tables, on the worker. Refused: there is one already, or a weak password."""
    from station_app.core import passwords  # noqa: PLC0415 - heavy, so not before the wizard

    if password is not None:
        passwords.require_good(password, passwords.known_words(name))
    made = county_file.create(folder, name=name.strip(), division=division, password=password)
    return NewCounty(logins.unlock(folder, password), made.recovery_key)


def ask_to_found(folder: CountyFolder) -> Login | None:
    """Run the wizard; None when the user gave up. The caller holds the folder's lock."""
    dialog = FoundingDialog(folder)
    dialog.exec()
    return dialog.login
