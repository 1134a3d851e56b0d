// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// What one source sends about one person.
package struct SourceRecord: Sendable {
    /// The node it is sent to.
    package let node: String
    /// The feed that sends it.
    package let feed: SyntheticFeed
    /// Resources as minified JSON, in an order in which they can be stored.
    package internal(set) var resources: [[UInt8]]
}

/// One invented person: what every source sends, and the truth about it.
package struct SyntheticPerson: Sendable {
    /// The position among all people.
    package let index: Int
    /// What the sources send; also what a failed feed would have sent.
    package let records: [SourceRecord]
    /// The truth.
    package let truth: PersonTruth
}
