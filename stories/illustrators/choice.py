"""Which illustrators are asked, in order, until one has a picture."""

from collections.abc import Sequence

from stories.illustrators import Illustrator
from stories.illustrators.drawn import Drawn
from stories.illustrators.page import FromPage


def illustrators() -> Sequence[Illustrator]:
    return (FromPage(), Drawn())
