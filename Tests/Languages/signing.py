"""The signing programs of the documentation, ready to run."""

import functools
import os
import subprocess

import places


def _run(command, secret):
    environment = {"PATH": os.environ["PATH"], "NODE_PATH": "/usr/share/nodejs", **secret}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90)
    if done.returncode != 0:
        raise AssertionError(f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout.removesuffix("\n")


@functools.cache
def _compiled_c():
    program = places.folder("c") / "sign"
    strict = ["-Wall", "-Wextra", "-Werror", "-fsanitize=address,undefined"]
    source = places.EXAMPLES / "sign.c"
    subprocess.run(["cc", *strict, "-o", program, source, "-ljwt", "-ljansson"], check=True)
    return program


@functools.cache
def _compiled_go():
    folder = places.folder("go")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GO111MODULE": "off",
        "GOPATH": "/usr/share/gocode",
    }
    build = ["go", "build", "-o", folder / "sign", places.EXAMPLES / "sign.go"]
    subprocess.run(build, env=environment, check=True)
    return folder / "sign"


COMMANDS = {
    "Python, Debian's PyJWT": lambda: [places.DEBIAN_PYTHON, places.EXAMPLES / "sign.py"],
    "Python, PyPI's PyJWT": lambda: [places.PYTHON, places.EXAMPLES / "sign.py"],
    "Node.js, jose": lambda: ["node", places.EXAMPLES / "sign.js"],
    "Ruby, ruby-jwt": lambda: ["ruby", places.EXAMPLES / "sign.rb"],
    "Go, golang-jwt": lambda: [_compiled_go()],
    "C, libjwt": lambda: [_compiled_c()],
}


def sign(name, **secret):
    """The token that a program prints with this in its environment."""
    return _run(COMMANDS[name](), secret)


def file(text):
    """A file that only its owner reads, with this text."""
    path = places.folder("s") / "secret"
    path.touch(0o600)
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)
