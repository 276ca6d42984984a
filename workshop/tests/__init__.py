"""Tests of what the workshop made."""
