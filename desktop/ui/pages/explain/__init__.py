"""Vì sao?: one household with every answer, point and article, and what changed."""
