// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRPath
import Testing

/// An expression and what it gives: texts of the items, or the kind of failure.
struct Asked: Sendable, CustomTestStringConvertible {
    var expression: String
    var gives: [String] = []
    var fails: FHIRPathFailure.Kind?
    var testDescription: String { expression }

    init(_ expression: String, _ gives: String...) {
        self.expression = expression
        self.gives = gives
    }

    init(_ expression: String, fails: FHIRPathFailure.Kind) {
        self.expression = expression
        self.fails = fails
    }

    /// Asks nobody, or a resource.
    func check(on resource: String? = nil, _ environment: FHIRPathEnvironment = .monday) throws {
        let node = try resource.map { try #require(FHIRNode(resource: try JSONDocument.parse($0))) }
        do {
            let result = try FHIRPathExpression(expression).evaluate(on: node, environment)
            let texts = result.lines.map(\.text)
            #expect(fails == nil, "\(expression) gave \(texts)")
            #expect(texts == gives, "\(expression)")
        } catch {
            #expect(error.kind == fails, "\(expression): \(error)")
        }
    }
}

extension FHIRPathEnvironment {
    /// 23 November 2026, 09:30 UTC.
    static let monday = FHIRPathEnvironment(now: Timestamp(seconds: 1_795_426_200))
}
