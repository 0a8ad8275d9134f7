"""Makes the requests that it reads, as whoever runs it, and prints the answers: JSON, one a line."""

import json
import sys

from unix_http import Broken, Refused, exchange


def answer(request):
    try:
        status, headers, body = exchange(
            request["socket"],
            request["method"],
            request["target"],
            request["headers"],
            request["body"],
            request["timeout"],
        )
    except Refused as refusal:
        return {"refused": refusal.cause}
    except Broken as broken:
        return {"broken": str(broken)}
    return {"status": status, "headers": headers, "body": body.decode()}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
