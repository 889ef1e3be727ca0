"""The Python that the documents show."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_python_block_of_the_documents_parses():
    blocks = [
        block
        for file in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for block in re.findall(r"^```python\n(.*?)^```$", file.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    ]

    assert blocks
    for block in blocks:
        ast.parse(block)
