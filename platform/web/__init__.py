"""The pages: for reps, managers, admins and visitors."""

from .application import create_app
from .installation import Installation, installation
from .security import csrf, limiter

__all__ = ["Installation", "create_app", "csrf", "installation", "limiter"]
