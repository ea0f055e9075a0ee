"""Papers of a class: roster F02, sign-in sheet F04, certificates F06; plain values in, PDF bytes out."""

from station_app.features.training.documents.certificates import certificates_pdf
from station_app.features.training.documents.filling import certificate_values, class_sheet
from station_app.features.training.documents.roster import roster_pdf
from station_app.features.training.documents.sign_in import sign_in_pdf
from station_app.features.training.documents.values import CertificateValues, ClassSheet, HalfDay, TraineeLine

__all__ = [
    "CertificateValues",
    "ClassSheet",
    "HalfDay",
    "TraineeLine",
    "certificate_values",
    "certificates_pdf",
    "class_sheet",
    "roster_pdf",
    "sign_in_pdf",
]
