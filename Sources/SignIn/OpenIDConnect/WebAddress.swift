// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What has to be known about an address before a browser or a program is sent there.
struct WebAddress: Sendable, Equatable {
    let scheme: String
    /// In small letters; an IPv6 address without its brackets.
    let host: String
    let hasFragment: Bool

    /// Reads an absolute `http` or `https` address without a user name in it.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            let colon = text.firstRange(of: "://")
        else { return nil }
        scheme = text[..<colon.lowerBound].lowercased()
        let rest = text[colon.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard scheme == "https" || scheme == "http", !authority.contains("@") else { return nil }
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            host = authority[authority.index(after: authority.startIndex)..<end].lowercased()
        } else {
            host = authority.prefix { $0 != ":" }.lowercased()
        }
        guard !host.isEmpty else { return nil }
        hasFragment = rest.contains("#")
    }

    /// Whether secrets may travel there: encrypted, or without leaving this machine.
    var isSafe: Bool { scheme == "https" || Self.isLoopback(host) }

    /// Whether a host is this machine by its name or number.
    static func isLoopback(_ host: String) -> Bool {
        let bare = host.lowercased().trimmingBrackets
        if bare == "localhost" || bare == "::1" { return true }
        let parts = bare.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { (1...3).contains($0.utf8.count) && UInt8($0) != nil && !$0.hasPrefix("+") }
    }
}

extension String {
    fileprivate var trimmingBrackets: String {
        hasPrefix("[") && hasSuffix("]") ? String(dropFirst().dropLast()) : self
    }
}
