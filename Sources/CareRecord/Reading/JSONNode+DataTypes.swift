// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Terminology

/// The FHIR data types that a record is drawn from, read without losing what the sender wrote.
extension JSONNode {
    /// A date or time member; nil where there is none or where it is no date.
    func date(_ name: StaticString) -> PartialDate? {
        self[name]?.string.flatMap { PartialDate($0) }
    }

    /// Start and end of a Period member.
    func period(_ name: StaticString) -> (start: PartialDate?, end: PartialDate?) {
        guard let period = self[name] else { return (nil, nil) }
        return (period.date("start"), period.date("end"))
    }

    /// The words of a CodeableConcept: its text, else what a coding displays, else a code.
    var conceptWords: String? {
        if let text = self["text"]?.string, !text.isEmpty { return text }
        let codings = items("coding")
        return codings.lazy.compactMap { $0["display"]?.string }.first { !$0.isEmpty }
            ?? codings.lazy.compactMap { $0["code"]?.string }.first { !$0.isEmpty }
    }

    /// The words of every CodeableConcept under a name.
    func words(_ name: StaticString) -> [String] { items(name).compactMap(\.conceptWords) }

    /// The code of the first coding of a CodeableConcept member.
    func firstCode(_ name: StaticString) -> String? {
        self[name]?.items("coding").lazy.compactMap { $0["code"]?.string }.first { _ in true }
    }

    /// Whether a CodeableConcept has a coding with this code, whatever its system.
    func hasCode(_ code: StaticString) -> Bool { items("coding").contains { $0["code"]?.equals(code) ?? false } }

    /// The codings of a CodeableConcept as they came.
    var recordedCodes: [RecordedCode] {
        items("coding").compactMap { coding in
            coding["code"]?.string.map {
                RecordedCode(system: coding["system"]?.string, code: $0, display: coding["display"]?.string)
            }
        }
    }

    /// The texts of an Annotation list, whole.
    var annotations: [String] { items("note").compactMap { $0["text"]?.string } }

    /// The extensions whose URL ends so; the versions of UK profiles differ in what stands before.
    func extensions(_ ending: String) -> [JSONNode] {
        items("extension").filter { $0["url"]?.string?.hasSuffix(ending) ?? false }
    }

    /// The value of an extension, of whatever type.
    var extensionValue: JSONNode? {
        children.first { $0.name?.hasPrefix("value") ?? false }
    }

    /// The value of the first extension whose URL ends so.
    func extensionValue(_ ending: String) -> JSONNode? { extensions(ending).first?.extensionValue }

    /// The value of a polymorphic member such as `onset[x]`, and the name it stands under.
    func choice(_ prefix: String) -> (name: String, value: JSONNode)? {
        for child in children {
            if let name = child.name, name.hasPrefix(prefix), name.count > prefix.count,
                name.dropFirst(prefix.count).first?.isUppercase ?? false
            {
                return (name, child)
            }
        }
        return nil
    }

    /// The reference of a Reference member.
    func reference(_ name: StaticString) -> String? { self[name]?["reference"]?.string }

    /// The words of a Reference member: its display.
    func display(_ name: StaticString) -> String? { self[name]?["display"]?.string }
}
