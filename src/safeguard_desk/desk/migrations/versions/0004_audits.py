"""Audits: programme, tools, cases, who takes part, returns and grades."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "audit_tools",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("earlier_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["audit_tools.id"],
            name=op.f("fk_audit_tools_earlier_id_audit_tools"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_audit_tools_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_tools")),
        sa.UniqueConstraint("name", "number", name=op.f("uq_audit_tools_name_number")),
    )
    op.create_index(op.f("ix_audit_tools_earlier_id"), "audit_tools", ["earlier_id"], unique=False)
    op.create_index(op.f("ix_audit_tools_group_id"), "audit_tools", ["group_id"], unique=False)
    op.create_table(
        "audits",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("cases_wanted", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.String(length=32), nullable=True),
        sa.Column("tool_id", sa.String(length=32), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("plan_agreed_on", sa.Date(), nullable=True),
        sa.Column("re_audit_of_id", sa.String(length=32), nullable=True),
        sa.Column("same_cases", sa.Boolean(), nullable=False),
        sa.Column("re_audit_due_on", sa.Date(), nullable=True),
        sa.Column("verdict", sa.String(length=32), nullable=True),
        sa.Column("verdict_basis", sa.String(length=32), nullable=True),
        sa.Column("verdict_reasons", sa.Text(), nullable=False),
        sa.Column("verdict_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_audits_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["people.id"],
            name=op.f("fk_audits_lead_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["re_audit_of_id"],
            ["audits.id"],
            name=op.f("fk_audits_re_audit_of_id_audits"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["tool_id"],
            ["audit_tools.id"],
            name=op.f("fk_audits_tool_id_audit_tools"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
        sa.UniqueConstraint("ref", name=op.f("uq_audits_ref")),
    )
    op.create_index(op.f("ix_audits_group_id"), "audits", ["group_id"], unique=False)
    op.create_index(op.f("ix_audits_lead_id"), "audits", ["lead_id"], unique=False)
    op.create_index(op.f("ix_audits_re_audit_of_id"), "audits", ["re_audit_of_id"], unique=False)
    op.create_index(op.f("ix_audits_tool_id"), "audits", ["tool_id"], unique=False)
    op.create_table(
        "tool_questions",
        sa.Column("tool_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tool_id"],
            ["audit_tools.id"],
            name=op.f("fk_tool_questions_tool_id_audit_tools"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_questions")),
    )
    op.create_index(op.f("ix_tool_questions_tool_id"), "tool_questions", ["tool_id"], unique=False)
    op.create_table(
        "audit_agencies",
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_audit_agencies_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["audit_id"],
            ["audits.id"],
            name=op.f("fk_audit_agencies_audit_id_audits"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_agencies")),
        sa.UniqueConstraint(
            "audit_id", "agency_id", name=op.f("uq_audit_agencies_audit_id_agency_id")
        ),
    )
    op.create_index(
        op.f("ix_audit_agencies_agency_id"), "audit_agencies", ["agency_id"], unique=False
    )
    op.create_index(
        op.f("ix_audit_agencies_audit_id"), "audit_agencies", ["audit_id"], unique=False
    )
    op.create_table(
        "audit_cases",
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"],
            ["audits.id"],
            name=op.f("fk_audit_cases_audit_id_audits"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_cases")),
        sa.UniqueConstraint("audit_id", "code", name=op.f("uq_audit_cases_audit_id_code")),
    )
    op.create_index(op.f("ix_audit_cases_audit_id"), "audit_cases", ["audit_id"], unique=False)
    op.create_table(
        "audit_questions",
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("tool_question_id", sa.String(length=32), nullable=True),
        sa.Column("earlier_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"],
            ["audits.id"],
            name=op.f("fk_audit_questions_audit_id_audits"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"],
            ["audit_questions.id"],
            name=op.f("fk_audit_questions_earlier_id_audit_questions"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["tool_question_id"],
            ["tool_questions.id"],
            name=op.f("fk_audit_questions_tool_question_id_tool_questions"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_questions")),
    )
    op.create_index(
        op.f("ix_audit_questions_audit_id"), "audit_questions", ["audit_id"], unique=False
    )
    op.create_index(
        op.f("ix_audit_questions_earlier_id"), "audit_questions", ["earlier_id"], unique=False
    )
    op.create_index(
        op.f("ix_audit_questions_tool_question_id"),
        "audit_questions",
        ["tool_question_id"],
        unique=False,
    )
    op.create_table(
        "audit_reasons",
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("link_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"],
            ["audits.id"],
            name=op.f("fk_audit_reasons_audit_id_audits"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["links.id"],
            name=op.f("fk_audit_reasons_link_id_links"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_reasons")),
    )
    op.create_index(op.f("ix_audit_reasons_audit_id"), "audit_reasons", ["audit_id"], unique=False)
    op.create_index(op.f("ix_audit_reasons_link_id"), "audit_reasons", ["link_id"], unique=False)
    op.create_table(
        "audit_stages",
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=32), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_id"],
            ["audits.id"],
            name=op.f("fk_audit_stages_audit_id_audits"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_stages")),
        sa.UniqueConstraint("audit_id", "stage", name=op.f("uq_audit_stages_audit_id_stage")),
    )
    op.create_index(op.f("ix_audit_stages_audit_id"), "audit_stages", ["audit_id"], unique=False)
    op.create_table(
        "audit_returns",
        sa.Column("audit_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("not_known", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_audit_returns_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["audit_id"],
            ["audits.id"],
            name=op.f("fk_audit_returns_audit_id_audits"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["audit_cases.id"],
            name=op.f("fk_audit_returns_case_id_audit_cases"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_returns")),
        sa.UniqueConstraint(
            "case_id", "agency_id", name=op.f("uq_audit_returns_case_id_agency_id")
        ),
    )
    op.create_index(
        op.f("ix_audit_returns_agency_id"), "audit_returns", ["agency_id"], unique=False
    )
    op.create_index(op.f("ix_audit_returns_audit_id"), "audit_returns", ["audit_id"], unique=False)
    op.create_index(op.f("ix_audit_returns_case_id"), "audit_returns", ["case_id"], unique=False)
    op.create_table(
        "audit_grades",
        sa.Column("return_id", sa.String(length=32), nullable=False),
        sa.Column("question_id", sa.String(length=32), nullable=False),
        sa.Column("self_grade", sa.String(length=32), nullable=False),
        sa.Column("moderated", sa.String(length=32), nullable=True),
        sa.Column("moderated_on", sa.Date(), nullable=True),
        sa.Column("moderated_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["audit_questions.id"],
            name=op.f("fk_audit_grades_question_id_audit_questions"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["audit_returns.id"],
            name=op.f("fk_audit_grades_return_id_audit_returns"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_grades")),
        sa.UniqueConstraint(
            "return_id", "question_id", name=op.f("uq_audit_grades_return_id_question_id")
        ),
    )
    op.create_index(
        op.f("ix_audit_grades_question_id"), "audit_grades", ["question_id"], unique=False
    )
    op.create_index(op.f("ix_audit_grades_return_id"), "audit_grades", ["return_id"], unique=False)
    # ### end Alembic commands ###
