"""What a household is called on screen: by its head, or that it has none yet."""

from __future__ import annotations

from desktop.text import t


def head_word(head_name: str) -> str:
    """The head's name, or words for a household in which nobody is the head."""
    return head_name or t("households-nameless")
