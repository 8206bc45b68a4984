"""From a report's file to its objects, with every problem located."""
