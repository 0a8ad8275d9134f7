// What Swift cannot reach of posix_spawn(3) by itself.
#ifndef SIGNET_CSPAWN_SHIM_H
#define SIGNET_CSPAWN_SHIM_H

// glibc 2.34; spelt out because glibc shows it only under _GNU_SOURCE. `actions` is a
// posix_spawn_file_actions_t, whose header would bring half of glibc's types under this module's name.
extern int posix_spawn_file_actions_addclosefrom_np(void *actions, int from);

#endif
