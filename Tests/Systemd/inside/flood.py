"""A client that sends as many legal requests as the daemon reads, on as many connections as it may have.

  flood.py CONNECTIONS SECONDS

Prints, as JSON, how many connections it had and how many answers it got.
"""

import json
import resource
import select
import socket
import sys
import time

SOCKET = "/run/signet/verifier/signet.sock"
# Of a shape that has to be looked at: three parts, good base64url, a signature of the right length.
TOKEN = "eyJhbGciOiJIUzI1NiJ9.e30." + "A" * 43
AT_ONCE = 300


def request():
    body = json.dumps({"token": TOKEN}).encode()
    head = (
        "POST /v1/workspaces/flooded/verify HTTP/1.1\r\nHost: signet\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def connected(count):
    for _ in range(count):
        client = socket.socket(socket.AF_UNIX)
        try:
            client.connect(SOCKET)
        except OSError:
            return
        client.setblocking(False)
        yield client


def main(count, seconds):
    limit = int(count) + 64
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    blob = request() * AT_ONCE
    clients = {client.fileno(): client for client in connected(int(count))}
    opened = len(clients)
    sent = dict.fromkeys(clients, 0)
    poll = select.epoll()
    for descriptor in clients:
        poll.register(descriptor, select.EPOLLIN | select.EPOLLOUT)
    answers = 0
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        for descriptor, events in poll.poll(0.5, 1024):
            client = clients.get(descriptor)
            if client is None:
                continue
            try:
                if events & select.EPOLLIN:
                    data = client.recv(1 << 18)
                    if not data:
                        raise BrokenPipeError
                    answers += data.count(b"HTTP/1.1 200")
                if events & select.EPOLLOUT:
                    start = sent[descriptor]
                    sent[descriptor] = (start + client.send(blob[start:])) % len(blob)
            except BlockingIOError:
                pass
            except OSError:
                poll.unregister(descriptor)
                clients.pop(descriptor).close()
    print(json.dumps({"connections": opened, "left": len(clients), "answers": answers}), flush=True)


main(*sys.argv[1:])
