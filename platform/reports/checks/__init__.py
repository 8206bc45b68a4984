"""What only a look at form, pipeline and the whole report finds."""

from . import whole

__all__ = ["whole"]
