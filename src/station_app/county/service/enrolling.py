"""Taking a station's device in over the stick: 30 digits compared by telephone, the trust list as the answer."""

from __future__ import annotations

from pathlib import Path

from station_app.core.checks import Refused
from station_app.core.texts import _
from station_app.county.service import registry, sending
from station_app.county.store.county_file import OpenCounty
from station_app.exchange import enrolment
from station_app.exchange.enrolment import Request
from station_app.exchange.keys import fingerprint


def read_request(file: Path) -> Request:
    """What a request says, with the 30 digits to compare. PackageFault when it is none."""
    return enrolment.read_request(file)


def same_digits(typed: str, digits: str) -> bool:
    """Whether the digits that the station read out are those of the request."""
    return "".join(filter(str.isdecimal, typed)) == digits.replace(" ", "")


def enrol(county: OpenCounty, request: Request, typed: str, out: Path) -> Path:
    """Take the device in and write the answer into a folder; returns the file. Refused when the digits differ."""
    if not same_digits(typed, request.digits):
        raise Refused(
            _("核对的 30 位数字不一样，没有登记。可能是念错了，也可能文件被换过：请重新念一遍，还不一样就不要登记。")
        )
    with county.db.work() as session:
        registry.take_in(session, request)
    return sending.write_trust(county, request.station, request.reader, out)


def county_digits(county: OpenCounty) -> str:
    """The 30 digits of the county's root key, to be read to the station."""
    return fingerprint(county.keys.root_public)
