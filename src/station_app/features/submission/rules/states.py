"""The states of a package and of a correction, as data (reliability.md §3.7)."""

from station_app.core.flow import Flow, Step
from station_app.core.texts import _

PACKAGE_FLOW = Flow(
    "state_package",
    "waiting",
    (
        Step("waiting", "written", _("写到 U 盘")),
        Step("waiting", "delivered", _("收回执")),
        Step("written", "delivered", _("收回执")),
        Step("delivered", "cleaned", _("清理")),
    ),
)
"""Only forward. A receipt may arrive for a package whose writing was cut before it was noted down."""

CORRECTION_FLOW = Flow(
    "state_correction",
    "open",
    (
        Step("open", "taken", _("采用县里的")),
        Step("open", "kept", _("保留本站的"), needs=("reason",)),
        Step("open", "applied", _("自动更正")),
    ),
)
