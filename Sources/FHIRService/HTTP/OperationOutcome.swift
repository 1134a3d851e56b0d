// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// Writes FHIR OperationOutcomes.
package enum OperationOutcome {
    /// The resource's JSON.
    package static func json(_ issues: [CareIssue]) -> [UInt8] {
        var writer = JSONWriter()
        write(issues, to: &writer)
        return writer.bytes
    }

    static func write(_ issues: [CareIssue], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("resourceType", "OperationOutcome")
            writer.array("issue") { writer in
                for issue in issues {
                    writer.object { writer in
                        if let place = issue.place { write(place, to: &writer) }
                        writer.member("severity", issue.severity.rawValue)
                        writer.member("code", issue.kind.rawValue)
                        writer.member("diagnostics", clean(issue.diagnostics))
                        if let expression = issue.expression {
                            writer.array("expression") { $0.string(clean(expression)) }
                        }
                    }
                }
            }
        }
    }

    /// The text without the characters that XML has no place for.
    private static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !isXML($0) }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isXML($0) ? $0 : "\u{FFFD}" }))
    }

    private static func isXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0..<0x20, 0xFFFE, 0xFFFF: false
        default: true
        }
    }

    /// The extensions by which R4 tells where in the text that was sent an issue stands.
    private static func write(_ place: TextPlace, to writer: inout JSONWriter) {
        writer.array("extension") { writer in
            for (name, value) in [("line", place.line), ("col", place.column)] {
                writer.object { writer in
                    writer.member("url", "http://hl7.org/fhir/StructureDefinition/operationoutcome-issue-\(name)")
                    writer.member("valueInteger", value)
                }
            }
        }
    }
}
