// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Why the audit log cannot be opened, written or read.
///
/// Holds no one's data.
package struct AuditFailure: Error, Sendable, Equatable {
    /// The kind of failure.
    package enum Code: String, Sendable {
        /// The operating system refused to open, read or write a file.
        case file
        /// A file of the log is not what was written; see `onelondon audit verify`.
        case damaged
        /// The leaves do not agree with a signed checkpoint: something was changed, removed or cut.
        case checkpointDisagrees = "checkpoint-disagrees"
        /// The log holds leaves but its checkpoints are gone.
        case checkpointsMissing = "checkpoints-missing"
        /// The signing key cannot be used.
        case key
        /// Another process has the log open.
        case inUse = "in-use"
        /// More events wait than the log accepts; try again later.
        case overloaded
        /// The log is closed, or an earlier write failed; nothing may be answered until it is opened again.
        case unavailable
        /// An event says something an event must not say.
        case event
        /// There is no such leaf or tree size.
        case notFound = "not-found"
    }

    /// The kind of failure.
    package var code: Code
    /// What happened and what to do about it.
    package var message: String

    /// A failure; see the members for the meaning of the values.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension AuditFailure: CustomStringConvertible {
    package var description: String { "\(code.rawValue): \(message)" }
}
