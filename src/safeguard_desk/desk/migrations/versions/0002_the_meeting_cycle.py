"""The meeting cycle whole: matters, packs, dispatch, review, terms of reference, the year."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "expansions",
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expansions")),
        sa.UniqueConstraint("short", name=op.f("uq_expansions_short")),
    )
    op.create_table(
        "holidays",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holidays")),
    )
    op.create_index(op.f("ix_holidays_from_on"), "holidays", ["from_on"], unique=False)
    op.create_table(
        "learned_words",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_words")),
        sa.UniqueConstraint("word", name=op.f("uq_learned_words_word")),
    )
    op.create_table(
        "letter_templates",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_templates")),
        sa.UniqueConstraint("code", name=op.f("uq_letter_templates_code")),
    )
    op.create_table(
        "paper_texts",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_paper_texts")),
    )
    op.create_table(
        "named_views",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("register", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_named_views_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_views")),
    )
    op.create_index(op.f("ix_named_views_group_id"), "named_views", ["group_id"], unique=False)
    op.create_table(
        "agency_returns",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("agency_id", sa.String(length=32), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_agency_returns_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_agency_returns_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_returns")),
    )
    op.create_index(
        op.f("ix_agency_returns_agency_id"), "agency_returns", ["agency_id"], unique=False
    )
    op.create_index(
        op.f("ix_agency_returns_meeting_id"), "agency_returns", ["meeting_id"], unique=False
    )
    op.create_table(
        "matters",
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=32), nullable=True),
        sa.Column("priority_id", sa.String(length=32), nullable=True),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("recurs", sa.Boolean(), nullable=False),
        sa.Column("skipped_at_id", sa.String(length=32), nullable=True),
        sa.Column("asked_by_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["agencies.id"],
            name=op.f("fk_matters_asked_by_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_matters_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_matters_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people.id"],
            name=op.f("fk_matters_owner_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["priority_id"],
            ["priorities.id"],
            name=op.f("fk_matters_priority_id_priorities"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["skipped_at_id"],
            ["meetings.id"],
            name=op.f("fk_matters_skipped_at_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matters")),
    )
    op.create_index(op.f("ix_matters_asked_by_id"), "matters", ["asked_by_id"], unique=False)
    op.create_index(op.f("ix_matters_group_id"), "matters", ["group_id"], unique=False)
    op.create_index(op.f("ix_matters_meeting_id"), "matters", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_matters_owner_id"), "matters", ["owner_id"], unique=False)
    op.create_index(op.f("ix_matters_priority_id"), "matters", ["priority_id"], unique=False)
    op.create_index(op.f("ix_matters_skipped_at_id"), "matters", ["skipped_at_id"], unique=False)
    op.create_table(
        "minutes_versions",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_minutes_versions_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_versions")),
    )
    op.create_index(
        op.f("ix_minutes_versions_meeting_id"), "minutes_versions", ["meeting_id"], unique=False
    )
    op.create_table(
        "packs",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_packs_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_packs_person_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
    )
    op.create_index(op.f("ix_packs_meeting_id"), "packs", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_packs_person_id"), "packs", ["person_id"], unique=False)
    op.create_table(
        "terms_of_reference",
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_at_id", sa.String(length=32), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_at_id"],
            ["meetings.id"],
            name=op.f("fk_terms_of_reference_agreed_at_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_terms_of_reference_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_of_reference")),
    )
    op.create_index(
        op.f("ix_terms_of_reference_agreed_at_id"),
        "terms_of_reference",
        ["agreed_at_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_terms_of_reference_group_id"), "terms_of_reference", ["group_id"], unique=False
    )
    op.create_table(
        "dispatches",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=True),
        sa.Column("meeting_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("agency_id", sa.String(length=32), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=True),
        sa.Column("pack_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["agencies.id"],
            name=op.f("fk_dispatches_agency_id_agencies"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_dispatches_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_dispatches_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["packs.id"],
            name=op.f("fk_dispatches_pack_id_packs"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_dispatches_person_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatches")),
    )
    op.create_index(op.f("ix_dispatches_agency_id"), "dispatches", ["agency_id"], unique=False)
    op.create_index(op.f("ix_dispatches_group_id"), "dispatches", ["group_id"], unique=False)
    op.create_index(op.f("ix_dispatches_meeting_id"), "dispatches", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_dispatches_on"), "dispatches", ["on"], unique=False)
    op.create_index(op.f("ix_dispatches_pack_id"), "dispatches", ["pack_id"], unique=False)
    op.create_index(op.f("ix_dispatches_person_id"), "dispatches", ["person_id"], unique=False)
    op.create_table(
        "duties",
        sa.Column("terms_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["terms_id"],
            ["terms_of_reference.id"],
            name=op.f("fk_duties_terms_id_terms_of_reference"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duties")),
    )
    op.create_index(op.f("ix_duties_terms_id"), "duties", ["terms_id"], unique=False)
    op.create_table(
        "duty_exercises",
        sa.Column("duty_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duty_id"],
            ["duties.id"],
            name=op.f("fk_duty_exercises_duty_id_duties"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_duty_exercises_item_id_agenda_items"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_exercises")),
    )
    op.create_index(op.f("ix_duty_exercises_duty_id"), "duty_exercises", ["duty_id"], unique=False)
    op.create_index(op.f("ix_duty_exercises_item_id"), "duty_exercises", ["item_id"], unique=False)
    op.create_table(
        "interests",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=32), nullable=True),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("withdrew", sa.Boolean(), nullable=False),
        sa.Column("at", sa.Time(), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["agenda_items.id"],
            name=op.f("fk_interests_item_id_agenda_items"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_interests_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_interests_person_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interests")),
    )
    op.create_index(op.f("ix_interests_item_id"), "interests", ["item_id"], unique=False)
    op.create_index(op.f("ix_interests_meeting_id"), "interests", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_interests_person_id"), "interests", ["person_id"], unique=False)
    op.create_table(
        "action_evidence",
        sa.Column("action_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_words", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["actions.id"],
            name=op.f("fk_action_evidence_action_id_actions"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_evidence")),
    )
    op.create_index(
        op.f("ix_action_evidence_action_id"), "action_evidence", ["action_id"], unique=False
    )
    op.create_table(
        "pack_parts",
        sa.Column("pack_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.String(length=32), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pack_id"],
            ["packs.id"],
            name=op.f("fk_pack_parts_pack_id_packs"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["papers.id"],
            name=op.f("fk_pack_parts_paper_id_papers"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_parts")),
    )
    op.create_index(op.f("ix_pack_parts_pack_id"), "pack_parts", ["pack_id"], unique=False)
    op.create_index(op.f("ix_pack_parts_paper_id"), "pack_parts", ["paper_id"], unique=False)
    op.create_table(
        "paper_marks",
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["papers.id"],
            name=op.f("fk_paper_marks_paper_id_papers"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_marks")),
    )
    op.create_index(op.f("ix_paper_marks_paper_id"), "paper_marks", ["paper_id"], unique=False)
    op.create_table(
        "paper_versions",
        sa.Column("paper_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["papers.id"],
            name=op.f("fk_paper_versions_paper_id_papers"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_versions")),
    )
    op.create_index(
        op.f("ix_paper_versions_paper_id"), "paper_versions", ["paper_id"], unique=False
    )
    op.create_table(
        "decisions_between",
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("first_id", sa.String(length=32), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("second_id", sa.String(length=32), nullable=True),
        sa.Column("second_on", sa.Date(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("ratified_at_id", sa.String(length=32), nullable=True),
        sa.Column("entry_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["minute_entries.id"],
            name=op.f("fk_decisions_between_entry_id_minute_entries"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["people.id"],
            name=op.f("fk_decisions_between_first_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_decisions_between_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["ratified_at_id"],
            ["meetings.id"],
            name=op.f("fk_decisions_between_ratified_at_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["people.id"],
            name=op.f("fk_decisions_between_second_id_people"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions_between")),
        sa.UniqueConstraint("ref", name=op.f("uq_decisions_between_ref")),
    )
    op.create_index(
        op.f("ix_decisions_between_entry_id"), "decisions_between", ["entry_id"], unique=False
    )
    op.create_index(
        op.f("ix_decisions_between_first_id"), "decisions_between", ["first_id"], unique=False
    )
    op.create_index(
        op.f("ix_decisions_between_group_id"), "decisions_between", ["group_id"], unique=False
    )
    op.create_index(
        op.f("ix_decisions_between_ratified_at_id"),
        "decisions_between",
        ["ratified_at_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_decisions_between_second_id"), "decisions_between", ["second_id"], unique=False
    )
    op.create_table(
        "matter_moves",
        sa.Column("matter_id", sa.String(length=32), nullable=False),
        sa.Column("from_group_id", sa.String(length=32), nullable=False),
        sa.Column("to_group_id", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=True),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["minute_entries.id"],
            name=op.f("fk_matter_moves_entry_id_minute_entries"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["from_group_id"],
            ["groups.id"],
            name=op.f("fk_matter_moves_from_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"],
            ["matters.id"],
            name=op.f("fk_matter_moves_matter_id_matters"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["to_group_id"],
            ["groups.id"],
            name=op.f("fk_matter_moves_to_group_id_groups"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_moves")),
    )
    op.create_index(op.f("ix_matter_moves_entry_id"), "matter_moves", ["entry_id"], unique=False)
    op.create_index(
        op.f("ix_matter_moves_from_group_id"), "matter_moves", ["from_group_id"], unique=False
    )
    op.create_index(op.f("ix_matter_moves_matter_id"), "matter_moves", ["matter_id"], unique=False)
    op.create_index(
        op.f("ix_matter_moves_to_group_id"), "matter_moves", ["to_group_id"], unique=False
    )
    op.create_table(
        "proposals",
        sa.Column("meeting_id", sa.String(length=32), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("guessed", sa.Boolean(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["minute_entries.id"],
            name=op.f("fk_proposals_entry_id_minute_entries"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"],
            ["meetings.id"],
            name=op.f("fk_proposals_meeting_id_meetings"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
    )
    op.create_index(op.f("ix_proposals_entry_id"), "proposals", ["entry_id"], unique=False)
    op.create_index(op.f("ix_proposals_meeting_id"), "proposals", ["meeting_id"], unique=False)
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source_ref", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("completed_by", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("impact_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("impact_by", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("agenda_items", schema=None) as batch_op:
        batch_op.add_column(sa.Column("matter_id", sa.String(length=32), nullable=True))
        batch_op.add_column(
            sa.Column("discussed", sa.Boolean(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("notes", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_agenda_items_matter_id"), ["matter_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_items_matter_id_matters"),
            "matters",
            ["matter_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reply", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("arrived_at", sa.Time(), nullable=True))
        batch_op.add_column(sa.Column("left_at", sa.Time(), nullable=True))

    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("board_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("rhythm", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("venue", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("roles_only", sa.Boolean(), nullable=False, server_default="0")
        )
        batch_op.create_index(batch_op.f("ix_groups_board_id"), ["board_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_groups_board_id_boards"),
            "boards",
            ["board_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chair_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("minute_taker_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("why", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_meetings_chair_id"), ["chair_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_meetings_minute_taker_id"), ["minute_taker_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meetings_chair_id_people"),
            "people",
            ["chair_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_meetings_minute_taker_id_people"),
            "people",
            ["minute_taker_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("cover", sa.Boolean(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("author", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("purpose", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("summary", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(
            sa.Column("recommendation", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("priority_id", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("for_children", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("for_adults", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("for_equality", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_papers_priority_id"), ["priority_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_papers_priority_id_priorities"),
            "priorities",
            ["priority_id"],
            ["id"],
            initially="DEFERRED",
            deferrable=True,
        )

    # ### end Alembic commands ###
