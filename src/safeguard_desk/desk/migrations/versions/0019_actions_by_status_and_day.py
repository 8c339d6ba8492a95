"""Actions by status and day: what Home counts."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_actions_status_due_on", ["status", "due_on", "group_id"], unique=False
        )
