// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

/// The CapabilityStatement of a service, written once: it is half a megabyte and never changes.
final class CapabilityText: Sendable {
    private let text = Mutex<[UInt8]?>(nil)

    /// The answer, from `make` the first time.
    func response(_ make: () -> [UInt8]) -> FHIRResponse {
        let bytes = text.withLock { text in
            let bytes = text ?? make()
            text = bytes
            return bytes
        }
        return FHIRResponse(status: 200, headers: [("Content-Type", FHIRMediaType.json)], body: bytes)
    }
}
