// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An XML text while a patch changes it, one operation after the other.
struct XMLPatchRun {
    private(set) var root: EditedElement
    /// How many elements, attributes and characters may still be looked at.
    private var workLeft: Int

    /// The way to an element: places among parts, from the root element on.
    typealias Path = [Int]

    /// What a path selects.
    private enum Location {
        case element(Path)
        case attribute(Path, Int)
        case text(Path, Int)
        /// In an element, something that is not kept.
        case meaningless
    }

    init(root: EditedElement, workLeft: Int) {
        self.root = root
        self.workLeft = workLeft
    }

    mutating func perform(_ operation: XMLPatch.Operation) throws(XMLPatchFailure.Code) {
        let location = try locate(operation.selector)
        switch operation.kind {
        case .add(let position): try add(operation.content, position, at: location)
        case .addAttribute(let name):
            guard case .element(let path) = location else { throw .notAnElement }
            let value = try Self.text(of: operation.content)
            try root.edit(at: path[...]) { (element) throws(XMLPatchFailure.Code) in
                guard !element.attributes.contains(where: { $0.name.matches(name) }) else { throw .attributeIsThere }
                element.attributes.append(EditedElement.Attribute(name: name, value: value))
            }
        case .addDeclaration:
            guard case .element = location else { throw .notAnElement }
        case .replace: try replace(location, by: operation.content)
        case .remove: try remove(location)
        }
    }

    // MARK: Changes

    private mutating func add(
        _ content: [EditedElement.Part], _ position: XMLPatch.Operation.Position, at location: Location
    ) throws(XMLPatchFailure.Code) {
        var path: Path
        let place: Int?
        switch (location, position) {
        case (.meaningless, _): return
        case (.attribute, _): throw .notAnElement
        case (.element(let element), .last): (path, place) = (element, nil)
        case (.element(let element), .first): (path, place) = (element, 0)
        case (.text, .last), (.text, .first): throw .notAnElement
        case (.element(let element), .before), (.element(let element), .after):
            path = element
            guard let own = path.popLast() else {
                // Only comments, which are not kept, may stand there.
                guard content.allSatisfy(\.isBlank) else { throw .besideRoot }
                return
            }
            place = position == .before ? own : own + 1
        case (.text(let element, let own), .before), (.text(let element, let own), .after):
            path = element
            place = position == .before ? own : own + 1
        }
        try root.edit(at: path[...]) { element in
            element.parts.insert(contentsOf: content, at: place ?? element.parts.count)
        }
    }

    private mutating func replace(
        _ location: Location, by content: [EditedElement.Part]
    ) throws(XMLPatchFailure.Code) {
        switch location {
        case .meaningless: return
        case .element(let path): try replaceElement(at: path, by: try Self.onlyElement(of: content))
        case .attribute(let path, let place):
            let value = try Self.text(of: content)
            try root.edit(at: path[...]) { $0.attributes[place].value = value }
        case .text(let path, let place):
            let text = try Self.text(of: content)
            try root.edit(at: path[...]) { element in
                if text.isEmpty { element.parts.remove(at: place) } else { element.parts[place] = .text(text) }
            }
        }
    }

    private mutating func replaceElement(
        at path: Path, by element: EditedElement
    ) throws(XMLPatchFailure.Code) {
        var path = path
        guard let place = path.popLast() else {
            root = element
            return
        }
        try root.edit(at: path[...]) { $0.parts[place] = .element(element) }
    }

    private mutating func remove(_ location: Location) throws(XMLPatchFailure.Code) {
        switch location {
        case .meaningless: return
        case .element(var path):
            guard let place = path.popLast() else { throw .rootRemoved }
            try root.edit(at: path[...]) { $0.parts.remove(at: place) }
        case .attribute(let path, let place): try root.edit(at: path[...]) { $0.attributes.remove(at: place) }
        case .text(let path, let place): try root.edit(at: path[...]) { $0.parts.remove(at: place) }
        }
    }

    /// The text of an operation's content, which holds nothing else.
    private static func text(of content: [EditedElement.Part]) throws(XMLPatchFailure.Code) -> [UInt8] {
        var whole: [UInt8] = []
        for part in content {
            guard case .text(let text) = part else { throw .misplacedElement }
            whole += text
        }
        return whole
    }

    private static func onlyElement(of content: [EditedElement.Part]) throws(XMLPatchFailure.Code) -> EditedElement {
        var only: EditedElement?
        for part in content {
            switch part {
            case .element(let element):
                guard only == nil else { throw .notOneElement }
                only = element
            case .text(let text):
                guard text.allSatisfy(XMLDocument.isSpace) else { throw .misplacedText }
            }
        }
        guard let only else { throw .notOneElement }
        return only
    }

    // MARK: Selecting

    /// The one place that a path selects.
    private mutating func locate(_ selector: XMLSelector) throws(XMLPatchFailure.Code) -> Location {
        var found: [(path: Path, element: EditedElement)] = []
        for (number, step) in selector.steps.enumerated() {
            let outer = found
            found = []
            if number == 0 {
                found = try narrowed([([], root)], step)
            } else {
                for (path, element) in outer {
                    try work(element.parts.count)
                    let children = element.elements.map { (path: path + [$0.place], element: $0.element) }
                    found += try narrowed(children, step)
                }
            }
        }
        var locations: [Location] = []
        for (path, element) in found {
            switch selector.end {
            case .element: locations.append(.element(path))
            case .meaningless: locations.append(.meaningless)
            case .attribute(let test):
                for (place, attribute) in element.attributes.enumerated() where test.matches(attribute.name) {
                    locations.append(.attribute(path, place))
                }
            case .text(let position):
                let texts = element.parts.indices.filter { if case .text = element.parts[$0] { true } else { false } }
                guard let position else {
                    locations += texts.map { .text(path, $0) }
                    continue
                }
                if position <= texts.count { locations.append(.text(path, texts[position - 1])) }
            }
        }
        guard locations.count <= 1 else { throw .severalLocated }
        guard let location = locations.first else { throw .notLocated }
        return location
    }

    /// Those of the children of one element that a step leads to.
    private mutating func narrowed(
        _ children: [(path: Path, element: EditedElement)], _ step: XMLSelector.Step
    ) throws(XMLPatchFailure.Code) -> [(path: Path, element: EditedElement)] {
        try work(children.count)
        var found = children.filter { step.test.matches($0.element.name) }
        for predicate in step.predicates {
            try work(found.count)
            switch predicate {
            case .position(let position): found = position <= found.count ? [found[position - 1]] : []
            case .last: found = Array(found.suffix(1))
            case .equal(let operand, let text):
                var kept: [(path: Path, element: EditedElement)] = []
                for candidate in found where try meets(candidate.element, operand, text) { kept.append(candidate) }
                found = kept
            }
        }
        return found
    }

    /// Whether anything that an operand leads to is the text.
    private mutating func meets(
        _ element: EditedElement, _ operand: XMLSelector.Operand, _ text: [UInt8]
    ) throws(XMLPatchFailure.Code) -> Bool {
        guard case .path(let steps, let attribute) = operand else {
            try work(element.parts.count)
            return element.parts.contains { if case .text(let own) = $0 { own == text } else { false } }
        }
        var elements = [element]
        for test in steps {
            var next: [EditedElement] = []
            for element in elements {
                try work(element.parts.count)
                next += element.elements.map(\.element).filter { test.matches($0.name) }
            }
            elements = next
        }
        for element in elements {
            if let attribute {
                try work(element.attributes.count)
                if element.attributes.contains(where: { attribute.matches($0.name) && $0.value == text }) {
                    return true
                }
            } else {
                let own = element.text
                try work(own.count)
                if own == text { return true }
            }
        }
        return false
    }

    private mutating func work(_ amount: Int) throws(XMLPatchFailure.Code) {
        workLeft -= 1 + amount
        guard workLeft > 0 else { throw .tooMuchWork }
    }
}
