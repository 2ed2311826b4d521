"""Papers: forms lay figures out as a sheet, and one sheet is printed as PDF and as Excel."""
