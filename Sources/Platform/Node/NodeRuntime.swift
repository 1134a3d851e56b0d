// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import Access
package import Audit
package import CareTypes
package import Directory
package import Exchange
package import FHIRService
internal import Foundation
internal import Ingest
internal import Jobs
package import Logging
package import RecordStore

/// The parts of one node, wired together: store, directory, audit, the FHIR
/// service and the side that answers the exchange.
package struct NodeRuntime: Sendable {
    package let descriptor: NodeDescriptor
    package let base: String
    package let store: any RecordStore
    package let service: FHIRService
    package let audit: AuditLog
    package let gateway: NodeGateway
    package let clock: any WallClock
    /// Bulk export and import; someone has to run it.
    let jobs: JobDesk
    private let openStore: OpenStore

    /// How long a page token of the store stays usable.
    var pageLifetime: Duration { openStore.pageLifetime }

    /// Opens a node's files, making what is missing.
    ///
    /// - Parameters:
    ///   - base: the address of its FHIR service.
    ///   - security: what its FHIR service tells of who may ask.
    ///   - logger: is told of what cannot be read of its directory.
    package init(
        descriptor: NodeDescriptor, address: StoreAddress, base: String, policy: AccessPolicy = .standard,
        clock: some WallClock = SystemClock(), security: FHIRSecurity? = nil, logger: Logger
    ) throws {
        self.descriptor = descriptor
        self.base = base
        self.clock = clock
        openStore = try address.open(base: base)
        store = openStore.store
        let tokens = PageTokenSeal(key: try KeyFile.load(address.keyFile))
        jobs = try JobDesk(
            folder: address.jobFolder, store: store, base: base, clock: clock,
            importing: BulkImport.work(FHIRService(store: store, base: base, clock: clock), store))
        service = FHIRService(store: store, base: base, clock: clock, tokens: tokens, jobs: jobs, security: security)
        audit = try AuditFolder.open(
            address.auditFolder, origin: "\(descriptor.id).onelondon.example/audit", clock: clock)
        let directory = NodeDirectory(store: store, clock: clock) { rejected in
            logger.warning(
                "parts of a node's directory cannot be read",
                metadata: ["node": "\(descriptor.id)", "rejected": "\(rejected)"])
        }
        gateway = NodeGateway(
            node: descriptor, store: store, directory: directory, policy: policy, audit: audit, clock: clock)
    }

    /// Finishes what was accepted and closes the files.
    package func close() async throws {
        await audit.close()
        try await openStore.close()
    }
}
