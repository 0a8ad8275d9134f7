/// A promise that was not kept.
struct Fallen: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

func promise(_ isKept: Bool, _ words: @autoclosure () -> String) throws(Fallen) {
  if !isKept { throw Fallen(words()) }
}
