"""Writes the first revision anew from the models: `python -m station_app.migrations.regenerate`.

Only until the first release; from then on a released revision never changes and a new one is added behind it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import String, create_engine
from sqlalchemy.types import TypeDecorator

from station_app import models
from station_app.storage.schema import REVISIONS

TARGET = Path(__file__).with_name("versions") / f"{REVISIONS[0]}_first.py"
_HEAD = '''# ruff: noqa: E501 - the rules of a column are one line
"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
'''


def plain_type(kind: str, value: Any, _context: Any) -> str | Literal[False]:
    """Our own column types as the plain type that SQLite sees, so that versions import nothing of ours."""
    if kind == "type" and isinstance(value, TypeDecorator):
        stored = value.impl_instance
        return f"sa.String(length={stored.length})" if isinstance(stored, String) else repr(stored)
    return False


def main() -> None:
    """Render, write, format."""
    if len(REVISIONS) > 1:
        sys.exit("There are later revisions: add a new one instead.")
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection, opts={"render_item": plain_type})
        script = produce_migrations(context, models.metadata)
    upgrade_ops = script.upgrade_ops
    if upgrade_ops is None:
        sys.exit("There are no tables.")
    body = render_python_code(upgrade_ops, render_item=plain_type, migration_context=context)
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("#")]
    text = _HEAD.format(revision=REVISIONS[0]) + "\n".join(lines) + "\n"
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(TARGET)], check=False)  # noqa: S603 - our own file


if __name__ == "__main__":
    main()
