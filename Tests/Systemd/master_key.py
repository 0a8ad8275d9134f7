"""The sealed master key of a machine."""

import base64

SEALED = "/etc/credstore.encrypted/signet.master-key"
UNSEAL = f"systemd-creds decrypt --name=master-key {SEALED} - | base64 --wrap=0"


def unsealed(machine):
    """The 32 bytes of the machine's master key, however its file spells them."""
    credential = base64.b64decode(machine.command("sh", "-c", UNSEAL).stdout)
    return credential if len(credential) == 32 else bytes.fromhex(credential.decode().strip())
