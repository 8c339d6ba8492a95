"""Totals of sessions without delegates, and what delegates were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("bookings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("joining_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("joining_sequence", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("reminded_on", sa.Date(), nullable=True))

    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sessions_told", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("booked_told", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("attended_told", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("absent_told", sa.Integer(), nullable=True))
