"""What travels between offices: sealed packages, the merge, and lists from outside."""
