#!/usr/bin/python3 -B
"""The programs that the documentation shows: a line `[Examples/NAME](Examples/NAME):` and a block.

  Tests/Languages/documents.py      writes the files of Docs/Examples into these blocks
"""

import re

import places

LANGUAGES = {".py": "python", ".js": "js", ".rb": "ruby", ".go": "go", ".c": "c"}
SHOWN = re.compile(
    r"^\[Examples/(?P<name>[\w.]+)\]\(Examples/(?P=name)\):\n\n"
    r"(?P<block>```(?P<language>\w+)\n(?P<text>.*?)^```\n\n?)?",
    re.MULTILINE | re.DOTALL,
)


def pages():
    return sorted(places.DOCUMENTS.glob("*.md"))


def shown(page):
    """Of each program on the page: its name, the block's language and its text."""
    return [match.group("name", "language", "text") for match in SHOWN.finditer(page.read_text())]


def _filled(match):
    name = match["name"]
    program = places.EXAMPLES / name
    text = program.read_text()
    return f"[Examples/{name}](Examples/{name}):\n\n```{LANGUAGES[program.suffix]}\n{text}```\n\n"


def main():
    for page in pages():
        text = page.read_text()
        page.write_text(SHOWN.sub(_filled, text).rstrip("\n") + "\n")


if __name__ == "__main__":
    main()
