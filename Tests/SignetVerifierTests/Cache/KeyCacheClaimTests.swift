import SignetAPI
import Testing

@testable import SignetVerifier

@Suite("a cache of keys: what is claimed and fetched") struct KeyCacheClaimTests {
  @Test("a change of a workspace that is not held is claimed at once")
  func notHeld() {
    let played = PlayedCache.holding()
    played.change("other", 14)
    #expect(played.renew() == 14)
  }

  @Test("a change of one that is held is claimed once it was fetched")
  func held() {
    let played = PlayedCache.holding()
    played.change(14)
    #expect(played.cache.claim(at: played.now) == 13)
    #expect(played.renew() == 13)
    #expect(played.keys() == "v1")
    #expect(played.answer(keys: "v2", revision: 14) == .looked)
    #expect(played.renew() == 14)
    #expect(played.keys() == "v2")
  }

  @Test("a change that comes while a fetch is on its way needs another")
  func during() throws {
    let played = PlayedCache.holding()
    played.change(14)
    let first = try #require(played.takeFetch())
    played.change(15)
    #expect(played.takeFetch() == nil)
    played.answer(first, keys: "v2", revision: 14)
    #expect(played.keys() == "v2")
    #expect(played.cache.claim(at: played.now) == 14)
    #expect(played.answer(keys: "v3", revision: 15) == .looked)
    #expect(played.cache.claim(at: played.now) == 15)
  }

  @Test("an answer that contains the change that came meanwhile does not")
  func containsIt() throws {
    let played = PlayedCache.holding()
    played.change(14)
    let first = try #require(played.takeFetch())
    played.change(15)
    played.answer(first, keys: "v3", revision: 15)
    #expect(played.cache.claim(at: played.now) == 15)
    #expect(played.takeFetch() == nil)
  }

  @Test("the change that a first load contains already is not fetched again")
  func lateEvent() {
    let played = PlayedCache.holding([])
    played.cache.want("acme", at: played.now)
    played.answer(keys: "v2", revision: 11)
    played.change(11)
    #expect(played.takeFetch() == nil)
    #expect(played.renew() == 11)
  }

  @Test("keys that were not usable when a revision was claimed are not used unless they contain it")
  func notBelowTheClaim() throws {
    let played = PlayedCache.holding([])
    played.cache.want("acme", at: played.now)
    let first = try #require(played.takeFetch())
    played.change(14)
    #expect(played.renew() == 14)
    #expect(played.answer(first, keys: "v1", revision: 9) == .looked)
    #expect(played.keys() == nil)
    #expect(played.answer(keys: "v2", revision: 14) == .looked)
    #expect(played.keys() == "v2")
  }

  @Test("the first of several changes bounds the claim")
  func first() {
    let played = PlayedCache.holding(["acme", "beta"])
    played.change("acme", 12)
    played.change("beta", 15)
    #expect(played.cache.claim(at: played.now) == 11)
    played.answer("acme", keys: "v2", revision: 12)
    #expect(played.cache.claim(at: played.now) == 14)
  }

  @Test("after a reset everything is fetched, also what is on its way, and nothing more is claimed")
  func reset() throws {
    let played = PlayedCache.holding(["acme", "beta"])
    played.change("beta", 11)
    let early = try #require(played.takeFetch("beta"))
    #expect(played.reset(20))
    #expect(played.cache.claim(at: played.now) == 10)
    #expect(played.answer(early, keys: "v2", revision: 11) == .superseded)
    #expect(played.answer("beta", keys: "v2", revision: 11) == .looked)
    #expect(played.cache.claim(at: played.now) == 11)
    let fetch = try #require(played.takeFetch("acme"))
    #expect(played.answer(fetch, .notModified) == .looked)
    #expect(played.cache.claim(at: played.now) == 20)
  }

  @Test("a reset to where the stream is already is over once everything was fetched")
  func resetInPlace() {
    let played = PlayedCache.holding()
    #expect(played.reset(10))
    #expect(played.answer(keys: "v1", revision: 10) == .looked)
    #expect(played.takeFetch() == nil)
    #expect(played.cache.claim(at: played.now) == 10)
  }

  @Test("a stream that begins later than the last one ended leaves everything to be fetched")
  func gap() throws {
    let played = PlayedCache.holding()
    played.endStream()
    played.hello("l2", 30)
    #expect(played.cache.claim(at: played.now) == 10)
    let fetch = try #require(played.takeFetch())
    _ = played.answer(fetch, .notModified)
    #expect(played.cache.claim(at: played.now) == 30)
  }

  @Test("renewals come every 15 s, and at once when there is news")
  func schedule() {
    let played = PlayedCache.holding()
    #expect(played.takeRenewal() == nil)
    played.advance(.seconds(14))
    #expect(played.takeRenewal() == nil)
    played.advance(.seconds(1))
    #expect(played.takeRenewal()?.holds == 10)
    #expect(played.cache.nextWake(after: played.now) > played.now)
  }

  @Test("one renewal is on its way at a time")
  func oneRenewal() throws {
    let played = PlayedCache.holding()
    played.change("other", 11)
    played.advance(CachePolicy.spacing)
    let first = try #require(played.takeRenewal())
    played.change("other", 12)
    played.advance(CachePolicy.spacing)
    #expect(played.takeRenewal() == nil)
    _ = played.cache.renewed(first, .renewed(holds: 11, lasts: .seconds(60)), at: played.now)
    #expect(played.renew() == 12)
  }

  @Test("a lease that is behind is not renewed in vain, and near its end drops what holds it back")
  func behind() throws {
    let played = PlayedCache.holding(["acme", "beta"])
    played.change("acme", 14)
    played.advance(.seconds(15))
    let order = try #require(played.takeRenewal())
    _ = try #require(played.takeFetch())
    _ = played.cache.renewed(order, .behind(14), at: played.now)
    played.advance(.seconds(10))
    #expect(played.takeRenewal() == nil)
    #expect(played.keys("acme") == "v1")
    let margin = try #require(played.cache.lease?.end) - CachePolicy.dropMargin
    #expect(played.cache.nextWake(after: played.now) <= margin)
    played.now = margin
    #expect(played.renew() == 14)
    #expect(played.keys("acme") == nil)
    #expect(played.keys("beta") == "v1")
  }

  @Test("a stream that did not tell of what the daemon asks for is opened anew")
  func deafStream() throws {
    let played = PlayedCache.holding()
    played.advance(.seconds(15))
    let order = try #require(played.takeRenewal())
    _ = played.cache.renewed(order, .behind(12), at: played.now)
    let number = try #require(played.takeClose())
    played.cache.streamEnded(number, .over, at: played.now)
    played.now = played.cache.streamGate.until
    #expect(played.takeStream()?.replacing == "l1")
    played.endStream(.predecessorBehind)
    let second = try #require(played.takeStream())
    #expect(second.replacing == nil)
    #expect(second.after?.text == "e.10")
  }

  @Test("a look for the sake of a signature is had once a second, and answers who came before")
  func recheck() throws {
    let played = PlayedCache.holding()
    let arrived = played.now
    played.cache.recheck("acme", at: arrived)
    #expect(played.takeFetch() == nil)
    #expect(played.cache.nextWake(after: played.now) <= arrived + .seconds(1))
    played.advance(.seconds(1))
    let fetch = try #require(played.takeFetch())
    let later = played.now + .milliseconds(1)
    played.now = later
    played.cache.recheck("acme", at: later)
    #expect(played.answer(fetch, .notModified) == .looked)
    #expect(played.cache.isLoaded("acme", since: arrived, at: played.now))
    #expect(!played.cache.isLoaded("acme", since: later, at: played.now))
    #expect(played.takeFetch() == nil)
    played.advance(.seconds(1))
    #expect(played.takeFetch() != nil)
  }

  @Test("a daemon that is busy is left alone for a second at least, by all fetches")
  func busy() throws {
    let played = PlayedCache.holding(["acme", "beta"])
    played.change("acme", 11)
    let fetch = try #require(played.takeFetch("acme"))
    #expect(
      played.answer(fetch, .daemonFailed(isBusy: true)) == .failed)
    played.change("beta", 12)
    played.advance(.milliseconds(999))
    #expect(played.takeFetch("acme") == nil)
    #expect(played.takeFetch("beta") == nil)
    played.now = played.cache.nextWake(after: played.now)
    #expect(played.takeFetch("acme") != nil)
  }

  @Test("pauses grow with each failure, to a bound, at random")
  func backoff() {
    var jitter = Jitter(seed: 7)
    var backoff = Backoff()
    var now = Duration.seconds(5)
    var longest = Duration.zero
    for count in 0..<200 {
      backoff.failed(at: now, first: .milliseconds(100), most: .seconds(5), &jitter)
      let pause = backoff.until - now
      #expect(pause <= min(.milliseconds(100) * (1 << min(count, 10)), .seconds(5)))
      longest = max(longest, pause)
      now = backoff.until
    }
    #expect(longest > .seconds(4))
    backoff.succeeded()
    backoff.failed(at: now, first: .milliseconds(100), most: .seconds(5), &jitter)
    #expect(backoff.until - now <= .milliseconds(100))
  }
}
