"""What tasks wait for; one file for each sort."""
