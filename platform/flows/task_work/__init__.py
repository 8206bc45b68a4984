"""Tasks: opened, in whose hands they are, done, skipped, put off, and how their story is told."""
