"""Automations as the studio's pages show them: what they wait for, what they did, what one would do."""
