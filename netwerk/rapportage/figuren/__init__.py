"""What the pages show: each module turns stored counts into figures, with what they count and over what."""

from .figuur import Figuur, Vak
from .paginas import PAGINAS, Pagina, Vraag

__all__ = ["PAGINAS", "Figuur", "Pagina", "Vak", "Vraag"]
