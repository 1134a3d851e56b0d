// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A code of a system, both as they are written.
package struct SystemCode: Hashable, Sendable {
    package let system: String
    package let code: String

    /// A code; see the members.
    package init(system: String, code: String) {
        self.system = system
        self.code = code
    }
}
