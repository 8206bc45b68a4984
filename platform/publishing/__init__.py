"""Publishing: draft, check, plan, publish, roll back; and the packs teams install."""
