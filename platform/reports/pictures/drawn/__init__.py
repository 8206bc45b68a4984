"""One module for each family of drawings."""
