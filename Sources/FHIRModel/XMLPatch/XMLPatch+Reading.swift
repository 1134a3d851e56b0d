// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension XMLPatch {
    /// Reads a patch document.
    ///
    /// - Parameters:
    ///   - bytes: the UTF-8 of an element, of whatever name, that holds the operations.
    ///   - limits: how large the text may be.
    package static func parse(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(XMLPatchFailure) -> XMLPatch {
        let root: XMLElement
        do {
            root = try XMLElement(parsing: bytes, limits: limits)
        } catch {
            throw XMLPatchFailure(.notXML(error))
        }
        return try XMLPatch(root)
    }

    /// Reads the operations that an element holds; their names count, whatever their namespace.
    package init(_ element: XMLElement, operationLimit: Int = XMLPatch.operationLimit) throws(XMLPatchFailure) {
        let entries = element.elements
        guard !entries.isEmpty else { throw XMLPatchFailure(.noOperations) }
        guard entries.count <= operationLimit else { throw XMLPatchFailure(.tooManyOperations(limit: operationLimit)) }
        let outer = element.namespacesInScope
        var operations: [Operation] = []
        for (index, entry) in entries.enumerated() {
            do {
                operations.append(try Operation(entry, namespaces: entry.namespaces(within: outer)))
            } catch {
                throw XMLPatchFailure(error, operation: index)
            }
        }
        self.operations = operations
    }
}

extension XMLPatch.Operation {
    fileprivate init(
        _ entry: XMLElement, namespaces: [String: XMLNamespace]
    ) throws(XMLPatchFailure.Code) {
        guard let path = entry.attribute("sel") else { throw .noSelector }
        var allowed: Set = ["sel"]
        switch entry.name {
        case "add":
            allowed.formUnion(["pos", "type"])
            kind = try Self.addition(type: entry.attribute("type"), position: entry.attribute("pos"), namespaces)
        case "replace": kind = .replace
        case "remove":
            // Which white space goes too: there is none in a resource.
            allowed.insert("ws")
            kind = .remove
        default: throw .unknownOperation
        }
        guard allowed.isSuperset(of: entry.attributeNames) else { throw .unknownAttribute }
        selector = try XMLSelector(path, namespaces: namespaces)
        content = EditedElement(entry).parts
    }

    private static func addition(
        type: String?, position: String?, _ namespaces: [String: XMLNamespace]
    ) throws(XMLPatchFailure.Code) -> Kind {
        guard let type else {
            return switch position {
            case nil: .add(.last)
            case "prepend": .add(.first)
            case "before": .add(.before)
            case "after": .add(.after)
            default: throw .unknownPosition
            }
        }
        guard position == nil else { throw .unknownPosition }
        if type.hasPrefix("namespace::") { return .addDeclaration }
        for prefix in ["@", "attribute::"] where type.hasPrefix(prefix) {
            return .addAttribute(try XMLSelector.attributeName(String(type.dropFirst(prefix.count)), namespaces))
        }
        throw .unknownAdditionType
    }
}
