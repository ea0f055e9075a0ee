"""Imports every model once, so that the metadata is complete."""

from station_app.features.followups import model as followups
from station_app.features.people import model as people
from station_app.features.reports import model as reports
from station_app.features.station import model as station
from station_app.features.submission import model as submission
from station_app.features.training import model as training
from station_app.storage import own_tables
from station_app.storage.base import Base

MODELS = (station, people, followups, training, reports, submission, own_tables)
metadata = Base.metadata
