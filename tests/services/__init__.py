"""Tests of the services, each with real books in a folder of its own."""
