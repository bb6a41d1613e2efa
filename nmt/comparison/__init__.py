"""Runs beside each other: what differs in how they were made, and whether what came out differs by more than chance."""
