"""Arranging a dashboard on the screen: which reports, in which order, how large; the text follows."""
