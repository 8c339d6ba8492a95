"""What an evaluation form is known by in the file it came from."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("evaluation_forms") as batch_op:
        batch_op.add_column(sa.Column("key", sa.Text(), nullable=False, server_default=""))
