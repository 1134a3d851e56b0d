// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Names and values of a query or of a form (`application/x-www-form-urlencoded`), in their order.
///
/// A field that occurs twice is no field: OAuth forbids it, and two readers could take different ones.
/// The values may be secrets: they are not printed.
package struct FormFields: Sendable, Equatable {
    private var fields: [(name: String, value: String)]

    /// Fields in this order.
    package init(_ fields: KeyValuePairs<String, String> = [:]) {
        self.fields = fields.map { ($0.key, $0.value) }
    }

    /// Reads a query without its question mark, or the body of a form.
    package init(parsing text: some StringProtocol) {
        fields = text.utf8.split(separator: UInt8(ascii: "&")).map { field in
            let parts = field.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decoded(parts[0]), parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    /// The names in their order.
    package var names: [String] { fields.map(\.name) }

    /// Whether a name occurs more than once.
    package var repeatsAName: Bool { Set(names).count != fields.count }

    /// The value of a field that occurs once and is not empty; setting nil removes the field.
    package subscript(name: String) -> String? {
        get {
            let found = fields.filter { $0.name == name }
            return found.count == 1 && !found[0].value.isEmpty ? found[0].value : nil
        }
        set {
            fields.removeAll { $0.name == name }
            if let newValue { fields.append((name, newValue)) }
        }
    }

    /// All values of a field that may be repeated, such as a group of check boxes.
    package func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// As the body of a form or behind the question mark of an address.
    package var encoded: String {
        fields.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
    }

    /// An address with these fields added to its query.
    package func added(to address: String) -> String {
        address + (address.contains("?") ? "&" : "?") + encoded
    }

    package static func == (left: FormFields, right: FormFields) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }

    private static let hexadecimalDigits = Array("0123456789ABCDEF".utf8)

    private static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 15] { bytes.append(Self.hexadecimalDigits[Int(digit)]) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decoded(_ text: some Collection<UInt8>) -> String {
        var bytes: [UInt8] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = hexadecimal(rest.prefix(2)) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ digits: some Collection<UInt8>) -> UInt8? {
        let text = String(decoding: digits, as: UTF8.self)
        return text.utf8.count == 2 && !text.hasPrefix("+") && !text.hasPrefix("-") ? UInt8(text, radix: 16) : nil
    }
}

extension FormFields: CustomStringConvertible, CustomReflectable {
    /// The names only.
    package var description: String { "fields " + names.joined(separator: ", ") }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
