"""How many comparisons may be made for what is asked."""


class TooMuch(Exception):
    """More would have to be compared than may be."""


class Effort:
    """Counts comparisons, and stops at the most there may be."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.spent = 0

    def spend(self, count: int) -> None:
        """Note that so many are about to be made.

        :raises TooMuch: these would be too many; nothing is noted
        """
        if self.spent + count > self._most:
            raise TooMuch
        self.spent += count
