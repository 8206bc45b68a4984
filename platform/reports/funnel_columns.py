"""How the columns of a funnel are called."""

STAGE, REACHED, STEP, SHARE = "stage", "reached", "step_rate", "share"
