"""Themes through reviews, notes under them, impact checks, chased summaries, keys of names."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "review_themes",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_review_themes_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_themes")),
        sa.UniqueConstraint("title", name=op.f("uq_review_themes_title")),
    )
    with op.batch_alter_table("review_themes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_themes_group_id"), ["group_id"], unique=False)

    op.create_table(
        "case_keys",
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_case_keys_review_id_reviews"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_keys")),
    )
    with op.batch_alter_table("case_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_keys_review_id"), ["review_id"], unique=True)

    op.create_table(
        "theme_notes",
        sa.Column("theme_id", sa.String(length=32), nullable=False),
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("finding_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["findings.id"],
            name=op.f("fk_theme_notes_finding_id_findings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_theme_notes_review_id_reviews"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["theme_id"],
            ["review_themes.id"],
            name=op.f("fk_theme_notes_theme_id_review_themes"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme_notes")),
    )
    with op.batch_alter_table("theme_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_theme_notes_finding_id"), ["finding_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_notes_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_theme_notes_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "impact_checks",
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("recommendation_id", sa.String(length=32), nullable=True),
        sa.Column("seen", sa.String(length=32), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_impact_checks_recommendation_id_recommendations"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["reviews.id"],
            name=op.f("fk_impact_checks_review_id_reviews"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact_checks")),
    )
    with op.batch_alter_table("impact_checks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_impact_checks_recommendation_id"), ["recommendation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_impact_checks_review_id"), ["review_id"], unique=False)

    with op.batch_alter_table("chronology_events", schema=None) as batch_op:
        batch_op.add_column(sa.Column("compared", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("review_agencies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chased_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("chases", sa.Integer(), nullable=False, server_default="0"))

    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.add_column(sa.Column("impact_seen", sa.String(length=32), nullable=True))
