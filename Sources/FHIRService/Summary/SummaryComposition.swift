// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Crypto
internal import FHIRModel
internal import RecordStore

/// Writes the Composition of an International Patient Summary, and the Device that stands for its author.
struct SummaryComposition {
    /// What a section lists and how much of it its reader may not see.
    struct Content {
        var section: SummarySection
        var listed: [(id: ResourceID, line: String)] = []
        /// What other sections hold and that belongs here, too; the guide takes only some types as entries.
        var elsewhere: [String] = []
        /// 0 also where the reader is not to know.
        var hidden = 0
    }

    let patient: ResourceID
    let contents: [Content]
    /// All of the record that the document holds: two documents of the same content have the same identity.
    let versions: [StoredVersion]
    let base: String
    let software: FHIRSoftware
    let now: Timestamp

    static let profiles = "http://hl7.org/fhir/uv/ips/StructureDefinition/"
    static let language = "en-GB"

    /// The document's identity, as `urn:uuid:…`.
    var address: String { "urn:uuid:" + uuid("document") }

    /// The address of the author within the document.
    private var author: String { "urn:uuid:" + uuid("author") }

    /// A UUID of version 8 (RFC 9562) from what the document holds.
    private func uuid(_ part: String) -> String {
        let text = versions.map { "\($0.id.reference)/\($0.version)" }.joined(separator: " ")
        let hidden = contents.map { "\($0.section.code):\($0.hidden)" }.joined(separator: " ")
        var bytes = Array(SHA256.hash(data: Array("\(part) \(base) \(text) \(hidden)".utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let digits = bytes.hexadecimal
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { digits.dropFirst($0).prefix($1 - $0) }.joined(separator: "-")
    }

    // MARK: Resources

    /// The Composition with the address it has in the document.
    var composition: (address: String, bytes: [UInt8]) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("resourceType", "Composition")
            writer.member("id", uuid("document"))
            writer.object("meta") { $0.array("profile") { $0.string(Self.profiles + "Composition-uv-ips") } }
            writer.member("language", Self.language)
            Self.write(narrative: "<p>Summary of a record, made by a program.</p>", to: &writer)
            writer.object("identifier") { writer in
                writer.member("system", "urn:ietf:rfc:3986")
                writer.member("value", address)
            }
            writer.member("status", "final")
            writer.object("type") { Self.write(code: "60591-5", "Patient summary Document", to: &$0) }
            writer.object("subject") { $0.member("reference", "\(base)/\(patient.reference)") }
            writer.member("date", now.instant)
            writer.array("author") { $0.object { $0.member("reference", author) } }
            writer.member("title", "International Patient Summary")
            writer.array("section") { writer in for content in contents { write(content, to: &writer) } }
        }
        return (address, writer.bytes)
    }

    /// The program that made the document, with the address it has in it.
    var device: (address: String, bytes: [UInt8]) {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("resourceType", "Device")
            writer.member("id", uuid("author"))
            writer.array("deviceName") { writer in
                writer.object { writer in
                    writer.member("name", software.name)
                    writer.member("type", "user-friendly-name")
                }
            }
            writer.array("version") { writer in writer.object { $0.member("value", software.version) } }
        }
        return (author, writer.bytes)
    }

    // MARK: Sections

    private func write(_ content: Content, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("title", content.section.title)
            writer.object("code") { Self.write(code: content.section.code, content.section.display, to: &$0) }
            Self.write(narrative: Self.narrative(of: content), to: &writer)
            if content.listed.isEmpty {
                writer.object("emptyReason") { Self.write(emptyReasonOf: content, to: &$0) }
            } else {
                writer.array("entry") { writer in
                    for item in content.listed {
                        writer.object { $0.member("reference", "\(base)/\(item.id.reference)") }
                    }
                }
            }
        }
    }

    /// Nobody has said that there is nothing, so the reason is never "nil known".
    private static func write(emptyReasonOf content: Content, to writer: inout JSONWriter) {
        let isWithheld = content.hidden > 0
        writer.array("coding") { writer in
            writer.object { writer in
                writer.member("system", "http://terminology.hl7.org/CodeSystem/list-empty-reason")
                writer.member("code", isWithheld ? "withheld" : "unavailable")
                writer.member("display", isWithheld ? "Information Withheld" : "Unavailable")
            }
        }
        let text = isWithheld ? "What is recorded is not shown" : nothing
        writer.member("text", content.elsewhere.isEmpty ? text : "What is recorded stands in other sections")
    }

    private static let nothing = "Nothing is recorded here, which does not mean that there is nothing"

    private static func narrative(of content: Content) -> String {
        var text = ""
        if content.section.holdsLatestOnly, !content.listed.isEmpty { text += "<p>The most recent of each kind</p>" }
        if !content.listed.isEmpty {
            text += "<ul>" + content.listed.map { "<li>\(escaped($0.line))</li>" }.joined() + "</ul>"
        }
        if !content.elsewhere.isEmpty {
            let lines = content.elsewhere.map { "<li>\(escaped($0))</li>" }.joined()
            text += "<p>Recorded as diagnoses</p><ul>\(lines)</ul>"
        }
        switch content.hidden {
        case 0: if content.listed.isEmpty, content.elsewhere.isEmpty { text += "<p>\(nothing).</p>" }
        case 1: text += "<p>1 item not shown</p>"
        default: text += "<p>\(content.hidden) items not shown</p>"
        }
        return text
    }

    private static func write(narrative: String, to writer: inout JSONWriter) {
        writer.object("text") { writer in
            writer.member("status", "generated")
            writer.member(
                "div",
                "<div xmlns=\"http://www.w3.org/1999/xhtml\">" + narrative + "</div>")
        }
    }

    private static func write(code: String, _ display: String, to writer: inout JSONWriter) {
        writer.array("coding") { writer in
            writer.object { writer in
                writer.member("system", "http://loinc.org")
                writer.member("code", code)
                writer.member("display", display)
            }
        }
    }

    /// The text with what XML would take for markup escaped, and without characters that it has no place for.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            default:
                let isKept = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                escaped.unicodeScalars.append(isKept || "\t\n\r".unicodeScalars.contains(scalar) ? scalar : "\u{FFFD}")
            }
        }
        return escaped
    }
}
