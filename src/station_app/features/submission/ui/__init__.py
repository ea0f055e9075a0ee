"""The page 上报: one button to the stick, receipts back, enrolment, the conflict desk."""
