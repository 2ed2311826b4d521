"""Bàn giao hộ: a household given to another commune, or received from one.

The page is imported from its module: the register, which it leads to, uses the words of this package.
"""
