"""Connects to itself over TCP and prints `served`, `denied` or the name of another error."""

import socket

try:
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname(), timeout=0.5):
            print("served")
except (PermissionError, TimeoutError):  # Refused at once, or its packets are dropped.
    print("denied")
except OSError as error:
    print(type(error).__name__)
