// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel

/// Checks a resource against the base definitions of R4, without profiles and without constraints.
///
/// There are two levels, and what the first finds the second finds too:
///
/// - ``Level/safety`` is asked before every write and refuses. It finds what would make the stored resource unreadable
///   or send an index, a page or a decision wrong: no type of R4, an object where a list must be (and the other way
///   round), a text where a number must be, a date that is none. It leaves alone what is merely imperfect, for real
///   feeds are, and a record that lacks a result because its `status` is missing is worse than one without the status:
///   members that R4 does not know, which must survive, missing members, codes outside of a value set, dates without a
///   zone.
/// - ``Level/complete`` is what `$validate` reports: all rules of R4's structures.
package struct StructureCheck: Sendable {
    /// How much is checked.
    package enum Level: Sendable {
        /// What is refused on write.
        case safety
        /// Every rule of the structures.
        case complete
    }

    /// Most issues that are reported for one resource on write.
    package static let largestReport = 20

    private let level: Level

    /// A check against the R4 structures.
    package init(_ level: Level = .safety) { self.level = level }

    /// The issues of a resource, with FHIRPath locations that start at its type.
    package func issues(in resource: Resource) -> [CareIssue] {
        guard let findings = findings(in: resource, most: Self.largestReport) else { return [Self.unknownType] }
        return findings.map {
            CareIssue($0.kind, $0.text, at: ElementPath.path(to: $0.node, in: resource), severity: $0.severity)
        }
    }

    /// What is wrong, at most so much of it; nil where R4 does not know the type.
    func findings(in resource: Resource, most: Int) -> [Finding]? {
        guard let structure = R4.structure(named: resource.type), structure.isConcreteResource else { return nil }
        var walk = StructureWalk(resource, isComplete: level == .complete, most: most)
        walk.resource(resource.node, as: structure)
        return walk.findings
    }

    static let unknownType = CareIssue(
        .value, "This is not the name of a FHIR R4 resource type", at: "resourceType")
}

/// What is wrong at one value, before its place is put in words.
struct Finding {
    var node: JSONNode
    var kind: CareIssue.Kind
    var text: String
    var severity: CareIssue.Severity
}
