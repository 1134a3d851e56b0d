// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Exchange
internal import FHIRModel
internal import Terminology

/// The items of the coded types in the sections they belong to.
struct RoutedItems {
    private var items: [ItemRoute: [RecordItem]] = [:]

    init(_ index: RecordIndex) {
        for item in ItemRoute.types.flatMap({ index.items($0) }) {
            ItemRoute(item.resource).map { items[$0, default: []].append(item) }
        }
    }

    /// The items of a section.
    subscript(_ route: ItemRoute) -> [RecordItem] { items[route] ?? [] }
}

extension RecordItem {
    /// The main concept of the item.
    var code: JSONNode? { resource["code"] }

    /// The keys of its codings.
    var codeKeys: [CodeKey] { code.map { CodeKey.codings(of: $0) } ?? [] }

    /// What orders items of one section where dates are equal.
    var tie: String { "\(node)|\(resource.reference ?? "")" }

    /// The clinical status of a condition or allergy.
    var clinicalStatus: ClinicalStatus {
        resource.node.firstCode("clinicalStatus").flatMap { ClinicalStatus(rawValue: $0) } ?? .notStated
    }

    /// The verification status of a condition or allergy; for other types only whether it was entered in error.
    var verification: VerificationStatus {
        if let code = resource.node.firstCode("verificationStatus") {
            return VerificationStatus(rawValue: code) ?? .notStated
        }
        return resource["status"]?.equals("entered-in-error") ?? false ? .enteredInError : .notStated
    }
}
