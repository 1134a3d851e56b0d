// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// What an expression may ask of the world around a resource.
package struct FHIRPathEnvironment: Sendable {
    /// What `now()` and `today()` say.
    package var now: Timestamp
    /// Finds what a reference leads to; nil where nothing can be resolved.
    package var resolve: (@Sendable (String) -> FHIRNode?)?
    /// Whether a code of a system is in a value set; nil where nobody knows.
    ///
    /// At first it knows the value sets of R4 itself.
    package var isMember: @Sendable (_ code: String, _ system: String?, _ valueSet: String) -> Bool?
    /// Whether a code stands above another in their system's hierarchy; nil where nobody knows, as at first.
    package var subsumes: @Sendable (_ ancestor: String, _ code: String, _ system: String) -> Bool? = { _, _, _ in nil }
    /// Told what `trace()` sees.
    package var trace: (@Sendable (_ name: String, _ items: [String]) -> Void)?
    /// Values of `%name`, beside those that the language and FHIR define.
    package var variables: [String: FHIRPathResult] = [:]
    /// How many steps an evaluation may take before it is given up.
    package var mostSteps = 5_000_000

    /// A world in which it is this moment, and in which nothing else is known than R4 itself says.
    package init(now: Timestamp) {
        self.now = now
        isMember = { code, system, valueSet in
            let url = valueSet.prefix { $0 != "|" }
            guard let codes = R4.codes(valueSet: String(url)) else { return nil }
            return system.map { codes.contains(code, system: $0) } ?? codes.contains(code)
        }
    }
}

/// The items that an expression gave, in their order.
package struct FHIRPathResult: Sendable {
    let items: [PathItem]

    init(_ items: [PathItem]) { self.items = items }
}
