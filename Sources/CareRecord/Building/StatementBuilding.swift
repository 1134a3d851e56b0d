// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Exchange
internal import FHIRModel
internal import Terminology

extension RecordIndex {
    /// A row for an item that is listed with its words only.
    func statement(_ item: RecordItem, _ kind: StatementRow.Kind) -> StatementRow {
        let node = item.resource.node
        let concept = node["code"] ?? node["type"] ?? node["category"]?.itemsOfSelf.first { _ in true }
        let words = concept?.conceptWords ?? node["title"]?.string ?? node["name"]?.string
        let title = words ?? node["description"]?.conceptWords ?? item.resource.type
        let value = node["valueCodeableConcept"]?.conceptWords ?? node["valueString"]?.string
        let happened =
            node.date("effectiveDateTime") ?? node.date("onsetDateTime") ?? node.date("date") ?? node.date("authoredOn")
        return StatementRow(
            id: "", kind: kind, title: value.map { "\(title): \($0)" } ?? title, notes: node.annotations,
            isWithdrawn: item.verification.isWithdrawn,
            sources: [
                note(
                    item, title, concept: concept, happened: happened,
                    recorded: node.date("recordedDate") ?? node.date("issued"))
            ])
    }

    /// Relatives' conditions, coded or as FamilyMemberHistory.
    func familyHistory(_ routed: RoutedItems) -> [StatementRow] {
        let coded = routed[.familyHistory].map { item in
            let isNone = ConditionMeaning.telling(item.codeKeys) == .noFamilyHistory
            return statement(item, isNone ? .noFamilyHistory : .familyHistory)
        }
        let members = items("FamilyMemberHistory").flatMap { item -> [StatementRow] in
            let node = item.resource.node
            let relation = node["relationship"]?.conceptWords ?? node["name"]?.string
            let conditions = node.items("condition").map { ($0["code"], $0["code"]?.conceptWords ?? "Not recorded") }
            let rows = conditions.isEmpty ? [(nil, "No condition named")] : conditions
            return rows.map { concept, words in
                StatementRow(
                    id: "", kind: .familyHistory, title: words, about: relation, notes: node.annotations,
                    isWithdrawn: node["status"]?.equals("entered-in-error") ?? false,
                    sources: [note(item, words, concept: concept, recorded: node.date("date"))])
            }
        }
        return (coded + members).numbered("family-history", \.id)
    }

    /// Suspicions, facts about others, episodes and facts that are no illness.
    func otherStatements(_ routed: RoutedItems) -> [StatementRow] {
        routed[.otherStatements].map { item in
            let kind: StatementRow.Kind =
                switch ConditionMeaning.telling(item.codeKeys) {
                case .suspected: .suspected
                case .aboutSomeoneElse: .aboutSomeoneElse
                case .episode: .episode
                default: .status
                }
            return statement(item, kind)
        }
        .newestFirst({ $0.sources.first?.happened }, tie: { $0.sources.first?.item.reference ?? "" })
        .numbered("statement", \.id)
    }
}
