// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
internal import FHIRPath

/// Reports all that base R4 finds wrong with a resource: structure, codes and constraints.
///
/// For `$validate` and the command line; it refuses nothing. It does not check profiles, codes of systems that R4 does
/// not list itself, and whether references lead anywhere.
package struct ResourceValidator: Sendable {
    /// Most issues of one report.
    package static let largestReport = 100

    /// Most steps of all constraints together: so many, and some more for each value.
    ///
    /// What a report may cost grows with the resource and not with its square; 2 million steps take about a second.
    private static let steps = (least: 2_000_000, eachValue: 100)

    private let clock: any WallClock

    /// A validator; the clock is what constraints on the present time go by.
    package init(clock: any WallClock = SystemClock()) { self.clock = clock }

    /// The keys of the constraints of R4 that cannot be asked.
    package static var unreadableConstraints: [String] { ConstraintTable.r4.unreadable }

    /// The issues of a resource in the order of its text, with lines and columns.
    ///
    /// What is cut is what matters least, and a last issue says that something was.
    package func issues(in resource: Resource) -> [CareIssue] {
        guard let structural = StructureCheck(.complete).findings(in: resource, most: Self.largestReport + 1) else {
            return [StructureCheck.unknownType]
        }
        var environment = FHIRPathEnvironment(now: clock.now())
        environment.mostSteps = Self.steps.least + Self.steps.eachValue * resource.document.nodeCount
        var constraints = ConstraintCheck(environment, most: Self.largestReport + 1)
        constraints.check(resource.node)
        var findings = structural + constraints.findings
        findings = [.fatal, .error, .warning, .information].flatMap { severity in
            findings.filter { $0.severity == severity }
        }
        var issues = issues(findings.prefix(Self.largestReport), in: resource)
        if constraints.isCutShort, findings.count <= Self.largestReport {
            let text = "The resource is too large to ask all rules of R4; check its parts"
            issues.append(CareIssue(.incomplete, text, at: resource.type, severity: .warning))
        }
        if findings.count > Self.largestReport {
            // Where only remarks are left out, nothing is wrong.
            let isRemark = findings[Self.largestReport].severity == .information && !constraints.isCutShort
            issues.append(
                CareIssue(
                    .incomplete, "More was found than is listed; mend this and check again", at: resource.type,
                    severity: isRemark ? .information : .warning))
        }
        return issues
    }

    private func issues(_ findings: some Collection<Finding>, in resource: Resource) -> [CareIssue] {
        let findings = findings.sorted { $0.node.position < $1.node.position }
        let places = resource.document.places(of: findings.map(\.node))
        return zip(findings, places).map { finding, place in
            var issue = CareIssue(
                finding.kind, finding.text, at: ElementPath.path(to: finding.node, in: resource),
                severity: finding.severity)
            issue.place = place
            return issue
        }
    }
}
