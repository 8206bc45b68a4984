"""The one language of conditions and formulas: a Python face, an SQL face and words."""
