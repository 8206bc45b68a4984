"""What the team's board shows: watches as tiles, the rows of one, loads, and the pictures below."""
