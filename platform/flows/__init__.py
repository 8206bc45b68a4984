"""Flows: intake, grading, routing, pipelines, timers, cadences and automations."""
