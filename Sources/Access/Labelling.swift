// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel

/// Finds how sensitive a resource is, when it is written: what the source
/// states in `meta.security`, and what codes, services, medicines and titles tell.
///
/// Labels only ever hide: where a service or medicine is named, its words count, whatever code stands beside them.
package enum Labelling {
    /// The system of OneLondon's sensitivity codes.
    package static let system: StaticString = "https://fhir.onelondon.example/CodeSystem/sensitivity"

    /// All labels of a resource, and of what is contained in it.
    ///
    /// A Patient has only those that its source states: it holds no diagnosis, and nobody must vanish from a search
    /// because their record names a mental health trust.
    package static func labels(of resource: Resource) -> SensitivityLabels {
        SensitivityWalk.labels(of: resource)
    }

    /// What the source states.
    package static func stated(in resource: Resource) -> SensitivityLabels {
        resource["meta"].map { stated(inMeta: $0) } ?? []
    }

    static func stated(inMeta meta: JSONNode) -> SensitivityLabels {
        var labels: SensitivityLabels = []
        for coding in meta.items("security") where coding["system"]?.equals(system) ?? false {
            guard let code = coding["code"]?.string else { continue }
            for known in SensitivityLabels.codes where known.code == code { labels.insert(known.label) }
        }
        return labels
    }
}
