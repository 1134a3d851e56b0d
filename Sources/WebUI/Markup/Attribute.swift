// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An attribute of an element.
///
/// Only the attributes below exist: none can carry a script or a style, and
/// addresses are ``PageAddress``es, never text.
package struct Attribute: Sendable {
    let name: StaticString
    let value: String?
    let isPresent: Bool

    fileprivate init(_ name: StaticString, _ value: String?, isPresent: Bool = true) {
        self.name = name
        self.value = value
        self.isPresent = isPresent
    }

    /// The attribute where `condition` holds, otherwise none.
    package static func when(_ condition: Bool, _ attribute: Attribute) -> Attribute {
        Attribute(attribute.name, attribute.value, isPresent: condition && attribute.isPresent)
    }
}

extension Attribute {
    package static func id(_ value: String) -> Attribute { Attribute("id", value) }
    package static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    package static func lang(_ value: String) -> Attribute { Attribute("lang", value) }
    package static func role(_ value: StaticString) -> Attribute { Attribute("role", value.description) }
    package static func href(_ value: PageAddress) -> Attribute { Attribute("href", value.text) }
    package static func tabindex(_ value: Int) -> Attribute { Attribute("tabindex", String(value)) }
    package static func datetime(_ value: String) -> Attribute { Attribute("datetime", value) }
    package static let open = Attribute("open", nil)
}

/// Attributes of the document's head.
extension Attribute {
    package static let utf8 = Attribute("charset", "utf-8")
    package static func rel(_ value: StaticString) -> Attribute { Attribute("rel", value.description) }
    package static func name(_ value: StaticString) -> Attribute { Attribute("name", value.description) }
    package static func content(_ value: StaticString) -> Attribute { Attribute("content", value.description) }
    /// An icon that stands in our sources.
    package static func icon(_ data: StaticString) -> Attribute { Attribute("href", data.description) }
}

/// Attributes of forms.
extension Attribute {
    package static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    package static func field(_ name: String) -> Attribute { Attribute("name", name) }
    package static func value(_ value: String) -> Attribute { Attribute("value", value) }
    package static func type(_ value: StaticString) -> Attribute { Attribute("type", value.description) }
    package static let post = Attribute("method", "post")
    package static func action(_ value: PageAddress) -> Attribute { Attribute("action", value.text) }
    package static func autocomplete(_ value: StaticString) -> Attribute {
        Attribute("autocomplete", value.description)
    }
    package static let numeric = Attribute("inputmode", "numeric")
    package static func maxlength(_ value: Int) -> Attribute { Attribute("maxlength", String(value)) }
    package static func rows(_ value: Int) -> Attribute { Attribute("rows", String(value)) }
    package static let checked = Attribute("checked", nil)
    package static let novalidate = Attribute("novalidate", nil)
    package static let noSpellcheck = Attribute("spellcheck", "false")
    package static func aria(_ name: AriaName, _ value: String) -> Attribute { Attribute(name.name, value) }

    /// The accessibility attributes in use.
    package enum AriaName: Sendable {
        case label
        case labelledBy
        case describedBy
        case hidden
        case current
        case invalid

        fileprivate var name: StaticString {
            switch self {
            case .label: "aria-label"
            case .labelledBy: "aria-labelledby"
            case .describedBy: "aria-describedby"
            case .hidden: "aria-hidden"
            case .current: "aria-current"
            case .invalid: "aria-invalid"
            }
        }
    }
}

/// Attributes of tables.
extension Attribute {
    package static let columnHeader = Attribute("scope", "col")
    package static let rowHeader = Attribute("scope", "row")
    package static func colspan(_ value: Int) -> Attribute { Attribute("colspan", String(value)) }
}

/// Attributes of drawings: positions in the units of the drawing's view box.
extension Attribute {
    package static func viewBox(width: Double, height: Double) -> Attribute {
        Attribute("viewBox", "0 0 \(number(width)) \(number(height))")
    }
    package static func x(_ value: Double) -> Attribute { Attribute("x", number(value)) }
    package static func y(_ value: Double) -> Attribute { Attribute("y", number(value)) }
    package static func x1(_ value: Double) -> Attribute { Attribute("x1", number(value)) }
    package static func y1(_ value: Double) -> Attribute { Attribute("y1", number(value)) }
    package static func x2(_ value: Double) -> Attribute { Attribute("x2", number(value)) }
    package static func y2(_ value: Double) -> Attribute { Attribute("y2", number(value)) }
    package static func centreX(_ value: Double) -> Attribute { Attribute("cx", number(value)) }
    package static func centreY(_ value: Double) -> Attribute { Attribute("cy", number(value)) }
    package static func radius(_ value: Double) -> Attribute { Attribute("r", number(value)) }
    package static func cornerRadius(_ value: Double) -> Attribute { Attribute("rx", number(value)) }
    package static func width(_ value: Double) -> Attribute { Attribute("width", number(value)) }
    package static func height(_ value: Double) -> Attribute { Attribute("height", number(value)) }
    package static func outline(_ value: String) -> Attribute { Attribute("d", value) }
    package static let notFocusable = Attribute("focusable", "false")
    package static func points(_ values: [(x: Double, y: Double)]) -> Attribute {
        Attribute("points", values.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " "))
    }

    /// A coordinate with at most one decimal; anything that is no finite number becomes 0.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1_000_000 else { return "0" }
        let tenths = Int((value * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let size = abs(tenths)
        return size % 10 == 0 ? "\(sign)\(size / 10)" : "\(sign)\(size / 10).\(size % 10)"
    }
}
