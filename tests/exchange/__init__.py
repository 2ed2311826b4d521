"""Tests of packages, merge and lists."""
