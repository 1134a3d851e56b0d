// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The extensions by which FHIR resources carry what a directory needs and FHIR has no element for.
package enum DirectoryExtension {
    private static let base = "https://fhir.onelondon.example/StructureDefinition/"

    /// On a feed's Endpoint, a code: `live` or `batch-<hours>h`.
    package static let feedCadence = base + "feed-cadence"
    /// On a feed's Endpoint, an instant.
    package static let feedLastReceived = base + "feed-last-received"
    /// On a feed's Endpoint, a code for each heading it fills.
    package static let feedContent = base + "feed-content"
    /// On a node's Endpoint: `area` (code) and `period`.
    package static let nodeArea = base + "node-area"
    /// On a node's Endpoint, a string.
    package static let nodeKey = base + "node-public-key"
    /// On an Organization, the code of its borough.
    package static let borough = base + "organization-borough"
    /// On an Organization, the period in which it exists.
    package static let validity = base + "organization-period"
    /// On an Organization: `type` (RE4, RE5, RE6, RE8), `target` (an ODS code) and `period`.
    package static let relation = base + "organization-relation"

    /// The system of sensitivity labels; any of them on an Organization or Endpoint makes its name sensitive.
    package static let sensitivitySystem = "https://fhir.onelondon.example/CodeSystem/sensitivity"
}

extension JSONNode {
    /// The extensions with a URL.
    func extensions(_ url: String) -> [JSONNode] {
        items("extension").filter { $0["url"]?.string == url }
    }

    /// The value of an extension, of whatever type.
    var extensionValue: JSONNode? {
        children.first { $0.name?.hasPrefix("value") == true }
    }

    /// The value of a part of a complex extension.
    func part(_ name: String) -> JSONNode? {
        extensions(name).first?.extensionValue
    }

    /// The ODS code among the identifiers.
    var organisationCode: ODSCode? {
        items("identifier").first { $0["system"]?.string.map(ODSCode.systems.contains) ?? false }?["value"]?.string
            .flatMap { ODSCode($0) }
    }

    /// Whether the resource carries any sensitivity label: then its name tells something by itself.
    var hasSensitiveName: Bool {
        self["meta"]?.items("security").contains { $0["system"]?.string == DirectoryExtension.sensitivitySystem }
            ?? false
    }

    /// The name of a Practitioner, as text or from its parts.
    var staffName: String {
        guard let name = items("name").first(where: { _ in true }) else { return "" }
        if let text = name["text"]?.string { return text }
        let parts = name.items("prefix").compactMap(\.string) + name.items("given").compactMap(\.string)
        return (parts + [name["family"]?.string].compactMap(\.self)).joined(separator: " ")
    }
}

extension JSONNode {
    /// A Period as days: times count as their day in London; nil where the dates are no dates.
    var datePeriod: DatePeriod? {
        guard let start = day("start"), let end = day("end") else { return nil }
        return DatePeriod(from: start.first, to: end.last)
    }

    /// The first and last day a member may mean, both nil where there is none; nil where it holds no date.
    private func day(_ name: StaticString) -> (first: CivilDate?, last: CivilDate?)? {
        guard let member = self[name] else { return (nil, nil) }
        guard let date = member.string.flatMap({ PartialDate($0) }) else { return nil }
        let last = LondonTime.reading(of: Timestamp(microseconds: date.end.microseconds - 1)).date
        return (LondonTime.reading(of: date.earliest).date, last)
    }
}
