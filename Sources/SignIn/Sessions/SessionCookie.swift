// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A cookie that holds a secret: unreadable for scripts, not sent with other sites' forms, for this host only.
package struct SessionCookie: Sendable, Equatable {
    /// The name; over https with the prefix that keeps other hosts from planting one (`__Host-`).
    package let name: String
    private let isSecure: Bool

    /// The cookie of a session.
    package static func session(https: Bool) -> SessionCookie { SessionCookie("onelondon-session", https: https) }

    /// The cookie of somebody who is about to sign in.
    package static func signIn(https: Bool) -> SessionCookie { SessionCookie("onelondon-sign-in", https: https) }

    /// A cookie; without `https` only for a demo on this machine.
    package init(_ name: String, https: Bool) {
        self.name = (https ? "__Host-" : "") + name
        isSecure = https
    }

    /// The value of a `Set-Cookie` header; the cookie goes when the browser is closed.
    package func set(_ value: Redacted<String>) -> String { "\(name)=\(value.value)" + attributes }

    /// The value of a `Set-Cookie` header that removes the cookie.
    package var cleared: String { "\(name)=" + attributes + "; Max-Age=0" }

    /// The value in a `Cookie` header; nil where there is none, or more than one and nobody knows which is right.
    package func value(in header: String) -> String? {
        let found = header.split(separator: ";").compactMap { pair -> Substring? in
            let pair = pair.drop { $0 == " " }
            guard pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" else { return nil }
            return pair.dropFirst(name.count + 1)
        }
        guard found.count == 1, let value = found.first, Base64URL.decode(value)?.count == 32 else { return nil }
        return String(value)
    }

    private var attributes: String { "; Path=/" + (isSecure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax" }
}
