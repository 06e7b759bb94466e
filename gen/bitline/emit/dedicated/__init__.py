"""Views and constraints of the cells that a macro adds to the platform's library."""

from .sdc import exceptions
from .views import views

__all__ = ["exceptions", "views"]
