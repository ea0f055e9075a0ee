"""An invented class of 42 for the papers, with long and rare names among the ordinary ones."""

from __future__ import annotations

import datetime as dt

from station_app.core import id_number
from station_app.features.training.documents import CertificateValues, ClassSheet, HalfDay, TraineeLine

FIRST_DAY = dt.date(2023, 2, 15)
LAST_DAY = dt.date(2023, 2, 17)
CLASS_NAME = "2023年第一期留守妇女面点技术培训班"
STATION = "城郊乡社会工作服务站"
LONG_NAME = "阿不都热依木·买买提吐尔逊江·阿卜杜克热木·依明尼亚孜·吐尔逊古丽·麦麦提敏·阿布都赛麦"
assert 44 <= len(LONG_NAME) <= 50
SPECIAL = {
    3: "买买提·艾力",
    4: "古丽巴哈尔·阿卜杜热合曼·吐尔逊",
    5: "𠅤㛃",
    6: "䶮𬱖",
    7: "𠮷玉梅",
    9: LONG_NAME,
}
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱", ("秀兰", "桂英", "玉梅", "春芳", "红霞", "丽")
CATEGORIES = (("D01",), ("A01", "D01"), ("B01",), ("C01", "A01"), ("B12", "D01"), ("Z00",))


def id_of(number: int) -> str:
    """A valid number of the invented region 4199."""
    first_17 = f"419901{1970 + number % 25}{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 100:02d}2"
    return first_17 + id_number.check_character(first_17)


def trainee(number: int, **changes: object) -> TraineeLine:
    categories = CATEGORIES[number % 6]
    values: dict[str, object] = {
        "trainee_no": number,
        "name": SPECIAL.get(number, FAMILY[number % 14] + GIVEN[number % 6]),
        "id_number": id_of(number),
        "sex": "2",
        "ethnic_group": "01",
        "birth_date": dt.date(1970 + number % 25, number % 12 + 1, number % 28 + 1),
        "education": "71",
        "category": categories[0],
        "categories": categories,
        "address": f"王庄村{number % 9 + 1}组",
        "phone": f"154{number:08d}",
    }
    return TraineeLine(**(values | changes))  # type: ignore[arg-type]


def sheet(count: int = 42, **changes: object) -> ClassSheet:
    days = [FIRST_DAY + dt.timedelta(days=each) for each in range(3)]
    values: dict[str, object] = {
        "class_name": CLASS_NAME,
        "trade": "4-03-02-02",
        "venue": "城郊乡文化站",
        "trainer": "刘桂香",
        "class_worker": "王敏",
        "start_date": FIRST_DAY,
        "end_date": LAST_DAY,
        "half_days": tuple(HalfDay(day, half, "4") for day in days for half in ("AM", "PM")),
        "trainees": tuple(trainee(number) for number in range(1, count + 1)),
        "printed_on": dt.date(2023, 2, 10),
    }
    return ClassSheet(**(values | changes))  # type: ignore[arg-type]


def certificate(number: int = 12, **changes: object) -> CertificateValues:
    person = trainee(number)
    values: dict[str, object] = {
        "certificate_no": f"419901300-2023-003-{number:03d}",
        "name": person.name,
        "id_number": person.id_number,
        "class_name": CLASS_NAME,
        "organiser": STATION,
        "start_date": FIRST_DAY,
        "end_date": LAST_DAY,
        "hours": "24",
        "issuer": STATION,
        "issued_on": LAST_DAY,
    }
    return CertificateValues(**(values | changes))  # type: ignore[arg-type]
