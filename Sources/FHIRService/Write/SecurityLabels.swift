// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel

/// Reads the sensitivity that a source states in `meta.security`.
package enum SecurityLabels {
    /// The system of OneLondon's sensitivity codes.
    package static let system: StaticString = "https://fhir.onelondon.example/CodeSystem/sensitivity"

    /// The labels that a resource carries.
    package static func stated(in resource: Resource) -> SensitivityLabels {
        var labels: SensitivityLabels = []
        guard let meta = resource["meta"] else { return labels }
        for coding in meta.items("security") where coding["system"]?.equals(system) ?? false {
            guard let code = coding["code"]?.string else { continue }
            for known in SensitivityLabels.codes where known.code == code { labels.insert(known.label) }
        }
        return labels
    }
}
