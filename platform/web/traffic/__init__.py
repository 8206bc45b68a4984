"""What goes out of the house and what comes in, as the studio shows it."""
