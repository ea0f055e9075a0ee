"""Tables of the station itself."""

from station_app.features.station.fields import SETTING, STATION
from station_app.storage.base import Synced


class Station(Synced):
    """The one station that this file belongs to."""

    describes = STATION


class Setting(Synced):
    """A rule with a number that the station changed, from a date on."""

    describes = SETTING
