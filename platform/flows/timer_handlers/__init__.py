"""What timers do when they fall due; one file for each sort."""
