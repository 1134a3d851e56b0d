// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One FHIR resource: its text and its tape.
///
/// A resource is only known to be a JSON object with a `resourceType`;
/// everything else is read on demand, so data no one foresaw survives.
package struct Resource: Sendable {
    /// The parsed text.
    package let document: JSONDocument

    /// The resource itself; inside a Bundle's document this is not the root.
    package let node: JSONNode

    /// The kind of resource, such as `Patient`.
    package let type: String

    /// Reads a resource from JSON text.
    ///
    /// - Throws: ``ResourceFailure`` where the text is not JSON, not an object or has no `resourceType`.
    package init(_ bytes: some Sequence<UInt8>, limits: JSONLimits = .standard) throws(ResourceFailure) {
        let document: JSONDocument
        do {
            document = try JSONDocument.parse(bytes, limits: limits)
        } catch {
            throw .json(error)
        }
        try self.init(document.root)
    }

    /// The resource that a value of a larger document holds, such as `Bundle.entry.resource`.
    package init(_ node: JSONNode) throws(ResourceFailure) {
        guard node.isObject else { throw .notAnObject }
        guard let type = node["resourceType"]?.string else { throw .noResourceType }
        document = node.document
        self.node = node
        self.type = type
    }

    /// The logical id, where there is one.
    package var id: String? { node["id"]?.string }

    /// `Type/id`, where there is an id.
    package var reference: String? { id.map { "\(type)/\($0)" } }

    /// The same resource as the root of a document of its own.
    package func standingAlone() throws(ResourceFailure) -> Resource {
        if node.isRoot, node.range.count == document.byteCount { return self }
        return try Resource(node.bytes)
    }

    /// The resource's own text.
    package var bytes: [UInt8] { node.bytes }

    /// A member of the resource.
    package subscript(_ name: StaticString) -> JSONNode? { node[name] }

    /// The items of a repeating member; empty where there is none.
    package func items(_ name: StaticString) -> JSONChildren { node.items(name) }
}

/// Why a text is not a resource.
package enum ResourceFailure: Error, Sendable, Equatable {
    case json(JSONFailure)
    case notAnObject
    case noResourceType

    /// What is wrong and how to mend it.
    package var message: String {
        switch self {
        case .json(let failure): failure.message
        case .notAnObject: "A resource is a JSON object"
        case .noResourceType: "The object has no resourceType; name the kind of resource"
        }
    }
}
