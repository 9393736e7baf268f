"""What the documents say of each other: every link and picture leads to a file."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def documents() -> list[str]:
    """The documents under version control, and those that are about to be."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return sorted(path for path in found.stdout.split() if (ROOT / path).exists())


@pytest.mark.parametrize("document", documents())
def test_every_link_of_a_document_leads_to_a_file(document: str) -> None:
    text = (ROOT / document).read_text()
    links = re.findall(r"\]\(([^)\s]+)\)", text)

    within = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#", link)]

    assert [link for link in within if not ((ROOT / document).parent / link).exists()] == []
