"""The figures. Each module reads rooms and returns counts; nothing here returns a person."""

from .figuur import Figuur
from .pagina import alle_figuren

__all__ = ["Figuur", "alle_figuren"]
