"""The law as dated data and pure functions: no file, no clock, no chance."""
