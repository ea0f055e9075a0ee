"""The widget kit; knows no feature."""
