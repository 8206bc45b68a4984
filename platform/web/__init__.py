"""The pages: for reps, managers, admins and visitors."""
