"""Training classes, attendance, graduation, certificates."""
