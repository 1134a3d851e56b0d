// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

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
        fields = FormText.pairs(in: text)
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
        fields.map { FormText.encoded($0.name) + "=" + FormText.encoded($0.value) }.joined(separator: "&")
    }

    /// An address with these fields added to its query.
    package func added(to address: String) -> String {
        address + (address.contains("?") ? "&" : "?") + encoded
    }

    package static func == (left: FormFields, right: FormFields) -> Bool {
        left.fields.elementsEqual(right.fields) { $0 == $1 }
    }
}

extension FormFields: CustomStringConvertible, CustomReflectable {
    /// The names only.
    package var description: String { "fields " + names.joined(separator: ", ") }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
