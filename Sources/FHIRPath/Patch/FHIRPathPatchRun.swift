// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// A resource while a FHIRPath Patch changes it, one operation after the other.
struct FHIRPathPatchRun {
    private(set) var document: JSONDocument
    let environment: FHIRPathEnvironment
    let limits: JSONLimits

    mutating func perform(_ operation: FHIRPathPatch.Operation) throws(FHIRPathPatchFailure.Code) {
        switch operation.kind {
        case .add(let value, let name): try add(value, name, operation.path)
        case .insert(let value, let index): try insert(value, at: index, operation.path)
        case .delete:
            let elements = try elements(operation.path)
            guard elements.count <= 1 else { throw .severalElements }
            if let element = elements.first { try delete(element) }
        case .replace(let value): try replace(try onlyElement(operation.path), by: value)
        case .move(let source, let destination): try move(from: source, to: destination, operation.path)
        }
    }

    // MARK: What paths select

    private func elements(_ path: FHIRPathExpression) throws(FHIRPathPatchFailure.Code) -> [FHIRNode] {
        guard let resource = FHIRNode(resource: document) else { throw .notAResource }
        let result: FHIRPathResult
        do {
            try path.check(on: resource.typeName)
            result = try path.evaluate(on: resource, environment)
        } catch {
            throw .invalidPath(error)
        }
        let nodes = result.nodes
        guard nodes.count == result.count, nodes.allSatisfy({ $0.document === document }) else { throw .notAnElement }
        return nodes
    }

    private func onlyElement(_ path: FHIRPathExpression) throws(FHIRPathPatchFailure.Code) -> FHIRNode {
        let elements = try elements(path)
        guard elements.count <= 1 else { throw .severalElements }
        guard let element = elements.first else { throw .noElement }
        return element
    }

    /// The one element that would hold what a path names in vain, and that name.
    private func holder(ofAbsent path: FHIRPathExpression) throws(FHIRPathPatchFailure.Code) -> (FHIRNode, String) {
        guard let (parent, name) = path.lastStep else { throw .noElement }
        guard let parent else {
            guard let resource = FHIRNode(resource: document) else { throw .notAResource }
            return (resource, name)
        }
        return (try onlyElement(parent), name)
    }

    private func place(of node: FHIRNode) throws(FHIRPathPatchFailure.Code) -> ElementPlace {
        guard let json = node.json ?? node.siblingJSON else { throw .noElement }
        guard let place = ElementPlace(json.pointer, in: document.root) else { throw .wholeResource }
        return place
    }

    // MARK: Operations

    private mutating func add(
        _ value: PatchValue, _ name: String, _ path: FHIRPathExpression
    ) throws(FHIRPathPatchFailure.Code) {
        let elements = try elements(path)
        guard elements.count <= 1 else { throw .severalElements }
        if let element = elements.first { return try add(value, name, to: element) }
        // An element that is not there yet has nothing in it but what is added.
        let (holder, missing) = try holder(ofAbsent: path)
        let type = R4.structure(named: holder.typeName)?.element(named: missing)?.type.name
        guard let kind = type.flatMap({ R4.structure(named: $0)?.kind }), kind == .complexType || kind == .nestedElement
        else { throw .noElement }
        try add(.parts([(name, value)]), missing, to: holder)
    }

    private mutating func add(
        _ value: PatchValue, _ name: String, to node: FHIRNode
    ) throws(FHIRPathPatchFailure.Code) {
        guard let structure = R4.structure(named: node.typeName) else { throw .unknownElement(of: node.typeName) }
        let target = try structure.target(of: name, for: value)
        let object = node.object
        let members = target.element.isChoice ? target.element.types.map(target.element.memberName) : [target.member]
        var list = ElementList(of: target.member, in: object, isRepeating: target.element.isRepeating)
        let isThere = members.contains { object?[dynamic: $0] != nil || object?[dynamic: "_" + $0] != nil }
        guard list.isList || !isThere else { throw .alreadyThere }
        list.items.append(try value.content(for: target.type))
        try set(list, target.member, in: node)
    }

    /// Gives an element these elements under a name, in place of those that it has.
    private mutating func set(
        _ list: ElementList, _ member: String, in node: FHIRNode
    ) throws(FHIRPathPatchFailure.Code) {
        if let object = node.object {
            return try perform(try list.changes(of: member, in: object, at: object.pointer))
        }
        // A primitive without an id and extensions so far has no object for them.
        let place = try place(of: node)
        guard let holder = place.holder.node(in: document.root), let structure = place.structure(in: document.root),
            let element = structure.element(named: place.member)?.element, !element.isXMLAttribute
        else { throw .unknownElement(of: node.typeName) }
        var own = ElementList(of: place.member, in: holder, isRepeating: element.isRepeating)
        guard own.items.indices.contains(place.index ?? 0) else { throw .noElement }
        var writer = JSONWriter()
        writer.object { list.write(as: member, to: &$0) }
        own.items[place.index ?? 0].more = writer.bytes
        try perform(try own.changes(of: place.member, in: holder, at: place.holder))
    }

    private mutating func insert(
        _ value: PatchValue, at index: Int, _ path: FHIRPathExpression
    ) throws(FHIRPathPatchFailure.Code) {
        let elements = try elements(path)
        guard !elements.isEmpty else {
            let (holder, name) = try holder(ofAbsent: path)
            let target = R4.structure(named: holder.typeName)?.element(pathName: name)
            guard target?.isRepeating == true else { throw .notAList }
            guard index == 0 else { throw .beyondEnd(count: 0) }
            return try add(value, name, to: holder)
        }
        let (place, whole, type) = try wholeList(elements)
        var list = whole
        guard index <= list.items.count else { throw .beyondEnd(count: list.items.count) }
        list.items.insert(try value.content(for: type), at: index)
        try write(list, at: place)
    }

    private mutating func move(
        from source: Int, to destination: Int, _ path: FHIRPathExpression
    ) throws(FHIRPathPatchFailure.Code) {
        let elements = try elements(path)
        guard !elements.isEmpty else { throw .noElement }
        let (place, whole, _) = try wholeList(elements)
        var list = whole
        guard max(source, destination) < list.items.count else { throw .beyondEnd(count: list.items.count) }
        list.items.insert(list.items.remove(at: source), at: destination)
        try write(list, at: place)
    }

    /// The list that these elements, and no others, are.
    private func wholeList(_ elements: [FHIRNode]) throws(FHIRPathPatchFailure.Code) -> (
        ElementPlace, ElementList, String
    ) {
        let place = try place(of: elements[0])
        guard let holder = place.holder.node(in: document.root),
            let target = place.structure(in: document.root)?.element(named: place.member)
        else { throw .notAList }
        guard target.element.isRepeating, place.index != nil else { throw .notAList }
        let list = ElementList(of: place.member, in: holder, isRepeating: true)
        var positions = Set<Int>()
        for element in elements {
            let other = try self.place(of: element)
            guard other.holder == place.holder, other.member == place.member, let index = other.index else {
                throw .severalLists
            }
            positions.insert(index)
        }
        guard positions.count == list.items.count else { throw .notWholeList }
        return (place, list, target.type.name)
    }

    private mutating func replace(_ node: FHIRNode, by value: PatchValue) throws(FHIRPathPatchFailure.Code) {
        let place = try place(of: node)
        guard let holder = place.holder.node(in: document.root), let structure = place.structure(in: document.root),
            let old = structure.element(named: place.member)
        else { throw .unknownElement(of: node.typeName) }
        // A choice may become one of its other types; else the value has to fit the type that is there.
        var (member, type) = (place.member, old.type.name)
        if old.element.isChoice, case .typed(let given, _, _) = value,
            let other = old.element.types.first(where: { $0.name == given })
        {
            (member, type) = (old.element.memberName(for: other), other.name)
        }
        let content = try value.content(for: type)
        guard member == place.member else {
            let none = ElementList(items: [], isList: false)
            let new = ElementList(items: [content], isList: false)
            return try perform(
                try none.changes(of: place.member, in: holder, at: place.holder)
                    + (try new.changes(of: member, in: holder, at: place.holder)))
        }
        var list = ElementList(of: member, in: holder, isRepeating: old.element.isRepeating)
        guard list.items.indices.contains(place.index ?? 0) else { throw .noElement }
        list.items[place.index ?? 0] = content
        try write(list, at: place)
    }

    /// Takes an element away, and what holds nothing after that.
    private mutating func delete(_ node: FHIRNode) throws(FHIRPathPatchFailure.Code) {
        var place = try place(of: node)
        var isWhole = true
        while let holder = place.holder.node(in: document.root) {
            var list = ElementList(of: place.member, in: holder, isRepeating: place.index != nil)
            let index = place.index ?? 0
            guard list.items.indices.contains(index) else { throw .noElement }
            if isWhole {
                list.items.remove(at: index)
            } else {
                if place.isMore { list.items[index].more = nil } else { list.items[index].value = nil }
                if list.items[index].value == nil, list.items[index].more == nil { list.items.remove(at: index) }
            }
            let others = holder.children.contains { !$0.hasName(place.member) && !$0.hasName("_" + place.member) }
            guard list.items.isEmpty, !others, let outer = ElementPlace(place.holder, in: document.root) else {
                return try write(list, at: place)
            }
            (place, isWhole) = (outer, false)
        }
    }

    // MARK: Changes

    private mutating func write(_ list: ElementList, at place: ElementPlace) throws(FHIRPathPatchFailure.Code) {
        guard let holder = place.holder.node(in: document.root) else { throw .noElement }
        try perform(try list.changes(of: place.member, in: holder, at: place.holder))
    }

    private mutating func perform(_ changes: [JSONPatch.Operation]) throws(FHIRPathPatchFailure.Code) {
        do {
            document = try JSONPatch(operations: changes).apply(to: document, limits: limits)
        } catch {
            throw .resultRefused(error)
        }
    }
}

extension FHIRNode {
    /// The object of its elements, which a primitive has beside its value; nil where a primitive has none.
    fileprivate var object: JSONNode? { type.isPrimitive ? siblingJSON : json }
}
