"""What the people list shows and filters by but another feature knows: training does, people may not import it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from station_app.core.fields import Field
from station_app.core.kinds import Codes
from station_app.core.texts import _

Facts = Mapping[str, Mapping[str, Any]]
"""Person key → field name → value."""


@dataclass(frozen=True)
class Outside:
    """Described facts of another feature, read for everybody at once."""

    fields: tuple[Field, ...]
    """In the order of their columns; a kind with codes can be ticked, a date or number asked from–to."""
    read: Callable[[Any], Facts]
    """session → facts; whoever is missing has `empty`."""
    empty: Mapping[str, Any]
    """What holds for a person of whom the feature knows nothing."""
    records: frozenset[str]
    """Names of the records whose change makes the facts old."""
    shown: tuple[str, ...] = ()
    """Names of the fields that the list shows at first; the others may be chosen."""


OWN_FIELDS = (
    Field("skills", _("技能"), Codes("training_trade")),
    Field("home_categories", _("家庭救助类别"), Codes("assistance_category")),
)
"""What the feature itself knows of a person from its other tables: asked for by filters, offered as columns."""
