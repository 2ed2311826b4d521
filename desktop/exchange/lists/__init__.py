"""Excel lists of households: read, matched with the book, sent back with their errors marked."""
