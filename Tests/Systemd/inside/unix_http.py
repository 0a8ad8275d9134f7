"""One HTTP exchange over a Unix socket, on a connection of its own."""

import http.client
import socket


class Refused(Exception):
    """There was no connection: `cause` is the name of the error."""

    def __init__(self, error):
        super().__init__(str(error))
        self.cause = type(error).__name__


class Broken(Exception):
    """The connection ended, or said nothing for too long, before the answer was complete."""

    def __init__(self, error):
        super().__init__(f"{type(error).__name__}: {error}")


def exchange(path, method, target, headers, body, timeout):
    """Returns (status, headers with lower-case names, body).

    Throws `Refused` where nothing was sent, `Broken` where nobody knows what came of it.
    """
    connection = http.client.HTTPConnection("localhost", timeout=timeout)
    connection.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.sock.settimeout(timeout)
    try:
        try:
            connection.sock.connect(path)
        except OSError as error:
            raise Refused(error) from error
        try:
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Broken(error) from error
        fields = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, fields, content
    finally:
        connection.close()
