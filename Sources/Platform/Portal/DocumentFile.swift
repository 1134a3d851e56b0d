// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import Exchange
internal import FHIRModel
internal import Foundation

extension GatheredRecord {
    /// The bytes of a file: of a Binary, or of the attachment at a place of the document that carries it.
    func file(_ item: ItemReference, at position: Int) -> [UInt8]? {
        guard let found = items.first(where: { $0.node == item.node && $0.resource.reference == item.reference })
        else { return nil }
        let node = found.resource.node
        let content = found.resource.type == "Binary" ? node : Self.attachment(position, of: node)
        return content?["data"]?.string
            .flatMap { Data(base64Encoded: $0, options: .ignoreUnknownCharacters) }.map { Array($0) }
    }

    private static func attachment(_ position: Int, of document: JSONNode) -> JSONNode? {
        for (index, entry) in document.items("content").enumerated() where index == position {
            return entry["attachment"]
        }
        return nil
    }
}
