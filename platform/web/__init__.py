"""The pages: for reps, managers, admins and visitors."""

from .application import Installation, create_app, installation
from .security import csrf, limiter

__all__ = ["Installation", "create_app", "csrf", "installation", "limiter"]
