// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

extension FHIRPathPatch {
    /// Reads the patch that a Parameters resource says.
    ///
    /// - Throws: the first operation that is not one and why; parameters and parts that no operation has are refused.
    package init(_ parameters: JSONNode, operationLimit: Int = FHIRPathPatch.operationLimit)
        throws(FHIRPathPatchFailure)
    {
        guard parameters["resourceType"]?.equals("Parameters") == true else {
            throw FHIRPathPatchFailure(.notParameters)
        }
        let entries = Array(parameters.items("parameter"))
        guard entries.count <= operationLimit else {
            throw FHIRPathPatchFailure(.tooManyOperations(limit: operationLimit))
        }
        var operations: [Operation] = []
        for (index, entry) in entries.enumerated() {
            do {
                operations.append(try Operation(entry))
            } catch {
                throw FHIRPathPatchFailure(error, operation: index)
            }
        }
        self.operations = operations
    }
}

extension FHIRPathPatch.Operation {
    /// The parts that operations have.
    private enum PartName: String {
        case type, path, name, value, index, source, destination
    }

    fileprivate init(_ entry: JSONNode) throws(FHIRPathPatchFailure.Code) {
        guard entry["name"]?.equals("operation") == true else { throw .notAnOperation }
        var parts: [PartName: JSONNode] = [:]
        for part in entry.items("part") {
            guard let name = part["name"]?.string.flatMap(PartName.init(rawValue:)) else { throw .unexpectedPart }
            guard parts.updateValue(part, forKey: name) == nil else { throw .repeatedPart }
        }
        guard let type = try Self.text(parts[.type]) else { throw .noType }
        guard let path = try Self.text(parts[.path]) else { throw .noPath }
        let wanted: Set<PartName>
        switch type {
        case "add":
            wanted = [.name, .value]
            guard let name = try Self.text(parts[.name]) else { throw .noName }
            kind = .add(try Self.value(parts[.value]), named: name)
        case "insert":
            wanted = [.index, .value]
            guard let index = try Self.position(parts[.index]) else { throw .noIndex }
            kind = .insert(try Self.value(parts[.value]), at: index)
        case "delete":
            wanted = []
            kind = .delete
        case "replace":
            wanted = [.value]
            kind = .replace(try Self.value(parts[.value]))
        case "move":
            wanted = [.source, .destination]
            guard let source = try Self.position(parts[.source]),
                let destination = try Self.position(parts[.destination])
            else { throw .noSourceOrDestination }
            kind = .move(from: source, to: destination)
        default: throw .unknownType
        }
        guard wanted.union([.type, .path]).isSuperset(of: parts.keys) else { throw .unexpectedPart }
        do {
            self.path = try FHIRPathExpression(path)
        } catch {
            throw .invalidPath(error)
        }
    }

    private static func value(_ part: JSONNode?) throws(FHIRPathPatchFailure.Code) -> PatchValue {
        guard let part else { throw .noValue }
        return try PatchValue(part)
    }

    /// A text that is not empty; nil where there is no such part.
    private static func text(_ part: JSONNode?) throws(FHIRPathPatchFailure.Code) -> String? {
        guard let part else { return nil }
        guard case .typed(_, let value?, _) = try PatchValue(part), let text = value.string, !text.isEmpty else {
            throw .notAText
        }
        return text
    }

    private static func position(_ part: JSONNode?) throws(FHIRPathPatchFailure.Code) -> Int? {
        guard let part else { return nil }
        guard case .typed(_, let value?, _) = try PatchValue(part),
            let position = value.numberText.flatMap({ Int($0) }),
            position >= 0
        else { throw .notAPosition }
        return position
    }
}
