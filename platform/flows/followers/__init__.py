"""What begins when something happens to a record; one file for each sort."""
