import NIOCore
import SignetAPI

/// Counts the requests of one socket: those that found a route by route, status and time taken, the
/// others by why they were refused.
final class RequestMeter: Sendable {
  /// Every status that an answer of a route can have.
  static let statuses =
    [200, 201, 204, 304] + Set(ProblemCode.allCases.map(\.status)).sorted()

  /// Why a request can be refused before its route is known.
  static let refusalCodes: [ProblemCode] = [
    .invalidHTTP, .browserRequest, .headerTooLarge, .bodyTooLarge, .requestTimeout,
    .expectationFailed, .notFound, .methodNotAllowed, .tooManyRequests, .busy, .unavailable,
    .outcomeUnknown, .internalError,
  ]

  private static let width = statuses.count + LatencyHistogram.width

  private let routes = CounterTable(count: Route.allCases.count * width, shards: 4)
  private let refusals = CounterTable(count: refusalCodes.count)

  /// A request that has found its route, from that moment on.
  struct Timing: Sendable {
    fileprivate let meter: RequestMeter
    fileprivate let start: Int
    fileprivate let shard: Int
    fileprivate let began: NIODeadline

    /// Counts the request, answered with `status`. To be called once, before the answer goes out.
    func end(status: UInt) {
      let taken = NIODeadline.now() - began
      meter.add(
        status: Int(status), nanoseconds: UInt64(max(0, taken.nanoseconds)), at: start, shard: shard
      )
    }
  }

  func begin(_ route: Route, on loop: any EventLoop) -> Timing {
    Timing(
      meter: self, start: route.ordinal * Self.width, shard: routes.shard(of: loop), began: .now())
  }

  private func add(status: Int, nanoseconds: UInt64, at start: Int, shard: Int) {
    if let place = Self.statuses.firstIndex(of: status) {
      routes.add(to: start + place, shard: shard)
    }
    LatencyHistogram.add(
      nanoseconds, to: routes, at: start + Self.statuses.count, shard: shard)
  }

  /// Counts a request or a connection that is refused before a route is looked at.
  func refused(_ code: ProblemCode) {
    if let place = Self.refusalCodes.firstIndex(of: code) { refusals.add(to: place) }
  }

  /// Requests of a route that were answered with `status`, one of `statuses`.
  func count(_ route: Route, status: Int) -> UInt64 {
    Self.statuses.firstIndex(of: status).map { routes[route.ordinal * Self.width + $0] } ?? 0
  }

  func latency(_ route: Route) -> LatencyHistogram {
    LatencyHistogram(routes, at: route.ordinal * Self.width + Self.statuses.count)
  }

  func count(refused code: ProblemCode) -> UInt64 {
    Self.refusalCodes.firstIndex(of: code).map { refusals[$0] } ?? 0
  }
}
