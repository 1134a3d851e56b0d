// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
internal import FHIRModel

/// What a node answers to a question about one person's record.
package struct NodeRecordAnswer: Sendable {
    /// What the node decided for itself, whatever the exchange decided.
    package var isAllowed: Bool
    package var reasons: [String]
    package var items: [RecordItem]
    package var context: [RecordItem]
    package var sources: [SourceLine]
    package var possibleOtherRecords: Int
    package var hiddenItems: Int

    /// An answer; see the members.
    package init(
        isAllowed: Bool, reasons: [String], items: [RecordItem] = [], context: [RecordItem] = [],
        sources: [SourceLine] = [], possibleOtherRecords: Int = 0, hiddenItems: Int = 0
    ) {
        self.isAllowed = isAllowed
        self.reasons = reasons
        self.items = items
        self.context = context
        self.sources = sources
        self.possibleOtherRecords = possibleOtherRecords
        self.hiddenItems = hiddenItems
    }

    /// The answer as JSON: resources as they are stored, in one text.
    package var bytes: [UInt8] {
        var writer = JSONWriter(capacity: items.reduce(4_096) { $0 + $1.resource.node.range.count + 120 })
        writer.object { writer in
            writer.member("allowed", isAllowed)
            writer.array("reasons") { writer in for reason in reasons { writer.string(reason) } }
            writer.member("possible", possibleOtherRecords)
            writer.member("hidden", hiddenItems)
            writer.array("sources") { writer in for line in sources { line.write(to: &writer) } }
            writer.array("items") { writer in for item in items { item.write(to: &writer) } }
            writer.array("context") { writer in for item in context { item.write(to: &writer) } }
        }
        return writer.bytes
    }

    /// Reads an answer of `node`.
    ///
    /// - Throws: ``NodeFailure/unreadable`` for anything that is not one, whole and well formed.
    package init(_ bytes: some Sequence<UInt8>, node: String) throws(NodeFailure) {
        guard
            let root = try? JSONDocument.parse(
                bytes, limits: JSONLimits(byteCount: 200_000_000, depth: 110, nodeCount: 40_000_000)
            ).root,
            let isAllowed = root["allowed"]?.bool, let items = root["items"], items.isArray,
            let sources = root["sources"], sources.isArray, let context = root["context"], context.isArray,
            let possible = root["possible"]?.tally,
            let hidden = root["hidden"]?.tally
        else { throw .unreadable }
        self.init(
            isAllowed: isAllowed, reasons: root.items("reasons").compactMap(\.string),
            items: try Self.items(items, node: node), context: try Self.items(context, node: node), sources: [],
            possibleOtherRecords: possible, hiddenItems: hidden)
        for line in sources.children {
            guard let own = SourceLine(line, node: node) else { throw .unreadable }
            self.sources.append(own)
        }
    }

    private static func items(_ list: JSONNode, node: String) throws(NodeFailure) -> [RecordItem] {
        var items: [RecordItem] = []
        items.reserveCapacity(list.count)
        for entry in list.children {
            guard let item = RecordItem(entry, node: node) else { throw .unreadable }
            items.append(item)
        }
        return items
    }
}

/// Why a node did not answer.
package enum NodeFailure: Error, Sendable, Equatable {
    /// Nobody answers at its address.
    case unreachable
    /// Its answer is damaged or not whole.
    case unreadable
    /// It refused the exchange's token.
    case refused
    /// It failed several times in a row and is left alone for a while.
    case resting
    /// It did not answer in time.
    case tooSlow
}

extension RecordItem {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("feed", feed)
            writer.member("organisation", organisation?.text)
            writer.member("received", Int(received.microseconds))
            writer.key("resource")
            writer.node(resource.node)
        }
    }

    init?(_ entry: JSONNode, node: String) {
        guard let received = entry["received"]?.timestamp, let body = entry["resource"],
            let resource = try? Resource(body)
        else { return nil }
        self.init(
            resource: resource, node: node, feed: entry["feed"]?.string,
            organisation: entry["organisation"]?.string.flatMap { ODSCode($0) }, received: received)
    }
}

extension SourceLine {
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("feed", feed)
            writer.member("organisation", organisation?.text)
            writer.member("name", name)
            writer.member("sensitiveName", isNameSensitive)
            writer.member("state", state.rawValue)
            writer.member("concernsPerson", concernsPerson)
            writer.array("content") { writer in for section in content.sorted() { writer.string(section.rawValue) } }
            writer.member("lastReceived", lastReceived.map { Int($0.microseconds) })
            writer.member("itemCount", itemCount)
        }
    }

    init?(_ line: JSONNode, node: String) {
        guard let state = line["state"]?.string.flatMap(State.init(rawValue:)), let name = line["name"]?.string,
            let itemCount = line["itemCount"]?.tally
        else { return nil }
        self.init(
            node: node, feed: line["feed"]?.string, organisation: line["organisation"]?.string.flatMap { ODSCode($0) },
            name: name, isNameSensitive: line["sensitiveName"]?.bool ?? true, state: state,
            concernsPerson: line["concernsPerson"]?.bool ?? true,
            content: Set(line.items("content").compactMap { $0.string.flatMap(RecordSection.init(rawValue:)) }),
            lastReceived: line["lastReceived"]?.timestamp, itemCount: itemCount)
    }
}
