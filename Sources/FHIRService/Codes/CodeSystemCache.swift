// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import Synchronization
internal import Terminology

/// Remembers CodeSystems that were read, each by its version.
///
/// A version never changes, so what is remembered is never out of date.
final class CodeSystemCache: Sendable {
    struct Key: Hashable {
        var id: ResourceID
        var version: Int
    }

    private static let most = 8
    private let known = Mutex<[(key: Key, codes: CodeHierarchy)]>([])

    /// The codes of a version, read by `read` where they are not known.
    func codes(of key: Key, read: () throws -> CodeHierarchy) throws -> CodeHierarchy {
        let found = known.withLock { known in
            known.firstIndex { $0.key == key }.map { position in
                let entry = known.remove(at: position)
                known.append(entry)
                return entry.codes
            }
        }
        if let found { return found }
        let codes = try read()
        known.withLock { known in
            known.removeAll { $0.key == key || $0.key.id == key.id }
            if known.count == Self.most { known.removeFirst() }
            known.append((key, codes))
        }
        return codes
    }
}
