"""Where things are: the programs shown in the documentation, the daemon, the environment."""

import pathlib
import shutil
import tempfile

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent.parent
DOCUMENTS = REPOSITORY / "Docs"
EXAMPLES = DOCUMENTS / "Examples"
# Of Debian, and of PyPI.
DEBIAN_PYTHON = pathlib.Path("/usr/bin/python3")
ENVIRONMENT = REPOSITORY / ".build/languages"
PYTHON = ENVIRONMENT / "bin/python"

daemon = None
_work = None


def begin(binaries):
    global daemon, _work
    daemon = binaries.resolve() / "signetd"
    _work = pathlib.Path(tempfile.mkdtemp(prefix="signet-languages.", dir="/tmp"))


def folder(label):
    """A new folder. A socket's path is short: it must fit sockaddr_un."""
    return pathlib.Path(tempfile.mkdtemp(prefix=f"{label}.", dir=_work))


def end():
    shutil.rmtree(_work)
