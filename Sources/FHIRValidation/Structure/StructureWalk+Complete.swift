// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Rules of the complete level: which members there are, and how they go together.
extension StructureWalk {
    // MARK: Members

    /// A member that R4 does not know.
    ///
    /// Its name is only told where it can be the name of an element: anything may stand there, also somebody's number.
    mutating func unknown(_ member: JSONNode, _ name: String, in structure: R4.Structure) {
        let isName =
            name.utf8.count <= 64 && name.utf8.allSatisfy { $0 == UInt8(ascii: "_") || LexicalForm.isLetter($0) }
        let what = isName ? "'\(name)'" : "A member here"
        var remedy = "correct its name, or carry its content in an extension"
        if let choice = structure.element(pathName: name), choice.isChoice, let type = choice.types.first {
            remedy = "its name must tell its type, as in '\(choice.memberName(for: type))'"
        }
        add(.structure, "\(what) is no element of \(structure.name) in R4: \(remedy)", member)
    }

    mutating func checkPresence(_ presence: ElementPresence, in object: JSONNode, as structure: R4.Structure) {
        for (index, element) in structure.elements.enumerated() where element.isRequired && !presence.has(index) {
            // A primitive's value stands beside the object, not in it.
            if structure.kind == .primitiveType { continue }
            add(.required, "'\(element.name)' is missing; \(structure.name) needs it", object)
        }
    }

    // MARK: Primitives

    mutating func checkPrimitive(_ value: JSONNode, _ element: R4.Element, _ type: R4.ElementType) {
        if let fault = LexicalForm.fault(of: value, type: type.name) {
            add(fault.kind, fault.text, value, severity: fault.severity)
        } else {
            checkBinding(of: value, element, type)
        }
    }

    /// The list of ids and extensions beside a list of values, or the object beside one value.
    mutating func checkSibling(_ member: JSONNode, _ name: String, _ type: R4.ElementType, in object: JSONNode) {
        guard let structure = R4.structure(named: type.name), structure.kind == .primitiveType else {
            return add(.structure, "Only primitive values have a member with an underscore; '\(name)' is none", member)
        }
        if member.isArray, object[dynamic: name] == nil {
            if member.count == 0 { add(.structure, "'_\(name)' is empty; leave it out", member) }
            checkPadding(nil, member, name)
        }
        var values = object[dynamic: name]?.itemsOfSelf
        for item in member.itemsOfSelf {
            let hasValue = (values?.next()?.kind ?? .null) != .null
            if item.kind == .null { continue }
            guard item.isObject else {
                add(.structure, "An object with an id or extensions is needed here", item)
                continue
            }
            // Beside a value an id alone says enough.
            guard hasValue && item.count > 0 || checkEmptiness(item) else { continue }
            members(of: item, as: structure)
            if let value = item["value"] {
                add(.structure, "The value stands in '\(name)', without the underscore", value)
            }
        }
    }

    /// Lists of values and of their extensions stand side by side, with null where one of them has nothing.
    mutating func checkPadding(_ values: JSONNode?, _ siblings: JSONNode?, _ name: String) {
        let siblings = siblings?.isArray == true ? siblings : nil
        guard let anchor = values ?? siblings else { return }
        if let values, let siblings, values.count != siblings.count {
            add(
                .structure,
                "'\(name)' and '_\(name)' are of different lengths; put null where one of them has nothing", siblings,
                severity: .warning)
        }
        var (left, right) = (values?.children, siblings?.children)
        for _ in 0..<anchor.count {
            let (value, sibling) = (left?.next(), right?.next())
            guard value?.kind ?? .null == .null, sibling?.kind ?? .null == .null else { continue }
            add(.structure, "null stands for nothing here; give a value or an extension", value ?? sibling ?? anchor)
        }
    }

    // MARK: Complex values

    mutating func checkComplex(_ value: JSONNode, _ element: R4.Element, _ type: R4.ElementType) {
        switch type.name {
        case "Reference": checkReference(value, type)
        case "Extension": checkExtension(value)
        default: break
        }
        if type.profile == "SimpleQuantity", let comparator = value["comparator"] {
            add(.invariant, "A quantity here is exact: leave out 'comparator' (rule sqty-1 of R4)", comparator)
        }
        checkBinding(of: value, element, type)
    }

    /// Refuses an element that says nothing (rule ele-1 of R4); false where it does.
    mutating func checkEmptiness(_ value: JSONNode) -> Bool {
        guard !value.children.contains(where: { !$0.hasName("id") && !$0.hasName("_id") }) else { return true }
        add(.invariant, "The object holds nothing; leave it out (rule ele-1 of R4)", value)
        return false
    }

    private mutating func checkExtension(_ value: JSONNode) {
        let isNested = value["extension"] != nil
        let hasValue = value.children.contains {
            $0.name.map { $0.hasPrefix("value") || $0.hasPrefix("_value") } ?? false
        }
        if isNested == hasValue {
            add(.invariant, "An extension has either a value or extensions (rule ext-1 of R4)", value)
        }
    }

    /// Extensions of extensions have short names; all others are told by a full address.
    mutating func checkExtensionAddresses(_ extensions: JSONNode) {
        for item in extensions.itemsOfSelf {
            guard let url = item["url"], let text = url.string, !text.isEmpty, !text.utf8.contains(UInt8(ascii: ":"))
            else { continue }
            add(.value, "The url of an extension is absolute, such as https://…", url)
        }
    }

    // MARK: Resources

    mutating func checkResource(_ resource: JSONNode) {
        if holders.count == 1, let profiles = resource["meta"]?["profile"], profiles.count > 0 {
            add(
                .notSupported, "The profiles named here were not checked, only the rules of R4 itself", profiles,
                severity: .information)
        }
        var ids = Set<String>()
        for contained in resource.items("contained") where contained.isObject {
            guard let id = contained["id"]?.string else {
                add(.required, "A contained resource needs an id; without one nothing can refer to it", contained)
                continue
            }
            if !ids.insert(id).inserted {
                add(.duplicate, "Two contained resources have the same id; give each its own", contained)
            }
        }
    }
}
