"""What a report came to: a table with words, a sentence about it, and the way from a number to its records."""
