"""Rounds of self-assessment: standards in versions, answers, moderation and staff surveys."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "standard_sets",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("earlier_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["standard_sets.id"],
            name=op.f("fk_standard_sets_earlier_id_standard_sets"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_standard_sets_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_sets")),
        sa.UniqueConstraint("name", "number", name=op.f("uq_standard_sets_name_number")),
    )
    op.create_index(
        op.f("ix_standard_sets_earlier_id"), "standard_sets", ["earlier_id"], unique=False
    )
    op.create_index(op.f("ix_standard_sets_group_id"), "standard_sets", ["group_id"], unique=False)
    op.create_table(
        "assessment_rounds",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("set_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_assessment_rounds_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["standard_sets.id"],
            name=op.f("fk_assessment_rounds_set_id_standard_sets"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_rounds")),
        sa.UniqueConstraint("ref", name=op.f("uq_assessment_rounds_ref")),
    )
    op.create_index(
        op.f("ix_assessment_rounds_group_id"), "assessment_rounds", ["group_id"], unique=False
    )
    op.create_index(
        op.f("ix_assessment_rounds_set_id"), "assessment_rounds", ["set_id"], unique=False
    )
    op.create_table(
        "standards",
        sa.Column("set_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["set_id"],
            ["standard_sets.id"],
            name=op.f("fk_standards_set_id_standard_sets"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standards")),
        sa.UniqueConstraint("set_id", "code", name=op.f("uq_standards_set_id_code")),
    )
    op.create_index(op.f("ix_standards_set_id"), "standards", ["set_id"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("peer_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_assessments_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["peer_id"],
            ["agencies.id"],
            name=op.f("fk_assessments_peer_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["assessment_rounds.id"],
            name=op.f("fk_assessments_round_id_assessment_rounds"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
        sa.UniqueConstraint(
            "round_id", "agency_id", name=op.f("uq_assessments_round_id_agency_id")
        ),
    )
    op.create_index(op.f("ix_assessments_agency_id"), "assessments", ["agency_id"], unique=False)
    op.create_index(op.f("ix_assessments_peer_id"), "assessments", ["peer_id"], unique=False)
    op.create_index(op.f("ix_assessments_round_id"), "assessments", ["round_id"], unique=False)
    op.create_table(
        "staff_surveys",
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("standard_id", sa.String(length=32), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_staff_surveys_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["assessment_rounds.id"],
            name=op.f("fk_staff_surveys_round_id_assessment_rounds"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"],
            ["standards.id"],
            name=op.f("fk_staff_surveys_standard_id_standards"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_surveys")),
        sa.UniqueConstraint(
            "round_id",
            "agency_id",
            "standard_id",
            name=op.f("uq_staff_surveys_round_id_agency_id_standard_id"),
        ),
    )
    op.create_index(
        op.f("ix_staff_surveys_agency_id"), "staff_surveys", ["agency_id"], unique=False
    )
    op.create_index(op.f("ix_staff_surveys_round_id"), "staff_surveys", ["round_id"], unique=False)
    op.create_index(
        op.f("ix_staff_surveys_standard_id"), "staff_surveys", ["standard_id"], unique=False
    )
    op.create_table(
        "standard_maps",
        sa.Column("standard_id", sa.String(length=32), nullable=False),
        sa.Column("earlier_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["standards.id"],
            name=op.f("fk_standard_maps_earlier_id_standards"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"],
            ["standards.id"],
            name=op.f("fk_standard_maps_standard_id_standards"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_maps")),
        sa.UniqueConstraint(
            "standard_id", "earlier_id", name=op.f("uq_standard_maps_standard_id_earlier_id")
        ),
    )
    op.create_index(
        op.f("ix_standard_maps_earlier_id"), "standard_maps", ["earlier_id"], unique=False
    )
    op.create_index(
        op.f("ix_standard_maps_standard_id"), "standard_maps", ["standard_id"], unique=False
    )
    op.create_table(
        "assessment_answers",
        sa.Column("assessment_id", sa.String(length=32), nullable=False),
        sa.Column("standard_id", sa.String(length=32), nullable=False),
        sa.Column("score", sa.String(length=32), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("planned", sa.Text(), nullable=False),
        sa.Column("moderated", sa.String(length=32), nullable=True),
        sa.Column("moderated_by", sa.Text(), nullable=False),
        sa.Column("moderated_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessments.id"],
            name=op.f("fk_assessment_answers_assessment_id_assessments"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"],
            ["standards.id"],
            name=op.f("fk_assessment_answers_standard_id_standards"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_answers")),
        sa.UniqueConstraint(
            "assessment_id",
            "standard_id",
            name=op.f("uq_assessment_answers_assessment_id_standard_id"),
        ),
    )
    op.create_index(
        op.f("ix_assessment_answers_assessment_id"),
        "assessment_answers",
        ["assessment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_assessment_answers_standard_id"),
        "assessment_answers",
        ["standard_id"],
        unique=False,
    )
    op.create_table(
        "standard_questions",
        sa.Column("standard_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["audit_questions.id"],
            name=op.f("fk_standard_questions_question_id_audit_questions"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["standard_id"],
            ["standards.id"],
            name=op.f("fk_standard_questions_standard_id_standards"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_questions")),
        sa.UniqueConstraint(
            "standard_id", "question_id", name=op.f("uq_standard_questions_standard_id_question_id")
        ),
    )
    op.create_index(
        op.f("ix_standard_questions_question_id"),
        "standard_questions",
        ["question_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_standard_questions_standard_id"),
        "standard_questions",
        ["standard_id"],
        unique=False,
    )
    # ### end Alembic commands ###
