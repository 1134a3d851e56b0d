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
        var text = text
        if let id = text.withUTF8({ Self.local($0, base: base) }) {
            self = .local(id)
            return
        }
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

    /// What nearly all references are, read byte by byte: `Type/id` of ASCII, perhaps behind the base or with a version.
    ///
    /// Nil says nothing: it may be a local reference all the same.
    private static func local(_ text: UnsafeBufferPointer<UInt8>, base: String?) -> ResourceID? {
        let slash = UInt8(ascii: "/")
        guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
        var rest = text[...]
        if let base = base?.utf8, text.count > base.count, text[base.count] == slash, text.starts(with: base) {
            rest = text[(base.count + 1)...]
        }
        guard let end = rest.firstIndex(of: slash) else { return nil }
        let type = String(decoding: rest[..<end], as: UTF8.self)
        var id = rest[(end + 1)...]
        if let behind = id.firstIndex(of: slash) {
            guard id[behind...].starts(with: "/_history/".utf8) else { return nil }
            id = id[..<behind]
        }
        guard R4.isResourceType(type) else { return nil }
        let text = String(decoding: id, as: UTF8.self)
        return ResourceID.isValid(id: text) ? ResourceID(type, text) : nil
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
