"""Problems of the world that an official can act on; everything else is our bug.

Each class is one condition. Its sentence stands in the text files under `key`, which follows from
the class name: `BookInUse` → `error-book-in-use`. Details are filled into the sentence by name.
"""

from desktop.errors.base import AppError as AppError
from desktop.errors.desk import *
from desktop.errors.planning import *
from desktop.errors.road import *
