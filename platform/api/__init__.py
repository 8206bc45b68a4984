"""The same verbs as JSON, with an OpenAPI description made from the published definitions."""

from .mounting import mount

__all__ = ["mount"]
