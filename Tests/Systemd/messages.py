"""The ids by which the daemon's messages are found, as Systemd/signet.catalog promises them.

They are written down a second time on purpose: one that changed breaks what watches for it.
"""

STARTED = "b4d63efe54b24d39ba4bd147defc1d42"
STOPPED = "0f8748ef014b47b29253482eb8d1f43e"
START_REFUSED = "2859086f61c349b18797826fb58a50b3"
RELOADED = "8706a35e15b4493ca910c5f31cf4ba5a"
RELOAD_REFUSED = "1a2f9b13f48c49c69656da3bf20b68a7"
ROTATED = "c9f2368cb71840bdad7e1ee1b7ccc714"
REVOKED = "e54ca32221794fccb43cf940c684bfaa"
ADMINISTERED = "c40d9e070df94ac594cb7c9eac29b0f1"
RETIRED = "5bda7a42bf1b4ea691cef60f2bd7923a"
CLOCK_STEPPED = "ee76a32f20574f888d084dfafeadf9c2"

# systemd's own, of a unit's process that ended.
UNIT_PROCESS_EXITED = "98e322203f7a4ed290d09fe03c09fe15"
