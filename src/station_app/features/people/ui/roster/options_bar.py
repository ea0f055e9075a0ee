"""What a roster is imported as: kind, class, the day on which ages count, and the age limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QWidget

from station_app.core import clock
from station_app.core.fields import Field
from station_app.core.kinds import Date, Integer
from station_app.core.texts import _
from station_app.features.people.rules.enrolling import EnrolTarget
from station_app.features.people.rules.roster.verdicts import (
    AGE_LIMITS,
    HOUSEHOLD_LEDGER,
    POST_HOLDER_REGISTER,
    TRAINING_ENROLMENT,
    Judgement,
    Options,
)
from station_app.ui import theme
from station_app.ui.editors import LineEditor

KIND_NAMES = {
    HOUSEHOLD_LEDGER: _("家庭台账"),
    TRAINING_ENROLMENT: _("培训报名"),
    POST_HOLDER_REGISTER: _("公益岗名册"),
}
_REFERENCE = Field("reference_date", _("年龄计算日"), Date())


class OptionsBar(QWidget):
    """One line of choices above the table."""

    changed = Signal()
    """The file is to be judged again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets: dict[str, EnrolTarget] = {}
        self._limits: Mapping[str, tuple[int, int]] = AGE_LIMITS
        self.kind = QComboBox()
        for kind, label in KIND_NAMES.items():
            self.kind.addItem(label, kind)
        self.kind.setAccessibleName(_("花名册种类"))
        self.target = QComboBox()
        self.target.setAccessibleName(_("编入培训班"))
        self.target.setMinimumWidth(theme.px(160))
        self.target.setMaximumWidth(theme.px(280))
        self.reference = LineEditor(_REFERENCE)
        self.reference.setFixedWidth(theme.px(112))
        self.low, self.high_male = _age(_("最低年龄")), _age(_("男最高年龄"))
        self.high_female = _age(_("女最高年龄"))
        self._target_label = QLabel(_("编入"))
        self._kind_of_list = _row(_soft(_("种类")), self.kind, self._target_label, self.target)
        self._ages = _row(
            _soft(_("年龄算到")),
            self.reference,
            _soft(_("满")),
            self.low,
            _soft(_("岁，男不超过")),
            self.high_male,
            _soft(_("女不超过")),
            self.high_female,
        )
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(theme.px(8))
        self._line.addWidget(self._kind_of_list)
        self._line.addWidget(self._ages)
        self._line.addStretch(1)
        self._target_label.setProperty("role", "soft")
        self.kind.activated.connect(self._on_kind)
        self.target.activated.connect(self._on_target)
        self.reference.left.connect(self._tell)
        self.reference.finished.connect(self._tell)
        for box in (self.low, self.high_male, self.high_female):
            box.left.connect(self._tell)
            box.finished.connect(self._tell)
        self._last: tuple[Any, ...] = ()

    @property
    def chosen_kind(self) -> str:
        """One of verdicts.KINDS."""
        return str(self.kind.currentData())

    @property
    def chosen_target(self) -> EnrolTarget | None:
        """The class, for a training enrolment."""
        if self.chosen_kind != TRAINING_ENROLMENT:
            return None
        return self._targets.get(self.target.currentData() or "")

    def options(self) -> Options:
        """As chosen; an unreadable day counts as today."""
        try:
            day = self.reference.value() or clock.today()
        except ValueError:
            day = clock.today()
        male, female = self._limits[self.chosen_kind]
        limits = (_number(self.low, 16), _number(self.high_male, male), _number(self.high_female, female))
        return Options(day, clock.today(), *limits)

    def set_targets(self, targets: Sequence[EnrolTarget]) -> None:
        """The classes to choose from; what was chosen stays."""
        kept = self.target.currentData()
        self._targets = {target.id: target for target in targets}
        self.target.clear()
        self.target.addItem(_("不编入班，只登记人员"), "")
        for target in targets:
            self.target.addItem(target.label, target.id)
        self.choose_target(kept or "")

    def choose_target(self, target_id: str) -> None:
        """Enrol in this class; its limits and first day count."""
        self.target.setCurrentIndex(max(0, self.target.findData(target_id)))

    def start_with(self, target: EnrolTarget | None) -> None:
        """Before a file is opened: the class that asked, or today."""
        if target is not None:
            self.kind.setCurrentIndex(self.kind.findData(TRAINING_ENROLMENT))
            self.choose_target(target.id)
            self._take_limits(target)
        else:
            self.reference.set_value(clock.today())

    def show_judged(self, judgement: Judgement) -> None:
        """What the judge went by."""
        options = judgement.options
        self._limits = options.limits
        self.kind.setCurrentIndex(self.kind.findData(judgement.kind))
        self.reference.set_value(options.reference_date)
        self.low.set_value(options.age_min)
        for box, limit in ((self.high_male, options.age_max_male), (self.high_female, options.age_max_female)):
            box.set_value(limit)
        training = judgement.kind == TRAINING_ENROLMENT and len(self._targets) > 0
        self.target.setVisible(training)
        self._target_label.setVisible(training)
        self._last = self._now()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Two lines where one has no room."""
        super().resizeEvent(event)
        wanted = self._kind_of_list.sizeHint().width() + self._ages.sizeHint().width() + theme.px(8)
        narrow = wanted > self.width()
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """One line after the other fits."""
        return QSize(self._ages.sizeHint().width(), super().minimumSizeHint().height())

    def _now(self) -> tuple[Any, ...]:
        return (self.chosen_kind, self.target.currentData(), self.options())

    def _tell(self) -> None:
        if self._now() != self._last:
            self._last = self._now()
            self.changed.emit()

    def _on_kind(self) -> None:
        male, female = self._limits[self.chosen_kind]
        self.high_male.set_value(male)
        self.high_female.set_value(female)
        self._tell()

    def _on_target(self) -> None:
        if self.chosen_target is not None:
            self._take_limits(self.chosen_target)
        self._tell()

    def _take_limits(self, target: EnrolTarget) -> None:
        self.reference.set_value(target.reference_date)
        self.low.set_value(target.age_min)
        self.high_male.set_value(target.age_max_male)
        self.high_female.set_value(target.age_max_female)


def _age(label: str) -> LineEditor:
    box = LineEditor(Field("age", label, Integer(0, 120)))
    box.setFixedWidth(theme.px(52))
    return box


def _number(box: LineEditor, otherwise: int) -> int:
    try:
        return int(box.value() if box.value() is not None else otherwise)
    except ValueError:
        return otherwise


def _row(*parts: QWidget) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.px(8))
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    return row


def _soft(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "soft")
    return label
