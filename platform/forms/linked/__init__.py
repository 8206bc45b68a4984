"""What fields say beyond their own row: people, records, files, rows inside, and what those come to."""
