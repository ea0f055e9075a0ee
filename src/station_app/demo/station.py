"""The demo station: its record and about 300 invented people in 112 households, the same every time."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.core.checks import Refused
from station_app.core.dates import age_on
from station_app.core.paths import StationFolder
from station_app.core.texts import _
from station_app.demo.invented import TODAY, Family, Maker, Member
from station_app.features.people.service import households, people
from station_app.features.station.service import save_station
from station_app.storage import keys, station_file
from station_app.storage.database import Database, Session

PASSWORD = "yanshi-2023-mianshi"  # noqa: S105 - printed by the demo, protects invented people only
HOUSEHOLDS = 112
_ADULT = 18
STATION = {
    "name": "城郊乡社会工作服务站",
    "division_code": "419901300",
    "short_name": "城郊社工",
    "head_name": "王敏",
    "county_bureau_name": "测试县民政局",
    "township_name": "城郊乡人民政府",
    "phone": "0377-6800100",
    "address": "城郊乡文化路 1 号",
}


@dataclass(frozen=True)
class DemoStation:
    """What playing the thread needs of the station just made."""

    db: Database
    folder: StationFolder
    maker: Maker
    families: list[Family]


def build(folder: StationFolder, password: str | None = PASSWORD) -> DemoStation:
    """Make the station with its people in a folder that has none yet. Refused when there already is a station."""
    import station_app.models  # noqa: F401, PLC0415 - completes the metadata

    if folder.database.exists() or folder.key_file.exists():
        raise Refused(_("{path} 里已经有一个站，没有改动它。演示请换一个新目录。").format(path=folder.root))
    folder.root.mkdir(parents=True, exist_ok=True)
    made = keys.create_keys(folder, password)
    station_file.create_station(folder, made.data_key)
    db = station_file.open_station(folder, made.data_key, actor=_("演示"))
    maker = Maker()
    families = list(maker.families(HOUSEHOLDS))
    with db.work() as session:
        save_station(session, STATION)
    with db.work() as session:
        for family in families:
            _register(session, family)
    return DemoStation(db, folder, maker, families)


def _register(session: Session, family: Family) -> None:
    head = family.members[0]
    poor = tuple(code for code in head.categories if code[0] in "AB")
    household_id = households.save_household(
        session,
        {
            "village_code": family.village_code,
            "village": family.village,
            "group_name": family.group,
            "address": family.address,
            "categories": poor,
        },
    )
    for member in family.members:
        people.save_person(session, _person_values(member, family, household_id))


def _person_values(member: Member, family: Family, household_id: str) -> dict[str, object]:
    disabled = "C01" in member.categories
    return {
        "name": member.name,
        "id_number": member.id_number,
        "ethnic_group": "05" if "·" in member.name else "01",
        "education": member.education,
        "marital_status": member.marital_status,
        "village": family.village,
        "address": family.address,
        "phone": member.phone or None,
        "household_id": household_id,
        "relation_to_head": member.relation,
        "disability_category": "4" if disabled else None,
        "disability_grade": "3" if disabled else None,
        "disability_cert_no": f"{member.id_number}43" if disabled else None,
        "categories": member.categories,
        "labour_ability": member.labour_ability,
        "communication_ability": "1",
        "work_willingness": member.work_willingness or None,
        "consent_date": TODAY,
        "consent_guardian": None if age_on(member.birth, TODAY) >= _ADULT else family.members[0].name,
    }
