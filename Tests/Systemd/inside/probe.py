"""Tries what a service must not be able to do, and prints what came of it as one line of JSON.

`done` is what worked, else there is the error's name. Run without a sandbox it does most of it.
"""

import ctypes
import errno
import json
import mmap
import os
import resource
import socket
import sys

LIBC = ctypes.CDLL(None, use_errno=True)
# Numbers of x86-64 and arm64, from asm/unistd.h.
CALLS = {
    "x86_64": {"unshare": 272, "mount": 165, "ptrace": 101, "bpf": 321, "keyctl": 250,
               "reboot": 169, "personality": 135, "process_vm_readv": 310, "init_module": 175,
               "swapon": 167, "settimeofday": 164, "setuid": 105, "chroot": 161, "io_uring_setup": 425},
    "aarch64": {"unshare": 97, "mount": 40, "ptrace": 117, "bpf": 280, "keyctl": 219,
                "reboot": 142, "personality": 92, "process_vm_readv": 270, "init_module": 105,
                "swapon": 224, "settimeofday": 170, "setuid": 146, "chroot": 51,
                "io_uring_setup": 425},
}[os.uname().machine]
CLONE_NEWUSER = 0x10000000
FAMILIES = ("AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK")


def name(number):
    return errno.errorcode.get(number, str(number))


def tried(attempt, *arguments):
    try:
        attempt(*arguments)
    except OSError as error:
        return name(error.errno)
    return "done"


def create(directory):
    path = f"{directory}/probe-was-here"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    os.unlink(path)


def read(path):
    with open(path, "rb") as file:
        file.read(1)


def call(name_of_it, *arguments):
    """The system call itself, in a child: some are answered by a signal."""
    child = os.fork()
    if child == 0:
        ctypes.set_errno(0)
        done = LIBC.syscall(ctypes.c_long(CALLS[name_of_it]), *map(ctypes.c_long, arguments))
        os._exit(0 if done >= 0 else ctypes.get_errno())
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    return "done" if os.WEXITSTATUS(status) == 0 else name(os.WEXITSTATUS(status))


def status_fields():
    fields = {}
    with open("/proc/self/status") as file:
        for line in file:
            field, _, value = line.partition(":")
            fields[field] = value.strip()
    wanted = ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp", "Uid", "Groups")
    return {field: fields[field] for field in wanted}


def set_user_id_bit(directory):
    path = f"{directory}/probe-was-here"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o700))
    try:
        os.chmod(path, 0o4755)
    finally:
        os.unlink(path)


def writable_and_executable():
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()


def execute(program):
    os.waitpid(os.posix_spawn(program, [program], {}), 0)


def main(writable, readable):
    state = "/var/lib/signet"
    found = {
        "status": status_fields(),
        "families": {
            each: tried(lambda kind: socket.socket(kind, socket.SOCK_DGRAM).close(), getattr(socket, each))
            for each in FAMILIES
        },
        "network": os.readlink("/proc/self/ns/net"),
        "create": {each: tried(create, each) for each in writable.split(":")},
        "read": {each: tried(read, each) for each in readable.split(":")},
        "calls": {each: call(each, 0, 0, 0, 0, 0) for each in CALLS if each != "unshare"}
        | {"unshare": call("unshare", CLONE_NEWUSER)},
        "set-user-id": tried(set_user_id_bit, state) if os.access(state, os.W_OK) else "no state",
        "writable and executable": tried(writable_and_executable),
        "execute": tried(execute, "/usr/bin/true"),
        "execute what lies under /usr/lib": tried(execute, "/usr/lib/systemd/systemd-ac-power"),
        "processes": sorted(int(each) for each in os.listdir("/proc") if each.isdigit()),
        "self": os.getpid(),
        "uid map": open("/proc/self/uid_map").read().split(),
        "limits": {
            each: resource.getrlimit(getattr(resource, each))[0]
            for each in ("RLIMIT_CORE", "RLIMIT_MEMLOCK", "RLIMIT_NOFILE")
        },
    }
    print(json.dumps({"probe": found}), flush=True)


main(*sys.argv[1:])
