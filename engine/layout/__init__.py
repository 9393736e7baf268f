"""Places for the elements of a drawing that has none: lanes from top to bottom, time to the right.

Other programs write drawings without a picture, or with places for some elements only. The picture
made here is no beauty; it shows every element once, overlaps nothing and can be mended by hand.
"""

from engine.layout.writing import LayoutRefused, lay_out

__all__ = ["LayoutRefused", "lay_out"]
