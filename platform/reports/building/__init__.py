"""Reports that people write for themselves: what there is to choose from, the text, whose it is."""
