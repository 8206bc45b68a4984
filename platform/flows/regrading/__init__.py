"""Grades after the first: live, by hand, by time alone, for a whole form, and looked at again by people."""
