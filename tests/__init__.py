"""Tests mirror desktop/."""
