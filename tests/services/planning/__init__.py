"""Tests of the services that lead from review to plan."""
