// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension JSONPatch {
    /// Reads a patch document.
    ///
    /// - Parameters:
    ///   - bytes: the UTF-8 of a JSON array of operations.
    ///   - limits: how large the text may be.
    ///   - operationLimit: how many operations it may have.
    package static func parse(
        _ bytes: some Sequence<UInt8>, limits: JSONLimits = .standard, operationLimit: Int = JSONPatch.operationLimit
    ) throws(JSONPatchFailure) -> JSONPatch {
        let document: JSONDocument
        do {
            document = try JSONDocument.parse(bytes, limits: limits)
        } catch {
            throw JSONPatchFailure(.notJSON(error))
        }
        return try JSONPatch(document.root, operationLimit: operationLimit)
    }

    /// Reads the patch that a JSON array says.
    package init(_ patch: JSONNode, operationLimit: Int = JSONPatch.operationLimit) throws(JSONPatchFailure) {
        guard patch.isArray else { throw JSONPatchFailure(.notAnArray) }
        guard patch.count <= operationLimit else { throw JSONPatchFailure(.tooManyOperations(limit: operationLimit)) }
        var operations: [Operation] = []
        operations.reserveCapacity(patch.count)
        for (index, entry) in patch.children.enumerated() {
            do {
                operations.append(try Operation(entry))
            } catch {
                throw JSONPatchFailure(error, operation: index)
            }
        }
        self.init(operations: operations)
    }
}

extension JSONPatch.Operation {
    /// Reads one operation; members that RFC 6902 does not name are ignored.
    fileprivate init(_ entry: JSONNode) throws(JSONPatchFailure.Code) {
        guard entry.isObject else { throw .notAnObject }
        guard let op = entry["op"] else { throw .noOp }
        switch op.string {
        case "add": self = .add(try Self.value(of: entry), at: try Self.path(of: entry))
        case "remove": self = .remove(at: try Self.path(of: entry))
        case "replace": self = .replace(at: try Self.path(of: entry), with: try Self.value(of: entry))
        case "move": self = .move(from: try Self.from(of: entry), to: try Self.path(of: entry))
        case "copy": self = .copy(from: try Self.from(of: entry), to: try Self.path(of: entry))
        case "test": self = .test(try Self.value(of: entry), at: try Self.path(of: entry))
        default: throw .unknownOp
        }
    }

    private static func path(of entry: JSONNode) throws(JSONPatchFailure.Code) -> JSONPointer {
        guard let text = entry["path"]?.string else { throw .noPath }
        do {
            return try JSONPointer(text)
        } catch {
            throw .invalidPath(error)
        }
    }

    private static func from(of entry: JSONNode) throws(JSONPatchFailure.Code) -> JSONPointer {
        guard let text = entry["from"]?.string else { throw .noFrom }
        do {
            return try JSONPointer(text)
        } catch {
            throw .invalidFrom(error)
        }
    }

    private static func value(of entry: JSONNode) throws(JSONPatchFailure.Code) -> JSONNode {
        guard let value = entry["value"] else { throw .noValue }
        return value
    }
}
