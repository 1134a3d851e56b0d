// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
internal import Terminology

/// Finds how sensitive a resource is, when it is written: what the source
/// states in `meta.security`, and what codes, service names and titles tell.
package enum Labelling {
    /// The system of OneLondon's sensitivity codes.
    package static let system: StaticString = "https://fhir.onelondon.example/CodeSystem/sensitivity"

    /// All labels of a resource.
    package static func labels(of resource: Resource) -> SensitivityLabels {
        var labels = stated(in: resource)
        for member in ["code", "type", "serviceType", "category", "reasonCode", "vaccineCode", "specialty"] {
            for concept in resource.node[dynamic: member]?.itemsOfSelf.map({ $0 }) ?? [] {
                labels.formUnion(SensitivityRules.labels(forCodings: CodeKey.codings(of: concept)))
            }
        }
        if let medicine = resource["medicationCodeableConcept"] {
            labels.formUnion(SensitivityRules.labels(forCodings: CodeKey.codings(of: medicine)))
            if let name = medicine["text"]?.string { labels.formUnion(SensitivityRules.labels(forMedicineName: name)) }
        }
        if resource.type == "DocumentReference" || resource.type == "Composition" {
            for title in titles(of: resource) { labels.formUnion(SensitivityRules.labels(forDocumentTitle: title)) }
        }
        if resource.type == "Composition" { labels.formUnion(sectionLabels(in: resource.node)) }
        return labels
    }

    /// What the titles and codes of a document's sections ask for, at any depth.
    private static func sectionLabels(in node: JSONNode) -> SensitivityLabels {
        node.items("section").reduce(into: []) { labels, section in
            if let title = section["title"]?.string {
                labels.formUnion(SensitivityRules.labels(forDocumentTitle: title))
            }
            if let code = section["code"] {
                labels.formUnion(SensitivityRules.labels(forCodings: CodeKey.codings(of: code)))
            }
            labels.formUnion(sectionLabels(in: section))
        }
    }

    /// What the source states.
    package static func stated(in resource: Resource) -> SensitivityLabels {
        guard let meta = resource["meta"] else { return [] }
        var labels: SensitivityLabels = []
        for coding in meta.items("security") where coding["system"]?.equals(system) ?? false {
            guard let code = coding["code"]?.string else { continue }
            for known in SensitivityLabels.codes where known.code == code { labels.insert(known.label) }
        }
        return labels
    }

    private static func titles(of document: Resource) -> [String] {
        [document["description"]?.string, document["title"]?.string, document["type"]?["text"]?.string].compactMap {
            $0
        }
            + document.items("content").compactMap { $0["attachment"]?["title"]?.string }
    }
}
