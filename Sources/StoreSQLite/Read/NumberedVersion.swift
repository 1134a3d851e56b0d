// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

/// A version as its row has it: whose it is stands there as numbers.
struct NumberedVersion {
    var resource: Int64
    var type: Int64
    /// 0 for nobody.
    var person: Int64
    var version: Int
    var recorded: Timestamp
    var labels: SensitivityLabels
    var change: StoredVersion.Change
    /// Nil for a deletion, and where it was not asked for.
    var body: ResourceBody?
}

/// Collects what is known of the versions of a page.
typealias VersionSink = PageSink<NumberedVersion>

extension VersionSink {
    /// The page; `rows` tells the ids of what is on it.
    func page(_ rows: SQLiteRows) throws -> SearchPage { try page { try rows.version(of: $0, id: nil) } }
}
