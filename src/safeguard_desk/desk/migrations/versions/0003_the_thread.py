"""The golden thread's own records, chases, and the sheets that agencies fill in."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "links",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("from_kind", sa.String(), nullable=False),
        sa.Column("from_id", sa.String(), nullable=False),
        sa.Column("to_kind", sa.String(), nullable=False),
        sa.Column("to_id", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index("ix_links_from", "links", ["from_kind", "from_id"], unique=False)
    op.create_index("ix_links_to", "links", ["to_kind", "to_id"], unique=False)
    op.create_table(
        "action_sheets",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_action_sheets_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_action_sheets_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_sheets")),
        sa.UniqueConstraint("key", name=op.f("uq_action_sheets_key")),
    )
    op.create_index(
        op.f("ix_action_sheets_agency_id"), "action_sheets", ["agency_id"], unique=False
    )
    op.create_index(op.f("ix_action_sheets_group_id"), "action_sheets", ["group_id"], unique=False)
    op.create_table(
        "findings",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("no_recommendation", sa.Text(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_findings_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint("ref", name=op.f("uq_findings_ref")),
    )
    op.create_index(op.f("ix_findings_group_id"), "findings", ["group_id"], unique=False)
    op.create_index("ix_findings_source", "findings", ["source_kind", "source_id"], unique=False)
    op.create_table(
        "finding_agencies",
        sa.Column("finding_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_finding_agencies_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["findings.id"],
            name=op.f("fk_finding_agencies_finding_id_findings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_agencies")),
    )
    op.create_index(
        op.f("ix_finding_agencies_agency_id"), "finding_agencies", ["agency_id"], unique=False
    )
    op.create_index(
        op.f("ix_finding_agencies_finding_id"), "finding_agencies", ["finding_id"], unique=False
    )
    op.create_table(
        "learning_points",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.String(length=32), nullable=True),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("individuals_on", sa.Date(), nullable=True),
        sa.Column("teams_on", sa.Date(), nullable=True),
        sa.Column("organisations_on", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["findings.id"],
            name=op.f("fk_learning_points_finding_id_findings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_learning_points_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_points")),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_points_ref")),
    )
    op.create_index(
        op.f("ix_learning_points_finding_id"), "learning_points", ["finding_id"], unique=False
    )
    op.create_index(
        op.f("ix_learning_points_group_id"), "learning_points", ["group_id"], unique=False
    )
    op.create_index(
        "ix_learning_points_source", "learning_points", ["source_kind", "source_id"], unique=False
    )
    op.create_table(
        "recommendations",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.String(length=32), nullable=True),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_id", sa.String(), nullable=True),
        sa.Column("agency_id", sa.String(length=32), nullable=True),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("response", sa.String(length=32), nullable=False),
        sa.Column("response_reason", sa.Text(), nullable=False),
        sa.Column("responded_on", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_recommendations_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"],
            ["findings.id"],
            name=op.f("fk_recommendations_finding_id_findings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_recommendations_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people.id"],
            name=op.f("fk_recommendations_owner_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("ref", name=op.f("uq_recommendations_ref")),
    )
    op.create_index(
        op.f("ix_recommendations_agency_id"), "recommendations", ["agency_id"], unique=False
    )
    op.create_index(
        op.f("ix_recommendations_finding_id"), "recommendations", ["finding_id"], unique=False
    )
    op.create_index(
        op.f("ix_recommendations_group_id"), "recommendations", ["group_id"], unique=False
    )
    op.create_index(
        op.f("ix_recommendations_owner_id"), "recommendations", ["owner_id"], unique=False
    )
    op.create_index(
        "ix_recommendations_source", "recommendations", ["source_kind", "source_id"], unique=False
    )
    op.create_table(
        "chases",
        sa.Column("action_id", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("agency_id", sa.String(length=32), nullable=True),
        sa.Column("dispatch_id", sa.String(length=32), nullable=True),
        sa.Column("matter_id", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["actions.id"],
            name=op.f("fk_chases_action_id_actions"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_chases_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["dispatch_id"],
            ["dispatches.id"],
            name=op.f("fk_chases_dispatch_id_dispatches"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matters.id"],
            name=op.f("fk_chases_matter_id_matters"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_chases_person_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chases")),
    )
    op.create_index(op.f("ix_chases_action_id"), "chases", ["action_id"], unique=False)
    op.create_index(op.f("ix_chases_agency_id"), "chases", ["agency_id"], unique=False)
    op.create_index(op.f("ix_chases_dispatch_id"), "chases", ["dispatch_id"], unique=False)
    op.create_index(op.f("ix_chases_matter_id"), "chases", ["matter_id"], unique=False)
    op.create_index(op.f("ix_chases_person_id"), "chases", ["person_id"], unique=False)
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_kind", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("source_id", sa.String(), nullable=True))
        batch_op.create_index("ix_actions_source", ["source_kind", "source_id"], unique=False)

    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("senior", sa.Boolean(), nullable=False, server_default="0"))

    # ### end Alembic commands ###
