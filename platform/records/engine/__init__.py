"""The database: SQLite or PostgreSQL behind one face, its types, its limits, its versions, and many rows at once."""
