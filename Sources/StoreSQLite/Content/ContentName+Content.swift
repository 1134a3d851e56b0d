// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import StoredBody

extension ContentName {
    /// The name of content.
    init(of content: [UInt8]) {
        self.init(hash: SIMD32(SHA256.hash(data: content)))
    }
}
