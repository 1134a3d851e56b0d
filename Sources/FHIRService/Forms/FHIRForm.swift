// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The forms in which resources travel.
enum FHIRForm: CaseIterable {
    case json, xml

    /// What answers in this form are called.
    var mediaType: String {
        switch self {
        case .json: FHIRMediaType.json
        case .xml: FHIRMediaType.xml
        }
    }

    /// Media types, and the short names of `_format`, that mean FHIR and nothing else.
    private var fhirNames: [String] { self == .json ? Self.fhirJSON : Self.fhirXML }
    private static let fhirJSON = ["application/fhir+json", "application/json+fhir", "json"]
    private static let fhirXML = ["application/fhir+xml", "application/xml+fhir", "xml"]

    /// Media types that also stand for what is no resource.
    private var genericNames: [String] { self == .json ? Self.genericJSON : Self.genericXML }
    private static let genericJSON = ["application/json", "text/json"]
    private static let genericXML = ["application/xml", "text/xml"]

    /// The form that a `_format` names.
    static func named(_ text: String) -> FHIRForm? {
        let type = MediaType(text)
        return type.isR4 ? stated(by: type) : nil
    }

    /// The form of a media type, whether it means FHIR only or not.
    static func stated(by type: MediaType) -> FHIRForm? {
        allCases.first { $0.fhirNames.contains(type.name) || $0.genericNames.contains(type.name) }
    }

    /// The form of a media type that means FHIR and nothing else.
    static func fhir(_ type: MediaType) -> FHIRForm? { allCases.first { $0.fhirNames.contains(type.name) } }

    /// How well a range such as `application/*` fits this form; nil where it does not.
    func fit(of range: MediaType) -> Int? {
        if fhirNames.contains(range.name) || genericNames.contains(range.name) { return range.isR4 ? 2 : nil }
        switch range.name {
        case "application/*", "text/*": return 1
        case "*/*", "*", "": return 0
        default: return nil
        }
    }
}

/// Media types of FHIR content.
package enum FHIRMediaType {
    /// FHIR JSON.
    package static let json = "application/fhir+json; charset=utf-8"
    /// FHIR XML.
    package static let xml = "application/fhir+xml; charset=utf-8"
    /// FHIR resources in JSON, one a line.
    package static let lines = "application/fhir+ndjson"
}
