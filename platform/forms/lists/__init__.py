"""Lists: a view, conditions, words, an order and a layout, run as one question with one clause for rights."""
