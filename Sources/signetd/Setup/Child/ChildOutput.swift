import Glibc
import SignetCrypto

/// Reads both streams of a program until it closes them, whichever it writes to first.
enum ChildOutput {
  /// Nil where the output is longer than `limit` bytes. Of the complaints, as much is kept.
  static func gather(
    output: CInt, errors: CInt, limit: Int
  ) throws(CryptoError) -> (output: SecretBytes, complaint: [UInt8])? {
    var count = 0
    var complaint: [UInt8] = []
    let buffer = try SecretBytes(count: limit + 1) { (target) throws(CryptoError) in
      var streams = [
        pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
      ]
      // A stream that has ended is left out by poll(2) once its descriptor is negative.
      while streams.contains(where: { $0.fd >= 0 }), count <= limit {
        guard poll(&streams, 2, -1) >= 0 else {
          if errno == EINTR { continue }
          return
        }
        if streams[0].revents != 0 {
          let more = read(output, target.baseAddress.map { $0 + count }, target.count - count)
          if more > 0 { count += more } else { streams[0].fd = -1 }
        }
        if streams[1].revents != 0 {
          var piece = [UInt8](repeating: 0, count: 1024)
          let more = read(errors, &piece, piece.count)
          if more <= 0 {
            streams[1].fd = -1
          } else if complaint.count < limit {
            complaint += piece[..<more]
          }
        }
      }
    }
    guard count <= limit else { return nil }
    return (try buffer.prefix(count), complaint)
  }
}
