"""The table of follow-ups."""

from station_app.features.followups.fields import FOLLOW_UP
from station_app.storage.base import Synced


class FollowUp(Synced):
    """One visit or call that is due, or was made."""

    describes = FOLLOW_UP
