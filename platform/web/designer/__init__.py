"""The form designer: palette, canvas, properties; every act goes through `publishing.designing` into the draft."""
