// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
internal import Exchange
internal import FHIRModel
internal import Foundation

extension GatheredRecord {
    /// The bytes of the attachment at a place of the document or report that carries it.
    func attachment(_ position: Int, of document: ItemReference) -> [UInt8]? {
        guard
            let found = items.first(where: { $0.node == document.node && $0.resource.reference == document.reference })
        else { return nil }
        for (index, entry) in found.resource.items("content").enumerated() where index == position {
            return entry["attachment"]?.base64("data")
        }
        // A report holds its attachments without a wrapping.
        for (index, form) in found.resource.items("presentedForm").enumerated() where index == position {
            return form.base64("data")
        }
        return nil
    }
}

extension JSONNode {
    /// The bytes of a member in base64, in which line breaks may stand.
    func base64(_ name: StaticString) -> [UInt8]? {
        self[name]?.string.flatMap { Data(base64Encoded: $0, options: .ignoreUnknownCharacters) }.map { Array($0) }
    }
}
