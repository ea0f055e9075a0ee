"""A screen's desk at the county: the station's, and the county whose keys and folder receiving and answering need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from station_app.ui.screen import Desk
from station_app.ui.tasks import Progress, Tasks

if TYPE_CHECKING:
    from station_app.county.store.county_file import OpenCounty
    from station_app.county.store.folder import CountyFolder

T = TypeVar("T")


class CountyDesk(Desk):
    """What every page of the county works with."""

    files_dropped = Signal(object)
    """Files that were dropped on another page: they belong to 收件."""

    def __init__(self, folder: CountyFolder, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(folder, tasks, parent)
        self._county: OpenCounty | None = None

    @property
    def county(self) -> OpenCounty:
        """The open county; pages are only built once it is there."""
        if self._county is None:
            raise RuntimeError("the county is not open yet")
        return self._county

    def attach_county(self, county: OpenCounty) -> None:
        """The county is open."""
        self._county = county
        self.attach(county.db)

    def act(
        self,
        work: Callable[[OpenCounty, Progress], T],
        done: Callable[[T], None] | None = None,
        *,
        title: str = "",
        failed: Callable[[Exception], bool] | None = None,
    ) -> Progress:
        """Work on the county on the worker (it opens its own transactions), then `done` on the window's thread."""
        county = self.county
        return self.tasks.run(lambda progress: work(county, progress), done, failed, title=title)
