"""What the page of one's day shows: the rail, the rows, the item in hand."""
