"""The book: one encrypted SQLite file. SQL lives here and nowhere else.

`connection` opens and locks it, `migrations` builds it; the other modules are functions per table.
"""
