// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel

/// Checks the text of a file: one resource as JSON or XML, or one in each line.
package struct ResourceFileCheck: Sendable {
    /// What a file holds.
    package enum Form: Sendable {
        case json, xml
        /// NDJSON: one JSON resource a line.
        case lines

        /// The form of a file, from the end of its name and from its text.
        package init(name: String, _ bytes: some Collection<UInt8>) {
            if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
                self = .lines
            } else {
                self = bytes.first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<") ? .xml : .json
            }
        }
    }

    private let validator: ResourceValidator

    /// A check; the clock is what constraints on the present time go by.
    package init(clock: any WallClock = SystemClock()) { validator = ResourceValidator(clock: clock) }

    /// Calls `body` with the issues of each resource, in order; gives the number of resources.
    ///
    /// Lines and columns are those of the file; issues of XML have none.
    @discardableResult
    package func check(_ bytes: [UInt8], as form: Form, _ body: ([CareIssue]) throws -> Void) rethrows -> Int {
        switch form {
        case .json: try body(issues(inJSON: bytes[...], line: nil))
        case .xml: try body(issues(inXML: bytes))
        case .lines:
            var count = 0
            var number = 0
            var start = bytes.startIndex
            while start < bytes.endIndex {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
                number += 1
                let line = bytes[start..<end]
                start = end + 1
                guard line.contains(where: { $0 > 0x20 }) else { continue }
                count += 1
                try body(issues(inJSON: line, line: number))
            }
            return count
        }
        return 1
    }

    private func issues(inJSON bytes: ArraySlice<UInt8>, line: Int?) -> [CareIssue] {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        var issues: [CareIssue]
        do {
            issues = validator.issues(in: try Resource(bytes))
        } catch {
            issues = [Self.issue(of: error)]
        }
        guard let line else { return issues }
        for index in issues.indices {
            issues[index].place = TextPlace(line: line, column: issues[index].place?.column ?? 1)
        }
        return issues
    }

    private func issues(inXML bytes: [UInt8]) -> [CareIssue] {
        let resource: Resource
        do {
            resource = try XMLResourceReader().resource(bytes)
        } catch {
            var issue = CareIssue(.structure, error.code.explanation, at: error.path.isEmpty ? nil : error.path)
            if error.line > 0 { issue.place = TextPlace(line: error.line, column: error.column) }
            return [issue]
        }
        return validator.issues(in: resource).map { issue in
            var issue = issue
            issue.place = nil
            return issue
        }
    }

    private static func issue(of failure: ResourceFailure) -> CareIssue {
        guard case .json(let json) = failure else { return CareIssue(.structure, failure.message) }
        var issue = CareIssue(.structure, json.code.explanation, at: json.path.isEmpty ? nil : json.path)
        if json.line > 0 { issue.place = TextPlace(line: json.line, column: json.column) }
        return issue
    }
}
