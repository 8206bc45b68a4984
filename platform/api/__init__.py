"""The same verbs as the pages, spoken as JSON."""
