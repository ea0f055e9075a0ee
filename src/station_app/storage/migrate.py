"""Bringing a file to the newest schema with Alembic, triggers included, in one transaction."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from station_app.storage import schema
from station_app.storage.connect import APPLICATION_ID

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.engine import Engine


SCRIPTS = Path(str(files("station_app").joinpath("migrations")))
"""The scripts lie inside the package, also in the frozen program."""


def config() -> Config:
    """Alembic's settings, without any .ini file."""
    from alembic.config import Config  # noqa: PLC0415 - 265 ms, only when a schema is made or changed

    settings = Config()
    settings.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    return settings


def upgrade(writer: Engine) -> None:
    """Migrate the file behind `writer` (an engine whose transactions write) to the newest schema; all or nothing."""
    from alembic import command  # noqa: PLC0415 - heavy

    from station_app.storage import changes  # noqa: PLC0415

    settings = config()
    with writer.connect() as connection:
        # a rebuilt table would otherwise take the rows of its children along; only works outside a transaction
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                settings.attributes["connection"] = connection
                command.upgrade(settings, "head")
                changes.install(connection.exec_driver_sql)
                if connection.exec_driver_sql("SELECT 1 FROM about WHERE name = 'epoch'").fetchone() is None:
                    schema.new_epoch(connection.exec_driver_sql)
                if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise RuntimeError("the migration left references to records that do not exist")
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO about (name, value) VALUES ('program', ?)", (schema.program_version(),)
                )
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={len(schema.REVISIONS)}")
        finally:
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
