// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What the text of a `Reference.reference` points to.
package enum ReferenceTarget: Hashable, Sendable {
    /// A resource on this server, such as `Patient/12`.
    case local(ResourceID)
    /// A contained resource, such as `#med`.
    case contained(String)
    /// Anything else: an absolute address elsewhere or a `urn:`.
    case external(String)

    /// Reads a reference.
    ///
    /// A version (`/_history/3`) is left out; an absolute address counts as local only where it starts with `base`.
    package init(_ text: String, base: String? = nil) {
        if text.hasPrefix("#") {
            self = .contained(String(text.dropFirst()))
            return
        }
        var relative = Substring(text)
        if let base, text.hasPrefix(base + "/") { relative = text.dropFirst(base.count + 1) }
        if let version = relative.range(of: "/_history/") { relative = relative[..<version.lowerBound] }
        if let id = ResourceID(reference: relative) {
            self = .local(id)
        } else {
            self = .external(text)
        }
    }
}

extension Substring {
    /// The first place where `text` stands.
    fileprivate func range(of text: String) -> Range<Index>? {
        guard let first = text.first else { return nil }
        var from = startIndex
        while let start = self[from...].firstIndex(of: first) {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            from = index(after: start)
        }
        return nil
    }
}
