"""A report as one SQL statement: names, links, measures, groups, and the clause that keeps the reader's rights."""
