"""The schema: head equals the models, a copy before every change, newer files refused (F03, F28)."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from station_app import models
from station_app.core.errors import Trouble
from station_app.storage import backup, changes, migrate, schema, station_file
from station_app.storage.connect import open_file
from station_app.storage.database import Database
from tests.storage.whole_station import WholeStation

SECOND = '''"""A test's second revision."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

def upgrade() -> None:
    with op.batch_alter_table("household") as batch:
        batch.add_column(sa.Column("well", sa.String(10)))
        batch.alter_column("village", type_=sa.String(60))
    op.execute("UPDATE about SET value = 'second' WHERE name = 'program'")
    {more}
'''


def objects(connection: Any) -> dict[str, list[str]]:
    """Every table, index and trigger as it was declared; the order of rules inside a table does not matter."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {
        name: sorted(line.replace('"', "").strip().rstrip(",") for line in sql.splitlines())
        for name, sql in rows
        if name != "alembic_version"
    }


def test_the_head_has_the_tables_rules_and_triggers_of_the_models(whole: WholeStation) -> None:
    """Run `python -m station_app.migrations.regenerate` when this fails before the first release."""
    plain = create_engine("sqlite://")
    with plain.begin() as connection:
        models.metadata.create_all(connection)
        changes.install(connection.exec_driver_sql)
        wanted = objects(connection)
    plain.dispose()
    with whole.db.engine.connect() as connection:
        assert objects(connection) == wanted
        context = MigrationContext.configure(connection, opts={"compare_type": same_type})
        assert compare_metadata(context, models.metadata) == []


def same_type(context: Any, _inspected: Any, _metadata: Any, found: Any, wanted: Any) -> bool | None:
    """A decorated type is compared by what it stores."""
    return None if not hasattr(wanted, "impl_instance") else str(found) != str(wanted.impl_instance)


def test_the_schema_numbers_are_the_revisions_of_alembic_in_order() -> None:
    scripts = ScriptDirectory.from_config(migrate.config())
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == schema.REVISIONS


def test_versions_import_nothing_of_ours() -> None:
    for version in (migrate.SCRIPTS / "versions").glob("0*.py"):
        tree = ast.parse(version.read_text(encoding="utf-8"))
        modules = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        modules += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
        assert {str(module).split(".")[0] for module in modules} <= {"alembic", "sqlalchemy"}


def test_a_file_of_a_newer_program_is_refused_and_both_versions_are_named(whole: WholeStation) -> None:
    whole.db.close()
    connection = open_file(whole.folder.database, whole.data_key)
    connection.execute("UPDATE about SET value = '9.8.7' WHERE name = 'program'")
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    before = whole.folder.database.read_bytes()
    with pytest.raises(Trouble) as told:
        station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    assert told.value.code == "E_NEWER_FILE"
    for part in ("9.8.7", "数据版本 7", schema.program_version(), "数据版本 1"):
        assert part in told.value.what
    assert whole.folder.database.read_bytes() == before


def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    """As if this program were the next release, with a second revision."""
    scripts = tmp_path / "migrations"
    shutil.copytree(migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "0002_second.py").write_text(SECOND.format(more=more))
    monkeypatch.setattr(migrate, "SCRIPTS", scripts)
    monkeypatch.setattr(schema, "REVISIONS", ("0001", "0002"))


def test_an_older_file_is_copied_then_migrated_with_rows_and_log_kept(
    whole: WholeStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole.household("甲村")
    whole.db.close()
    later(tmp_path, monkeypatch)
    db = station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    with db.work() as session:
        assert session.scalar(text("SELECT village FROM household")) == "甲村"
        session.execute(text("UPDATE household SET well = '有井', version = version + 1"))
        assert session.scalar(text("SELECT new FROM change ORDER BY counter DESC LIMIT 1")) == '"有井"'
    db.close()
    (copy,) = backup.list_copies(whole.folder.copies)
    assert (copy.reason, copy.schema, copy.rows["household"]) == ("migration", 1, 1)


def test_a_migration_that_fails_leaves_the_old_schema_and_the_copy(
    whole: WholeStation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole.household("甲村")
    whole.db.close()
    with monkeypatch.context() as patched:
        later(tmp_path, patched, more='op.execute("INSERT INTO nowhere VALUES (1)")')
        with pytest.raises(Exception, match="nowhere"):
            station_file.open_station(whole.folder, whole.data_key, actor="王敏")
    assert len(backup.list_copies(whole.folder.copies)) == 1
    assert whole.villages() == ["甲村"]
    assert backup.check(whole.folder, whole.data_key) == []


def test_a_new_station_is_never_half_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from station_app.core.paths import StationFolder

    folder = StationFolder(tmp_path / "station")
    later(tmp_path, monkeypatch, more='op.execute("INSERT INTO nowhere VALUES (1)")')
    with pytest.raises(Exception, match="nowhere"):
        station_file.create_station(folder, bytes(32))
    assert not folder.database.exists()


def test_tables_without_migrations_are_the_same_for_tests(tmp_path: Path) -> None:
    db = Database(tmp_path / "x.db", bytes(32))
    db.create_all()
    with db.read() as session:
        assert session.scalar(text("SELECT count(*) FROM sqlite_master WHERE name = 'change_log_person_new'")) == 1
    db.close()
