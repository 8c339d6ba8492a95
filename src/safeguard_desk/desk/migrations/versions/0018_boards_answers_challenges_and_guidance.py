"""What boards answer, what is challenged, and guidance."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "guidance",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("found_at", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("consulted", sa.Text(), nullable=False),
        sa.Column("consulted_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_guidance_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance")),
        sa.UniqueConstraint("ref", name=op.f("uq_guidance_ref")),
    )
    with op.batch_alter_table("guidance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guidance_group_id"), ["group_id"], unique=False)

    op.create_table(
        "challenges",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("by_agency_id", sa.String(length=32), nullable=True),
        sa.Column("to_agency_id", sa.String(length=32), nullable=True),
        sa.Column("to_group_id", sa.String(length=32), nullable=True),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.Column("chases", sa.Integer(), nullable=False),
        sa.Column("chased_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("outcome_words", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_agency_id"],
            ["agencies.id"],
            name=op.f("fk_challenges_by_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_challenges_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_challenges_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_agency_id"],
            ["agencies.id"],
            name=op.f("fk_challenges_to_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_group_id"],
            ["groups.id"],
            name=op.f("fk_challenges_to_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenges")),
        sa.UniqueConstraint("ref", name=op.f("uq_challenges_ref")),
    )
    with op.batch_alter_table("challenges", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_challenges_by_agency_id"), ["by_agency_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_challenges_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_challenges_meeting_id"), ["meeting_id"], unique=False)
        batch_op.create_index("ix_challenges_source", ["source_kind", "source_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_challenges_to_agency_id"), ["to_agency_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_challenges_to_group_id"), ["to_group_id"], unique=False
        )

    op.create_table(
        "guidance_editions",
        sa.Column("guidance_id", sa.String(length=32), nullable=False),
        sa.Column("edition", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["guidance_id"],
            ["guidance.id"],
            name=op.f("fk_guidance_editions_guidance_id_guidance"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidance_editions")),
        sa.UniqueConstraint(
            "guidance_id", "edition", name=op.f("uq_guidance_editions_guidance_id_edition")
        ),
    )
    with op.batch_alter_table("guidance_editions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_guidance_editions_guidance_id"), ["guidance_id"], unique=False
        )

    with op.batch_alter_table("matter_moves", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ref", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("answer", sa.String(length=32), nullable=False, server_default="awaited")
        )
        batch_op.add_column(sa.Column("decision", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("decided_by", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("decided_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("decided_at_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("heard_on", sa.Date(), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_matter_moves_decided_at_id"), ["decided_at_id"], unique=False
        )
        batch_op.create_unique_constraint(batch_op.f("uq_matter_moves_ref"), ["ref"])
        batch_op.create_foreign_key(
            batch_op.f("fk_matter_moves_decided_at_id_meetings"),
            "meetings",
            ["decided_at_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
