"""The journal of a machine."""

import json


class Journal:
    def __init__(self, machine):
        self._machine = machine

    def cursor(self):
        """The place after the newest entry, for `since=`."""
        return self._parsed("--lines=1")[-1]["__CURSOR"]

    def entries(self, since=None, **fields):
        """Entries as objects, oldest first: those whose `fields` are equal to what is given."""
        # journalctl 252 skips one entry too many where a cursor and a match come together.
        after = [f"--after-cursor={since}"] if since else []
        return [
            entry
            for entry in self._parsed(*after)
            if all(entry.get(name) == str(value) for name, value in fields.items())
        ]

    def text(self, *arguments):
        """What an admin reads who gives journalctl these arguments."""
        # What a process sent is in the file only after this.
        self._machine.command("journalctl", "--sync")
        return self._machine.command("journalctl", "--quiet", "--no-pager", *arguments).stdout

    def _parsed(self, *arguments):
        lines = self.text("--output=json", "--all", *arguments).splitlines()
        return [json.loads(line) for line in lines]
