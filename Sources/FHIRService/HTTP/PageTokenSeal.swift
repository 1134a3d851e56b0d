// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Crypto
internal import FHIRModel
package import Foundation
internal import RecordStore

/// Makes page links opaque: a search and a position, sealed with AES-GCM, so
/// that no address shows what was searched and nobody can invent one.
package struct PageTokenSeal: Sendable {
    private let key: SymmetricKey

    /// What a token holds.
    package struct Content: Equatable {
        /// Which interaction goes on.
        enum Scope: String {
            case search, everything, history
        }

        var scope: Scope
        /// The resource type or the id that is searched.
        var subject: String
        var query: [[String]]
        var position: SearchPosition
    }

    /// A seal with a key of 32 bytes, the same on every start of a node.
    package init(key: Data) {
        self.key = SymmetricKey(data: key)
    }

    private init(_ key: SymmetricKey) { self.key = key }

    /// A seal whose tokens no later start understands.
    package static func random() -> PageTokenSeal { PageTokenSeal(SymmetricKey(size: .bits256)) }

    func seal(_ content: Content) throws -> String {
        let box = try AES.GCM.seal(content.bytes, using: key)
        guard let combined = box.combined else { throw FHIRRefusal(500, .exception, "The page link cannot be made") }
        // RFC 4648 section 5, byte by byte: a link stands on nearly every page.
        let text = combined.base64EncodedData().compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "="): nil
            default: byte
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Throws: a 400 refusal for anything this node did not seal.
    func open(_ token: String) throws(FHIRRefusal) -> Content {
        var text = token.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        text += String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let data = Data(base64Encoded: text), let box = try? AES.GCM.SealedBox(combined: data),
            let opened = try? AES.GCM.open(box, using: key), let content = Content(Array(opened))
        else {
            throw FHIRRefusal(
                400, .value, "This page link is not one of ours; start the search again", at: "http._page")
        }
        return content
    }
}

extension PageTokenSeal.Content {
    /// What is sealed: a JSON array of texts and numbers.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.array { writer in
            writer.string(scope.rawValue)
            writer.string(subject)
            writer.integer(position.snapshot.epoch)
            writer.integer(position.snapshot.version)
            writer.integer(position.place.key)
            writer.integer(Int64(position.place.values.count))
            for value in position.place.values { writer.string(value?.token ?? "") }
            for pair in query { for text in pair { writer.string(text) } }
        }
        return writer.bytes
    }

    /// Reads what was sealed; nil where it is something else.
    package init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDocument.parse(bytes) else { return nil }
        let items = document.root.children.map { $0.primitiveText ?? "" }
        guard items.count >= 6, let scope = Scope(rawValue: items[0]), let epoch = Int64(items[2]),
            let version = Int64(items[3]), let key = Int64(items[4]), let count = Int(items[5]), count >= 0,
            count <= items.count - 6
        else { return nil }
        var values: [SortValue?] = []
        for text in items[6..<6 + count] {
            guard let value = SortValue.reading(token: text) else { return nil }
            values.append(value)
        }
        let query = stride(from: 6 + count, to: items.count - 1, by: 2).map { [items[$0], items[$0 + 1]] }
        let position = SearchPosition(
            snapshot: StoreSnapshot(epoch: epoch, version: version), place: SearchPlace(values: values, key: key))
        self.init(scope: scope, subject: items[1], query: query, position: position)
    }
}

extension SortValue {
    /// The value as text, behind a letter for its kind.
    fileprivate var token: String {
        switch self {
        case .integer(let value): "i\(value)"
        case .number(let value): "n\(value.bitPattern)"
        case .text(let value): "t\(value)"
        }
    }

    /// Reads a value; nil where the text is none, `.some(nil)` where it stands for no value.
    fileprivate static func reading(token: String) -> SortValue?? {
        let rest = token.dropFirst()
        switch token.first {
        case nil: return .some(nil)
        case "i"?: return Int64(rest).map { .some(.integer($0)) } ?? nil
        case "n"?:
            guard let bits = UInt64(rest), !Double(bitPattern: bits).isNaN else { return nil }
            return .some(.number(Double(bitPattern: bits)))
        case "t"?: return .some(.text(String(rest)))
        default: return nil
        }
    }
}
