"""Cadences as the studio and the page of a record draw them."""
