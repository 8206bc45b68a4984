"""The page of one record: what its templates print, made from the read models of flows and forms."""

from .build import record_view
from .view_model import RecordView

__all__ = ["RecordView", "record_view"]
