"""A whole number spread over parts in proportion, by largest remainder."""

from __future__ import annotations

from collections.abc import Sequence


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole shares in proportion to the weights, summing to it; () and zeros get nothing.

    What is left after rounding down goes one by one to the largest remainders, of equal ones to the
    larger weight, then the earlier part. A total up to the sum of the weights gives no part more
    than its weight; a larger one is cut to it.
    """
    whole = sum(weights)
    if whole <= 0 or total <= 0:
        return [0] * len(weights)
    total = min(total, whole)
    shares = [total * w // whole for w in weights]
    rest = [total * w % whole for w in weights]
    order = sorted(range(len(weights)), key=lambda n: (-rest[n], -weights[n], n))
    for n in order[: total - sum(shares)]:
        shares[n] += 1
    return shares
