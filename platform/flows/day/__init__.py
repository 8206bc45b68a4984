"""A day: what somebody should do, most worth doing first, with why; and what was put off or won on the way."""
