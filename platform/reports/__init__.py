"""Reports: measures and dimensions become one SQL statement, a table and a chart."""
