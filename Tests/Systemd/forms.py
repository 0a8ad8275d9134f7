"""How a secret would look where it must not be."""

import base64


def forms(value):
    """The texts by which `value` would be found, whatever stands before and behind it."""
    found = {"hexadecimal": value.hex(), "capital hexadecimal": value.hex().upper()}
    if value.isascii():
        found["plain"] = value.decode()
    for skipped in range(3):
        # Only what does not depend on the neighbours' bits.
        whole = value[skipped : skipped + (len(value) - skipped) // 3 * 3]
        found[f"base64 {skipped}"] = base64.b64encode(whole).decode()
        found[f"base64url {skipped}"] = base64.urlsafe_b64encode(whole).decode()
    return found
