"""Writes the rules of the checker into docs/reference/checker.md: python -m tools.list_rules."""

from pathlib import Path

from engine.check.sentences import SENTENCES

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "checker.md"
HEAD = "| rule | | says | in Hindi |\n|---|---|---|---|\n"
END = "\n\n## "


def rows() -> str:
    """A row for each rule, in the order in which `engine.check.sentences` tells them."""
    return "".join(
        f"| `{rule}` | {said.severity} | {said.english} | {said.hindi} |\n"
        for rule, said in SENTENCES.items()
    )


def page(text: str) -> str:
    """The page with its table drawn up anew; what stands before and after it stays."""
    before, _, rest = text.partition("| rule |")
    _, _, after = rest.partition(END)
    return before + HEAD + rows() + (f"{END[1:]}{after}" if after else "")


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
