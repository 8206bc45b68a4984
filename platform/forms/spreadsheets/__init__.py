"""Files of rows: read whatever wrote them, sorted into fields by a map, and written again safely."""
