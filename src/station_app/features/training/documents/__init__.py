"""Papers of a class: F01–F08 and its certificates; plain values in, PDF bytes out."""

from station_app.features.training.documents.certificates import (
    certificates_pdf,
    check_names,
    is_stock,
    lacking,
    laid_out_pdf,
    photo_of,
    print_certificates,
    shown_values,
    without_photo,
)
from station_app.features.training.documents.filling import certificate_values, class_sheet, values_of
from station_app.features.training.documents.forms import CERTIFICATE_FORM, FORMS, blank_form_pdf, form_pdf, form_source
from station_app.features.training.documents.roster import roster_pdf
from station_app.features.training.documents.sign_in import sign_in_pdf
from station_app.features.training.documents.values import CertificateValues, ClassSheet, HalfDay, TraineeLine

__all__ = [
    "CERTIFICATE_FORM",
    "FORMS",
    "CertificateValues",
    "ClassSheet",
    "HalfDay",
    "TraineeLine",
    "blank_form_pdf",
    "certificate_values",
    "certificates_pdf",
    "check_names",
    "class_sheet",
    "form_pdf",
    "form_source",
    "is_stock",
    "lacking",
    "laid_out_pdf",
    "photo_of",
    "print_certificates",
    "roster_pdf",
    "shown_values",
    "sign_in_pdf",
    "values_of",
    "without_photo",
]
