"""What every kind of value can do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from station_app.core.texts import _

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\ud800-\udfff]")


@dataclass(frozen=True)
class Kind:
    """One kind of value; subclasses say what differs."""

    storage: ClassVar[str] = "text"
    editor: ClassVar[str] = "text"
    align: ClassVar[str] = "left"

    def parse(self, text: str) -> Any:
        """The value behind typed or imported text; None for nothing; ValueError with a sentence."""
        return self.clean(text) or None

    def clean(self, text: str) -> str:
        """Typed text without outer white space; control characters and surrogates are refused (F63, F79)."""
        if _CONTROL.search(text.strip("\r\n")):
            raise ValueError(_("含有看不见的控制字符，请重新输入。"))
        return text.strip()

    def check(self, value: Any) -> None:
        """Refuse a value that must not be stored: ValueError with a sentence."""

    def format(self, value: Any) -> str:
        """As the screen and the paper show it."""
        return "" if value is None else str(value)

    def mask(self, value: Any) -> str:
        """As shown to people looking over the shoulder (R-50); most kinds have nothing to hide."""
        return self.format(value)
