"""What reports count: records, and the rows that records leave behind, each sort with names of its own."""

from .entity import ENTITIES, RECORDS, Entity, RowName

__all__ = ["ENTITIES", "RECORDS", "Entity", "RowName"]
