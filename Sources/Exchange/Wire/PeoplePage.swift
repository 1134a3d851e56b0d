// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
package import Identity

/// How much of a node's list of people an exchange has.
package struct PeopleMark: Sendable, Equatable {
    /// Which list; another one is begun when the node starts anew.
    ///
    /// Empty where the exchange has none.
    package var list: String
    /// How many keys of it the exchange has.
    package var count: Int

    /// A mark at the very beginning.
    package static let start = PeopleMark(list: "", count: 0)

    /// A mark; see the members.
    package init(list: String, count: Int) {
        self.list = list
        self.count = count
    }

    /// The mark as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("list", list)
            writer.member("count", count)
        }
        return writer.bytes
    }

    /// Reads a mark; nil where it is none.
    package init?(_ bytes: [UInt8]) {
        guard let root = try? JSONDocument.parse(bytes).root, let list = root["list"]?.string,
            let count = root["count"]?.tally
        else { return nil }
        self.init(list: list, count: count)
    }
}

/// A piece of a node's list of the people it may hold.
///
/// The list only grows: whoever has its first part asks for the rest.
package struct PeoplePage: Sendable {
    /// Up to where the list is known with this piece.
    package var mark: PeopleMark
    /// How many keys stand before this piece: none where the list is another one than the mark spoke of.
    package var start: Int
    package var keys: [PersonKey]
    /// Whether the list is known to its end, and had everyone whom the node held when it was asked.
    package var isWhole: Bool
    /// What the node would answer about its sources for someone whom it does not hold.
    package var sources: [SourceLine]

    /// A piece; see the members.
    package init(mark: PeopleMark, start: Int, keys: [PersonKey], isWhole: Bool, sources: [SourceLine]) {
        self.mark = mark
        self.start = start
        self.keys = keys
        self.isWhole = isWhole
        self.sources = sources
    }

    /// The piece as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter(capacity: 4_096 + keys.count * 12)
        writer.object { writer in
            writer.member("list", mark.list)
            writer.member("start", start)
            writer.array("keys") { writer in for key in keys { writer.integer(key.value) } }
            writer.member("whole", isWhole)
            writer.array("sources") { writer in for line in sources { line.write(to: &writer) } }
        }
        return writer.bytes
    }

    /// Reads a piece from `node`.
    package init(_ bytes: some Sequence<UInt8>, node: String) throws(NodeFailure) {
        guard let root = try? JSONDocument.parse(bytes).root, let list = root["list"]?.string, !list.isEmpty,
            let start = root["start"]?.tally, let isWhole = root["whole"]?.bool, let keys = root["keys"], keys.isArray,
            let sources = root["sources"], sources.isArray
        else { throw .unreadable }
        self.init(
            mark: PeopleMark(list: list, count: start + keys.count), start: start, keys: [], isWhole: isWhole,
            sources: [])
        self.keys.reserveCapacity(keys.count)
        for entry in keys.children {
            guard let key = entry.numberText.flatMap({ UInt64($0) }).flatMap(PersonKey.init(value:)) else {
                throw .unreadable
            }
            self.keys.append(key)
        }
        for entry in sources.children {
            guard let line = SourceLine(entry, node: node) else { throw .unreadable }
            self.sources.append(line)
        }
    }
}
