"""The package under test, and packages made of it."""

import pathlib
import re
import subprocess
import tempfile


class Package:
    def __init__(self, path):
        self.path = pathlib.Path(path).resolve(strict=True)
        self.name = self.field("Package")
        self.version = self.field("Version")

    def field(self, name):
        show = ["dpkg-deb", "--field", self.path, name]
        return subprocess.run(show, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def repacked(self, version, folder, change=None):
        """The same package under another version, in `folder`.

        `change` may alter the unpacked tree before it is packed again: it gets its path.
        """
        target = pathlib.Path(folder) / f"{self.name}_{version}.deb"
        with tempfile.TemporaryDirectory() as scratch:
            tree = pathlib.Path(scratch) / "tree"
            subprocess.run(["dpkg-deb", "--raw-extract", self.path, tree], check=True)
            control = tree / "DEBIAN/control"
            fields = control.read_text()
            control.write_text(re.sub("(?m)^Version:.*$", f"Version: {version}", fields))
            if change:
                change(tree)
            # Speed: nobody keeps it.
            build = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, target]
            subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        return Package(target)
