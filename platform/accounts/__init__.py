"""People, teams, roles, permissions and working calendars."""
