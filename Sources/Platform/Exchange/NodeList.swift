// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import Foundation

/// The nodes that an exchange asks, as the file of `onelondon exchange serve --nodes` lists them:
/// `[{"id": "ncl", "name": "North Central London", "address": "http://127.0.0.1:8081"}]`.
struct NodeList: Sendable {
    /// One node.
    struct Entry: Sendable, Equatable {
        /// Short and unique; node tokens are made for it.
        var id: String
        /// The name people read.
        var name: String
        /// Where it is, without a final slash.
        var address: String
    }

    let entries: [Entry]

    /// Why a list cannot be used.
    struct Failure: Error, CustomStringConvertible, Equatable {
        let description: String
    }

    /// Reads a file.
    init(file: String) throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Failure(description: "\(file) cannot be read; give the list of nodes with --nodes FILE")
        }
        do {
            try self.init(json: Array(data))
        } catch let failure as Failure {
            throw Failure(description: "\(file): \(failure.description)")
        }
    }

    /// Reads the text of a file.
    init(json: [UInt8]) throws {
        let root: JSONNode
        do {
            root = try JSONDocument.parse(json).root
        } catch {
            throw Failure(description: "not readable as JSON: \(error)")
        }
        guard root.isArray else { throw Failure(description: "the list of nodes is not a JSON array") }
        var entries: [Entry] = []
        for (position, item) in root.children.enumerated() {
            let place = "node \(position + 1)"
            guard let id = item["id"]?.string, !id.isEmpty, id.utf8.allSatisfy(Self.isPlain) else {
                throw Failure(description: "\(place) needs an id of letters, digits and hyphens")
            }
            guard let name = item["name"]?.string, !name.isEmpty else {
                throw Failure(description: "\(place) (\(id)) needs a name")
            }
            guard let text = item["address"]?.string, let url = URL(string: text), url.host() != nil,
                url.scheme == "http" || url.scheme == "https"
            else { throw Failure(description: "\(place) (\(id)) needs an address such as http://127.0.0.1:8081") }
            guard url.scheme == "https" || Loopback.contains(url.host() ?? "") else {
                throw Failure(description: "\(place) (\(id)): records travel to other machines by https only")
            }
            guard !entries.contains(where: { $0.id == id }) else {
                throw Failure(description: "\(place): the id \(id) is used twice")
            }
            entries.append(Entry(id: id, name: name, address: text.hasSuffix("/") ? String(text.dropLast()) : text))
        }
        guard !entries.isEmpty else { throw Failure(description: "the list of nodes is empty") }
        self.entries = entries
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
