// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRPath

/// One walk over a resource that asks each element the constraints of R4.
///
/// A constraint that gives nothing, such as a comparison with what is not there, counts as met: whether the other must
/// be there is another rule's matter.
struct ConstraintCheck {
    private(set) var findings: [Finding] = []
    /// Whether the walk ended before all was asked.
    private(set) var isCutShort = false
    private let environment: FHIRPathEnvironment
    private let most: Int
    private var stepsLeft: Int
    /// How many findings are errors or warnings.
    private var serious = 0

    init(_ environment: FHIRPathEnvironment, most: Int) {
        self.environment = environment
        self.most = most
        stepsLeft = environment.mostSteps
    }

    /// Asks a resource and all it holds.
    mutating func check(_ resource: JSONNode) {
        if let node = FHIRNode(resource: resource) { visit(node, element: nil, isContained: false) }
    }

    private mutating func visit(_ node: FHIRNode, element: (name: String, parent: Int)?, isContained: Bool) {
        for rule in ConstraintTable.r4.rules(ofType: node.typeNumber) { ask(rule, node, isContained: isContained) }
        if let element {
            for rule in ConstraintTable.r4.rules(ofElement: element.name, in: element.parent) {
                ask(rule, node, isContained: isContained)
            }
        }
        guard !isCutShort else { return }
        let type = node.typeNumber
        node.visitElements { name, child in
            visit(child, element: (name, type), isContained: isContained || name == "contained")
        }
    }

    private mutating func ask(_ rule: ConstraintTable.Rule, _ node: FHIRNode, isContained: Bool) {
        // A narrative of its own is no good manners in a contained resource.
        if isContained, rule.constraint.strength == .bestPractice { return }
        guard !isCutShort, let place = node.place else { return }
        guard stepsLeft > 0, serious < most else {
            isCutShort = true
            return
        }
        do {
            let result = try rule.expression.evaluate(on: node, environment, stepsLeft: &stepsLeft)
            if try result.condition() == false { note(Self.finding(rule.constraint, at: place)) }
        } catch {
            if stepsLeft <= 0 {
                isCutShort = true
            } else {
                let text = "Rule \(rule.constraint.key) of R4 could not be asked here; mend the other faults first"
                note(Finding(node: place, kind: .processing, text: text, severity: .information))
            }
        }
    }

    /// Keeps a finding; remarks never take the place of faults.
    private mutating func note(_ finding: Finding) {
        if finding.severity == .information {
            if findings.count - serious < most { findings.append(finding) }
        } else {
            serious += 1
            findings.append(finding)
        }
    }

    private static func finding(_ constraint: R4.Constraint, at place: JSONNode) -> Finding {
        let (verb, severity): (String, CareIssue.Severity) =
            switch constraint.strength {
            case .error: ("is broken; this must be true here", .error)
            case .warning: ("is not met; this should be true here", .warning)
            case .bestPractice: ("is good practice and not met; this should be true here", .information)
            }
        return Finding(
            node: place, kind: .invariant, text: "Rule \(constraint.key) of R4 \(verb): \(constraint.expression)",
            severity: severity)
    }
}
