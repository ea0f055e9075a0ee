"""`make screenshot`: the pictures of docs/images, taken by the program of itself on a fresh demo station.

Those of the manual's page 开一期培训班 are taken while the clerk of the tests plays the whole job by clicks and keys:
every step that they show can be done. On a real X server when Xvfb is there (the window as `make run` shows it), else
on Qt's offscreen platform.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
SIZE = (1366, 768)
PATIENCE = 30.0
COLOURS = 128
"""Of a picture; so none is larger than 150 KB."""
STEPS = {
    "04 new class typed": "manual-01-new-class",
    "07 timetable": "manual-02-timetable",
    "10 judged": "manual-03-judged",
    "11 correcting 1": "manual-04-correcting",
    "14 written": "manual-05-written",
    "15 back in the class": "manual-06-trainees",
    "17 marks 3": "manual-07-marks",
    "19 closing": "manual-08-closing",
    "20 register": "manual-09-register",
    "22 overview closed": "manual-10-archive",
}
"""Step of the played job → picture of the manual."""


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
    IMAGES.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(IMAGES.parents[1]))  # the clerk and the county of the tests
    with a_screen(), tempfile.TemporaryDirectory() as name:
        if "county" in sys.argv[1:]:
            return show_county(Path(name))
        if "steps" not in sys.argv[1:]:
            take(Path(name) / "demo")
            show_county(Path(name))
        return teach(Path(name))


def keep(picture: QPixmap, name: str) -> None:
    """Save a picture with few colours, as a screen has them."""
    from PIL import Image  # noqa: PLC0415 - a tool of the tests
    from PySide6.QtCore import QBuffer  # noqa: PLC0415 - the platform is chosen before

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.ReadWrite)
    picture.save(buffer, "PNG")
    file = IMAGES / f"{name}.png"
    drawn = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(file.relative_to(IMAGES.parents[1]), f"{file.stat().st_size // 1024} KB")


def teach(place: Path) -> int:
    """The job from the new class to the archive, played as tests/test_thread_through_the_window.py plays it."""
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415 - the platform is chosen before

    from station_app.core.paths import StationFolder  # noqa: PLC0415
    from station_app.demo import play, station  # noqa: PLC0415
    from tests.test_thread_through_the_window import Played, play_the_thread  # noqa: PLC0415
    from tests.window_player import Clerk  # noqa: PLC0415

    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    folder = StationFolder(place / "station")
    made = station.build(folder)
    roster = place / "城郊乡面点班报名表.xlsx"
    right = [fields["id_number"] for _row, fields in sorted(play.write_roster(made, roster).items())]
    made.db.close()
    out, stick = place / "纸质", place / "U盘"
    out.mkdir()
    stick.mkdir()

    def look(step: str, window: QWidget) -> None:
        if step in STEPS:
            if clerk.running.window is not None:
                clerk.running.window.status.say("")  # it names the folder of this run
            if window.isWindow() and window.width() > 1000:
                window.setGeometry(0, 0, *SIZE)
                application.processEvents()
            keep(window.grab(), STEPS[step])

    clerk = Clerk(application, folder, station.PASSWORD, look=look)
    play_the_thread(clerk, Played(folder, out, stick), roster, right)
    return 0


def take(place: Path) -> int:  # noqa: PLR0915 - one walk through the program
    """Play the demo, open the window on it, and save people, import, marks, certificates, 上报 and settings."""
    from PySide6.QtWidgets import QApplication, QWidget  # noqa: PLC0415 - the platform is chosen before

    from station_app.app.running import Running  # noqa: PLC0415
    from station_app.core.paths import StationFolder  # noqa: PLC0415
    from station_app.demo import play, station  # noqa: PLC0415
    from station_app.documents import layout_edit  # noqa: PLC0415
    from station_app.features.people.ui.page import PeoplePage  # noqa: PLC0415
    from station_app.features.submission.ui.package_list import PackageList  # noqa: PLC0415
    from station_app.features.training import service  # noqa: PLC0415
    from station_app.features.training.ui.layouts.page import LayoutsPage  # noqa: PLC0415
    from station_app.features.training.ui.training_page import TrainingPage  # noqa: PLC0415

    stick = place.with_name("KINGSTON")
    stick.mkdir()
    os.environ |= {"STATION_APP_STICKS": str(stick), "STATION_APP_MARKS": str(place.with_name("marks"))}
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
        if running.window is not None:
            running.window.status.say("")  # what was done for an earlier picture
        shown.setGeometry(0, 0, *SIZE)
        settle()
        keep(shown.grab(), name)

    wait_until(lambda: running.window is not None)
    settle()
    assert running.window is not None
    save("today")
    running.window.open_page("people")
    save("people")
    people = running.window.screen_of("people")
    assert isinstance(people, PeoplePage)
    people.start_import()
    settle()
    people.roster.open_file(next(place.glob("*报名表.xlsx")))
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
    running.window.open_page("reports", "2023-02")
    save("reports")
    running.window.open_page("layouts")
    settle()
    layouts = running.window.screen_of("layouts")
    assert isinstance(layouts, LayoutsPage)
    layouts.copy_button.click()
    settle()
    layouts.draft.select(["正文"])
    save("layout-editor")
    too_low = layout_edit.changed(layouts.draft.layout, "正文", height=26, min_size=16)
    layouts.draft.change(too_low)
    save("layout-too-long")
    layouts.draft.undo()
    running.window.open_page("submission")
    settle()
    packages = running.window.findChild(PackageList)
    assert packages is not None
    packages.detail.setText(packages.detail.text().replace(str(place), "E:\\"))  # the folder of this run
    save("submission")
    running.window.open_page("settings")
    for tab in ("rules", "codes"):
        running.window.open_page("settings", tab)
        save(tab)
    application.closeAllWindows()
    running.close()
    return 0


def show_county(root: Path) -> int:
    """The county's window on the two invented stations of its tests: something to look at on every page."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - the platform is chosen before

    from station_app.county.ui import pages  # noqa: PLC0415
    from station_app.county.ui.desk import CountyDesk  # noqa: PLC0415
    from station_app.county.ui.words import COUNTY  # noqa: PLC0415
    from station_app.ui import program, theme  # noqa: PLC0415
    from station_app.ui.main_window import MainWindow  # noqa: PLC0415
    from station_app.ui.memory import WindowMemory  # noqa: PLC0415
    from station_app.ui.tasks import Tasks  # noqa: PLC0415
    from tests.county.ui.conftest import busy_county, writers_in  # noqa: PLC0415

    application = QApplication.instance() or QApplication(sys.argv[:1])
    busy = busy_county(root, writers_in(root))
    program.use(COUNTY)
    theme.apply(application, "light")
    tasks = Tasks()
    desk = CountyDesk(busy.founded.folder, tasks)
    desk.attach_county(busy.founded.county)
    window = MainWindow(desk, pages.PAGES, pages.search, WindowMemory())
    window.set_station_name("测试县民政局")
    window.resize(*SIZE)
    window.show()
    window.database_ready(pages.FIRST_PAGE)
    for page, place in (("overview", None), ("reports", "2023-02"), ("conflicts", None), ("inbox", None)):
        window.open_page(page, place)
        for _turn in range(20):
            tasks.wait()
            application.processEvents()
            time.sleep(0.02)
        keep(window.grab(), f"county-{page}")
    window.hide()
    tasks.stop()
    desk.detach()
    program.use(program.STATION)
    return 0


if __name__ == "__main__":
    sys.exit(main())
