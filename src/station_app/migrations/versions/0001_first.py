# ruff: noqa: E501 - the rules of a column are one line
"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "about",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            'typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 40 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_about_name"),
        ),
        sa.CheckConstraint(
            'typeof("value") = \'text\' AND instr("value", char(0)) = 0 AND length("value") <= 200 AND "value" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_about_value"),
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.String(length=40), nullable=True),
        sa.Column("byte_count", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=True),
        sa.Column("of_record", sa.String(length=40), nullable=True),
        sa.Column("of_id", sa.String(length=32), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"byte_count" IS NULL OR (typeof("byte_count") = \'integer\' AND "byte_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_attachment_byte_count"),
        ),
        sa.CheckConstraint(
            '"content_hash" IS NULL OR (typeof("content_hash") = \'text\' AND instr("content_hash", char(0)) = 0 AND length("content_hash") <= 64 AND "content_hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_content_hash"),
        ),
        sa.CheckConstraint(
            '"file_name" IS NULL OR (typeof("file_name") = \'text\' AND instr("file_name", char(0)) = 0 AND length("file_name") <= 120 AND "file_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_file_name"),
        ),
        sa.CheckConstraint(
            '"media_type" IS NULL OR (typeof("media_type") = \'text\' AND instr("media_type", char(0)) = 0 AND length("media_type") <= 40 AND "media_type" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_media_type"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_note"),
        ),
        sa.CheckConstraint(
            '"of_id" IS NULL OR (typeof("of_id") = \'text\' AND instr("of_id", char(0)) = 0 AND length("of_id") <= 32 AND "of_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_of_id"),
        ),
        sa.CheckConstraint(
            '"of_record" IS NULL OR (typeof("of_record") = \'text\' AND instr("of_record", char(0)) = 0 AND length("of_record") <= 40 AND "of_record" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_of_record"),
        ),
        sa.CheckConstraint(
            '"role" IS NULL OR (typeof("role") = \'text\' AND instr("role", char(0)) = 0 AND length("role") <= 20 AND "role" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_role"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_attachment_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_attachment_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_attachment_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_attachment_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_attachment_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_attachment_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_attachment_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_attachment_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_attachment_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(op.f("ix_attachment_content_hash"), "attachment", ["content_hash"], unique=False)
    op.create_index(op.f("ix_attachment_of_id"), "attachment", ["of_id"], unique=False)
    op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            'typeof("action") = \'text\' AND instr("action", char(0)) = 0 AND length("action") <= 40 AND "action" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_audit_entry_action"),
        ),
        sa.CheckConstraint(
            'typeof("actor") = \'text\' AND instr("actor", char(0)) = 0 AND length("actor") <= 40 AND "actor" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_audit_entry_actor"),
        ),
        sa.CheckConstraint(
            'typeof("at") = \'text\' AND instr("at", char(0)) = 0 AND "at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("at", 1, 10) IS date(substr("at", 1, 10)) AND substr(substr("at", 1, 10), 1, 4) > \'0000\' AND substr("at", 12, 2) < \'24\'',
            name=op.f("ck_audit_entry_at"),
        ),
        sa.CheckConstraint(
            'typeof("detail") = \'text\' AND instr("detail", char(0)) = 0', name=op.f("ck_audit_entry_detail")
        ),
        sa.CheckConstraint(
            'typeof("entity") = \'text\' AND instr("entity", char(0)) = 0 AND length("entity") <= 40 AND "entity" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_audit_entry_entity"),
        ),
        sa.CheckConstraint(
            'typeof("hash") = \'text\' AND instr("hash", char(0)) = 0 AND length("hash") <= 64 AND "hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_audit_entry_hash"),
        ),
        sa.CheckConstraint(
            'typeof("number") = \'integer\' AND "number" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_audit_entry_number"),
        ),
        sa.CheckConstraint(
            'typeof("previous") = \'text\' AND instr("previous", char(0)) = 0 AND length("previous") <= 64 AND "previous" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_audit_entry_previous"),
        ),
        sa.CheckConstraint(
            'typeof("record_id") = \'text\' AND instr("record_id", char(0)) = 0 AND length("record_id") <= 32 AND "record_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_audit_entry_record_id"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_entry")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_entry_record", "audit_entry", ["record_id", "number"], unique=False)
    op.create_table(
        "certificate_layout",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=True),
        sa.Column("layout_version", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=40), nullable=True),
        sa.Column("content", sa.String(length=200000), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"content" IS NULL OR (typeof("content") = \'text\' AND instr("content", char(0)) = 0 AND length("content") <= 200000 AND "content" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_layout_content"),
        ),
        sa.CheckConstraint(
            '"layout_version" IS NULL OR (typeof("layout_version") = \'integer\' AND "layout_version" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_certificate_layout_layout_version"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 20 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_layout_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_layout_note"),
        ),
        sa.CheckConstraint(
            '"state" IS NULL OR (typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 20 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_layout_state"),
        ),
        sa.CheckConstraint(
            '"title" IS NULL OR (typeof("title") = \'text\' AND instr("title", char(0)) = 0 AND length("title") <= 40 AND "title" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_layout_title"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_layout_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_certificate_layout_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_certificate_layout_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_layout_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_certificate_layout_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_layout_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_certificate_layout_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_layout_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_certificate_layout_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_layout")),
    )
    op.create_index(op.f("ix_certificate_layout_name"), "certificate_layout", ["name"], unique=False)
    op.create_index(
        "uq_certificate_layout_version",
        "certificate_layout",
        ["name", "layout_version"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "change",
        sa.Column("counter", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("counter", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_change_record", "change", ["record_id", "counter"], unique=False)
    op.create_table(
        "code_entry",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=20), nullable=True),
        sa.Column("name_zh", sa.String(length=40), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"active" IS NULL OR (typeof("active") = \'integer\' AND "active" IN (0, 1))',
            name=op.f("ck_code_entry_active"),
        ),
        sa.CheckConstraint(
            '"code" IS NULL OR (typeof("code") = \'text\' AND instr("code", char(0)) = 0 AND length("code") <= 20 AND "code" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_code_entry_code"),
        ),
        sa.CheckConstraint(
            '"name_zh" IS NULL OR (typeof("name_zh") = \'text\' AND instr("name_zh", char(0)) = 0 AND length("name_zh") <= 40 AND "name_zh" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_code_entry_name_zh"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_code_entry_note"),
        ),
        sa.CheckConstraint(
            '"table_name" IS NULL OR (typeof("table_name") = \'text\' AND instr("table_name", char(0)) = 0 AND length("table_name") <= 40 AND "table_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_code_entry_table_name"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_code_entry_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_code_entry_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_code_entry_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_code_entry_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_code_entry_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_code_entry_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_code_entry_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_code_entry_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_code_entry_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_entry")),
    )
    op.create_index(op.f("ix_code_entry_table_name"), "code_entry", ["table_name"], unique=False)
    op.create_table(
        "correction",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("record", sa.String(length=40), nullable=True),
        sa.Column("record_id", sa.String(length=32), nullable=True),
        sa.Column("field", sa.String(length=60), nullable=True),
        sa.Column("value", sa.String(length=4000), nullable=True),
        sa.Column("base", sa.String(length=16), nullable=True),
        sa.Column("had", sa.String(length=4000), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=True),
        sa.Column("proposed_by", sa.String(length=40), nullable=True),
        sa.Column("proposed_at", sa.String(length=32), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"base" IS NULL OR (typeof("base") = \'text\' AND instr("base", char(0)) = 0 AND length("base") <= 16 AND "base" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_base"),
        ),
        sa.CheckConstraint(
            '"decided_at" IS NULL OR (typeof("decided_at") = \'text\' AND instr("decided_at", char(0)) = 0 AND length("decided_at") <= 32 AND "decided_at" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_decided_at"),
        ),
        sa.CheckConstraint(
            '"decided_by" IS NULL OR (typeof("decided_by") = \'text\' AND instr("decided_by", char(0)) = 0 AND length("decided_by") <= 40 AND "decided_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_decided_by"),
        ),
        sa.CheckConstraint(
            '"field" IS NULL OR (typeof("field") = \'text\' AND instr("field", char(0)) = 0 AND length("field") <= 60 AND "field" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_field"),
        ),
        sa.CheckConstraint(
            '"had" IS NULL OR (typeof("had") = \'text\' AND instr("had", char(0)) = 0 AND length("had") <= 4000 AND "had" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_had"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_note"),
        ),
        sa.CheckConstraint(
            '"proposed_at" IS NULL OR (typeof("proposed_at") = \'text\' AND instr("proposed_at", char(0)) = 0 AND length("proposed_at") <= 32 AND "proposed_at" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_proposed_at"),
        ),
        sa.CheckConstraint(
            '"proposed_by" IS NULL OR (typeof("proposed_by") = \'text\' AND instr("proposed_by", char(0)) = 0 AND length("proposed_by") <= 40 AND "proposed_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_proposed_by"),
        ),
        sa.CheckConstraint(
            '"reason" IS NULL OR (typeof("reason") = \'text\' AND instr("reason", char(0)) = 0 AND length("reason") <= 200 AND "reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_reason"),
        ),
        sa.CheckConstraint(
            '"record" IS NULL OR (typeof("record") = \'text\' AND instr("record", char(0)) = 0 AND length("record") <= 40 AND "record" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_record"),
        ),
        sa.CheckConstraint(
            '"record_id" IS NULL OR (typeof("record_id") = \'text\' AND instr("record_id", char(0)) = 0 AND length("record_id") <= 32 AND "record_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_record_id"),
        ),
        sa.CheckConstraint(
            '"state" IS NULL OR (typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 20 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_state"),
        ),
        sa.CheckConstraint(
            '"value" IS NULL OR (typeof("value") = \'text\' AND instr("value", char(0)) = 0 AND length("value") <= 4000 AND "value" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_value"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_correction_voided_at"),
        ),
        sa.CheckConstraint(
            '"why" IS NULL OR (typeof("why") = \'text\' AND instr("why", char(0)) = 0 AND length("why") <= 300 AND "why" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_correction_why"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_correction_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_correction_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_correction_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_correction_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_correction_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_correction_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_correction_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_record_id"), "correction", ["record_id"], unique=False)
    op.create_table(
        "county_known",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("trust_version", sa.Integer(), nullable=False),
        sa.Column("trust", sa.Text(), nullable=False),
        sa.Column("trusted_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_county_known_id"),
        ),
        sa.CheckConstraint(
            'typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 60 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_county_known_name"),
        ),
        sa.CheckConstraint(
            'typeof("root") = \'text\' AND instr("root", char(0)) = 0 AND length("root") <= 64 AND "root" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_county_known_root"),
        ),
        sa.CheckConstraint(
            'typeof("trust") = \'text\' AND instr("trust", char(0)) = 0', name=op.f("ck_county_known_trust")
        ),
        sa.CheckConstraint(
            'typeof("trust_version") = \'integer\' AND "trust_version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_county_known_trust_version"),
        ),
        sa.CheckConstraint(
            'typeof("trusted_at") = \'text\' AND instr("trusted_at", char(0)) = 0 AND "trusted_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("trusted_at", 1, 10) IS date(substr("trusted_at", 1, 10)) AND substr(substr("trusted_at", 1, 10), 1, 4) > \'0000\' AND substr("trusted_at", 12, 2) < \'24\'',
            name=op.f("ck_county_known_trusted_at"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county_known")),
    )
    op.create_table(
        "device_key",
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("reader", sa.String(length=100), nullable=False),
        sa.Column("wrapped", sa.String(length=1000), nullable=False),
        sa.Column("device", sa.String(length=32), nullable=False),
        sa.Column("host", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("enrolled_at", sa.String(length=32), nullable=True),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("request_digits", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            '"enrolled_at" IS NULL OR (typeof("enrolled_at") = \'text\' AND instr("enrolled_at", char(0)) = 0 AND "enrolled_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("enrolled_at", 1, 10) IS date(substr("enrolled_at", 1, 10)) AND substr(substr("enrolled_at", 1, 10), 1, 4) > \'0000\' AND substr("enrolled_at", 12, 2) < \'24\')',
            name=op.f("ck_device_key_enrolled_at"),
        ),
        sa.CheckConstraint(
            '"request" IS NULL OR (typeof("request") = \'text\' AND instr("request", char(0)) = 0)',
            name=op.f("ck_device_key_request"),
        ),
        sa.CheckConstraint(
            '"request_digits" IS NULL OR (typeof("request_digits") = \'text\' AND instr("request_digits", char(0)) = 0 AND length("request_digits") <= 40 AND "request_digits" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_device_key_request_digits"),
        ),
        sa.CheckConstraint('typeof("active") = \'integer\' AND "active" IN (0, 1)', name=op.f("ck_device_key_active")),
        sa.CheckConstraint(
            'typeof("device") = \'text\' AND instr("device", char(0)) = 0 AND length("device") <= 32 AND "device" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_device_key_device"),
        ),
        sa.CheckConstraint(
            'typeof("host") = \'text\' AND instr("host", char(0)) = 0 AND length("host") <= 80 AND "host" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_device_key_host"),
        ),
        sa.CheckConstraint(
            'typeof("kid") = \'text\' AND instr("kid", char(0)) = 0 AND length("kid") <= 16 AND "kid" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_device_key_kid"),
        ),
        sa.CheckConstraint(
            'typeof("made_at") = \'text\' AND instr("made_at", char(0)) = 0 AND "made_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("made_at", 1, 10) IS date(substr("made_at", 1, 10)) AND substr(substr("made_at", 1, 10), 1, 4) > \'0000\' AND substr("made_at", 12, 2) < \'24\'',
            name=op.f("ck_device_key_made_at"),
        ),
        sa.CheckConstraint(
            'typeof("public_key") = \'text\' AND instr("public_key", char(0)) = 0 AND length("public_key") <= 64 AND "public_key" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_device_key_public_key"),
        ),
        sa.CheckConstraint(
            'typeof("reader") = \'text\' AND instr("reader", char(0)) = 0 AND length("reader") <= 100 AND "reader" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_device_key_reader"),
        ),
        sa.CheckConstraint(
            'typeof("wrapped") = \'text\' AND instr("wrapped", char(0)) = 0 AND length("wrapped") <= 1000 AND "wrapped" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_device_key_wrapped"),
        ),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_device_key")),
    )
    op.create_table(
        "division",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=14), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("level", sa.String(length=10), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("former_name", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"active" IS NULL OR (typeof("active") = \'integer\' AND "active" IN (0, 1))',
            name=op.f("ck_division_active"),
        ),
        sa.CheckConstraint(
            '"code" IS NULL OR (typeof("code") = \'text\' AND instr("code", char(0)) = 0 AND length("code") <= 14 AND "code" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_division_code"),
        ),
        sa.CheckConstraint(
            '"former_name" IS NULL OR (typeof("former_name") = \'text\' AND instr("former_name", char(0)) = 0 AND length("former_name") <= 60 AND "former_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_division_former_name"),
        ),
        sa.CheckConstraint(
            '"level" IS NULL OR (typeof("level") = \'text\' AND instr("level", char(0)) = 0 AND length("level") <= 10 AND "level" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_division_level"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 60 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_division_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_division_note"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_division_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_division_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_division_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_division_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_division_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_division_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_division_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_division_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_division_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_division")),
    )
    op.create_index(
        "uq_division_code",
        "division",
        ["station_id", "code"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            'typeof("at") = \'text\' AND instr("at", char(0)) = 0 AND "at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("at", 1, 10) IS date(substr("at", 1, 10)) AND substr(substr("at", 1, 10), 1, 4) > \'0000\' AND substr("at", 12, 2) < \'24\'',
            name=op.f("ck_draft_at"),
        ),
        sa.CheckConstraint(
            'typeof("form") = \'text\' AND instr("form", char(0)) = 0 AND length("form") <= 40 AND "form" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_draft_form"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'integer\' AND "id" BETWEEN -2147483648 AND 2147483647', name=op.f("ck_draft_id")
        ),
        sa.CheckConstraint(
            'typeof("page") = \'text\' AND instr("page", char(0)) = 0 AND length("page") <= 40 AND "page" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_draft_page"),
        ),
        sa.CheckConstraint(
            'typeof("place") = \'text\' AND instr("place", char(0)) = 0 AND length("place") <= 80 AND "place" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_draft_place"),
        ),
        sa.CheckConstraint(
            'typeof("record_id") = \'text\' AND instr("record_id", char(0)) = 0 AND length("record_id") <= 32 AND "record_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_draft_record_id"),
        ),
        sa.CheckConstraint('typeof("texts") = \'text\' AND instr("texts", char(0)) = 0', name=op.f("ck_draft_texts")),
        sa.CheckConstraint(
            'typeof("title") = \'text\' AND instr("title", char(0)) = 0 AND length("title") <= 200 AND "title" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_draft_title"),
        ),
        sa.CheckConstraint(
            'typeof("user_id") = \'text\' AND instr("user_id", char(0)) = 0 AND length("user_id") <= 40 AND "user_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_draft_user_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_subject", "draft", ["form", "record_id", "user_id"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.CheckConstraint(
            'typeof("at") = \'text\' AND instr("at", char(0)) = 0 AND "at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("at", 1, 10) IS date(substr("at", 1, 10)) AND substr(substr("at", 1, 10), 1, 4) > \'0000\' AND substr("at", 12, 2) < \'24\'',
            name=op.f("ck_erasure_at"),
        ),
        sa.CheckConstraint(
            'typeof("basis") = \'text\' AND instr("basis", char(0)) = 0 AND length("basis") <= 40 AND "basis" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_erasure_basis"),
        ),
        sa.CheckConstraint(
            'typeof("person_id") = \'text\' AND instr("person_id", char(0)) = 0 AND length("person_id") <= 32 AND "person_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_erasure_person_id"),
        ),
        sa.CheckConstraint('typeof("plan") = \'text\' AND instr("plan", char(0)) = 0', name=op.f("ck_erasure_plan")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasure")),
    )
    op.create_table(
        "form_layout",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("form_no", sa.String(length=8), nullable=True),
        sa.Column("changes", sa.String(length=20000), nullable=True),
        sa.Column("valid", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"changes" IS NULL OR (typeof("changes") = \'text\' AND instr("changes", char(0)) = 0 AND length("changes") <= 20000 AND "changes" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_form_layout_changes"),
        ),
        sa.CheckConstraint(
            '"form_no" IS NULL OR (typeof("form_no") = \'text\' AND instr("form_no", char(0)) = 0 AND length("form_no") <= 8 AND "form_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_form_layout_form_no"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_form_layout_note"),
        ),
        sa.CheckConstraint(
            '"valid" IS NULL OR (typeof("valid") = \'integer\' AND "valid" IN (0, 1))',
            name=op.f("ck_form_layout_valid"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_form_layout_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_form_layout_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_form_layout_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_form_layout_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_form_layout_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_form_layout_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_form_layout_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_form_layout_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_form_layout_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_layout")),
    )
    op.create_index(op.f("ix_form_layout_form_no"), "form_layout", ["form_no"], unique=False)
    op.create_table(
        "holiday",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"day" IS NULL OR ("day" IS date("day") AND substr("day", 1, 4) > \'0000\')', name=op.f("ck_holiday_day")
        ),
        sa.CheckConstraint(
            '"kind" IS NULL OR (typeof("kind") = \'text\' AND instr("kind", char(0)) = 0 AND length("kind") <= 20 AND "kind" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_holiday_kind"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 40 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_holiday_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_holiday_note"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_holiday_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_holiday_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_holiday_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_holiday_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_holiday_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_holiday_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_holiday_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_holiday_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_holiday_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
    )
    op.create_index(op.f("ix_holiday_day"), "holiday", ["day"], unique=False)
    op.create_table(
        "household",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("household_no", sa.String(length=20), nullable=True),
        sa.Column("head_name", sa.String(length=50), nullable=True),
        sa.Column("village_code", sa.String(length=12), nullable=True),
        sa.Column("village", sa.String(length=40), nullable=True),
        sa.Column("group_name", sa.String(length=20), nullable=True),
        sa.Column("address", sa.String(length=100), nullable=True),
        sa.Column("member_count", sa.Integer(), nullable=True),
        sa.Column("member_count_reason", sa.String(length=60), nullable=True),
        sa.Column("labour_count", sa.Integer(), nullable=True),
        sa.Column("categories", sa.String(length=400), nullable=True),
        sa.Column("categories_from", sa.Date(), nullable=True),
        sa.Column("categories_to", sa.Date(), nullable=True),
        sa.Column("assistance_cert_no", sa.String(length=30), nullable=True),
        sa.Column("covered_count", sa.Integer(), nullable=True),
        sa.Column("monthly_benefit", sa.BigInteger(), nullable=True),
        sa.Column("annual_income", sa.BigInteger(), nullable=True),
        sa.Column("income_per_head", sa.BigInteger(), nullable=True),
        sa.Column("hardship_causes", sa.String(length=400), nullable=True),
        sa.Column("housing_note", sa.String(length=100), nullable=True),
        sa.Column("student_count", sa.Integer(), nullable=True),
        sa.Column("care_need_count", sa.Integer(), nullable=True),
        sa.Column("contact_cadre", sa.String(length=40), nullable=True),
        sa.Column("merged_into", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"address" IS NULL OR (typeof("address") = \'text\' AND instr("address", char(0)) = 0 AND length("address") <= 100 AND "address" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_address"),
        ),
        sa.CheckConstraint(
            '"annual_income" IS NULL OR (typeof("annual_income") = \'integer\')',
            name=op.f("ck_household_annual_income"),
        ),
        sa.CheckConstraint(
            '"assistance_cert_no" IS NULL OR (typeof("assistance_cert_no") = \'text\' AND instr("assistance_cert_no", char(0)) = 0 AND length("assistance_cert_no") <= 30 AND "assistance_cert_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_assistance_cert_no"),
        ),
        sa.CheckConstraint(
            '"care_need_count" IS NULL OR (typeof("care_need_count") = \'integer\' AND "care_need_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_household_care_need_count"),
        ),
        sa.CheckConstraint(
            '"categories" IS NULL OR (typeof("categories") = \'text\' AND instr("categories", char(0)) = 0 AND length("categories") <= 400 AND "categories" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_categories"),
        ),
        sa.CheckConstraint(
            '"categories_from" IS NULL OR ("categories_from" IS date("categories_from") AND substr("categories_from", 1, 4) > \'0000\')',
            name=op.f("ck_household_categories_from"),
        ),
        sa.CheckConstraint(
            '"categories_to" IS NULL OR ("categories_to" IS date("categories_to") AND substr("categories_to", 1, 4) > \'0000\')',
            name=op.f("ck_household_categories_to"),
        ),
        sa.CheckConstraint(
            '"contact_cadre" IS NULL OR (typeof("contact_cadre") = \'text\' AND instr("contact_cadre", char(0)) = 0 AND length("contact_cadre") <= 40 AND "contact_cadre" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_contact_cadre"),
        ),
        sa.CheckConstraint(
            '"covered_count" IS NULL OR (typeof("covered_count") = \'integer\' AND "covered_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_household_covered_count"),
        ),
        sa.CheckConstraint(
            '"group_name" IS NULL OR (typeof("group_name") = \'text\' AND instr("group_name", char(0)) = 0 AND length("group_name") <= 20 AND "group_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_group_name"),
        ),
        sa.CheckConstraint(
            '"hardship_causes" IS NULL OR (typeof("hardship_causes") = \'text\' AND instr("hardship_causes", char(0)) = 0 AND length("hardship_causes") <= 400 AND "hardship_causes" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_hardship_causes"),
        ),
        sa.CheckConstraint(
            '"head_name" IS NULL OR (typeof("head_name") = \'text\' AND instr("head_name", char(0)) = 0 AND length("head_name") <= 50 AND "head_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_head_name"),
        ),
        sa.CheckConstraint(
            '"household_no" IS NULL OR (typeof("household_no") = \'text\' AND instr("household_no", char(0)) = 0 AND length("household_no") <= 20 AND "household_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_household_no"),
        ),
        sa.CheckConstraint(
            '"housing_note" IS NULL OR (typeof("housing_note") = \'text\' AND instr("housing_note", char(0)) = 0 AND length("housing_note") <= 100 AND "housing_note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_housing_note"),
        ),
        sa.CheckConstraint(
            '"income_per_head" IS NULL OR (typeof("income_per_head") = \'integer\')',
            name=op.f("ck_household_income_per_head"),
        ),
        sa.CheckConstraint(
            '"labour_count" IS NULL OR (typeof("labour_count") = \'integer\' AND "labour_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_household_labour_count"),
        ),
        sa.CheckConstraint(
            '"member_count" IS NULL OR (typeof("member_count") = \'integer\' AND "member_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_household_member_count"),
        ),
        sa.CheckConstraint(
            '"member_count_reason" IS NULL OR (typeof("member_count_reason") = \'text\' AND instr("member_count_reason", char(0)) = 0 AND length("member_count_reason") <= 60 AND "member_count_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_member_count_reason"),
        ),
        sa.CheckConstraint(
            '"merged_into" IS NULL OR (typeof("merged_into") = \'text\' AND instr("merged_into", char(0)) = 0 AND length("merged_into") <= 32 AND "merged_into" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_merged_into"),
        ),
        sa.CheckConstraint(
            '"monthly_benefit" IS NULL OR (typeof("monthly_benefit") = \'integer\')',
            name=op.f("ck_household_monthly_benefit"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_note"),
        ),
        sa.CheckConstraint(
            '"student_count" IS NULL OR (typeof("student_count") = \'integer\' AND "student_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_household_student_count"),
        ),
        sa.CheckConstraint(
            '"village" IS NULL OR (typeof("village") = \'text\' AND instr("village", char(0)) = 0 AND length("village") <= 40 AND "village" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_village"),
        ),
        sa.CheckConstraint(
            '"village_code" IS NULL OR (typeof("village_code") = \'text\' AND instr("village_code", char(0)) = 0 AND length("village_code") <= 12 AND "village_code" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_village_code"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_household_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_household_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_household_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_household_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_household_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_household_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_household_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_household_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_household_version"),
        ),
        sa.ForeignKeyConstraint(["merged_into"], ["household.id"], name=op.f("fk_household_merged_into_household")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
    )
    op.create_index(op.f("ix_household_merged_into"), "household", ["merged_into"], unique=False)
    op.create_index(op.f("ix_household_village_code"), "household", ["village_code"], unique=False)
    op.create_index(
        "uq_household_household_no",
        "household",
        ["station_id", "household_no"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "import_batch",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=True),
        sa.Column("file_hash", sa.String(length=64), nullable=True),
        sa.Column("import_kind", sa.String(length=40), nullable=True),
        sa.Column("accepted_count", sa.Integer(), nullable=True),
        sa.Column("rejected_count", sa.Integer(), nullable=True),
        sa.Column("undone", sa.String(length=10), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"accepted_count" IS NULL OR (typeof("accepted_count") = \'integer\' AND "accepted_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_import_batch_accepted_count"),
        ),
        sa.CheckConstraint(
            '"file_hash" IS NULL OR (typeof("file_hash") = \'text\' AND instr("file_hash", char(0)) = 0 AND length("file_hash") <= 64 AND "file_hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_import_batch_file_hash"),
        ),
        sa.CheckConstraint(
            '"file_name" IS NULL OR (typeof("file_name") = \'text\' AND instr("file_name", char(0)) = 0 AND length("file_name") <= 200 AND "file_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_import_batch_file_name"),
        ),
        sa.CheckConstraint(
            '"import_kind" IS NULL OR (typeof("import_kind") = \'text\' AND instr("import_kind", char(0)) = 0 AND length("import_kind") <= 40 AND "import_kind" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_import_batch_import_kind"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_import_batch_note"),
        ),
        sa.CheckConstraint(
            '"rejected_count" IS NULL OR (typeof("rejected_count") = \'integer\' AND "rejected_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_import_batch_rejected_count"),
        ),
        sa.CheckConstraint(
            '"undone" IS NULL OR (typeof("undone") = \'text\' AND instr("undone", char(0)) = 0 AND length("undone") <= 10 AND "undone" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_import_batch_undone"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_import_batch_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_import_batch_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_import_batch_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_batch_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_import_batch_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_batch_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_import_batch_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_batch_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_import_batch_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_index(op.f("ix_import_batch_file_hash"), "import_batch", ["file_hash"], unique=False)
    op.create_table(
        "incoming_package",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("parent_epoch", sa.String(length=32), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("taken_at", sa.String(length=32), nullable=False),
        sa.Column("taken_by", sa.String(length=40), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.CheckConstraint(
            'typeof("epoch") = \'text\' AND instr("epoch", char(0)) = 0 AND length("epoch") <= 32 AND "epoch" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_incoming_package_epoch"),
        ),
        sa.CheckConstraint(
            'typeof("file_hash") = \'text\' AND instr("file_hash", char(0)) = 0 AND length("file_hash") <= 64 AND "file_hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_incoming_package_file_hash"),
        ),
        sa.CheckConstraint(
            'typeof("hash") = \'text\' AND instr("hash", char(0)) = 0 AND length("hash") <= 64 AND "hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_incoming_package_hash"),
        ),
        sa.CheckConstraint(
            'typeof("number") = \'integer\' AND "number" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_incoming_package_number"),
        ),
        sa.CheckConstraint(
            'typeof("parent_epoch") = \'text\' AND instr("parent_epoch", char(0)) = 0 AND length("parent_epoch") <= 32 AND "parent_epoch" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_incoming_package_parent_epoch"),
        ),
        sa.CheckConstraint(
            'typeof("rows") = \'integer\' AND "rows" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_incoming_package_rows"),
        ),
        sa.CheckConstraint(
            'typeof("seq") = \'integer\' AND "seq" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_incoming_package_seq"),
        ),
        sa.CheckConstraint(
            'typeof("taken_at") = \'text\' AND instr("taken_at", char(0)) = 0 AND "taken_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("taken_at", 1, 10) IS date(substr("taken_at", 1, 10)) AND substr(substr("taken_at", 1, 10), 1, 4) > \'0000\' AND substr("taken_at", 12, 2) < \'24\'',
            name=op.f("ck_incoming_package_taken_at"),
        ),
        sa.CheckConstraint(
            'typeof("taken_by") = \'text\' AND instr("taken_by", char(0)) = 0 AND length("taken_by") <= 40 AND "taken_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_incoming_package_taken_by"),
        ),
        sa.CheckConstraint(
            'typeof("told") = \'text\' AND instr("told", char(0)) = 0', name=op.f("ck_incoming_package_told")
        ),
        sa.CheckConstraint(
            'typeof("type") = \'text\' AND instr("type", char(0)) = 0 AND length("type") <= 20 AND "type" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_incoming_package_type"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_incoming_package")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_incoming_package_file_hash"), "incoming_package", ["file_hash"], unique=False)
    op.create_index("uq_incoming_package_hash", "incoming_package", ["hash"], unique=True)
    op.create_table(
        "issuer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("kid", sa.String(length=16), nullable=True),
        sa.Column("public_key", sa.String(length=64), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("valid", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"kid" IS NULL OR (typeof("kid") = \'text\' AND instr("kid", char(0)) = 0 AND length("kid") <= 16 AND "kid" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_issuer_kid"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 60 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_issuer_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_issuer_note"),
        ),
        sa.CheckConstraint(
            '"public_key" IS NULL OR (typeof("public_key") = \'text\' AND instr("public_key", char(0)) = 0 AND length("public_key") <= 64 AND "public_key" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_issuer_public_key"),
        ),
        sa.CheckConstraint(
            '"source" IS NULL OR (typeof("source") = \'text\' AND instr("source", char(0)) = 0 AND length("source") <= 20 AND "source" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_issuer_source"),
        ),
        sa.CheckConstraint(
            '"valid" IS NULL OR (typeof("valid") = \'integer\' AND "valid" IN (0, 1))', name=op.f("ck_issuer_valid")
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_issuer_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_issuer_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_issuer_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_issuer_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_issuer_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_issuer_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_issuer_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_issuer_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_issuer_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuer")),
    )
    op.create_index(op.f("ix_issuer_kid"), "issuer", ["kid"], unique=False)
    op.create_table(
        "outgoing_package",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("counter_from", sa.Integer(), nullable=False),
        sa.Column("counter_to", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("sealed_for", sa.String(length=60), nullable=False),
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("file_name", sa.String(length=60), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("byte_count", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("written_at", sa.String(length=32), nullable=True),
        sa.Column("written_to", sa.String(length=200), nullable=True),
        sa.Column("delivered_at", sa.String(length=32), nullable=True),
        sa.Column("cleaned_at", sa.String(length=32), nullable=True),
        sa.Column("answer", sa.String(length=20), nullable=True),
        sa.Column("answer_code", sa.String(length=40), nullable=True),
        sa.Column("answer_counts", sa.Text(), nullable=True),
        sa.Column("receipts", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("forked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            '"answer" IS NULL OR (typeof("answer") = \'text\' AND instr("answer", char(0)) = 0 AND length("answer") <= 20 AND "answer" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_outgoing_package_answer"),
        ),
        sa.CheckConstraint(
            '"answer_code" IS NULL OR (typeof("answer_code") = \'text\' AND instr("answer_code", char(0)) = 0 AND length("answer_code") <= 40 AND "answer_code" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_outgoing_package_answer_code"),
        ),
        sa.CheckConstraint(
            '"answer_counts" IS NULL OR (typeof("answer_counts") = \'text\' AND instr("answer_counts", char(0)) = 0)',
            name=op.f("ck_outgoing_package_answer_counts"),
        ),
        sa.CheckConstraint(
            '"cleaned_at" IS NULL OR (typeof("cleaned_at") = \'text\' AND instr("cleaned_at", char(0)) = 0 AND "cleaned_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("cleaned_at", 1, 10) IS date(substr("cleaned_at", 1, 10)) AND substr(substr("cleaned_at", 1, 10), 1, 4) > \'0000\' AND substr("cleaned_at", 12, 2) < \'24\')',
            name=op.f("ck_outgoing_package_cleaned_at"),
        ),
        sa.CheckConstraint(
            '"delivered_at" IS NULL OR (typeof("delivered_at") = \'text\' AND instr("delivered_at", char(0)) = 0 AND "delivered_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("delivered_at", 1, 10) IS date(substr("delivered_at", 1, 10)) AND substr(substr("delivered_at", 1, 10), 1, 4) > \'0000\' AND substr("delivered_at", 12, 2) < \'24\')',
            name=op.f("ck_outgoing_package_delivered_at"),
        ),
        sa.CheckConstraint(
            '"written_at" IS NULL OR (typeof("written_at") = \'text\' AND instr("written_at", char(0)) = 0 AND "written_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("written_at", 1, 10) IS date(substr("written_at", 1, 10)) AND substr(substr("written_at", 1, 10), 1, 4) > \'0000\' AND substr("written_at", 12, 2) < \'24\')',
            name=op.f("ck_outgoing_package_written_at"),
        ),
        sa.CheckConstraint(
            '"written_to" IS NULL OR (typeof("written_to") = \'text\' AND instr("written_to", char(0)) = 0 AND length("written_to") <= 200 AND "written_to" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_outgoing_package_written_to"),
        ),
        sa.CheckConstraint(
            'typeof("byte_count") = \'integer\' AND "byte_count" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_outgoing_package_byte_count"),
        ),
        sa.CheckConstraint(
            'typeof("counter_from") = \'integer\' AND "counter_from" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_outgoing_package_counter_from"),
        ),
        sa.CheckConstraint(
            'typeof("counter_to") = \'integer\' AND "counter_to" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_outgoing_package_counter_to"),
        ),
        sa.CheckConstraint(
            'typeof("epoch") = \'text\' AND instr("epoch", char(0)) = 0 AND length("epoch") <= 32 AND "epoch" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_epoch"),
        ),
        sa.CheckConstraint(
            'typeof("file_hash") = \'text\' AND instr("file_hash", char(0)) = 0 AND length("file_hash") <= 64 AND "file_hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_file_hash"),
        ),
        sa.CheckConstraint(
            'typeof("file_name") = \'text\' AND instr("file_name", char(0)) = 0 AND length("file_name") <= 60 AND "file_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_file_name"),
        ),
        sa.CheckConstraint(
            'typeof("forked") = \'integer\' AND "forked" IN (0, 1)', name=op.f("ck_outgoing_package_forked")
        ),
        sa.CheckConstraint(
            'typeof("hash") = \'text\' AND instr("hash", char(0)) = 0 AND length("hash") <= 64 AND "hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_hash"),
        ),
        sa.CheckConstraint(
            'typeof("kid") = \'text\' AND instr("kid", char(0)) = 0 AND length("kid") <= 16 AND "kid" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_kid"),
        ),
        sa.CheckConstraint(
            'typeof("made_at") = \'text\' AND instr("made_at", char(0)) = 0 AND "made_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("made_at", 1, 10) IS date(substr("made_at", 1, 10)) AND substr(substr("made_at", 1, 10), 1, 4) > \'0000\' AND substr("made_at", 12, 2) < \'24\'',
            name=op.f("ck_outgoing_package_made_at"),
        ),
        sa.CheckConstraint(
            'typeof("made_by") = \'text\' AND instr("made_by", char(0)) = 0 AND length("made_by") <= 40 AND "made_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_made_by"),
        ),
        sa.CheckConstraint(
            'typeof("number") = \'integer\' AND "number" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_outgoing_package_number"),
        ),
        sa.CheckConstraint(
            'typeof("prev") = \'text\' AND instr("prev", char(0)) = 0 AND length("prev") <= 64 AND "prev" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_prev"),
        ),
        sa.CheckConstraint(
            'typeof("receipts") = \'integer\' AND "receipts" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_outgoing_package_receipts"),
        ),
        sa.CheckConstraint(
            'typeof("rows") = \'integer\' AND "rows" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_outgoing_package_rows"),
        ),
        sa.CheckConstraint(
            'typeof("sealed_for") = \'text\' AND instr("sealed_for", char(0)) = 0 AND length("sealed_for") <= 60 AND "sealed_for" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_sealed_for"),
        ),
        sa.CheckConstraint(
            'typeof("seq") = \'integer\' AND "seq" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_outgoing_package_seq"),
        ),
        sa.CheckConstraint(
            'typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 20 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_state"),
        ),
        sa.CheckConstraint(
            'typeof("told") = \'text\' AND instr("told", char(0)) = 0', name=op.f("ck_outgoing_package_told")
        ),
        sa.CheckConstraint(
            'typeof("type") = \'text\' AND instr("type", char(0)) = 0 AND length("type") <= 20 AND "type" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_outgoing_package_type"),
        ),
        sa.CheckConstraint(
            'typeof("wanted") = \'integer\' AND "wanted" IN (0, 1)', name=op.f("ck_outgoing_package_wanted")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_outgoing_package")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_outgoing_package_hash", "outgoing_package", ["hash"], unique=True)
    op.create_index("uq_outgoing_package_place", "outgoing_package", ["epoch", "seq"], unique=True)
    op.create_table(
        "record_merge",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=True),
        sa.Column("kept_id", sa.String(length=32), nullable=True),
        sa.Column("gone_id", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("moved", sa.String(length=200000), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"entity" IS NULL OR (typeof("entity") = \'text\' AND instr("entity", char(0)) = 0 AND length("entity") <= 40 AND "entity" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_entity"),
        ),
        sa.CheckConstraint(
            '"gone_id" IS NULL OR (typeof("gone_id") = \'text\' AND instr("gone_id", char(0)) = 0 AND length("gone_id") <= 32 AND "gone_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_gone_id"),
        ),
        sa.CheckConstraint(
            '"kept_id" IS NULL OR (typeof("kept_id") = \'text\' AND instr("kept_id", char(0)) = 0 AND length("kept_id") <= 32 AND "kept_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_kept_id"),
        ),
        sa.CheckConstraint(
            '"moved" IS NULL OR (typeof("moved") = \'text\' AND instr("moved", char(0)) = 0 AND length("moved") <= 200000 AND "moved" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_moved"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_note"),
        ),
        sa.CheckConstraint(
            '"outcome" IS NULL OR (typeof("outcome") = \'text\' AND instr("outcome", char(0)) = 0 AND length("outcome") <= 10 AND "outcome" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_outcome"),
        ),
        sa.CheckConstraint(
            '"title" IS NULL OR (typeof("title") = \'text\' AND instr("title", char(0)) = 0 AND length("title") <= 200 AND "title" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_title"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_record_merge_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_record_merge_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_record_merge_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_record_merge_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_record_merge_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_record_merge_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_record_merge_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_record_merge_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_record_merge_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_merge")),
    )
    op.create_index(op.f("ix_record_merge_gone_id"), "record_merge", ["gone_id"], unique=False)
    op.create_index(op.f("ix_record_merge_kept_id"), "record_merge", ["kept_id"], unique=False)
    op.create_table(
        "report_month",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.String(length=40), nullable=True),
        sa.Column("figures", sa.String(length=200000), nullable=True),
        sa.Column("counted", sa.String(length=600000), nullable=True),
        sa.Column("late", sa.String(length=20000), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"closed_by" IS NULL OR (typeof("closed_by") = \'text\' AND instr("closed_by", char(0)) = 0 AND length("closed_by") <= 40 AND "closed_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_report_month_closed_by"),
        ),
        sa.CheckConstraint(
            '"closed_on" IS NULL OR ("closed_on" IS date("closed_on") AND substr("closed_on", 1, 4) > \'0000\')',
            name=op.f("ck_report_month_closed_on"),
        ),
        sa.CheckConstraint(
            '"counted" IS NULL OR (typeof("counted") = \'text\' AND instr("counted", char(0)) = 0 AND length("counted") <= 600000 AND "counted" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_report_month_counted"),
        ),
        sa.CheckConstraint(
            '"figures" IS NULL OR (typeof("figures") = \'text\' AND instr("figures", char(0)) = 0 AND length("figures") <= 200000 AND "figures" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_report_month_figures"),
        ),
        sa.CheckConstraint(
            '"late" IS NULL OR (typeof("late") = \'text\' AND instr("late", char(0)) = 0 AND length("late") <= 20000 AND "late" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_report_month_late"),
        ),
        sa.CheckConstraint(
            '"month" IS NULL OR (typeof("month") = \'text\' AND instr("month", char(0)) = 0 AND length("month") <= 7 AND "month" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_report_month_month"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_report_month_note"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_report_month_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_report_month_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_report_month_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_report_month_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_report_month_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_report_month_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_report_month_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_report_month_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_report_month_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_month")),
    )
    op.create_index(op.f("ix_report_month_month"), "report_month", ["month"], unique=False)
    op.create_index(
        "uq_report_month_month",
        "report_month",
        ["station_id", "month"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "revocation",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("kid", sa.String(length=16), nullable=True),
        sa.Column("certificate_no", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"certificate_no" IS NULL OR (typeof("certificate_no") = \'text\' AND instr("certificate_no", char(0)) = 0 AND length("certificate_no") <= 40 AND "certificate_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_revocation_certificate_no"),
        ),
        sa.CheckConstraint(
            '"kid" IS NULL OR (typeof("kid") = \'text\' AND instr("kid", char(0)) = 0 AND length("kid") <= 16 AND "kid" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_revocation_kid"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_revocation_note"),
        ),
        sa.CheckConstraint(
            '"reason" IS NULL OR (typeof("reason") = \'text\' AND instr("reason", char(0)) = 0 AND length("reason") <= 200 AND "reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_revocation_reason"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_revocation_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_revocation_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_revocation_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_revocation_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_revocation_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_revocation_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_revocation_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_revocation_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_revocation_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation")),
    )
    op.create_index(op.f("ix_revocation_certificate_no"), "revocation", ["certificate_no"], unique=False)
    op.create_table(
        "same_told",
        sa.Column("a", sa.String(length=32), nullable=False),
        sa.Column("b", sa.String(length=32), nullable=False),
        sa.Column("b_station", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            'typeof("a") = \'text\' AND instr("a", char(0)) = 0 AND length("a") <= 32 AND "a" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_same_told_a"),
        ),
        sa.CheckConstraint(
            'typeof("at") = \'text\' AND instr("at", char(0)) = 0 AND length("at") <= 40 AND "at" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_same_told_at"),
        ),
        sa.CheckConstraint(
            'typeof("b") = \'text\' AND instr("b", char(0)) = 0 AND length("b") <= 32 AND "b" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_same_told_b"),
        ),
        sa.CheckConstraint(
            'typeof("b_station") = \'text\' AND instr("b_station", char(0)) = 0 AND length("b_station") <= 60 AND "b_station" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_same_told_b_station"),
        ),
        sa.CheckConstraint(
            'typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 10 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_same_told_state"),
        ),
        sa.PrimaryKeyConstraint("a", "b", name=op.f("pk_same_told")),
    )
    op.create_table(
        "saved_filter",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=True),
        sa.Column("conditions", sa.String(length=4000), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"conditions" IS NULL OR (typeof("conditions") = \'text\' AND instr("conditions", char(0)) = 0 AND length("conditions") <= 4000 AND "conditions" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_saved_filter_conditions"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 20 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_saved_filter_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_saved_filter_note"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_saved_filter_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_saved_filter_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_saved_filter_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_saved_filter_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_saved_filter_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_saved_filter_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_saved_filter_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_saved_filter_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_saved_filter_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filter")),
    )
    op.create_index(
        "uq_saved_filter_name",
        "saved_filter",
        ["station_id", "name"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("subtitle", sa.String(length=200), nullable=False),
        sa.Column("initials", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            'typeof("id") = \'integer\' AND "id" BETWEEN -2147483648 AND 2147483647', name=op.f("ck_search_entry_id")
        ),
        sa.CheckConstraint(
            'typeof("initials") = \'text\' AND instr("initials", char(0)) = 0 AND length("initials") <= 40 AND "initials" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_search_entry_initials"),
        ),
        sa.CheckConstraint(
            'typeof("kind") = \'text\' AND instr("kind", char(0)) = 0 AND length("kind") <= 40 AND "kind" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_search_entry_kind"),
        ),
        sa.CheckConstraint(
            'typeof("record_id") = \'text\' AND instr("record_id", char(0)) = 0 AND length("record_id") <= 32 AND "record_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_search_entry_record_id"),
        ),
        sa.CheckConstraint(
            'typeof("subtitle") = \'text\' AND instr("subtitle", char(0)) = 0 AND length("subtitle") <= 200 AND "subtitle" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_search_entry_subtitle"),
        ),
        sa.CheckConstraint(
            'typeof("title") = \'text\' AND instr("title", char(0)) = 0 AND length("title") <= 200 AND "title" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_search_entry_title"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
    )
    op.create_index("ix_search_entry_initials", "search_entry", ["initials"], unique=False)
    op.create_index("ix_search_entry_title", "search_entry", ["title"], unique=False)
    op.create_index("uq_search_entry_record", "search_entry", ["kind", "record_id"], unique=True)
    op.create_table(
        "search_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            'typeof("id") = \'integer\' AND "id" BETWEEN -2147483648 AND 2147483647', name=op.f("ck_search_words_id")
        ),
        sa.CheckConstraint(
            'typeof("words") = \'text\' AND instr("words", char(0)) = 0', name=op.f("ck_search_words_words")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_words")),
    )
    op.create_table(
        "sender_mapping",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("sender", sa.String(length=40), nullable=True),
        sa.Column("header_hash", sa.String(length=64), nullable=True),
        sa.Column("labels", sa.String(length=8000), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"header_hash" IS NULL OR (typeof("header_hash") = \'text\' AND instr("header_hash", char(0)) = 0 AND length("header_hash") <= 64 AND "header_hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_sender_mapping_header_hash"),
        ),
        sa.CheckConstraint(
            '"labels" IS NULL OR (typeof("labels") = \'text\' AND instr("labels", char(0)) = 0 AND length("labels") <= 8000 AND "labels" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_sender_mapping_labels"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_sender_mapping_note"),
        ),
        sa.CheckConstraint(
            '"sender" IS NULL OR (typeof("sender") = \'text\' AND instr("sender", char(0)) = 0 AND length("sender") <= 40 AND "sender" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_sender_mapping_sender"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_sender_mapping_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_sender_mapping_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_sender_mapping_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_sender_mapping_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_sender_mapping_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_sender_mapping_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_sender_mapping_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_sender_mapping_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_sender_mapping_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sender_mapping")),
    )
    op.create_index(
        "uq_sender_mapping_header_hash",
        "sender_mapping",
        ["station_id", "header_hash"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("value", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=100), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"key" IS NULL OR (typeof("key") = \'text\' AND instr("key", char(0)) = 0 AND length("key") <= 60 AND "key" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_setting_key"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_setting_note"),
        ),
        sa.CheckConstraint(
            '"source" IS NULL OR (typeof("source") = \'text\' AND instr("source", char(0)) = 0 AND length("source") <= 100 AND "source" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_setting_source"),
        ),
        sa.CheckConstraint(
            '"valid_from" IS NULL OR ("valid_from" IS date("valid_from") AND substr("valid_from", 1, 4) > \'0000\')',
            name=op.f("ck_setting_valid_from"),
        ),
        sa.CheckConstraint(
            '"value" IS NULL OR (typeof("value") = \'text\' AND instr("value", char(0)) = 0 AND length("value") <= 200 AND "value" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_setting_value"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_setting_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_setting_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_setting_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_setting_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_setting_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_setting_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_setting_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_setting_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_setting_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_index(op.f("ix_setting_key"), "setting", ["key"], unique=False)
    op.create_table(
        "signing_key",
        sa.Column("kid", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=False),
        sa.Column("wrapped", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            'typeof("kid") = \'text\' AND instr("kid", char(0)) = 0 AND length("kid") <= 16 AND "kid" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_signing_key_kid"),
        ),
        sa.CheckConstraint(
            'typeof("made_at") = \'text\' AND instr("made_at", char(0)) = 0 AND "made_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("made_at", 1, 10) IS date(substr("made_at", 1, 10)) AND substr(substr("made_at", 1, 10), 1, 4) > \'0000\' AND substr("made_at", 12, 2) < \'24\'',
            name=op.f("ck_signing_key_made_at"),
        ),
        sa.CheckConstraint(
            'typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 60 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_signing_key_name"),
        ),
        sa.CheckConstraint(
            'typeof("public_key") = \'text\' AND instr("public_key", char(0)) = 0 AND length("public_key") <= 64 AND "public_key" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_signing_key_public_key"),
        ),
        sa.CheckConstraint(
            'typeof("wrapped") = \'text\' AND instr("wrapped", char(0)) = 0 AND length("wrapped") <= 200 AND "wrapped" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_signing_key_wrapped"),
        ),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_signing_key")),
    )
    op.create_table(
        "state_change",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=True),
        sa.Column("record_id", sa.String(length=32), nullable=True),
        sa.Column("from_state", sa.String(length=20), nullable=True),
        sa.Column("to_state", sa.String(length=20), nullable=True),
        sa.Column("changed_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"changed_on" IS NULL OR ("changed_on" IS date("changed_on") AND substr("changed_on", 1, 4) > \'0000\')',
            name=op.f("ck_state_change_changed_on"),
        ),
        sa.CheckConstraint(
            '"entity" IS NULL OR (typeof("entity") = \'text\' AND instr("entity", char(0)) = 0 AND length("entity") <= 40 AND "entity" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_state_change_entity"),
        ),
        sa.CheckConstraint(
            '"from_state" IS NULL OR (typeof("from_state") = \'text\' AND instr("from_state", char(0)) = 0 AND length("from_state") <= 20 AND "from_state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_state_change_from_state"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_state_change_note"),
        ),
        sa.CheckConstraint(
            '"record_id" IS NULL OR (typeof("record_id") = \'text\' AND instr("record_id", char(0)) = 0 AND length("record_id") <= 32 AND "record_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_state_change_record_id"),
        ),
        sa.CheckConstraint(
            '"to_state" IS NULL OR (typeof("to_state") = \'text\' AND instr("to_state", char(0)) = 0 AND length("to_state") <= 20 AND "to_state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_state_change_to_state"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_state_change_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_state_change_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_state_change_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_state_change_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_state_change_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_state_change_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_state_change_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_state_change_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_state_change_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_change")),
    )
    op.create_index(op.f("ix_state_change_record_id"), "state_change", ["record_id"], unique=False)
    op.create_table(
        "station",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("division_code", sa.String(length=12), nullable=True),
        sa.Column("short_name", sa.String(length=8), nullable=True),
        sa.Column("head_name", sa.String(length=40), nullable=True),
        sa.Column("county_bureau_name", sa.String(length=60), nullable=True),
        sa.Column("township_name", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("address", sa.String(length=100), nullable=True),
        sa.Column("operator_name", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"address" IS NULL OR (typeof("address") = \'text\' AND instr("address", char(0)) = 0 AND length("address") <= 100 AND "address" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_address"),
        ),
        sa.CheckConstraint(
            '"county_bureau_name" IS NULL OR (typeof("county_bureau_name") = \'text\' AND instr("county_bureau_name", char(0)) = 0 AND length("county_bureau_name") <= 60 AND "county_bureau_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_county_bureau_name"),
        ),
        sa.CheckConstraint(
            '"division_code" IS NULL OR (typeof("division_code") = \'text\' AND instr("division_code", char(0)) = 0 AND length("division_code") <= 12 AND "division_code" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_division_code"),
        ),
        sa.CheckConstraint(
            '"head_name" IS NULL OR (typeof("head_name") = \'text\' AND instr("head_name", char(0)) = 0 AND length("head_name") <= 40 AND "head_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_head_name"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 60 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_note"),
        ),
        sa.CheckConstraint(
            '"operator_name" IS NULL OR (typeof("operator_name") = \'text\' AND instr("operator_name", char(0)) = 0 AND length("operator_name") <= 60 AND "operator_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_operator_name"),
        ),
        sa.CheckConstraint(
            '"phone" IS NULL OR (typeof("phone") = \'text\' AND instr("phone", char(0)) = 0 AND length("phone") <= 20 AND "phone" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_phone"),
        ),
        sa.CheckConstraint(
            '"short_name" IS NULL OR (typeof("short_name") = \'text\' AND instr("short_name", char(0)) = 0 AND length("short_name") <= 8 AND "short_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_short_name"),
        ),
        sa.CheckConstraint(
            '"township_name" IS NULL OR (typeof("township_name") = \'text\' AND instr("township_name", char(0)) = 0 AND length("township_name") <= 60 AND "township_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_township_name"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_station_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_station_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_station_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_station_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_station_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_station_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_station_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_station_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
    )
    op.create_table(
        "trainer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=True),
        sa.Column("id_number", sa.String(length=18), nullable=True),
        sa.Column("trades", sa.String(length=400), nullable=True),
        sa.Column("skill_level", sa.String(length=20), nullable=True),
        sa.Column("certificate_no", sa.String(length=40), nullable=True),
        sa.Column("unit", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("fee_per_hour", sa.BigInteger(), nullable=True),
        sa.Column("bank_account", sa.String(length=25), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"bank_account" IS NULL OR (typeof("bank_account") = \'text\' AND instr("bank_account", char(0)) = 0 AND length("bank_account") <= 25 AND "bank_account" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_bank_account"),
        ),
        sa.CheckConstraint(
            '"certificate_no" IS NULL OR (typeof("certificate_no") = \'text\' AND instr("certificate_no", char(0)) = 0 AND length("certificate_no") <= 40 AND "certificate_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_certificate_no"),
        ),
        sa.CheckConstraint(
            '"fee_per_hour" IS NULL OR (typeof("fee_per_hour") = \'integer\')', name=op.f("ck_trainer_fee_per_hour")
        ),
        sa.CheckConstraint(
            '"id_number" IS NULL OR (typeof("id_number") = \'text\' AND instr("id_number", char(0)) = 0 AND length("id_number") <= 18 AND "id_number" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_id_number"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 50 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_note"),
        ),
        sa.CheckConstraint(
            '"phone" IS NULL OR (typeof("phone") = \'text\' AND instr("phone", char(0)) = 0 AND length("phone") <= 20 AND "phone" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_phone"),
        ),
        sa.CheckConstraint(
            '"skill_level" IS NULL OR (typeof("skill_level") = \'text\' AND instr("skill_level", char(0)) = 0 AND length("skill_level") <= 20 AND "skill_level" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_skill_level"),
        ),
        sa.CheckConstraint(
            '"trades" IS NULL OR (typeof("trades") = \'text\' AND instr("trades", char(0)) = 0 AND length("trades") <= 400 AND "trades" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_trades"),
        ),
        sa.CheckConstraint(
            '"unit" IS NULL OR (typeof("unit") = \'text\' AND instr("unit", char(0)) = 0 AND length("unit") <= 60 AND "unit" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_unit"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_trainer_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_trainer_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_trainer_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_trainer_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_trainer_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_trainer_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_trainer_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_trainer_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_trainer_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer")),
    )
    op.create_table(
        "training_class",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("class_no", sa.String(length=20), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("term_no", sa.Integer(), nullable=True),
        sa.Column("trade", sa.String(length=20), nullable=True),
        sa.Column("skill_level", sa.String(length=20), nullable=True),
        sa.Column("form", sa.String(length=20), nullable=True),
        sa.Column("organiser", sa.String(length=60), nullable=True),
        sa.Column("executor", sa.String(length=60), nullable=True),
        sa.Column("venue", sa.String(length=80), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("total_hours", sa.Integer(), nullable=True),
        sa.Column("theory_hours", sa.Integer(), nullable=True),
        sa.Column("practice_hours", sa.Integer(), nullable=True),
        sa.Column("planned_count", sa.Integer(), nullable=True),
        sa.Column("target_categories", sa.String(length=400), nullable=True),
        sa.Column("age_min", sa.Integer(), nullable=True),
        sa.Column("age_max_male", sa.Integer(), nullable=True),
        sa.Column("age_max_female", sa.Integer(), nullable=True),
        sa.Column("trainer_ids", sa.String(length=400), nullable=True),
        sa.Column("trainer_name", sa.String(length=50), nullable=True),
        sa.Column("fund_source", sa.String(length=60), nullable=True),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("class_worker", sa.String(length=40), nullable=True),
        sa.Column("attendance_threshold", sa.Integer(), nullable=True),
        sa.Column("has_exam", sa.Boolean(), nullable=True),
        sa.Column("pass_mark", sa.Integer(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(length=60), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("safety_note", sa.String(length=200), nullable=True),
        sa.Column("certificate_layout", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"age_max_female" IS NULL OR (typeof("age_max_female") = \'integer\' AND "age_max_female" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_age_max_female"),
        ),
        sa.CheckConstraint(
            '"age_max_male" IS NULL OR (typeof("age_max_male") = \'integer\' AND "age_max_male" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_age_max_male"),
        ),
        sa.CheckConstraint(
            '"age_min" IS NULL OR (typeof("age_min") = \'integer\' AND "age_min" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_age_min"),
        ),
        sa.CheckConstraint(
            '"applied_on" IS NULL OR ("applied_on" IS date("applied_on") AND substr("applied_on", 1, 4) > \'0000\')',
            name=op.f("ck_training_class_applied_on"),
        ),
        sa.CheckConstraint(
            '"approved_by" IS NULL OR (typeof("approved_by") = \'text\' AND instr("approved_by", char(0)) = 0 AND length("approved_by") <= 60 AND "approved_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_approved_by"),
        ),
        sa.CheckConstraint(
            '"approved_on" IS NULL OR ("approved_on" IS date("approved_on") AND substr("approved_on", 1, 4) > \'0000\')',
            name=op.f("ck_training_class_approved_on"),
        ),
        sa.CheckConstraint(
            '"attendance_threshold" IS NULL OR (typeof("attendance_threshold") = \'integer\' AND "attendance_threshold" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_attendance_threshold"),
        ),
        sa.CheckConstraint(
            '"budget" IS NULL OR (typeof("budget") = \'integer\')', name=op.f("ck_training_class_budget")
        ),
        sa.CheckConstraint(
            '"certificate_layout" IS NULL OR (typeof("certificate_layout") = \'text\' AND instr("certificate_layout", char(0)) = 0 AND length("certificate_layout") <= 20 AND "certificate_layout" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_certificate_layout"),
        ),
        sa.CheckConstraint(
            '"class_no" IS NULL OR (typeof("class_no") = \'text\' AND instr("class_no", char(0)) = 0 AND length("class_no") <= 20 AND "class_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_class_no"),
        ),
        sa.CheckConstraint(
            '"class_worker" IS NULL OR (typeof("class_worker") = \'text\' AND instr("class_worker", char(0)) = 0 AND length("class_worker") <= 40 AND "class_worker" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_class_worker"),
        ),
        sa.CheckConstraint(
            '"end_date" IS NULL OR ("end_date" IS date("end_date") AND substr("end_date", 1, 4) > \'0000\')',
            name=op.f("ck_training_class_end_date"),
        ),
        sa.CheckConstraint(
            '"executor" IS NULL OR (typeof("executor") = \'text\' AND instr("executor", char(0)) = 0 AND length("executor") <= 60 AND "executor" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_executor"),
        ),
        sa.CheckConstraint(
            '"form" IS NULL OR (typeof("form") = \'text\' AND instr("form", char(0)) = 0 AND length("form") <= 20 AND "form" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_form"),
        ),
        sa.CheckConstraint(
            '"fund_source" IS NULL OR (typeof("fund_source") = \'text\' AND instr("fund_source", char(0)) = 0 AND length("fund_source") <= 60 AND "fund_source" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_fund_source"),
        ),
        sa.CheckConstraint(
            '"has_exam" IS NULL OR (typeof("has_exam") = \'integer\' AND "has_exam" IN (0, 1))',
            name=op.f("ck_training_class_has_exam"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 60 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_note"),
        ),
        sa.CheckConstraint(
            '"organiser" IS NULL OR (typeof("organiser") = \'text\' AND instr("organiser", char(0)) = 0 AND length("organiser") <= 60 AND "organiser" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_organiser"),
        ),
        sa.CheckConstraint(
            '"pass_mark" IS NULL OR (typeof("pass_mark") = \'integer\' AND "pass_mark" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_pass_mark"),
        ),
        sa.CheckConstraint(
            '"planned_count" IS NULL OR (typeof("planned_count") = \'integer\' AND "planned_count" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_planned_count"),
        ),
        sa.CheckConstraint(
            '"practice_hours" IS NULL OR (typeof("practice_hours") = \'integer\' AND "practice_hours" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_practice_hours"),
        ),
        sa.CheckConstraint(
            '"safety_note" IS NULL OR (typeof("safety_note") = \'text\' AND instr("safety_note", char(0)) = 0 AND length("safety_note") <= 200 AND "safety_note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_safety_note"),
        ),
        sa.CheckConstraint(
            '"skill_level" IS NULL OR (typeof("skill_level") = \'text\' AND instr("skill_level", char(0)) = 0 AND length("skill_level") <= 20 AND "skill_level" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_skill_level"),
        ),
        sa.CheckConstraint(
            '"start_date" IS NULL OR ("start_date" IS date("start_date") AND substr("start_date", 1, 4) > \'0000\')',
            name=op.f("ck_training_class_start_date"),
        ),
        sa.CheckConstraint(
            '"state" IS NULL OR (typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 20 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_state"),
        ),
        sa.CheckConstraint(
            '"target_categories" IS NULL OR (typeof("target_categories") = \'text\' AND instr("target_categories", char(0)) = 0 AND length("target_categories") <= 400 AND "target_categories" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_target_categories"),
        ),
        sa.CheckConstraint(
            '"term_no" IS NULL OR (typeof("term_no") = \'integer\' AND "term_no" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_term_no"),
        ),
        sa.CheckConstraint(
            '"theory_hours" IS NULL OR (typeof("theory_hours") = \'integer\' AND "theory_hours" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_theory_hours"),
        ),
        sa.CheckConstraint(
            '"total_hours" IS NULL OR (typeof("total_hours") = \'integer\' AND "total_hours" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_training_class_total_hours"),
        ),
        sa.CheckConstraint(
            '"trade" IS NULL OR (typeof("trade") = \'text\' AND instr("trade", char(0)) = 0 AND length("trade") <= 20 AND "trade" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_trade"),
        ),
        sa.CheckConstraint(
            '"trainer_ids" IS NULL OR (typeof("trainer_ids") = \'text\' AND instr("trainer_ids", char(0)) = 0 AND length("trainer_ids") <= 400 AND "trainer_ids" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_trainer_ids"),
        ),
        sa.CheckConstraint(
            '"trainer_name" IS NULL OR (typeof("trainer_name") = \'text\' AND instr("trainer_name", char(0)) = 0 AND length("trainer_name") <= 50 AND "trainer_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_trainer_name"),
        ),
        sa.CheckConstraint(
            '"venue" IS NULL OR (typeof("venue") = \'text\' AND instr("venue", char(0)) = 0 AND length("venue") <= 80 AND "venue" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_venue"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_training_class_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_training_class_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_training_class_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_training_class_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_training_class_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_training_class_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_training_class_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_training_class_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_training_class_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_class")),
    )
    op.create_index(op.f("ix_training_class_start_date"), "training_class", ["start_date"], unique=False)
    op.create_index(
        "uq_training_class_class_no",
        "training_class",
        ["station_id", "class_no"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"active" IS NULL OR (typeof("active") = \'integer\' AND "active" IN (0, 1))',
            name=op.f("ck_user_account_active"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 40 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_user_account_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_user_account_note"),
        ),
        sa.CheckConstraint(
            '"role" IS NULL OR (typeof("role") = \'text\' AND instr("role", char(0)) = 0 AND length("role") <= 20 AND "role" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_user_account_role"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_user_account_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_user_account_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_user_account_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_user_account_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_user_account_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_user_account_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_user_account_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_user_account_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_user_account_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
    )
    op.create_table(
        "class_session",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.String(length=32), nullable=True),
        sa.Column("session_date", sa.Date(), nullable=True),
        sa.Column("half_day", sa.String(length=20), nullable=True),
        sa.Column("time_from", sa.Time(), nullable=True),
        sa.Column("time_to", sa.Time(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(length=100), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=True),
        sa.Column("trainer_id", sa.String(length=32), nullable=True),
        sa.Column("trainer_name", sa.String(length=50), nullable=True),
        sa.Column("venue", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"counts" IS NULL OR (typeof("counts") = \'integer\' AND "counts" IN (0, 1))',
            name=op.f("ck_class_session_counts"),
        ),
        sa.CheckConstraint(
            '"half_day" IS NULL OR (typeof("half_day") = \'text\' AND instr("half_day", char(0)) = 0 AND length("half_day") <= 20 AND "half_day" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_half_day"),
        ),
        sa.CheckConstraint(
            '"hours" IS NULL OR (typeof("hours") = \'integer\' AND "hours" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_class_session_hours"),
        ),
        sa.CheckConstraint(
            '"kind" IS NULL OR (typeof("kind") = \'text\' AND instr("kind", char(0)) = 0 AND length("kind") <= 20 AND "kind" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_kind"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_note"),
        ),
        sa.CheckConstraint(
            '"session_date" IS NULL OR ("session_date" IS date("session_date") AND substr("session_date", 1, 4) > \'0000\')',
            name=op.f("ck_class_session_session_date"),
        ),
        sa.CheckConstraint(
            '"time_from" IS NULL OR (typeof("time_from") = \'text\' AND instr("time_from", char(0)) = 0 AND "time_from" GLOB \'[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]\' AND substr("time_from", 1, 2) < \'24\')',
            name=op.f("ck_class_session_time_from"),
        ),
        sa.CheckConstraint(
            '"time_to" IS NULL OR (typeof("time_to") = \'text\' AND instr("time_to", char(0)) = 0 AND "time_to" GLOB \'[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]\' AND substr("time_to", 1, 2) < \'24\')',
            name=op.f("ck_class_session_time_to"),
        ),
        sa.CheckConstraint(
            '"topic" IS NULL OR (typeof("topic") = \'text\' AND instr("topic", char(0)) = 0 AND length("topic") <= 100 AND "topic" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_topic"),
        ),
        sa.CheckConstraint(
            '"trainer_id" IS NULL OR (typeof("trainer_id") = \'text\' AND instr("trainer_id", char(0)) = 0 AND length("trainer_id") <= 32 AND "trainer_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_trainer_id"),
        ),
        sa.CheckConstraint(
            '"trainer_name" IS NULL OR (typeof("trainer_name") = \'text\' AND instr("trainer_name", char(0)) = 0 AND length("trainer_name") <= 50 AND "trainer_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_trainer_name"),
        ),
        sa.CheckConstraint(
            '"training_class_id" IS NULL OR (typeof("training_class_id") = \'text\' AND instr("training_class_id", char(0)) = 0 AND length("training_class_id") <= 32 AND "training_class_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_training_class_id"),
        ),
        sa.CheckConstraint(
            '"venue" IS NULL OR (typeof("venue") = \'text\' AND instr("venue", char(0)) = 0 AND length("venue") <= 60 AND "venue" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_venue"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_class_session_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_class_session_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_class_session_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_class_session_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_class_session_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_class_session_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_class_session_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_class_session_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_class_session_version"),
        ),
        sa.ForeignKeyConstraint(["trainer_id"], ["trainer.id"], name=op.f("fk_class_session_trainer_id_trainer")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_class_session_training_class_id_training_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_session")),
    )
    op.create_index(op.f("ix_class_session_trainer_id"), "class_session", ["trainer_id"], unique=False)
    op.create_index(op.f("ix_class_session_training_class_id"), "class_session", ["training_class_id"], unique=False)
    op.create_index(
        "uq_class_session_half_day",
        "class_session",
        ["training_class_id", "session_date", "half_day"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "import_origin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(length=32), nullable=False),
        sa.Column("sheet", sa.String(length=100), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("entity", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.CheckConstraint(
            '"before" IS NULL OR (typeof("before") = \'text\' AND instr("before", char(0)) = 0)',
            name=op.f("ck_import_origin_before"),
        ),
        sa.CheckConstraint(
            'typeof("action") = \'text\' AND instr("action", char(0)) = 0 AND length("action") <= 10 AND "action" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_origin_action"),
        ),
        sa.CheckConstraint(
            'typeof("batch_id") = \'text\' AND instr("batch_id", char(0)) = 0 AND length("batch_id") <= 32 AND "batch_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_origin_batch_id"),
        ),
        sa.CheckConstraint(
            'typeof("entity") = \'text\' AND instr("entity", char(0)) = 0 AND length("entity") <= 40 AND "entity" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_origin_entity"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'integer\' AND "id" BETWEEN -2147483648 AND 2147483647', name=op.f("ck_import_origin_id")
        ),
        sa.CheckConstraint(
            'typeof("record_id") = \'text\' AND instr("record_id", char(0)) = 0 AND length("record_id") <= 32 AND "record_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_origin_record_id"),
        ),
        sa.CheckConstraint(
            'typeof("row_number") = \'integer\' AND "row_number" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_import_origin_row_number"),
        ),
        sa.CheckConstraint(
            'typeof("sheet") = \'text\' AND instr("sheet", char(0)) = 0 AND length("sheet") <= 100 AND "sheet" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_import_origin_sheet"),
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batch.id"], name=op.f("fk_import_origin_batch_id_import_batch")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_origin")),
    )
    op.create_index(op.f("ix_import_origin_batch_id"), "import_origin", ["batch_id"], unique=False)
    op.create_index(op.f("ix_import_origin_record_id"), "import_origin", ["record_id"], unique=False)
    op.create_table(
        "package_notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("package", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.String(length=32), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.CheckConstraint(
            'typeof("code") = \'text\' AND instr("code", char(0)) = 0 AND length("code") <= 40 AND "code" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_package_notice_code"),
        ),
        sa.CheckConstraint(
            'typeof("field") = \'text\' AND instr("field", char(0)) = 0 AND length("field") <= 60 AND "field" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_package_notice_field"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_package_notice_id"),
        ),
        sa.CheckConstraint(
            'typeof("package") = \'integer\' AND "package" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_package_notice_package"),
        ),
        sa.CheckConstraint(
            'typeof("record") = \'text\' AND instr("record", char(0)) = 0 AND length("record") <= 40 AND "record" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_package_notice_record"),
        ),
        sa.CheckConstraint(
            'typeof("record_id") = \'text\' AND instr("record_id", char(0)) = 0 AND length("record_id") <= 32 AND "record_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_package_notice_record_id"),
        ),
        sa.ForeignKeyConstraint(
            ["package"], ["outgoing_package.number"], name=op.f("fk_package_notice_package_outgoing_package")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_package_notice")),
    )
    op.create_index(op.f("ix_package_notice_package"), "package_notice", ["package"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=True),
        sa.Column("name_pinyin", sa.String(length=200), nullable=True),
        sa.Column("former_name", sa.String(length=50), nullable=True),
        sa.Column("id_document_type", sa.String(length=20), nullable=True),
        sa.Column("id_number", sa.String(length=18), nullable=True),
        sa.Column("sex", sa.String(length=20), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("ethnic_group", sa.String(length=20), nullable=True),
        sa.Column("education", sa.String(length=20), nullable=True),
        sa.Column("marital_status", sa.String(length=20), nullable=True),
        sa.Column("political_status", sa.String(length=20), nullable=True),
        sa.Column("register_type", sa.String(length=20), nullable=True),
        sa.Column("register_village", sa.String(length=12), nullable=True),
        sa.Column("village", sa.String(length=40), nullable=True),
        sa.Column("address", sa.String(length=100), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("contact_name", sa.String(length=40), nullable=True),
        sa.Column("contact_phone", sa.String(length=20), nullable=True),
        sa.Column("household_id", sa.String(length=32), nullable=True),
        sa.Column("relation_to_head", sa.String(length=20), nullable=True),
        sa.Column("health_status", sa.String(length=20), nullable=True),
        sa.Column("disability_cert_no", sa.String(length=22), nullable=True),
        sa.Column("disability_category", sa.String(length=20), nullable=True),
        sa.Column("disability_grade", sa.String(length=20), nullable=True),
        sa.Column("categories", sa.String(length=400), nullable=True),
        sa.Column("primary_category", sa.String(length=20), nullable=True),
        sa.Column("labour_ability", sa.String(length=20), nullable=True),
        sa.Column("communication_ability", sa.String(length=20), nullable=True),
        sa.Column("work_willingness", sa.String(length=20), nullable=True),
        sa.Column("min_wage_wish", sa.BigInteger(), nullable=True),
        sa.Column("distance_limit", sa.String(length=20), nullable=True),
        sa.Column("employment_status", sa.String(length=20), nullable=True),
        sa.Column("bank_account", sa.String(length=25), nullable=True),
        sa.Column("bank_name", sa.String(length=40), nullable=True),
        sa.Column("account_name", sa.String(length=50), nullable=True),
        sa.Column("consent_date", sa.Date(), nullable=True),
        sa.Column("consent_guardian", sa.String(length=40), nullable=True),
        sa.Column("consent_scan", sa.String(length=32), nullable=True),
        sa.Column("photo", sa.String(length=32), nullable=True),
        sa.Column("responsible", sa.String(length=40), nullable=True),
        sa.Column("person_state", sa.String(length=10), nullable=True),
        sa.Column("state_on", sa.Date(), nullable=True),
        sa.Column("state_reason", sa.String(length=200), nullable=True),
        sa.Column("merged_into", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"account_name" IS NULL OR (typeof("account_name") = \'text\' AND instr("account_name", char(0)) = 0 AND length("account_name") <= 50 AND "account_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_account_name"),
        ),
        sa.CheckConstraint(
            '"address" IS NULL OR (typeof("address") = \'text\' AND instr("address", char(0)) = 0 AND length("address") <= 100 AND "address" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_address"),
        ),
        sa.CheckConstraint(
            '"bank_account" IS NULL OR (typeof("bank_account") = \'text\' AND instr("bank_account", char(0)) = 0 AND length("bank_account") <= 25 AND "bank_account" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_bank_account"),
        ),
        sa.CheckConstraint(
            '"bank_name" IS NULL OR (typeof("bank_name") = \'text\' AND instr("bank_name", char(0)) = 0 AND length("bank_name") <= 40 AND "bank_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_bank_name"),
        ),
        sa.CheckConstraint(
            '"birth_date" IS NULL OR ("birth_date" IS date("birth_date") AND substr("birth_date", 1, 4) > \'0000\')',
            name=op.f("ck_person_birth_date"),
        ),
        sa.CheckConstraint(
            '"categories" IS NULL OR (typeof("categories") = \'text\' AND instr("categories", char(0)) = 0 AND length("categories") <= 400 AND "categories" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_categories"),
        ),
        sa.CheckConstraint(
            '"communication_ability" IS NULL OR (typeof("communication_ability") = \'text\' AND instr("communication_ability", char(0)) = 0 AND length("communication_ability") <= 20 AND "communication_ability" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_communication_ability"),
        ),
        sa.CheckConstraint(
            '"consent_date" IS NULL OR ("consent_date" IS date("consent_date") AND substr("consent_date", 1, 4) > \'0000\')',
            name=op.f("ck_person_consent_date"),
        ),
        sa.CheckConstraint(
            '"consent_guardian" IS NULL OR (typeof("consent_guardian") = \'text\' AND instr("consent_guardian", char(0)) = 0 AND length("consent_guardian") <= 40 AND "consent_guardian" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_consent_guardian"),
        ),
        sa.CheckConstraint(
            '"consent_scan" IS NULL OR (typeof("consent_scan") = \'text\' AND instr("consent_scan", char(0)) = 0 AND length("consent_scan") <= 32 AND "consent_scan" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_consent_scan"),
        ),
        sa.CheckConstraint(
            '"contact_name" IS NULL OR (typeof("contact_name") = \'text\' AND instr("contact_name", char(0)) = 0 AND length("contact_name") <= 40 AND "contact_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_contact_name"),
        ),
        sa.CheckConstraint(
            '"contact_phone" IS NULL OR (typeof("contact_phone") = \'text\' AND instr("contact_phone", char(0)) = 0 AND length("contact_phone") <= 20 AND "contact_phone" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_contact_phone"),
        ),
        sa.CheckConstraint(
            '"disability_category" IS NULL OR (typeof("disability_category") = \'text\' AND instr("disability_category", char(0)) = 0 AND length("disability_category") <= 20 AND "disability_category" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_disability_category"),
        ),
        sa.CheckConstraint(
            '"disability_cert_no" IS NULL OR (typeof("disability_cert_no") = \'text\' AND instr("disability_cert_no", char(0)) = 0 AND length("disability_cert_no") <= 22 AND "disability_cert_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_disability_cert_no"),
        ),
        sa.CheckConstraint(
            '"disability_grade" IS NULL OR (typeof("disability_grade") = \'text\' AND instr("disability_grade", char(0)) = 0 AND length("disability_grade") <= 20 AND "disability_grade" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_disability_grade"),
        ),
        sa.CheckConstraint(
            '"distance_limit" IS NULL OR (typeof("distance_limit") = \'text\' AND instr("distance_limit", char(0)) = 0 AND length("distance_limit") <= 20 AND "distance_limit" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_distance_limit"),
        ),
        sa.CheckConstraint(
            '"education" IS NULL OR (typeof("education") = \'text\' AND instr("education", char(0)) = 0 AND length("education") <= 20 AND "education" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_education"),
        ),
        sa.CheckConstraint(
            '"employment_status" IS NULL OR (typeof("employment_status") = \'text\' AND instr("employment_status", char(0)) = 0 AND length("employment_status") <= 20 AND "employment_status" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_employment_status"),
        ),
        sa.CheckConstraint(
            '"ethnic_group" IS NULL OR (typeof("ethnic_group") = \'text\' AND instr("ethnic_group", char(0)) = 0 AND length("ethnic_group") <= 20 AND "ethnic_group" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_ethnic_group"),
        ),
        sa.CheckConstraint(
            '"former_name" IS NULL OR (typeof("former_name") = \'text\' AND instr("former_name", char(0)) = 0 AND length("former_name") <= 50 AND "former_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_former_name"),
        ),
        sa.CheckConstraint(
            '"health_status" IS NULL OR (typeof("health_status") = \'text\' AND instr("health_status", char(0)) = 0 AND length("health_status") <= 20 AND "health_status" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_health_status"),
        ),
        sa.CheckConstraint(
            '"household_id" IS NULL OR (typeof("household_id") = \'text\' AND instr("household_id", char(0)) = 0 AND length("household_id") <= 32 AND "household_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_household_id"),
        ),
        sa.CheckConstraint(
            '"id_document_type" IS NULL OR (typeof("id_document_type") = \'text\' AND instr("id_document_type", char(0)) = 0 AND length("id_document_type") <= 20 AND "id_document_type" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_id_document_type"),
        ),
        sa.CheckConstraint(
            '"id_number" IS NULL OR (typeof("id_number") = \'text\' AND instr("id_number", char(0)) = 0 AND length("id_number") <= 18 AND "id_number" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_id_number"),
        ),
        sa.CheckConstraint(
            '"labour_ability" IS NULL OR (typeof("labour_ability") = \'text\' AND instr("labour_ability", char(0)) = 0 AND length("labour_ability") <= 20 AND "labour_ability" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_labour_ability"),
        ),
        sa.CheckConstraint(
            '"marital_status" IS NULL OR (typeof("marital_status") = \'text\' AND instr("marital_status", char(0)) = 0 AND length("marital_status") <= 20 AND "marital_status" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_marital_status"),
        ),
        sa.CheckConstraint(
            '"merged_into" IS NULL OR (typeof("merged_into") = \'text\' AND instr("merged_into", char(0)) = 0 AND length("merged_into") <= 32 AND "merged_into" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_merged_into"),
        ),
        sa.CheckConstraint(
            '"min_wage_wish" IS NULL OR (typeof("min_wage_wish") = \'integer\')', name=op.f("ck_person_min_wage_wish")
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 50 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_name"),
        ),
        sa.CheckConstraint(
            '"name_pinyin" IS NULL OR (typeof("name_pinyin") = \'text\' AND instr("name_pinyin", char(0)) = 0 AND length("name_pinyin") <= 200 AND "name_pinyin" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_name_pinyin"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_note"),
        ),
        sa.CheckConstraint(
            '"person_state" IS NULL OR (typeof("person_state") = \'text\' AND instr("person_state", char(0)) = 0 AND length("person_state") <= 10 AND "person_state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_person_state"),
        ),
        sa.CheckConstraint(
            '"phone" IS NULL OR (typeof("phone") = \'text\' AND instr("phone", char(0)) = 0 AND length("phone") <= 20 AND "phone" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_phone"),
        ),
        sa.CheckConstraint(
            '"photo" IS NULL OR (typeof("photo") = \'text\' AND instr("photo", char(0)) = 0 AND length("photo") <= 32 AND "photo" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_photo"),
        ),
        sa.CheckConstraint(
            '"political_status" IS NULL OR (typeof("political_status") = \'text\' AND instr("political_status", char(0)) = 0 AND length("political_status") <= 20 AND "political_status" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_political_status"),
        ),
        sa.CheckConstraint(
            '"primary_category" IS NULL OR (typeof("primary_category") = \'text\' AND instr("primary_category", char(0)) = 0 AND length("primary_category") <= 20 AND "primary_category" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_primary_category"),
        ),
        sa.CheckConstraint(
            '"register_type" IS NULL OR (typeof("register_type") = \'text\' AND instr("register_type", char(0)) = 0 AND length("register_type") <= 20 AND "register_type" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_register_type"),
        ),
        sa.CheckConstraint(
            '"register_village" IS NULL OR (typeof("register_village") = \'text\' AND instr("register_village", char(0)) = 0 AND length("register_village") <= 12 AND "register_village" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_register_village"),
        ),
        sa.CheckConstraint(
            '"relation_to_head" IS NULL OR (typeof("relation_to_head") = \'text\' AND instr("relation_to_head", char(0)) = 0 AND length("relation_to_head") <= 20 AND "relation_to_head" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_relation_to_head"),
        ),
        sa.CheckConstraint(
            '"responsible" IS NULL OR (typeof("responsible") = \'text\' AND instr("responsible", char(0)) = 0 AND length("responsible") <= 40 AND "responsible" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_responsible"),
        ),
        sa.CheckConstraint(
            '"sex" IS NULL OR (typeof("sex") = \'text\' AND instr("sex", char(0)) = 0 AND length("sex") <= 20 AND "sex" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_sex"),
        ),
        sa.CheckConstraint(
            '"state_on" IS NULL OR ("state_on" IS date("state_on") AND substr("state_on", 1, 4) > \'0000\')',
            name=op.f("ck_person_state_on"),
        ),
        sa.CheckConstraint(
            '"state_reason" IS NULL OR (typeof("state_reason") = \'text\' AND instr("state_reason", char(0)) = 0 AND length("state_reason") <= 200 AND "state_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_state_reason"),
        ),
        sa.CheckConstraint(
            '"village" IS NULL OR (typeof("village") = \'text\' AND instr("village", char(0)) = 0 AND length("village") <= 40 AND "village" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_village"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_person_voided_at"),
        ),
        sa.CheckConstraint(
            '"work_willingness" IS NULL OR (typeof("work_willingness") = \'text\' AND instr("work_willingness", char(0)) = 0 AND length("work_willingness") <= 20 AND "work_willingness" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_work_willingness"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_person_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_person_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_person_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_person_version"),
        ),
        sa.ForeignKeyConstraint(["consent_scan"], ["attachment.id"], name=op.f("fk_person_consent_scan_attachment")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_person_household_id_household")),
        sa.ForeignKeyConstraint(["merged_into"], ["person.id"], name=op.f("fk_person_merged_into_person")),
        sa.ForeignKeyConstraint(["photo"], ["attachment.id"], name=op.f("fk_person_photo_attachment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_consent_scan"), "person", ["consent_scan"], unique=False)
    op.create_index(op.f("ix_person_household_id"), "person", ["household_id"], unique=False)
    op.create_index(op.f("ix_person_id_number"), "person", ["id_number"], unique=False)
    op.create_index(op.f("ix_person_merged_into"), "person", ["merged_into"], unique=False)
    op.create_index(op.f("ix_person_name_pinyin"), "person", ["name_pinyin"], unique=False)
    op.create_index(op.f("ix_person_photo"), "person", ["photo"], unique=False)
    op.create_index(op.f("ix_person_village"), "person", ["village"], unique=False)
    op.create_index(
        "uq_person_id_number",
        "person",
        ["station_id", "id_number"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "satisfaction_survey",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.String(length=32), nullable=True),
        sa.Column("rate_content", sa.String(length=20), nullable=True),
        sa.Column("rate_trainer", sa.String(length=20), nullable=True),
        sa.Column("rate_practice", sa.String(length=20), nullable=True),
        sa.Column("rate_schedule", sa.String(length=20), nullable=True),
        sa.Column("rate_service", sa.String(length=20), nullable=True),
        sa.Column("rate_overall", sa.String(length=20), nullable=True),
        sa.Column("best_part", sa.String(length=100), nullable=True),
        sa.Column("wish_trades", sa.String(length=60), nullable=True),
        sa.Column("plan_after", sa.String(length=20), nullable=True),
        sa.Column("suggestion", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"best_part" IS NULL OR (typeof("best_part") = \'text\' AND instr("best_part", char(0)) = 0 AND length("best_part") <= 100 AND "best_part" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_best_part"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_note"),
        ),
        sa.CheckConstraint(
            '"plan_after" IS NULL OR (typeof("plan_after") = \'text\' AND instr("plan_after", char(0)) = 0 AND length("plan_after") <= 20 AND "plan_after" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_plan_after"),
        ),
        sa.CheckConstraint(
            '"rate_content" IS NULL OR (typeof("rate_content") = \'text\' AND instr("rate_content", char(0)) = 0 AND length("rate_content") <= 20 AND "rate_content" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_rate_content"),
        ),
        sa.CheckConstraint(
            '"rate_overall" IS NULL OR (typeof("rate_overall") = \'text\' AND instr("rate_overall", char(0)) = 0 AND length("rate_overall") <= 20 AND "rate_overall" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_rate_overall"),
        ),
        sa.CheckConstraint(
            '"rate_practice" IS NULL OR (typeof("rate_practice") = \'text\' AND instr("rate_practice", char(0)) = 0 AND length("rate_practice") <= 20 AND "rate_practice" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_rate_practice"),
        ),
        sa.CheckConstraint(
            '"rate_schedule" IS NULL OR (typeof("rate_schedule") = \'text\' AND instr("rate_schedule", char(0)) = 0 AND length("rate_schedule") <= 20 AND "rate_schedule" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_rate_schedule"),
        ),
        sa.CheckConstraint(
            '"rate_service" IS NULL OR (typeof("rate_service") = \'text\' AND instr("rate_service", char(0)) = 0 AND length("rate_service") <= 20 AND "rate_service" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_rate_service"),
        ),
        sa.CheckConstraint(
            '"rate_trainer" IS NULL OR (typeof("rate_trainer") = \'text\' AND instr("rate_trainer", char(0)) = 0 AND length("rate_trainer") <= 20 AND "rate_trainer" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_rate_trainer"),
        ),
        sa.CheckConstraint(
            '"suggestion" IS NULL OR (typeof("suggestion") = \'text\' AND instr("suggestion", char(0)) = 0 AND length("suggestion") <= 200 AND "suggestion" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_suggestion"),
        ),
        sa.CheckConstraint(
            '"training_class_id" IS NULL OR (typeof("training_class_id") = \'text\' AND instr("training_class_id", char(0)) = 0 AND length("training_class_id") <= 32 AND "training_class_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_training_class_id"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_satisfaction_survey_voided_at"),
        ),
        sa.CheckConstraint(
            '"wish_trades" IS NULL OR (typeof("wish_trades") = \'text\' AND instr("wish_trades", char(0)) = 0 AND length("wish_trades") <= 60 AND "wish_trades" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_satisfaction_survey_wish_trades"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_satisfaction_survey_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_satisfaction_survey_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_satisfaction_survey_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_satisfaction_survey_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_satisfaction_survey_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_satisfaction_survey_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_satisfaction_survey_version"),
        ),
        sa.ForeignKeyConstraint(
            ["training_class_id"],
            ["training_class.id"],
            name=op.f("fk_satisfaction_survey_training_class_id_training_class"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_satisfaction_survey")),
    )
    op.create_index(
        op.f("ix_satisfaction_survey_training_class_id"), "satisfaction_survey", ["training_class_id"], unique=False
    )
    op.create_table(
        "enrolment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.String(length=32), nullable=True),
        sa.Column("trainee_no", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=True),
        sa.Column("admitted_on", sa.Date(), nullable=True),
        sa.Column("override_reason", sa.String(length=100), nullable=True),
        sa.Column("category_snapshot", sa.String(length=20), nullable=True),
        sa.Column("status_before", sa.String(length=20), nullable=True),
        sa.Column("income_before", sa.BigInteger(), nullable=True),
        sa.Column("wish", sa.String(length=100), nullable=True),
        sa.Column("hours_present", sa.Integer(), nullable=True),
        sa.Column("hours_due", sa.Integer(), nullable=True),
        sa.Column("attendance_rate", sa.Integer(), nullable=True),
        sa.Column("theory_score", sa.Integer(), nullable=True),
        sa.Column("practice_score", sa.Integer(), nullable=True),
        sa.Column("final_score", sa.Integer(), nullable=True),
        sa.Column("exam_status", sa.String(length=20), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("dropout_reason", sa.String(length=20), nullable=True),
        sa.Column("graduated", sa.Boolean(), nullable=True),
        sa.Column("failure_cause", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"admitted_on" IS NULL OR ("admitted_on" IS date("admitted_on") AND substr("admitted_on", 1, 4) > \'0000\')',
            name=op.f("ck_enrolment_admitted_on"),
        ),
        sa.CheckConstraint(
            '"attendance_rate" IS NULL OR (typeof("attendance_rate") = \'integer\' AND "attendance_rate" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_enrolment_attendance_rate"),
        ),
        sa.CheckConstraint(
            '"category_snapshot" IS NULL OR (typeof("category_snapshot") = \'text\' AND instr("category_snapshot", char(0)) = 0 AND length("category_snapshot") <= 20 AND "category_snapshot" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_category_snapshot"),
        ),
        sa.CheckConstraint(
            '"channel" IS NULL OR (typeof("channel") = \'text\' AND instr("channel", char(0)) = 0 AND length("channel") <= 20 AND "channel" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_channel"),
        ),
        sa.CheckConstraint(
            '"dropout_reason" IS NULL OR (typeof("dropout_reason") = \'text\' AND instr("dropout_reason", char(0)) = 0 AND length("dropout_reason") <= 20 AND "dropout_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_dropout_reason"),
        ),
        sa.CheckConstraint(
            '"dropped_on" IS NULL OR ("dropped_on" IS date("dropped_on") AND substr("dropped_on", 1, 4) > \'0000\')',
            name=op.f("ck_enrolment_dropped_on"),
        ),
        sa.CheckConstraint(
            '"enrolled_on" IS NULL OR ("enrolled_on" IS date("enrolled_on") AND substr("enrolled_on", 1, 4) > \'0000\')',
            name=op.f("ck_enrolment_enrolled_on"),
        ),
        sa.CheckConstraint(
            '"exam_status" IS NULL OR (typeof("exam_status") = \'text\' AND instr("exam_status", char(0)) = 0 AND length("exam_status") <= 20 AND "exam_status" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_exam_status"),
        ),
        sa.CheckConstraint(
            '"failure_cause" IS NULL OR (typeof("failure_cause") = \'text\' AND instr("failure_cause", char(0)) = 0 AND length("failure_cause") <= 20 AND "failure_cause" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_failure_cause"),
        ),
        sa.CheckConstraint(
            '"final_score" IS NULL OR (typeof("final_score") = \'integer\' AND "final_score" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_enrolment_final_score"),
        ),
        sa.CheckConstraint(
            '"graduated" IS NULL OR (typeof("graduated") = \'integer\' AND "graduated" IN (0, 1))',
            name=op.f("ck_enrolment_graduated"),
        ),
        sa.CheckConstraint(
            '"hours_due" IS NULL OR (typeof("hours_due") = \'integer\' AND "hours_due" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_enrolment_hours_due"),
        ),
        sa.CheckConstraint(
            '"hours_present" IS NULL OR (typeof("hours_present") = \'integer\' AND "hours_present" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_enrolment_hours_present"),
        ),
        sa.CheckConstraint(
            '"income_before" IS NULL OR (typeof("income_before") = \'integer\')',
            name=op.f("ck_enrolment_income_before"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_note"),
        ),
        sa.CheckConstraint(
            '"override_reason" IS NULL OR (typeof("override_reason") = \'text\' AND instr("override_reason", char(0)) = 0 AND length("override_reason") <= 100 AND "override_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_override_reason"),
        ),
        sa.CheckConstraint(
            '"person_id" IS NULL OR (typeof("person_id") = \'text\' AND instr("person_id", char(0)) = 0 AND length("person_id") <= 32 AND "person_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_person_id"),
        ),
        sa.CheckConstraint(
            '"practice_score" IS NULL OR (typeof("practice_score") = \'integer\' AND "practice_score" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_enrolment_practice_score"),
        ),
        sa.CheckConstraint(
            '"state" IS NULL OR (typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 20 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_state"),
        ),
        sa.CheckConstraint(
            '"status_before" IS NULL OR (typeof("status_before") = \'text\' AND instr("status_before", char(0)) = 0 AND length("status_before") <= 20 AND "status_before" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_status_before"),
        ),
        sa.CheckConstraint(
            '"theory_score" IS NULL OR (typeof("theory_score") = \'integer\' AND "theory_score" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_enrolment_theory_score"),
        ),
        sa.CheckConstraint(
            '"trainee_no" IS NULL OR (typeof("trainee_no") = \'integer\' AND "trainee_no" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_enrolment_trainee_no"),
        ),
        sa.CheckConstraint(
            '"training_class_id" IS NULL OR (typeof("training_class_id") = \'text\' AND instr("training_class_id", char(0)) = 0 AND length("training_class_id") <= 32 AND "training_class_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_training_class_id"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_enrolment_voided_at"),
        ),
        sa.CheckConstraint(
            '"wish" IS NULL OR (typeof("wish") = \'text\' AND instr("wish", char(0)) = 0 AND length("wish") <= 100 AND "wish" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_enrolment_wish"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_enrolment_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_enrolment_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_enrolment_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_enrolment_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_enrolment_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_enrolment_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_enrolment_version"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_enrolment_training_class_id_training_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"], unique=False)
    op.create_index(op.f("ix_enrolment_training_class_id"), "enrolment", ["training_class_id"], unique=False)
    op.create_index(
        "uq_enrolment_person",
        "enrolment",
        ["training_class_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_index(
        "uq_enrolment_trainee_no",
        "enrolment",
        ["training_class_id", "trainee_no"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "follow_up",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("origin_kind", sa.String(length=40), nullable=True),
        sa.Column("origin_id", sa.String(length=32), nullable=True),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("window_days", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("method", sa.String(length=20), nullable=True),
        sa.Column("result", sa.String(length=20), nullable=True),
        sa.Column("income_now", sa.BigInteger(), nullable=True),
        sa.Column("problems", sa.String(length=300), nullable=True),
        sa.Column("next_step", sa.String(length=300), nullable=True),
        sa.Column("satisfaction", sa.String(length=20), nullable=True),
        sa.Column("worker", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=True),
        sa.Column("last_attempt_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"attempts" IS NULL OR (typeof("attempts") = \'integer\' AND "attempts" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_follow_up_attempts"),
        ),
        sa.CheckConstraint(
            '"done_on" IS NULL OR ("done_on" IS date("done_on") AND substr("done_on", 1, 4) > \'0000\')',
            name=op.f("ck_follow_up_done_on"),
        ),
        sa.CheckConstraint(
            '"due_date" IS NULL OR ("due_date" IS date("due_date") AND substr("due_date", 1, 4) > \'0000\')',
            name=op.f("ck_follow_up_due_date"),
        ),
        sa.CheckConstraint(
            '"income_now" IS NULL OR (typeof("income_now") = \'integer\')', name=op.f("ck_follow_up_income_now")
        ),
        sa.CheckConstraint(
            '"kind" IS NULL OR (typeof("kind") = \'text\' AND instr("kind", char(0)) = 0 AND length("kind") <= 20 AND "kind" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_kind"),
        ),
        sa.CheckConstraint(
            '"last_attempt_on" IS NULL OR ("last_attempt_on" IS date("last_attempt_on") AND substr("last_attempt_on", 1, 4) > \'0000\')',
            name=op.f("ck_follow_up_last_attempt_on"),
        ),
        sa.CheckConstraint(
            '"method" IS NULL OR (typeof("method") = \'text\' AND instr("method", char(0)) = 0 AND length("method") <= 20 AND "method" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_method"),
        ),
        sa.CheckConstraint(
            '"next_step" IS NULL OR (typeof("next_step") = \'text\' AND instr("next_step", char(0)) = 0 AND length("next_step") <= 300 AND "next_step" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_next_step"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_note"),
        ),
        sa.CheckConstraint(
            '"origin_id" IS NULL OR (typeof("origin_id") = \'text\' AND instr("origin_id", char(0)) = 0 AND length("origin_id") <= 32 AND "origin_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_origin_id"),
        ),
        sa.CheckConstraint(
            '"origin_kind" IS NULL OR (typeof("origin_kind") = \'text\' AND instr("origin_kind", char(0)) = 0 AND length("origin_kind") <= 40 AND "origin_kind" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_origin_kind"),
        ),
        sa.CheckConstraint(
            '"person_id" IS NULL OR (typeof("person_id") = \'text\' AND instr("person_id", char(0)) = 0 AND length("person_id") <= 32 AND "person_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_person_id"),
        ),
        sa.CheckConstraint(
            '"problems" IS NULL OR (typeof("problems") = \'text\' AND instr("problems", char(0)) = 0 AND length("problems") <= 300 AND "problems" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_problems"),
        ),
        sa.CheckConstraint(
            '"result" IS NULL OR (typeof("result") = \'text\' AND instr("result", char(0)) = 0 AND length("result") <= 20 AND "result" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_result"),
        ),
        sa.CheckConstraint(
            '"satisfaction" IS NULL OR (typeof("satisfaction") = \'text\' AND instr("satisfaction", char(0)) = 0 AND length("satisfaction") <= 20 AND "satisfaction" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_satisfaction"),
        ),
        sa.CheckConstraint(
            '"state" IS NULL OR (typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 20 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_state"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_follow_up_voided_at"),
        ),
        sa.CheckConstraint(
            '"window_days" IS NULL OR (typeof("window_days") = \'integer\' AND "window_days" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_follow_up_window_days"),
        ),
        sa.CheckConstraint(
            '"worker" IS NULL OR (typeof("worker") = \'text\' AND instr("worker", char(0)) = 0 AND length("worker") <= 40 AND "worker" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_follow_up_worker"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_follow_up_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_follow_up_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_follow_up_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_follow_up_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_follow_up_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_follow_up_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_follow_up_version"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_follow_up_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
    )
    op.create_index(op.f("ix_follow_up_due_date"), "follow_up", ["due_date"], unique=False)
    op.create_index(op.f("ix_follow_up_origin_id"), "follow_up", ["origin_id"], unique=False)
    op.create_index(op.f("ix_follow_up_person_id"), "follow_up", ["person_id"], unique=False)
    op.create_table(
        "person_category",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("category", sa.String(length=20), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("evidence_no", sa.String(length=40), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"category" IS NULL OR (typeof("category") = \'text\' AND instr("category", char(0)) = 0 AND length("category") <= 20 AND "category" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_category_category"),
        ),
        sa.CheckConstraint(
            '"evidence_no" IS NULL OR (typeof("evidence_no") = \'text\' AND instr("evidence_no", char(0)) = 0 AND length("evidence_no") <= 40 AND "evidence_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_category_evidence_no"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_category_note"),
        ),
        sa.CheckConstraint(
            '"person_id" IS NULL OR (typeof("person_id") = \'text\' AND instr("person_id", char(0)) = 0 AND length("person_id") <= 32 AND "person_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_category_person_id"),
        ),
        sa.CheckConstraint(
            '"source" IS NULL OR (typeof("source") = \'text\' AND instr("source", char(0)) = 0 AND length("source") <= 20 AND "source" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_category_source"),
        ),
        sa.CheckConstraint(
            '"valid_from" IS NULL OR ("valid_from" IS date("valid_from") AND substr("valid_from", 1, 4) > \'0000\')',
            name=op.f("ck_person_category_valid_from"),
        ),
        sa.CheckConstraint(
            '"valid_to" IS NULL OR ("valid_to" IS date("valid_to") AND substr("valid_to", 1, 4) > \'0000\')',
            name=op.f("ck_person_category_valid_to"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_category_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_person_category_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_person_category_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_category_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_person_category_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_category_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_person_category_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_category_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_person_category_version"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_category_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_category")),
    )
    op.create_index(op.f("ix_person_category_person_id"), "person_category", ["person_id"], unique=False)
    op.create_table(
        "person_skill",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("trade", sa.String(length=20), nullable=True),
        sa.Column("skill_level", sa.String(length=20), nullable=True),
        sa.Column("gained_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=True),
        sa.Column("certificate_no", sa.String(length=40), nullable=True),
        sa.Column("verified_by", sa.String(length=40), nullable=True),
        sa.Column("origin_kind", sa.String(length=40), nullable=True),
        sa.Column("origin_id", sa.String(length=32), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"certificate_no" IS NULL OR (typeof("certificate_no") = \'text\' AND instr("certificate_no", char(0)) = 0 AND length("certificate_no") <= 40 AND "certificate_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_certificate_no"),
        ),
        sa.CheckConstraint(
            '"gained_on" IS NULL OR ("gained_on" IS date("gained_on") AND substr("gained_on", 1, 4) > \'0000\')',
            name=op.f("ck_person_skill_gained_on"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_note"),
        ),
        sa.CheckConstraint(
            '"origin_id" IS NULL OR (typeof("origin_id") = \'text\' AND instr("origin_id", char(0)) = 0 AND length("origin_id") <= 32 AND "origin_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_origin_id"),
        ),
        sa.CheckConstraint(
            '"origin_kind" IS NULL OR (typeof("origin_kind") = \'text\' AND instr("origin_kind", char(0)) = 0 AND length("origin_kind") <= 40 AND "origin_kind" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_origin_kind"),
        ),
        sa.CheckConstraint(
            '"person_id" IS NULL OR (typeof("person_id") = \'text\' AND instr("person_id", char(0)) = 0 AND length("person_id") <= 32 AND "person_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_person_id"),
        ),
        sa.CheckConstraint(
            '"skill_level" IS NULL OR (typeof("skill_level") = \'text\' AND instr("skill_level", char(0)) = 0 AND length("skill_level") <= 20 AND "skill_level" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_skill_level"),
        ),
        sa.CheckConstraint(
            '"source" IS NULL OR (typeof("source") = \'text\' AND instr("source", char(0)) = 0 AND length("source") <= 20 AND "source" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_source"),
        ),
        sa.CheckConstraint(
            '"trade" IS NULL OR (typeof("trade") = \'text\' AND instr("trade", char(0)) = 0 AND length("trade") <= 20 AND "trade" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_trade"),
        ),
        sa.CheckConstraint(
            '"verified_by" IS NULL OR (typeof("verified_by") = \'text\' AND instr("verified_by", char(0)) = 0 AND length("verified_by") <= 40 AND "verified_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_verified_by"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_person_skill_voided_at"),
        ),
        sa.CheckConstraint(
            '"withdrawn_on" IS NULL OR ("withdrawn_on" IS date("withdrawn_on") AND substr("withdrawn_on", 1, 4) > \'0000\')',
            name=op.f("ck_person_skill_withdrawn_on"),
        ),
        sa.CheckConstraint(
            '"withdrawn_reason" IS NULL OR (typeof("withdrawn_reason") = \'text\' AND instr("withdrawn_reason", char(0)) = 0 AND length("withdrawn_reason") <= 200 AND "withdrawn_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_person_skill_withdrawn_reason"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_person_skill_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_skill_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_person_skill_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_skill_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_person_skill_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_person_skill_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_person_skill_version"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_skill_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_skill")),
    )
    op.create_index(op.f("ix_person_skill_origin_id"), "person_skill", ["origin_id"], unique=False)
    op.create_index(op.f("ix_person_skill_person_id"), "person_skill", ["person_id"], unique=False)
    op.create_index(op.f("ix_person_skill_trade"), "person_skill", ["trade"], unique=False)
    op.create_index(
        "uq_person_skill_source",
        "person_skill",
        ["person_id", "trade", "source"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL AND withdrawn_on IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL AND withdrawn_on IS NULL"),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("certificate_no", sa.String(length=30), nullable=True),
        sa.Column("type", sa.String(length=20), nullable=True),
        sa.Column("enrolment_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=50), nullable=True),
        sa.Column("id_number", sa.String(length=18), nullable=True),
        sa.Column("sex", sa.String(length=20), nullable=True),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("class_name", sa.String(length=60), nullable=True),
        sa.Column("trade", sa.String(length=20), nullable=True),
        sa.Column("skill_level", sa.String(length=20), nullable=True),
        sa.Column("organiser", sa.String(length=60), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("theory_score", sa.Integer(), nullable=True),
        sa.Column("practice_score", sa.Integer(), nullable=True),
        sa.Column("issuer", sa.String(length=60), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("template", sa.String(length=40), nullable=True),
        sa.Column("layout", sa.String(length=30), nullable=True),
        sa.Column("photo_hash", sa.String(length=64), nullable=True),
        sa.Column("proof", sa.String(length=1000), nullable=True),
        sa.Column("reissue_of", sa.String(length=32), nullable=True),
        sa.Column("state_reason", sa.String(length=200), nullable=True),
        sa.Column("received_by", sa.String(length=40), nullable=True),
        sa.Column("received_relation", sa.String(length=20), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"birth_date" IS NULL OR ("birth_date" IS date("birth_date") AND substr("birth_date", 1, 4) > \'0000\')',
            name=op.f("ck_certificate_birth_date"),
        ),
        sa.CheckConstraint(
            '"certificate_no" IS NULL OR (typeof("certificate_no") = \'text\' AND instr("certificate_no", char(0)) = 0 AND length("certificate_no") <= 30 AND "certificate_no" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_certificate_no"),
        ),
        sa.CheckConstraint(
            '"class_name" IS NULL OR (typeof("class_name") = \'text\' AND instr("class_name", char(0)) = 0 AND length("class_name") <= 60 AND "class_name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_class_name"),
        ),
        sa.CheckConstraint(
            '"end_date" IS NULL OR ("end_date" IS date("end_date") AND substr("end_date", 1, 4) > \'0000\')',
            name=op.f("ck_certificate_end_date"),
        ),
        sa.CheckConstraint(
            '"enrolment_id" IS NULL OR (typeof("enrolment_id") = \'text\' AND instr("enrolment_id", char(0)) = 0 AND length("enrolment_id") <= 32 AND "enrolment_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_enrolment_id"),
        ),
        sa.CheckConstraint(
            '"hours" IS NULL OR (typeof("hours") = \'integer\' AND "hours" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_certificate_hours"),
        ),
        sa.CheckConstraint(
            '"id_number" IS NULL OR (typeof("id_number") = \'text\' AND instr("id_number", char(0)) = 0 AND length("id_number") <= 18 AND "id_number" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_id_number"),
        ),
        sa.CheckConstraint(
            '"issued_on" IS NULL OR ("issued_on" IS date("issued_on") AND substr("issued_on", 1, 4) > \'0000\')',
            name=op.f("ck_certificate_issued_on"),
        ),
        sa.CheckConstraint(
            '"issuer" IS NULL OR (typeof("issuer") = \'text\' AND instr("issuer", char(0)) = 0 AND length("issuer") <= 60 AND "issuer" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_issuer"),
        ),
        sa.CheckConstraint(
            '"layout" IS NULL OR (typeof("layout") = \'text\' AND instr("layout", char(0)) = 0 AND length("layout") <= 30 AND "layout" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_layout"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 50 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_note"),
        ),
        sa.CheckConstraint(
            '"organiser" IS NULL OR (typeof("organiser") = \'text\' AND instr("organiser", char(0)) = 0 AND length("organiser") <= 60 AND "organiser" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_organiser"),
        ),
        sa.CheckConstraint(
            '"photo_hash" IS NULL OR (typeof("photo_hash") = \'text\' AND instr("photo_hash", char(0)) = 0 AND length("photo_hash") <= 64 AND "photo_hash" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_photo_hash"),
        ),
        sa.CheckConstraint(
            '"practice_score" IS NULL OR (typeof("practice_score") = \'integer\' AND "practice_score" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_certificate_practice_score"),
        ),
        sa.CheckConstraint(
            '"proof" IS NULL OR (typeof("proof") = \'text\' AND instr("proof", char(0)) = 0 AND length("proof") <= 1000 AND "proof" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_proof"),
        ),
        sa.CheckConstraint(
            '"received_by" IS NULL OR (typeof("received_by") = \'text\' AND instr("received_by", char(0)) = 0 AND length("received_by") <= 40 AND "received_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_received_by"),
        ),
        sa.CheckConstraint(
            '"received_on" IS NULL OR ("received_on" IS date("received_on") AND substr("received_on", 1, 4) > \'0000\')',
            name=op.f("ck_certificate_received_on"),
        ),
        sa.CheckConstraint(
            '"received_relation" IS NULL OR (typeof("received_relation") = \'text\' AND instr("received_relation", char(0)) = 0 AND length("received_relation") <= 20 AND "received_relation" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_received_relation"),
        ),
        sa.CheckConstraint(
            '"reissue_of" IS NULL OR (typeof("reissue_of") = \'text\' AND instr("reissue_of", char(0)) = 0 AND length("reissue_of") <= 32 AND "reissue_of" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_reissue_of"),
        ),
        sa.CheckConstraint(
            '"sex" IS NULL OR (typeof("sex") = \'text\' AND instr("sex", char(0)) = 0 AND length("sex") <= 20 AND "sex" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_sex"),
        ),
        sa.CheckConstraint(
            '"skill_level" IS NULL OR (typeof("skill_level") = \'text\' AND instr("skill_level", char(0)) = 0 AND length("skill_level") <= 20 AND "skill_level" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_skill_level"),
        ),
        sa.CheckConstraint(
            '"start_date" IS NULL OR ("start_date" IS date("start_date") AND substr("start_date", 1, 4) > \'0000\')',
            name=op.f("ck_certificate_start_date"),
        ),
        sa.CheckConstraint(
            '"state" IS NULL OR (typeof("state") = \'text\' AND instr("state", char(0)) = 0 AND length("state") <= 20 AND "state" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_state"),
        ),
        sa.CheckConstraint(
            '"state_reason" IS NULL OR (typeof("state_reason") = \'text\' AND instr("state_reason", char(0)) = 0 AND length("state_reason") <= 200 AND "state_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_state_reason"),
        ),
        sa.CheckConstraint(
            '"template" IS NULL OR (typeof("template") = \'text\' AND instr("template", char(0)) = 0 AND length("template") <= 40 AND "template" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_template"),
        ),
        sa.CheckConstraint(
            '"theory_score" IS NULL OR (typeof("theory_score") = \'integer\' AND "theory_score" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_certificate_theory_score"),
        ),
        sa.CheckConstraint(
            '"trade" IS NULL OR (typeof("trade") = \'text\' AND instr("trade", char(0)) = 0 AND length("trade") <= 20 AND "trade" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_trade"),
        ),
        sa.CheckConstraint(
            '"type" IS NULL OR (typeof("type") = \'text\' AND instr("type", char(0)) = 0 AND length("type") <= 20 AND "type" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_type"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_certificate_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_certificate_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_certificate_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_certificate_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_certificate_version"),
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_certificate_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(["reissue_of"], ["certificate.id"], name=op.f("fk_certificate_reissue_of_certificate")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
    )
    op.create_index(op.f("ix_certificate_enrolment_id"), "certificate", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_certificate_reissue_of"), "certificate", ["reissue_of"], unique=False)
    op.create_index(
        "uq_certificate_certificate_no",
        "certificate",
        ["station_id", "certificate_no"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_index(
        "uq_certificate_enrolment",
        "certificate",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL AND state NOT IN ('reissued', 'voided')"),
        postgresql_where=sa.text("voided_at IS NULL AND state NOT IN ('reissued', 'voided')"),
    )
    op.create_table(
        "phone_check",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.String(length=32), nullable=True),
        sa.Column("enrolment_id", sa.String(length=32), nullable=True),
        sa.Column("seed", sa.String(length=60), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=True),
        sa.Column("attended", sa.Boolean(), nullable=True),
        sa.Column("free_of_charge", sa.Boolean(), nullable=True),
        sa.Column("satisfied", sa.Boolean(), nullable=True),
        sa.Column("remarks", sa.String(length=200), nullable=True),
        sa.Column("asked_by", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"answered" IS NULL OR (typeof("answered") = \'integer\' AND "answered" IN (0, 1))',
            name=op.f("ck_phone_check_answered"),
        ),
        sa.CheckConstraint(
            '"asked_by" IS NULL OR (typeof("asked_by") = \'text\' AND instr("asked_by", char(0)) = 0 AND length("asked_by") <= 40 AND "asked_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_phone_check_asked_by"),
        ),
        sa.CheckConstraint(
            '"asked_on" IS NULL OR ("asked_on" IS date("asked_on") AND substr("asked_on", 1, 4) > \'0000\')',
            name=op.f("ck_phone_check_asked_on"),
        ),
        sa.CheckConstraint(
            '"attended" IS NULL OR (typeof("attended") = \'integer\' AND "attended" IN (0, 1))',
            name=op.f("ck_phone_check_attended"),
        ),
        sa.CheckConstraint(
            '"enrolment_id" IS NULL OR (typeof("enrolment_id") = \'text\' AND instr("enrolment_id", char(0)) = 0 AND length("enrolment_id") <= 32 AND "enrolment_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_phone_check_enrolment_id"),
        ),
        sa.CheckConstraint(
            '"free_of_charge" IS NULL OR (typeof("free_of_charge") = \'integer\' AND "free_of_charge" IN (0, 1))',
            name=op.f("ck_phone_check_free_of_charge"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_phone_check_note"),
        ),
        sa.CheckConstraint(
            '"place" IS NULL OR (typeof("place") = \'integer\' AND "place" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_phone_check_place"),
        ),
        sa.CheckConstraint(
            '"remarks" IS NULL OR (typeof("remarks") = \'text\' AND instr("remarks", char(0)) = 0 AND length("remarks") <= 200 AND "remarks" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_phone_check_remarks"),
        ),
        sa.CheckConstraint(
            '"satisfied" IS NULL OR (typeof("satisfied") = \'integer\' AND "satisfied" IN (0, 1))',
            name=op.f("ck_phone_check_satisfied"),
        ),
        sa.CheckConstraint(
            '"seed" IS NULL OR (typeof("seed") = \'text\' AND instr("seed", char(0)) = 0 AND length("seed") <= 60 AND "seed" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_phone_check_seed"),
        ),
        sa.CheckConstraint(
            '"training_class_id" IS NULL OR (typeof("training_class_id") = \'text\' AND instr("training_class_id", char(0)) = 0 AND length("training_class_id") <= 32 AND "training_class_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_phone_check_training_class_id"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_phone_check_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_phone_check_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_phone_check_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_phone_check_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_phone_check_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_phone_check_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_phone_check_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_phone_check_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_phone_check_version"),
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_phone_check_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_phone_check_training_class_id_training_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_check")),
    )
    op.create_index(op.f("ix_phone_check_enrolment_id"), "phone_check", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_phone_check_training_class_id"), "phone_check", ["training_class_id"], unique=False)
    op.create_index(
        "uq_phone_check_enrolment",
        "phone_check",
        ["enrolment_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_table(
        "resit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("enrolment_id", sa.String(length=32), nullable=True),
        sa.Column("sat_on", sa.Date(), nullable=True),
        sa.Column("theory_score", sa.Integer(), nullable=True),
        sa.Column("practice_score", sa.Integer(), nullable=True),
        sa.Column("theory_before", sa.Integer(), nullable=True),
        sa.Column("practice_before", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"enrolment_id" IS NULL OR (typeof("enrolment_id") = \'text\' AND instr("enrolment_id", char(0)) = 0 AND length("enrolment_id") <= 32 AND "enrolment_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_resit_enrolment_id"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_resit_note"),
        ),
        sa.CheckConstraint(
            '"practice_before" IS NULL OR (typeof("practice_before") = \'integer\' AND "practice_before" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_resit_practice_before"),
        ),
        sa.CheckConstraint(
            '"practice_score" IS NULL OR (typeof("practice_score") = \'integer\' AND "practice_score" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_resit_practice_score"),
        ),
        sa.CheckConstraint(
            '"sat_on" IS NULL OR ("sat_on" IS date("sat_on") AND substr("sat_on", 1, 4) > \'0000\')',
            name=op.f("ck_resit_sat_on"),
        ),
        sa.CheckConstraint(
            '"theory_before" IS NULL OR (typeof("theory_before") = \'integer\' AND "theory_before" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_resit_theory_before"),
        ),
        sa.CheckConstraint(
            '"theory_score" IS NULL OR (typeof("theory_score") = \'integer\' AND "theory_score" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_resit_theory_score"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_resit_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_resit_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_resit_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_resit_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_resit_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_resit_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_resit_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_resit_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_resit_version"),
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_resit_enrolment_id_enrolment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resit")),
    )
    op.create_index(op.f("ix_resit_enrolment_id"), "resit", ["enrolment_id"], unique=False)
    op.create_table(
        "walk_in",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("training_class_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=50), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("enrolment_id", sa.String(length=32), nullable=True),
        sa.Column("enrolled_here", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"enrolled_here" IS NULL OR (typeof("enrolled_here") = \'integer\' AND "enrolled_here" IN (0, 1))',
            name=op.f("ck_walk_in_enrolled_here"),
        ),
        sa.CheckConstraint(
            '"enrolment_id" IS NULL OR (typeof("enrolment_id") = \'text\' AND instr("enrolment_id", char(0)) = 0 AND length("enrolment_id") <= 32 AND "enrolment_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_walk_in_enrolment_id"),
        ),
        sa.CheckConstraint(
            '"name" IS NULL OR (typeof("name") = \'text\' AND instr("name", char(0)) = 0 AND length("name") <= 50 AND "name" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_walk_in_name"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_walk_in_note"),
        ),
        sa.CheckConstraint(
            '"phone" IS NULL OR (typeof("phone") = \'text\' AND instr("phone", char(0)) = 0 AND length("phone") <= 20 AND "phone" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_walk_in_phone"),
        ),
        sa.CheckConstraint(
            '"training_class_id" IS NULL OR (typeof("training_class_id") = \'text\' AND instr("training_class_id", char(0)) = 0 AND length("training_class_id") <= 32 AND "training_class_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_walk_in_training_class_id"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_walk_in_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_walk_in_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_walk_in_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_walk_in_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_walk_in_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_walk_in_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_walk_in_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_walk_in_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_walk_in_version"),
        ),
        sa.ForeignKeyConstraint(["enrolment_id"], ["enrolment.id"], name=op.f("fk_walk_in_enrolment_id_enrolment")),
        sa.ForeignKeyConstraint(
            ["training_class_id"], ["training_class.id"], name=op.f("fk_walk_in_training_class_id_training_class")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in")),
    )
    op.create_index(op.f("ix_walk_in_enrolment_id"), "walk_in", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_walk_in_training_class_id"), "walk_in", ["training_class_id"], unique=False)
    op.create_table(
        "certificate_print",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("certificate_id", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.String(length=100), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"certificate_id" IS NULL OR (typeof("certificate_id") = \'text\' AND instr("certificate_id", char(0)) = 0 AND length("certificate_id") <= 32 AND "certificate_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_print_certificate_id"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_print_note"),
        ),
        sa.CheckConstraint(
            '"reason" IS NULL OR (typeof("reason") = \'text\' AND instr("reason", char(0)) = 0 AND length("reason") <= 100 AND "reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_print_reason"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_certificate_print_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_certificate_print_voided_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_certificate_print_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_print_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_certificate_print_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_print_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_certificate_print_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_certificate_print_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_certificate_print_version"),
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_print_certificate_id_certificate")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_print")),
    )
    op.create_index(op.f("ix_certificate_print_certificate_id"), "certificate_print", ["certificate_id"], unique=False)
    op.create_table(
        "session_attendance",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=True),
        sa.Column("enrolment_id", sa.String(length=32), nullable=True),
        sa.Column("walk_in_id", sa.String(length=32), nullable=True),
        sa.Column("mark", sa.String(length=20), nullable=True),
        sa.Column("late_minutes", sa.Integer(), nullable=True),
        sa.Column("paper_signed", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=False),
        sa.Column("updated_at", sa.String(length=32), nullable=False),
        sa.Column("updated_by", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("voided_at", sa.String(length=32), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            '"enrolment_id" IS NULL OR (typeof("enrolment_id") = \'text\' AND instr("enrolment_id", char(0)) = 0 AND length("enrolment_id") <= 32 AND "enrolment_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_session_attendance_enrolment_id"),
        ),
        sa.CheckConstraint(
            '"late_minutes" IS NULL OR (typeof("late_minutes") = \'integer\' AND "late_minutes" BETWEEN -2147483648 AND 2147483647)',
            name=op.f("ck_session_attendance_late_minutes"),
        ),
        sa.CheckConstraint(
            '"mark" IS NULL OR (typeof("mark") = \'text\' AND instr("mark", char(0)) = 0 AND length("mark") <= 20 AND "mark" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_session_attendance_mark"),
        ),
        sa.CheckConstraint(
            '"note" IS NULL OR (typeof("note") = \'text\' AND instr("note", char(0)) = 0 AND length("note") <= 200 AND "note" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_session_attendance_note"),
        ),
        sa.CheckConstraint(
            '"paper_signed" IS NULL OR (typeof("paper_signed") = \'integer\' AND "paper_signed" IN (0, 1))',
            name=op.f("ck_session_attendance_paper_signed"),
        ),
        sa.CheckConstraint(
            '"session_id" IS NULL OR (typeof("session_id") = \'text\' AND instr("session_id", char(0)) = 0 AND length("session_id") <= 32 AND "session_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_session_attendance_session_id"),
        ),
        sa.CheckConstraint(
            '"void_reason" IS NULL OR (typeof("void_reason") = \'text\' AND instr("void_reason", char(0)) = 0 AND length("void_reason") <= 200 AND "void_reason" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_session_attendance_void_reason"),
        ),
        sa.CheckConstraint(
            '"voided_at" IS NULL OR (typeof("voided_at") = \'text\' AND instr("voided_at", char(0)) = 0 AND "voided_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("voided_at", 1, 10) IS date(substr("voided_at", 1, 10)) AND substr(substr("voided_at", 1, 10), 1, 4) > \'0000\' AND substr("voided_at", 12, 2) < \'24\')',
            name=op.f("ck_session_attendance_voided_at"),
        ),
        sa.CheckConstraint(
            '"walk_in_id" IS NULL OR (typeof("walk_in_id") = \'text\' AND instr("walk_in_id", char(0)) = 0 AND length("walk_in_id") <= 32 AND "walk_in_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\')',
            name=op.f("ck_session_attendance_walk_in_id"),
        ),
        sa.CheckConstraint(
            'typeof("created_at") = \'text\' AND instr("created_at", char(0)) = 0 AND "created_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("created_at", 1, 10) IS date(substr("created_at", 1, 10)) AND substr(substr("created_at", 1, 10), 1, 4) > \'0000\' AND substr("created_at", 12, 2) < \'24\'',
            name=op.f("ck_session_attendance_created_at"),
        ),
        sa.CheckConstraint(
            'typeof("created_by") = \'text\' AND instr("created_by", char(0)) = 0 AND length("created_by") <= 40 AND "created_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_session_attendance_created_by"),
        ),
        sa.CheckConstraint(
            'typeof("id") = \'text\' AND instr("id", char(0)) = 0 AND length("id") = 32 AND "id" NOT GLOB \'*[^0-9a-f]*\'',
            name=op.f("ck_session_attendance_id"),
        ),
        sa.CheckConstraint(
            'typeof("station_id") = \'text\' AND instr("station_id", char(0)) = 0 AND length("station_id") <= 32 AND "station_id" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_session_attendance_station_id"),
        ),
        sa.CheckConstraint(
            'typeof("updated_at") = \'text\' AND instr("updated_at", char(0)) = 0 AND "updated_at" GLOB \'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]+00:00\' AND substr("updated_at", 1, 10) IS date(substr("updated_at", 1, 10)) AND substr(substr("updated_at", 1, 10), 1, 4) > \'0000\' AND substr("updated_at", 12, 2) < \'24\'',
            name=op.f("ck_session_attendance_updated_at"),
        ),
        sa.CheckConstraint(
            'typeof("updated_by") = \'text\' AND instr("updated_by", char(0)) = 0 AND length("updated_by") <= 40 AND "updated_by" NOT GLOB \'*[\x01-\x08\x0b-\x1f\x7f-\x9f]*\'',
            name=op.f("ck_session_attendance_updated_by"),
        ),
        sa.CheckConstraint(
            'typeof("version") = \'integer\' AND "version" BETWEEN -2147483648 AND 2147483647',
            name=op.f("ck_session_attendance_version"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_session_attendance_enrolment_id_enrolment")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["class_session.id"], name=op.f("fk_session_attendance_session_id_class_session")
        ),
        sa.ForeignKeyConstraint(["walk_in_id"], ["walk_in.id"], name=op.f("fk_session_attendance_walk_in_id_walk_in")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_attendance")),
    )
    op.create_index(op.f("ix_session_attendance_enrolment_id"), "session_attendance", ["enrolment_id"], unique=False)
    op.create_index(op.f("ix_session_attendance_session_id"), "session_attendance", ["session_id"], unique=False)
    op.create_index(op.f("ix_session_attendance_walk_in_id"), "session_attendance", ["walk_in_id"], unique=False)
    op.create_index(
        "uq_session_attendance_pair",
        "session_attendance",
        ["session_id", "enrolment_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    op.create_index(
        "uq_session_attendance_walk_in",
        "session_attendance",
        ["session_id", "walk_in_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
