"""A form bound to a record or an input: what a template draws, what a browser sends, what a body may hold."""
