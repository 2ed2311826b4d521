"""The pages of both desks, one module or package each."""
