"""Printers of one computer: kept beside the station, never in it."""

from __future__ import annotations

import pytest

from station_app.core.checks import Refused
from station_app.documents import ruler
from station_app.features.station.service import printers
from tests.conftest import StationInUse
from tests.documents import printed

BASE = {"dx": 0, "dy": 0, "scale_x": 100_00, "scale_y": 100_00, "duplex": "none", "paper_source": "auto"}


def test_offsets_are_kept_for_the_next_start_and_apply_to_their_form_first(station: StationInUse) -> None:
    folder = station.folder
    assert printers.load_printers(folder) == printers.Printers()
    printers.save_profile(folder, BASE | {"printer": "HP 1020", "form_no": "*", "dx": 5})
    printers.save_profile(
        folder, BASE | {"printer": "Canon 2900", "form_no": "证书", "dy": -12, "paper_source": "manual"}
    )
    printers.set_default(folder, "HP 1020")
    kept = printers.load_printers(folder)
    assert (kept.profile_for("F02").printer, kept.profile_for("F02").dx) == ("HP 1020", 5)
    assert (kept.profile_for("证书").printer, kept.profile_for("证书").dy) == ("Canon 2900", -12)
    assert kept.profile_for("证书", "HP 1020").dx == 5
    assert kept.profile_for("F02", "PDF") == printers.PrinterProfile("PDF", "F02")


def test_a_profile_is_changed_in_its_place_and_not_doubled(station: StationInUse) -> None:
    made = printers.save_profile(station.folder, BASE | {"printer": "HP 1020", "form_no": "*"}).profiles[0]
    changed = printers.save_profile(
        station.folder, BASE | {"printer": "HP 1020", "form_no": "*", "dx": 7}, profile_id=made.id
    )
    assert [profile.dx for profile in changed.profiles] == [7]
    with pytest.raises(Refused, match="已经有设置了"):
        printers.save_profile(station.folder, BASE | {"printer": "HP 1020", "form_no": "*"})
    assert printers.remove_profile(station.folder, made.id).profiles == ()


def test_an_offset_of_more_than_two_centimetres_is_refused(station: StationInUse) -> None:
    with pytest.raises(Refused) as refused:
        printers.save_profile(station.folder, BASE | {"printer": "", "dx": 201})
    assert {problem.field for problem in refused.value.problems} == {"printer", "dx"}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"default": "x"}', '{"default": "", "profiles": [{"dx": "a"}]}'])
def test_a_damaged_file_counts_as_none(station: StationInUse, content: str) -> None:
    (station.folder.root / "printers.json").write_text(content, encoding="utf-8")
    assert printers.load_printers(station.folder) == printers.Printers()


@pytest.mark.parametrize(
    ("shift_x", "shift_y", "grow_x", "grow_y"),
    [(0, 0, 1, 1), (2.3, -1.4, 1, 1), (-3.0, 0.8, 1.006, 0.993), (0, 4.1, 0.99, 1.01)],
)
def test_what_the_ruler_page_tells_makes_a_crooked_printer_print_where_it_should(
    station: StationInUse, shift_x: float, shift_y: float, grow_x: float, grow_y: float
) -> None:
    """The printer puts x at shift + grow · x; text moved by the profile comes out where it was meant within 0.1 mm."""
    measured = {
        "left": shift_x + grow_x * ruler.CROSS_X,
        "top": shift_y + grow_y * ruler.CROSS_Y,
        "across": grow_x * ruler.SPAN_X,
        "down": grow_y * ruler.SPAN_Y,
    }
    printers.calibrated(station.folder, "HP 1020", measured)
    kept = printers.load_printers(station.folder).profile_for(printers.STOCK, "HP 1020")
    for x, y in ((20.0, 20.0), (150.0, 100.0), (277.0, 190.0)):
        sent_x = kept.dx / 10 + x * kept.scale_x / 100_00
        sent_y = kept.dy / 10 + y * kept.scale_y / 100_00
        assert shift_x + grow_x * sent_x == pytest.approx(x, abs=0.08)
        assert shift_y + grow_y * sent_y == pytest.approx(y, abs=0.08)


def test_a_length_that_cannot_be_right_is_refused_beside_it(station: StationInUse) -> None:
    right = {"left": 20, "top": 20, "across": 257, "down": 170}
    with pytest.raises(Refused) as refused:
        printers.calibrated(station.folder, "HP 1020", right | {"across": 25.7})
    assert "across" in {problem.field for problem in refused.value.problems}
    with pytest.raises(Refused):
        printers.calibrated(station.folder, "", right)


def test_the_ruler_page_has_its_crosses_and_figures_where_it_says() -> None:
    text = printed.pdfium_text(ruler.ruler_page())
    for said in ("标尺页", "应为 257 毫米", "应为 170 毫米", "290", "200"):
        assert said in text
    assert printed.page_sizes(ruler.ruler_page()) == [(297, 210)]


def test_how_a_form_was_printed_is_remembered_for_it_and_its_offsets_stay(station: StationInUse) -> None:
    folder = station.folder
    printers.save_profile(folder, BASE | {"printer": "HP 1020", "form_no": "*", "dx": 5})
    printers.remember_way(folder, "F08", "HP 1020", duplex="long", paper_source="tray2")
    printers.remember_way(folder, "F02", "HP 1020", duplex="none", paper_source="auto")
    kept = printers.load_printers(folder)
    f08 = kept.profile_for("F08", "HP 1020")
    assert (f08.duplex, f08.paper_source, f08.dx) == ("long", "tray2", 5)
    assert [each.form_no for each in kept.profiles] == ["*", "F08"]  # the usual way needs no line of its own
