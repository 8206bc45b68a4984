"""What things cost: each job measured as a ratio to the database's own limit, or to a bare program, in the same run."""
