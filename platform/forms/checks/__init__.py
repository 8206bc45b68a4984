"""Checks that a schema cannot make, over the files that speak of forms."""
