"""A throw-away machine with a real systemd as its process 1."""

import contextlib
import os
import pathlib
import secrets
import shutil
import subprocess
import sys
import tempfile
import time

import root_filesystem
from control_group import ControlGroup
from journal import Journal

HERE = pathlib.Path(__file__).resolve().parent
# Where the machine finds the programs of `inside/`: every account and unit may read it.
PROGRAMS = "/usr/local/lib/signet-tests"
ENVIRONMENT = {
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "DEBIAN_FRONTEND": "noninteractive",
}


class BootError(Exception):
    """The machine did not come up."""


class Machine:
    """Booted by its initialiser and gone after `stop()`, or when the process that made it ends.

    The process must be in a mount namespace of its own.
    """

    def __init__(self, logs):
        """Boots one. `logs`: the folder for its console and, once it has stopped, its journal."""
        self.name = f"signet-machine-{secrets.token_hex(4)}"
        self.logs = pathlib.Path(logs)
        self.logs.mkdir(parents=True, exist_ok=True)
        self._folder = tempfile.mkdtemp(prefix=f"{self.name}-")
        self._group = ControlGroup(self.name)
        self._janitor = subprocess.Popen(
            [sys.executable, "-B", HERE / "janitor.py", self._folder, self.name],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._nspawn = None
        self._started = []
        self.leader = None
        try:
            self._boot()
        except BaseException:
            self.stop()
            raise
        self.journal = Journal(self)

    def _boot(self):
        self._group.create()
        root = root_filesystem.mount(self._folder)
        # systemd-nspawn keeps folders of its own there.
        os.makedirs("/run/systemd/nspawn", exist_ok=True)
        subprocess.run(["mount", "-t", "tmpfs", "none", "/run/systemd/nspawn"], check=True)
        # The machine is cgroup v2 alone, as Debian is, whatever the host has.
        environment = os.environ | {"SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"}
        with open(self.logs / "console.log", "wb") as console:
            self._nspawn = subprocess.Popen(
                self._command(root),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=self._group.enter,
                env=environment,
            )
        self._until("has a systemd that listens", self._find_leader)
        state = self.command("systemctl", "is-system-running", "--wait", check=False).stdout.strip()
        if state != "running":
            failed = self.command("systemctl", "--failed", "--no-pager", check=False).stdout
            raise BootError(f"the machine is {state!r}\n{failed}")

    def _command(self, root):
        nspawn = [
            "systemd-nspawn",
            "--quiet",
            "--boot",
            f"--directory={root}",
            f"--machine={self.name}",
            "--register=no",
            "--keep-unit",
            "--settings=no",
            "--link-journal=no",
            "--private-network",
            "--resolv-conf=off",
            "--timezone=off",
            "--console=pipe",
            # Without bpf() systemd leaves IPAddressDeny= and DeviceAllow= out and says nothing.
            "--capability=CAP_BPF",
            "--system-call-filter=bpf",
            # A container may lock no memory by default, whatever the limit says.
            "--system-call-filter=@memlock",
            f"--bind-ro={HERE / 'inside'}:{PROGRAMS}",
        ]
        toolchain = self._toolchain()
        if toolchain:
            nspawn.append(f"--tmpfs={toolchain}")
        nspawn += ["--", "--unit=test.target", "--show-status=no", "--log-target=journal"]
        # SIGTERM makes nspawn halt the machine in order; SIGKILL would leave it running.
        return ["setpriv", "--pdeathsig", "TERM", *nspawn]

    @staticmethod
    def _toolchain():
        """The folder of the Swift toolchain, for the package must do without; None in /usr."""
        swift = shutil.which("swift")
        folder = pathlib.Path(swift).resolve().parent.parent if swift else pathlib.Path("/usr")
        return None if folder == pathlib.Path("/usr") else folder

    def _find_leader(self):
        if self._nspawn.poll() is not None:
            console = (self.logs / "console.log").read_text(errors="replace")
            raise BootError(f"systemd-nspawn ended with {self._nspawn.returncode}\n{console}")
        nspawn = self._nspawn.pid
        for child in pathlib.Path(f"/proc/{nspawn}/task/{nspawn}/children").read_text().split():
            with contextlib.suppress(OSError):
                is_systemd = pathlib.Path(f"/proc/{child}/comm").read_text() == "systemd\n"
                its_root = pathlib.Path("/proc", child, "root")
                if is_systemd and (its_root / "run/systemd/private").exists():
                    self.leader = int(child)
                    return True
        return False

    def _until(self, what, condition, patience=30):
        deadline = time.monotonic() + patience
        while not condition():
            if time.monotonic() > deadline:
                raise BootError(f"no machine that {what} after {patience} s")
            time.sleep(0.02)

    def path(self, inside):
        """Where the host sees the machine's file `inside`, an absolute path."""
        return pathlib.Path(f"/proc/{self.leader}/root{inside}")

    def write(self, path, content, mode=0o644):
        """Writes a file of root's; directories that are missing are made."""
        target = self.path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
        target.chmod(mode)

    def written(self):
        """Each file that was written since the boot, on what is the machine's disk, or in /tmp."""
        for top in (pathlib.Path(self._folder, "upper"), self.path("/tmp"), self.path("/dev/shm")):
            for directory, _, files in os.walk(top):
                for file in (pathlib.Path(directory, name) for name in files):
                    if file.is_file() and not file.is_symlink():
                        yield file

    def arguments(self, command):
        """`command` as it is started from the host: in all namespaces of the machine, as root."""
        environment = [f"{name}={value}" for name, value in ENVIRONMENT.items()]
        enter = ["nsenter", f"--target={self.leader}", "--all", "--"]
        return [*enter, "env", "-i", *environment, *map(str, command)]

    def command(self, *command, check=True, input=None, timeout=60):
        """Runs a command as root and returns its `CompletedProcess`, in text.

        Throws `CommandFailed` where it fails, unless `check` is false.
        """
        done = subprocess.run(
            self.arguments(command),
            stdin=subprocess.DEVNULL if input is None else None,
            input=input,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            timeout=timeout,
        )
        if check and done.returncode != 0:
            raise CommandFailed(command, done)
        return done

    def start(self, *command):
        """Starts a command as root and returns its `Popen`, with pipes for its input and output.

        It ends when its input does, or else is killed when the machine is stopped.
        """
        process = subprocess.Popen(
            self.arguments(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=self._group.enter_host,
        )
        self._started.append(process)
        return process

    def unit(self, *command, properties=(), **options):
        """Runs a command as a unit of the machine's systemd, with that unit's `properties`."""
        run = ["systemd-run", "--quiet", "--pipe", "--wait", "--collect", "--service-type=exec"]
        run += [f"--property={each}" for each in properties]
        return self.command(*run, "--working-directory=/", "--", *command, **options)

    def stop(self):
        """Halts it and keeps its journal in `logs`. Nothing of it is left when this returns."""
        if self.leader and self._nspawn.poll() is None:
            with open(self.logs / "journal.log", "wb") as file, contextlib.suppress(OSError):
                journal = ["journalctl", "--no-pager", "-o", "short-precise"]
                self.command("journalctl", "--sync", check=False)
                subprocess.run(self.arguments(journal), stdout=file, timeout=60)
        for process in self._started:
            process.stdin.close()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(2)
            process.stdout.close()
        self._group.end_host()
        if self._nspawn and self._nspawn.poll() is None:
            self._nspawn.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._nspawn.wait(20)
        self._janitor.stdin.close()
        self._janitor.wait()
        if self._nspawn:
            self._nspawn.wait()


class CommandFailed(AssertionError):
    def __init__(self, command, done):
        told = (done.stderr + done.stdout).strip()
        super().__init__(f"{' '.join(map(str, command))}: status {done.returncode}\n{told}")
