// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Jobs

/// Says what a job made and where it is.
struct BulkManifest {
    let job: BulkJob
    let address: String
    let requiresAccessToken: Bool

    /// The manifest's JSON, which is no FHIR resource.
    var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("transactionTime", job.transactionTime.instant)
            writer.member("request", job.request)
            writer.member("requiresAccessToken", requiresAccessToken)
            write("output", job.files, to: &writer)
            if !job.deleted.isEmpty { write("deleted", job.deleted, to: &writer) }
            write("error", job.errors, to: &writer)
        }
        return writer.bytes
    }

    private func write(_ name: String, _ files: [BulkJob.File], to writer: inout JSONWriter) {
        writer.array(name) { writer in
            for file in files {
                writer.object { writer in
                    writer.member("type", file.type)
                    writer.member("url", "\(address)/\(file.name)")
                    writer.member("count", file.count)
                }
            }
        }
    }
}
