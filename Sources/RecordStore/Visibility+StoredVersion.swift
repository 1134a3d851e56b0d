// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
package import FHIRSearch

extension Visibility {
    /// The version, if it may be seen.
    package func filter(_ version: StoredVersion) -> StoredVersion? {
        permits(type: version.id.type, person: version.person, labels: version.labels) ? version : nil
    }
}
