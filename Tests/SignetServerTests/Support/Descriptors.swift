import Glibc

/// Lets the process have as many descriptors as it may: a test of thousands has both ends of them.
func raiseDescriptorLimit() {
  var files = rlimit()
  let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  guard getrlimit(resource, &files) == 0 else { return }
  files.rlim_cur = files.rlim_max
  setrlimit(resource, &files)
}
