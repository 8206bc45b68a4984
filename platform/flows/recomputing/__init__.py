"""Values that are computed: anew when a rule changed, and when what they read of other records changed."""
