// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Parameters of all resources that are not taken from an element.
extension SearchQueryParser {
    /// The names of those that a type has.
    package static func special(for type: String) -> [String] {
        ["_content", "_text"].filter { R4.searchParameter($0, for: type) != nil } + ["_list"]
    }

    /// The condition of one of them; nil for any other name.
    func special(
        _ code: String, _ modifier: String?, _ value: String, name: String, _ type: String
    ) throws(CareIssue) -> SearchClause? {
        switch code {
        case "_text", "_content":
            guard Self.special(for: type).contains(code) else { throw unknownParameter(code, type) }
            guard modifier == nil else { throw unknownModifier(name, []) }
            return try words(value, in: code == "_text" ? .narrative : .all, name)
        case "_list":
            guard modifier == nil else { throw unknownModifier(name, []) }
            return try list(value, name)
        case "_query":
            throw CareIssue(
                .notSupported, "There are no named queries here; search by the parameters of \(type)",
                at: "http._query")
        case "_type":
            throw CareIssue(
                .notSupported, "'_type' chooses among the types of a search of several; here \(type) is searched",
                at: "http._type")
        default: return nil
        }
    }

    private func words(_ value: String, in part: TextPart, _ name: String) throws(CareIssue) -> SearchClause {
        var clauses: [SearchClause] = []
        for text in value.splitUnescaped(",") {
            try clauses.append(WordExpression.clause(text.unescapedSearchText, in: part, name: name))
        }
        return clauses.count == 1 ? clauses[0] : .any(clauses)
    }

    /// What a List refers to: the List whose `item` leads to the resource has this id.
    private func list(_ value: String, _ name: String) throws(CareIssue) -> SearchClause {
        var ids: [String] = []
        for text in value.splitUnescaped(",").map(\.unescapedSearchText) {
            guard !text.hasPrefix("$") else {
                throw CareIssue(
                    .notSupported,
                    "Lists by function such as $current-allergies are not kept here; name a List by its id",
                    at: "http.\(name)")
            }
            let id = text.hasPrefix("List/") ? String(text.dropFirst("List/".count)) : text
            guard ResourceID.isValid(id: id) else { throw invalid(name, "the id of a List") }
            ids.append(id)
        }
        guard let item = catalog.parameter("item", for: "List") else { throw unknownParameter("_list", "List") }
        return .referenced(from: "List", by: item.ordinal, .id(ids))
    }

    /// Whether contained resources are searched, which only `false` says that can be answered.
    func readContained(_ name: String, _ value: String) throws(CareIssue) {
        if name == "_containedType" {
            guard ["container", "contained"].contains(value) else { throw invalid(name, "container or contained") }
            return
        }
        guard ["false", "true", "both"].contains(value) else { throw invalid(name, "false, true or both") }
        guard value == "false" else {
            throw CareIssue(
                .notSupported,
                "What resources contain is not indexed by itself; '_contained' can only be false, and a chain such as "
                    + "medication.code finds what is a resource of its own",
                at: "http._contained")
        }
    }
}
