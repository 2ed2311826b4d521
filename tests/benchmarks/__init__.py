"""Speed as ratios to a bound measured in the same run: `poe bench`. Nothing here is asserted."""
