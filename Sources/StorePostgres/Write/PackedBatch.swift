// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// A batch whose bodies are compressed already.
struct PackedBatch: QueuedBatch {
    let batch: WriteBatch
    /// Row bytes of each change's body; empty for a deletion.
    let rows: [[UInt8]]
    /// Rough size in memory, for back-pressure.
    let byteCount: Int

    init(_ batch: WriteBatch) throws {
        var rows: [[UInt8]] = []
        rows.reserveCapacity(batch.changes.count)
        var byteCount = 512
        for change in batch.changes {
            switch change.content {
            case .put(let resource):
                let row = try RowBody.pack(resource.body)
                byteCount += row.count + 96 * resource.entries.count + 256
                rows.append(row)
            case .delete: rows.append([])
            }
        }
        self.batch = batch
        self.rows = rows
        self.byteCount = byteCount
    }

    /// The people whom the changes name.
    var people: [String] {
        batch.changes.compactMap { change in
            if case .put(let resource) = change.content { return resource.person }
            return nil
        }
    }
}
