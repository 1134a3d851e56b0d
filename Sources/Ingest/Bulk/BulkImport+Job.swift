// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRService
package import Jobs
package import RecordStore

extension BulkImport {
    /// The work of an import job: one file into `store` by the rules of `service`.
    package static func work(_ service: FHIRService, _ store: any RecordStore) -> ImportResult.Work {
        { file, rejected, progress in
            let report = try await BulkImport(service: service, store: store, onRejection: rejected)
                .run(file: file) { progress($0.resources) }
            return ImportResult(
                read: report.read, created: report.created, updated: report.updated,
                unchanged: report.unchanged + report.alreadyImported, rejected: report.rejectedTotal)
        }
    }
}
