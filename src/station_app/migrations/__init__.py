"""Alembic revisions of the station's file."""
