"""The tables behind forms: real, typed columns that are planned, changed and kept when definitions change."""
