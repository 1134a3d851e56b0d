// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import Synchronization

/// The CapabilityStatement of a service, written once for what the store can be searched by: it is half a megabyte and
/// seldom changes.
final class CapabilityText: Sendable {
    private struct Text {
        var edition: UInt64
        var unbuilt: Set<Int>
        var bytes: [UInt8]
    }

    private let text = Mutex<Text?>(nil)

    /// The answer, from `make` the first time.
    func response(for catalog: ParameterCatalog, _ make: () -> [UInt8]) -> FHIRResponse {
        let bytes = text.withLock { text in
            if let text, text.edition == catalog.edition, text.unbuilt == catalog.unbuilt { return text.bytes }
            let bytes = make()
            text = Text(edition: catalog.edition, unbuilt: catalog.unbuilt, bytes: bytes)
            return bytes
        }
        return FHIRResponse(status: 200, headers: [("Content-Type", FHIRMediaType.json)], body: bytes)
    }
}
