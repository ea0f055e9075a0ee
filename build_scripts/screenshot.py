"""`make screenshot`: the pictures of docs/images, taken by the program of itself on a fresh demo station.

On a real X server when Xvfb is there (the window as `make run` shows it), else on Qt's offscreen platform.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = (1366, 768)
PATIENCE = 30.0


@contextmanager
def a_screen() -> Iterator[None]:
    """A screen of our own size that nobody sees."""
    if sys.platform != "linux" or not shutil.which("Xvfb"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        os.environ |= {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        yield
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    """The pictures of README and manual, named by what they show."""
    with a_screen(), tempfile.TemporaryDirectory() as name:
        return take(Path(name) / "demo")


def take(place: Path) -> int:  # noqa: PLR0915 - one walk through the program
    """Play the demo, open the window on it, and save people, import, marks, certificates, settings and the manual."""
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415 - the platform is chosen before

    from station_app.app.running import Running  # noqa: PLC0415
    from station_app.core.paths import StationFolder  # noqa: PLC0415
    from station_app.demo import play, station  # noqa: PLC0415
    from station_app.features.people.ui.page import PeoplePage  # noqa: PLC0415
    from station_app.features.training import service  # noqa: PLC0415
    from station_app.features.training.ui.training_page import TrainingPage  # noqa: PLC0415

    play.play(place)
    application = QApplication(sys.argv[:1])
    running = Running(application, StationFolder(place))
    if not running.open(station.PASSWORD):
        return 1

    def wait_until(done: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                sys.exit("the window did not get ready")
            application.processEvents()
            time.sleep(0.02)

    def settle() -> None:
        """Nothing left to read, and everything painted."""
        for _turn in range(20):
            running.tasks.wait()
            application.processEvents()
            time.sleep(0.02)

    def top() -> QWidget | None:
        """The window that is seen: the first sight, then the one that takes its place."""
        return next((widget for widget in application.topLevelWidgets() if widget.isVisible()), None)

    def save(name: str) -> None:
        shown = top()
        if shown is None:
            sys.exit("there is no window")
        shown.setGeometry(0, 0, *SIZE)
        settle()
        file = IMAGES / f"{name}.png"
        if not shown.grab().save(str(file)):
            sys.exit(f"{file} could not be written")
        print(file.relative_to(IMAGES.parents[1]))

    IMAGES.mkdir(parents=True, exist_ok=True)
    wait_until(lambda: running.window is not None)
    settle()
    assert running.window is not None
    running.window.open_page("people")
    save("people")
    people = running.window.screen_of("people")
    assert isinstance(people, PeoplePage)
    people.start_import()
    settle()
    people.roster.open_file(next(place.glob("*.xlsx")))
    save("import")
    people.leave_import()
    with running.desk.database.read() as session:
        class_id = service.find_class(session, "2023-001")
    running.window.open_page("training", class_id)
    training = running.window.screen_of("training")
    assert isinstance(training, TrainingPage)
    for tab in ("attendance", "certificates"):
        training.class_page.open_tab(tab)
        save(tab)
    running.window.open_page("settings")
    for tab in ("rules", "codes"):
        running.window.open_page("settings", tab)
        save(tab)
    application.closeAllWindows()
    running.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
