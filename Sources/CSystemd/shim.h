#ifndef SIGNET_CSYSTEMD_SHIM_H
#define SIGNET_CSYSTEMD_SHIM_H

#include <systemd/sd-daemon.h>

#endif
