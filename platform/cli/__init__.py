"""The leadwright command."""
