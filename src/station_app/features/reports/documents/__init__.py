"""The county's report forms F19 and F20, the page beside a package, and the workbook in the same columns."""

from station_app.features.reports.documents.forms import FORMS, report_pdf
from station_app.features.reports.documents.heading import Heading, heading_of
from station_app.features.reports.documents.summary import summary_pdf
from station_app.features.reports.documents.workbook import report_workbook

__all__ = ["FORMS", "Heading", "heading_of", "report_pdf", "report_workbook", "summary_pdf"]
