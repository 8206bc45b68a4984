"""The report builder: what was chosen on the page changes the text of a report, and the text draws the page."""
