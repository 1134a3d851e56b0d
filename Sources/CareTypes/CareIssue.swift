// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What is wrong with a request or a piece of data, as a FHIR OperationOutcome states it.
///
/// Findings are values, so that many can be reported at once.
package struct CareIssue: Sendable, Equatable, Error {
    /// How bad it is.
    package enum Severity: String, Sendable {
        case fatal, error, warning, information
    }

    /// The kind of issue: FHIR's issue-type codes that are in use here.
    package enum Kind: String, Sendable {
        case invalid, structure, required, value, invariant
        case security, login, expired, forbidden, suppressed
        case processing
        case notSupported = "not-supported"
        case duplicate
        case multipleMatches = "multiple-matches"
        case notFound = "not-found"
        case deleted
        case tooLong = "too-long"
        case codeInvalid = "code-invalid"
        case tooCostly = "too-costly"
        case businessRule = "business-rule"
        case conflict, transient
        case lockError = "lock-error"
        case timeout, throttled
        case exception, incomplete, informational
    }

    package var severity: Severity
    package var kind: Kind
    /// What is wrong and what to do about it, without anyone's data.
    package var diagnostics: String
    /// Where in the data: a FHIRPath such as `Bundle.entry[3].resource.birthDate`, or `http.<parameter>`.
    package var expression: String?
    /// Where in the text that was read, where that is known.
    package var place: TextPlace?

    /// An issue; see the members for the meaning of the values.
    package init(_ kind: Kind, _ diagnostics: String, at expression: String? = nil, severity: Severity = .error) {
        self.severity = severity
        self.kind = kind
        self.diagnostics = diagnostics
        self.expression = expression
    }
}

/// A place in a text for people to find.
package struct TextPlace: Sendable, Equatable {
    /// From 1.
    package var line: Int
    /// In characters, from 1.
    package var column: Int

    /// A place; see the members.
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
