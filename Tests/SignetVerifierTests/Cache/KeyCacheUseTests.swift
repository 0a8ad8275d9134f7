import SignetAPI
import Testing

@testable import SignetVerifier

@Suite("a cache of keys: what may be used") struct KeyCacheUseTests {
  @Test("keys are used to the end of their lease, counted from sending, and not at it")
  func end() {
    let played = PlayedCache()
    played.pump()
    let sent = played.now
    played.now += .seconds(5)
    played.hello("l1", 10)
    played.cache.want("acme", at: played.now)
    played.answer(keys: "v1", revision: 3)
    #expect(played.keys() == "v1")
    played.now = sent + .seconds(60) - .nanoseconds(1)
    #expect(played.keys() == "v1")
    played.now = sent + .seconds(60)
    #expect(played.keys() == nil)
  }

  @Test("a renewal counts from sending")
  func renewal() throws {
    let played = PlayedCache.holding()
    played.advance(.seconds(15))
    let order = try #require(played.takeRenewal())
    played.now += .seconds(8)
    _ = played.cache.renewed(order, .renewed(holds: 10, lasts: .seconds(60)), at: played.now)
    played.now = order.sentAt + .seconds(60) - .nanoseconds(1)
    #expect(played.keys() == "v1")
    played.now = order.sentAt + .seconds(60)
    #expect(played.keys() == nil)
  }

  @Test("an answer that comes past the end brings nothing back")
  func lateAnswer() throws {
    let played = PlayedCache.holding()
    played.advance(.seconds(40))
    let order = try #require(played.takeRenewal())
    played.now += .seconds(30)
    _ = played.cache.renewed(order, .renewed(holds: 10, lasts: .seconds(60)), at: played.now)
    #expect(played.keys() == nil)
  }

  @Test("past its lease a verifier uses no key until it has fetched under another")
  func suspended() throws {
    let played = PlayedCache.holding()
    played.advance(.seconds(120))
    #expect(played.keys() == nil)
    let number = try #require(played.takeClose())
    played.cache.streamEnded(number, .over, at: played.now)
    played.now = played.cache.streamGate.until
    let order = try #require(played.takeStream())
    #expect(order.replacing == "l1")
    #expect(order.after == nil)
    _ = played.cache.opened(
      order, Hello(lease: "l2", leaseSeconds: 60, epoch: "e", revision: 12))
    #expect(played.keys() == nil)
    let fetch = try #require(played.takeFetch())
    #expect(fetch.lease == "l2")
    #expect(fetch.eTag == "\"v1\"")
    #expect(played.answer(fetch, .notModified) == .looked)
    #expect(played.keys() == "v1")
  }

  @Test(
    "a reconnect in time leaves the keys to the old lease's end, and asks for them under the new")
  func reconnect() throws {
    let played = PlayedCache.holding()
    let end = try #require(played.cache.lease?.end)
    played.endStream()
    let order = try #require(played.takeStream())
    #expect(order.replacing == "l1")
    #expect(order.after?.text == "e.10")
    _ = played.cache.opened(
      order, Hello(lease: "l2", leaseSeconds: 60, epoch: "e", revision: 10))
    #expect(played.keys() == "v1")
    let fetch = try #require(played.takeFetch())
    #expect(fetch.lease == "l2")
    played.now = end
    #expect(played.keys() == nil)
    _ = played.answer(fetch, .notModified)
    #expect(played.keys() == "v1")
  }

  @Test("an answer that a fetch under the old lease brings is not used under the new")
  func answerOfOldLease() throws {
    let played = PlayedCache.holding([])
    played.cache.want("acme", at: played.now)
    let old = try #require(played.takeFetch())
    played.endStream()
    played.hello("l2", 10)
    #expect(played.answer(old, keys: "v1", revision: 3) == .superseded)
    #expect(played.keys() == nil)
    #expect(played.answer(keys: "v1", revision: 3) == .looked)
    #expect(played.keys() == "v1")
  }

  @Test("a lease that the daemon does not know gives no right")
  func leaseLost() throws {
    let played = PlayedCache.holding(["acme", "beta"])
    played.change("beta", 11)
    let fetch = try #require(played.takeFetch("beta"))
    _ = played.answer(fetch, .leaseNotFound)
    #expect(played.keys("acme") == nil)
    #expect(played.keys("beta") == nil)
    #expect(played.takeClose() != nil)
  }

  @Test("a lease that the daemon does not know because another may have its place does")
  func leaseReplaced() throws {
    let played = PlayedCache.holding()
    played.endStream()
    _ = try #require(played.takeStream())
    played.endStream(.over)
    played.advance(.seconds(15))
    let order = try #require(played.takeRenewal())
    _ = played.cache.renewed(order, .leaseNotFound, at: played.now)
    #expect(played.keys() == "v1")
  }

  @Test("under a lease whose place may be taken, who is told that there is none asks less often")
  func leaseReplacedAndAsked() throws {
    let played = PlayedCache.holding()
    played.endStream()
    _ = try #require(played.takeStream())
    played.endStream(.over)
    played.cache.want("new", at: played.now)
    let fetch = try #require(played.takeFetch("new"))
    #expect(played.answer(fetch, .leaseNotFound) == .superseded)
    #expect(played.takeFetch("new") == nil)
    // The next lease is asked under at once.
    played.hello("l2", 10)
    #expect(played.answer("new", keys: "n1", revision: 5) == .looked)
  }

  @Test("another epoch drops every key")
  func epoch() {
    let played = PlayedCache.holding()
    played.endStream()
    played.hello("l2", 3, epoch: "f")
    #expect(played.keys() == nil)
    #expect(played.answer(keys: "w1", revision: 2, epoch: "f") == .looked)
    #expect(played.keys() == "w1")
  }

  @Test("an answer of another epoch than the stream's is not used")
  func answerOfOtherEpoch() {
    let played = PlayedCache.holding([])
    played.cache.want("acme", at: played.now)
    #expect(played.answer(keys: "v1", revision: 3, epoch: "f") == .superseded)
    #expect(played.keys() == nil)
  }

  @Test("an older key set does not take the place of a newer one")
  func older() {
    let played = PlayedCache.holding()
    played.change(12)
    #expect(played.answer(keys: "v2", revision: 12) == .looked)
    played.change(13)
    #expect(played.answer(keys: "v1", revision: 11) == .failed)
    #expect(played.keys() == "v2")
  }

  @Test("a deleted workspace's keys are dropped")
  func deleted() throws {
    let played = PlayedCache.holding()
    played.change(11)
    let fetch = try #require(played.takeFetch())
    #expect(played.answer(fetch, .workspaceNotFound) == .workspaceNotFound)
    #expect(played.keys() == nil)
    #expect(played.takeFetch() == nil)
    #expect(played.renew() == 11)
  }

  @Test("a workspace that is not used for long is dropped, one that is used is not")
  func idle() {
    var policy = CachePolicy()
    policy.idle = .seconds(100)
    let played = PlayedCache.holding(["acme", "beta"], policy: policy)
    for _ in 0..<15 {
      played.now += .seconds(15)
      played.renew()
      _ = played.keys("acme")
    }
    #expect(Set(played.cache.entries.keys) == ["acme"])
  }

  @Test("the workspace that is not used for longest makes place")
  func capacity() {
    var policy = CachePolicy()
    policy.capacity = 3
    let played = PlayedCache.holding(["a", "b", "c"], policy: policy)
    for workspace in ["b", "c", "a"] {
      played.now += .milliseconds(1)
      _ = played.keys(workspace)
    }
    played.cache.want("d", at: played.now)
    #expect(Set(played.cache.entries.keys) == ["a", "c", "d"])
  }

  @Test("what is stopped uses nothing and orders nothing")
  func stopped() {
    let played = PlayedCache.holding()
    played.cache.stop()
    #expect(played.keys() == nil)
    played.advance(.seconds(60))
    #expect(played.waiting.isEmpty)
  }
}
