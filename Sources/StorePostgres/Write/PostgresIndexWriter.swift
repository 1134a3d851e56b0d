// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// Writes the rows by which searches find versions: the one place that knows the index tables.
///
/// There are none yet, so it writes nothing and ``PostgresSearch`` reads the bodies. ``GroupWriter`` hands it every
/// version it writes, in the transaction of the version, and sends what it answers before the commit.
struct PostgresIndexWriter {
    /// What is to be indexed of one version.
    struct Entry {
        var person: Int64
        var versionKey: Int64
        var entries: IndexEntries
    }

    private var waiting: [Entry] = []

    /// Takes a version.
    mutating func add(_ entry: Entry) { waiting.append(entry) }

    /// The statements that write the rows of what was taken.
    mutating func commands() -> [PostgresCommand] {
        waiting.removeAll(keepingCapacity: true)
        return []
    }
}
