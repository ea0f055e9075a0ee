"""Printers of one computer: kept beside the station, never in it."""

from __future__ import annotations

import pytest

from station_app.core.checks import Refused
from station_app.features.station.service import printers
from tests.conftest import StationInUse

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
