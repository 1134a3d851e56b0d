// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Takes the lines of the generated tables apart.
///
/// All tables share one form: a line that starts with `=` opens a block, the lines below belong to it, and fields are
/// separated by one space. The text is ASCII. It is read as bytes, because splitting and hashing substrings follows
/// Unicode's rules, and reading the tables that way took almost twice as long.
enum TableText {
    /// A piece of a table.
    typealias Field = ArraySlice<UInt8>

    /// Splits a table into lines.
    static func lines(_ text: String) -> [Field] {
        let bytes = Array(text.utf8)
        var result: [Field] = []
        result.reserveCapacity(bytes.count / 32)
        var start = 0
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            result.append(bytes[start..<index])
            start = index + 1
        }
        result.append(bytes[start...])
        return result
    }

    /// Calls the body for each block with its header, without the `=`, and the lines below it.
    static func forEachBlock(_ text: String, _ body: (Field, ArraySlice<Field>) -> Void) {
        let lines = lines(text)
        var start = 0
        while start < lines.count {
            var end = start + 1
            while end < lines.count, lines[end].first != UInt8(ascii: "=") { end += 1 }
            body(lines[start].dropFirst(), lines[(start + 1)..<end])
            start = end
        }
    }

    /// Removes the part before the first separator, and the separator, from the front of a field and returns it.
    ///
    /// Without a separator that is all of the field, and an empty one remains.
    static func take(_ field: inout Field, until separator: Unicode.Scalar = " ") -> Field {
        let end = field.firstIndex(of: UInt8(ascii: separator)) ?? field.endIndex
        let taken = field[..<end]
        field = field[end...].dropFirst()
        return taken
    }

    /// Splits a field that is a list.
    static func list(_ field: Field, separator: Unicode.Scalar = ",") -> [String] {
        var rest = field
        var result: [String] = []
        while !rest.isEmpty { result.append(string(take(&rest, until: separator))) }
        return result
    }

    /// Makes a string of a field.
    static func string(_ field: Field) -> String {
        String(decoding: field, as: UTF8.self)
    }

    /// Restores the url of a value set: the tables write only the last part of those in FHIR's own name space.
    static func valueSetURL(_ field: Field) -> String {
        field.contains(UInt8(ascii: ":")) ? string(field) : "http://hl7.org/fhir/ValueSet/" + string(field)
    }
}
