"""Which form of a training return was read, and agreed anonymous wording of learning products."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("learning_products") as batch_op:
        batch_op.add_column(sa.Column("anonymous_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("anonymous_by", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("training_returns") as batch_op:
        batch_op.add_column(
            sa.Column("form_number", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(
            sa.Column("read_number", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("read_forms", sa.Text(), nullable=False, server_default=""))
