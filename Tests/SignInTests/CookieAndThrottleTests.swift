// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import SignIn
import Testing

@Suite("Cookies")
struct CookieTests {
    private let value = Redacted(Base64URL.encode([UInt8](repeating: 7, count: 32)))

    @Test("Over https the cookie is bound to this host and to encryption")
    func secure() {
        let cookie = SessionCookie.session(https: true)
        #expect(
            cookie.set(value)
                == "__Host-onelondon-session=\(value.value); Path=/; Secure; HttpOnly; SameSite=Lax")
        #expect(
            cookie.cleared == "__Host-onelondon-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    @Test("In a demo without https it has no prefix, which browsers would refuse")
    func plain() {
        let cookie = SessionCookie.signIn(https: false)
        #expect(cookie.set(value) == "onelondon-sign-in=\(value.value); Path=/; HttpOnly; SameSite=Lax")
    }

    @Test("The value is found among other cookies; two of one name are none")
    func reads() {
        let cookie = SessionCookie.session(https: true)
        let pair = "\(cookie.name)=\(value.value)"
        #expect(cookie.value(in: pair) == value.value)
        #expect(cookie.value(in: "a=b; \(pair); c=d") == value.value)
        #expect(cookie.value(in: "a=b;\(pair)") == value.value)
        let other = "\(cookie.name)=\(Base64URL.encode([UInt8](repeating: 8, count: 32)))"
        for wrong in [
            "", "a=b", "\(pair); \(other)", "x\(pair)", "\(cookie.name)x=\(value.value)", "\(cookie.name)=short",
        ] {
            #expect(cookie.value(in: wrong) == nil, "\(wrong)")
        }
    }
}

@Suite("Slowing down failing sign-ins")
struct ThrottleTests {
    private let clock = ManualClock(monday)

    @Test("The wait grows to eight seconds and no further, and concerns one source only")
    func grows() {
        let throttle = SignInThrottle(clock: clock)
        var waits: [Duration] = []
        for _ in 0..<30 {
            throttle.noteFailure(from: "192.0.2.1")
            waits.append(throttle.wait(for: "192.0.2.1"))
        }
        #expect(
            waits.prefix(8) == [.zero, .zero, .zero, .zero, .zero, .milliseconds(250), .milliseconds(500), .seconds(1)])
        #expect(waits.max() == .seconds(8))
        #expect(throttle.wait(for: "192.0.2.2") == .zero)
    }

    @Test("Failures are forgiven with time, so nobody is locked out")
    func forgives() {
        let throttle = SignInThrottle(clock: clock)
        for _ in 0..<1_000 { throttle.noteFailure(from: "a") }
        clock.advance(by: .seconds(3))
        #expect(throttle.wait(for: "a") == .seconds(5))
        clock.advance(by: .seconds(5))
        #expect(throttle.wait(for: "a") == .zero)
        throttle.noteFailure(from: "a")
        #expect(throttle.wait(for: "a") == .seconds(8))
        clock.advance(by: SignInThrottle.forgiveness * 6)
        throttle.noteFailure(from: "a")
        #expect(throttle.wait(for: "a") == .milliseconds(500))
        clock.advance(by: SignInThrottle.forgiveness * 7)
        throttle.noteFailure(from: "a")
        #expect(throttle.wait(for: "a") == .zero)
    }

    @Test("One success does not wipe out many failures")
    func success() {
        let throttle = SignInThrottle(clock: clock)
        for _ in 0..<7 { throttle.noteFailure(from: "a") }
        throttle.noteSuccess(from: "a")
        #expect(throttle.wait(for: "a") == .milliseconds(250))
        throttle.noteSuccess(from: "a")
        #expect(throttle.wait(for: "a") == .zero)
        throttle.noteSuccess(from: "never seen")
    }

    @Test("Very many sources do not fill the memory, and the latest are remembered")
    func bounded() {
        let throttle = SignInThrottle(clock: clock, capacity: 100)
        for _ in 0..<10 { throttle.noteFailure(from: "old") }
        for source in 0..<1_000 {
            clock.advance(by: .milliseconds(1))
            throttle.noteFailure(from: "\(source)")
        }
        for _ in 0..<10 { throttle.noteFailure(from: "999") }
        #expect(throttle.wait(for: "999") > .zero)
        #expect(throttle.wait(for: "old") == .zero)
    }
}

@Suite("Where a request comes from")
struct ClientAddressTests {
    @Test(
        "An IPv4 address is a source, and so are the first half of an IPv6 address and any other text",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("192.0.2.7:51044", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"),
            ("[::ffff:c000:207]:443", "192.0.2.7"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:DB8:1:2::9", "2001:db8:1:2::/64"), ("[2001:db8:1:2::1]:8080", "2001:db8:1:2::/64"),
            ("fe80::1%eth0", "fe80:0:0:0::/64"), ("::1", "0:0:0:0::/64"), ("::", "0:0:0:0::/64"),
            ("2001:db8:1:3::9", "2001:db8:1:3::/64"), ("64:ff9b::192.0.2.7", "64:ff9b:0:0::/64"),
            ("1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9"), ("1::2::3", "1::2::3"), ("192.0.2", "192.0.2"),
            ("192.0.2.256", "192.0.2.256"), ("+1.2.3.4", "+1.2.3.4"), ("Local", "local"), ("", ""),
        ])
    func sources(text: String, source: String) {
        #expect(ClientAddress(text).source == source)
    }

    @Test("Changing the lower half of an IPv6 address does not shake off the throttle")
    func rotation() {
        let throttle = SignInThrottle(clock: ManualClock(monday))
        for number in 0..<50 { throttle.noteFailure(from: ClientAddress("2001:db8::\(number):1")) }
        #expect(throttle.wait(for: ClientAddress("2001:db8::ffff")) > .seconds(1))
        #expect(throttle.wait(for: ClientAddress("2001:db8:0:1::1")) == .zero)
        throttle.noteSuccess(from: ClientAddress("2001:db8::2"))
        #expect(throttle.wait(for: ClientAddress("2001:db8::ffff")) > .seconds(1))
    }
}

@Suite("Texts of tokens and forms")
struct TextFormTests {
    @Test("Base64url goes there and back, in one way only")
    func base64() {
        #expect(Base64URL.encode("Ma".utf8) == "TWE")
        #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
        var generator = SeededGenerator(seed: 1)
        for length in 0..<64 {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
        for wrong in ["A", "TWF=", "TW E", "TWF", "+/8", "TWFuA", "é"] {
            #expect(Base64URL.decode(wrong) == nil, "\(wrong)")
        }
    }

    @Test("Fields keep their values through an address")
    func fields() {
        let fields = FormFields(["a": "x y+z&=%", "b": "é/\u{1F600}", "c": ""])
        #expect(FormFields(parsing: fields.encoded) == fields)
        #expect(fields["a"] == "x y+z&=%")
        #expect(fields["c"] == nil)
        #expect(FormFields(parsing: "a=1&a=2")["a"] == nil)
        #expect(FormFields(parsing: "a=1&a=2").repeatsAName)
        #expect(FormFields(parsing: "a=x+y%20z%")["a"] == "x y z%")
        #expect(FormFields(parsing: "&&a&")["a"] == nil)
        #expect(fields.added(to: "https://a.example/?x=1").hasPrefix("https://a.example/?x=1&a=x%20y%2Bz"))
    }
}
