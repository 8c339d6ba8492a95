"""What carries learning points, and their wording agreed for others."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    with op.batch_alter_table("learning_points", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_words", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("not_carried", sa.Text(), nullable=False, server_default=""))
