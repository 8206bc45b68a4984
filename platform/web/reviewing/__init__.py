"""Reviews as pages show them: columns by state, and one with its numbers before and after."""
