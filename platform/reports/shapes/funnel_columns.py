"""How the columns of a funnel are called."""

STAGE, REACHED, STEP, SHARE, REASONS = "stage", "reached", "step_rate", "share", "reasons"
