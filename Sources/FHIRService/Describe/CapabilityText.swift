// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import Synchronization

/// The CapabilityStatements of a service, each written once for what the store can be searched by: one is half a
/// megabyte and seldom changes.
final class CapabilityText: Sendable {
    private struct Text {
        var edition: UInt64
        var unbuilt: Set<Int>
        var bytes: [UInt8]
        let forms = KeptForms()
    }

    private let texts = Mutex<[CapabilityStatement.Mode: Text]>([:])

    /// The answer, from `make` the first time.
    func response(
        _ mode: CapabilityStatement.Mode, for catalog: ParameterCatalog, _ make: () -> [UInt8]
    ) -> FHIRResponse {
        let text = texts.withLock { texts in
            if let text = texts[mode], text.edition == catalog.edition, text.unbuilt == catalog.unbuilt { return text }
            let text = Text(edition: catalog.edition, unbuilt: catalog.unbuilt, bytes: make())
            texts[mode] = text
            return text
        }
        var response = FHIRResponse(status: 200, headers: [("Content-Type", FHIRMediaType.json)], body: text.bytes)
        response.keptForms = text.forms
        return response
    }
}
