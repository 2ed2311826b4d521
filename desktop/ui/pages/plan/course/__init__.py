"""The part "Các đơn vị": an upper office sees who below is on course, behind or silent."""

from desktop.ui.pages.plan.course.part import CoursePart

__all__ = ["CoursePart"]
