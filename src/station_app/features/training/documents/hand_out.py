"""F07 结业证书发放登记表: who took which certificate, signed."""

from __future__ import annotations

from collections.abc import Sequence

from station_app.core import dates
from station_app.documents.grid import Fill, FilledForm, TableForm
from station_app.features.training.documents.people_lines import head, id_shown, label
from station_app.features.training.documents.values import CertificateValues, ClassSheet


def hand_out(
    form: TableForm, sheet: ClassSheet, certificates: Sequence[CertificateValues], fill: Fill, *, whole: bool = True
) -> FilledForm:
    """One row a certificate in force, then the statements; she signs by hand, what was entered is printed."""
    days = {each.issued_on for each in certificates}
    issuers = dict.fromkeys(each.issuer for each in certificates)
    values = head(sheet) | {
        "issuer": "、".join(issuers) or sheet.station_name,
        "issued_on": "、".join(dates.long_date(day) for day in sorted(days)),
    }
    rows = [
        {
            "seq": str(number),
            "name": each.name,
            "id_number": id_shown(each.id_number, whole=whole),
            "certificate_no": each.certificate_no,
            "type": label("certificate_type", each.type),
            "proxy": each.proxy,
            "received_on": each.received_on.isoformat() if each.received_on else "",
        }
        for number, each in enumerate(certificates, start=1)
    ]
    return FilledForm(form, values, rows, fill)
