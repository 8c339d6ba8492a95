"""The meeting workspace: one place for a meeting, from its plan to its follow-up."""
