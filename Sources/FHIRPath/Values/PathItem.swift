// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One item of a collection: something of a resource, or a value that an expression made.
enum PathItem: Sendable {
    case node(FHIRNode)
    case boolean(Bool)
    case string(String)
    case integer(Int64)
    case decimal(PathDecimal)
    case date(PathMoment)
    case dateTime(PathMoment)
    case time(PathMoment)
    indirect case quantity(PathQuantity)
    /// What `type()` gives.
    indirect case typeInfo(namespace: String, name: String)
}

/// A number with a unit.
struct PathQuantity: Sendable {
    /// What is counted.
    enum Unit: Sendable, Equatable {
        case calendar(CalendarUnit)
        case ucum(String)
        /// A unit without a code, which equals only itself.
        case text(String)
    }

    var value: PathDecimal
    var unit: Unit

    init(_ value: PathDecimal, _ unit: Unit) {
        self.value = value
        self.unit = unit
    }

    /// `1 week`, `5 'mg'`.
    var text: String {
        switch unit {
        case .calendar(let unit): "\(value.text) \(unit.word)"
        case .ucum(let code): "\(value.text) '\(code)'"
        case .text(let unit): "\(value.text) '\(unit)'"
        }
    }
}

extension PathItem {
    /// The value of a primitive element, or the value itself; complex elements have none.
    var systemValue: PathItem? {
        guard case .node(let node) = self else { return self }
        return node.systemValue
    }

    /// The name of its type in the System namespace; nil for what stands in a resource.
    var systemType: String? {
        switch self {
        case .node: nil
        case .boolean: "Boolean"
        case .string: "String"
        case .integer: "Integer"
        case .decimal: "Decimal"
        case .date: "Date"
        case .dateTime: "DateTime"
        case .time: "Time"
        case .quantity: "Quantity"
        case .typeInfo: "SimpleTypeInfo"
        }
    }

    /// As `toString()` writes it; nil for complex elements.
    var text: String? {
        switch systemValue {
        case .boolean(let value): value ? "true" : "false"
        case .string(let text): text
        case .integer(let number): String(number)
        case .decimal(let number): number.text
        case .date(let moment), .dateTime(let moment), .time(let moment): moment.text
        case .quantity(let quantity): quantity.text
        case .node, .typeInfo, nil: nil
        }
    }

    var string: String? { if case .string(let text)? = value(where: { $0 == .string }) { text } else { nil } }
    var integer: Int64? { if case .integer(let number)? = value(where: { $0 == .integer }) { number } else { nil } }
    var boolean: Bool? { if case .boolean(let value)? = value(where: { $0 == .boolean }) { value } else { nil } }

    /// The value itself, or that of a primitive element of a wanted type.
    private func value(where isWanted: (FHIRType.SystemType) -> Bool) -> PathItem? {
        guard case .node(let node) = self else { return self }
        return node.type.system.map(isWanted) == true ? node.systemValue : nil
    }

    /// An integer or decimal as a decimal.
    var number: PathDecimal? {
        switch value(where: { $0 == .integer || $0 == .decimal }) {
        case .integer(let number): PathDecimal(number)
        case .decimal(let number): number
        default: nil
        }
    }

    /// A date or a date with a time.
    var moment: PathMoment? {
        switch value(where: { $0 == .date || $0 == .dateTime }) {
        case .date(let moment), .dateTime(let moment): moment
        default: nil
        }
    }

    var quantity: PathQuantity? {
        switch self {
        case .quantity(let quantity): quantity
        case .node(let node): node.quantity
        default: nil
        }
    }
}
