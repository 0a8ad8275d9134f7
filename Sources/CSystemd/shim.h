#ifndef SIGNET_CSYSTEMD_SHIM_H
#define SIGNET_CSYSTEMD_SHIM_H

// The location of a caller in C means nothing here.
#define SD_JOURNAL_SUPPRESS_LOCATION 1

#include <sys/uio.h>
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>

#endif
