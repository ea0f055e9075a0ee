"""Tables of the station itself."""

from station_app.features.station.fields import (
    ATTACHMENT,
    CODE_ENTRY,
    DIVISION,
    FORM_LAYOUT,
    HOLIDAY,
    SETTING,
    STATION,
    USER_ACCOUNT,
)
from station_app.storage.base import Synced


class Station(Synced):
    """The one station that this file belongs to."""

    describes = STATION


class Setting(Synced):
    """A rule with a number that the station changed, from a date on."""

    describes = SETTING


class CodeEntry(Synced):
    """An entry of a local code table that the station added, renamed or retired."""

    describes = CODE_ENTRY


class Holiday(Synced):
    """A day off or a day made up for that the station wrote down itself, on top of the shipped table."""

    describes = HOLIDAY


class OwnDivision(Synced):
    """A village or other division that the station added, renamed or retired."""

    describes = DIVISION


class Attachment(Synced):
    """A scan or photo that belongs to a record."""

    describes = ATTACHMENT


class UserAccount(Synced):
    """Somebody who works with the station's data; her key is what stamps and the change log name."""

    describes = USER_ACCOUNT


class FormLayout(Synced):
    """A station's own wording and columns of one printed form."""

    describes = FORM_LAYOUT
    stays = True
