// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Adds profiles, tags and security labels to a resource, or takes them away.
struct MetaEdit {
    /// What is done with what is named.
    enum Change: Equatable {
        case add, delete
    }

    let change: Change
    /// What is named, as a `meta`.
    let named: JSONNode

    /// The resource with its `meta` changed and all else as it was; nil where nothing changes.
    func applied(to resource: Resource) throws -> Resource? {
        let meta = resource.node["meta"]
        let lists = ["profile", "security", "tag"].map { name in
            let now = Self.items(of: meta, name)
            return (name: name, now: now, new: result(now, Self.items(of: named, name)))
        }
        guard lists.contains(where: { $0.now.count != $0.new.count }) else { return nil }
        var writer = JSONWriter(capacity: resource.node.range.count + 256)
        writer.object { writer in
            for member in resource.node.children where !member.hasName("meta") { writer.compactMember(member) }
            writer.object("meta") { writer in
                for member in meta?.children.map({ $0 }) ?? [] where !lists.contains(where: { $0.name == member.name })
                {
                    writer.compactMember(member)
                }
                for list in lists where !list.new.isEmpty {
                    writer.array(list.name) { writer in for item in list.new { writer.node(item) } }
                }
            }
        }
        return try Resource(writer.bytes)
    }

    private func result(_ now: [JSONNode], _ named: [JSONNode]) -> [JSONNode] {
        switch change {
        case .add:
            var all = now
            for item in named where !all.contains(where: { Self.isSame($0, item) }) { all.append(item) }
            return all
        case .delete: return now.filter { item in !named.contains { Self.isSame($0, item) } }
        }
    }

    /// Profiles are the same by their text, labels by system and code.
    private static func isSame(_ one: JSONNode, _ other: JSONNode) -> Bool {
        guard one.isObject, other.isObject else { return one.string != nil && one.string == other.string }
        return one["system"]?.string == other["system"]?.string && one["code"]?.string == other["code"]?.string
    }

    private static func items(of meta: JSONNode?, _ name: String) -> [JSONNode] {
        let list = meta?.children.first { $0.name == name }
        return list.map { Array($0.children) } ?? []
    }
}
