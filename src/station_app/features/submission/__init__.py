"""上报: packages to the county, its receipts and corrections, enrolment of this computer."""
