"""What it means for a record to stand in a stage: the words of the engine, whatever an admin calls the stage."""

OPEN, WON, LOST, PARKED, INVALID = "open", "won", "lost", "parked", "invalid"
EXITS = (LOST, PARKED, INVALID)
