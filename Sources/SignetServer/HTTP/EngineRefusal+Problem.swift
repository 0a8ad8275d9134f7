import SignetAPI

extension Problem {
  init(_ refusal: EngineRefusal) {
    switch refusal {
    case .malformedRequest(let fault): self.init(.invalidHTTP, detail: fault.rawValue)
    case .browserRequest:
      self.init(
        .browserRequest,
        detail: "send no Origin, Referer or Sec-Fetch-Site: this socket is for programs")
    case .headerTooLarge(let limit):
      self.init(.headerTooLarge, detail: "at most \(limit) bytes of header are read")
    case .bodyTooLarge(let limit):
      self.init(.bodyTooLarge, detail: "at most \(limit) bytes are read here")
    case .noRoomForBody:
      self.init(.busy, detail: "other requests' bodies take all the room: try again in a second")
    case .expectationFailed:
      self.init(.expectationFailed, detail: "the only expectation known is 100-continue")
    case .requestTimeout:
      self.init(.requestTimeout, detail: "send the request whole, without a pause")
    case .tooManyConnections:
      self.init(.busy, detail: "the socket has no connection left: close idle ones, or try later")
    case .tooManyConnectionsOfUser:
      self.init(
        .tooManyRequests, detail: "your uid has no connection left: close idle ones, or reuse them")
    case .handlerFailed:
      self.init(.internalError, detail: "look for the request's id in the daemon's log")
    }
  }
}
