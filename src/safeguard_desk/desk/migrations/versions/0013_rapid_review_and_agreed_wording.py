"""What a rapid review tells besides, and the wording of recommendations agreed for others."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    with op.batch_alter_table("recommendations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_words", sa.Text(), nullable=False, server_default=""))

    with op.batch_alter_table("reviews", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("immediate_action", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("lived_experience", sa.Text(), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("national_issues", sa.Text(), nullable=False, server_default="")
        )
