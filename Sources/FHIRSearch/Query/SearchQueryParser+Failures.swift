// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension SearchQueryParser {
    func invalid(_ name: String, _ wanted: String) -> CareIssue {
        CareIssue(.value, "The value of '\(name)' is not usable; give \(wanted)", at: "http.\(name)")
    }

    func unknownParameter(_ code: String, _ type: String) -> CareIssue {
        let known =
            catalog.parameters(for: type).map(\.code) + ["_id", "_lastUpdated"] + Self.special(for: type)
            + Self.controls
        return CareIssue(
            .notSupported,
            "'\(code)' is not a search parameter of \(type) here; the parameters are: \(known.joined(separator: ", "))",
            at: "http.\(code)")
    }

    func unknownModifier(_ name: String, _ valid: [String]) -> CareIssue {
        let remedy = valid.isEmpty ? "it takes none" : "it takes: \(valid.joined(separator: ", "))"
        return CareIssue(.notSupported, "The modifier of '\(name)' is not supported; \(remedy)", at: "http.\(name)")
    }
}
