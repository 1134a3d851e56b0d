// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Access
import Audit
import CareTypes
import Directory
import Exchange
import Foundation
import Identity
import RecordStore
import SyntheticLondon
import Testing

/// An exchange with five nodes in this process, each with an audit log of its own on the disk, all gone with the test.
final class TestExchange: Sendable {
    let clock = ManualClock(SyntheticNodes.asOf)
    let service: ExchangeService
    let audit: AuditLog
    let nodeAudits: [String: AuditLog]
    let gateways: [String: NodeGateway]
    /// Knows nothing, so that all nodes are asked, until a test lets it catch up.
    let people: PeopleIndex
    private let folder: String

    /// - Parameters:
    ///   - stores: the nodes that there are, by id; nil for those of the synthetic London.
    ///   - policies: policies of nodes that have another one than the rest.
    ///   - replacing: what stands in the place of a node's client.
    init(
        _ stores: [String: MemoryStore]? = nil, policies: [String: AccessPolicy] = [:],
        patience: FanOut.Patience = FanOut.Patience(
            first: .seconds(600), hardLimit: .seconds(600)),
        replacing: [String: any NodeClient] = [:]
    ) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "exchange-\(RandomIdentifier.make())").path
        let stores =
            if let stores { stores } else { try await SyntheticNodes.shared.stores }
        var gateways: [String: NodeGateway] = [:]
        var audits: [String: AuditLog] = [:]
        let nodes = London.nodes.filter { stores[$0.id] != nil }
        for node in nodes {
            let store = try #require(stores[node.id])
            let audit = try Self.openLog(folder, node.id, clock)
            audits[node.id] = audit
            gateways[node.id] = NodeGateway(
                node: NodeDescriptor(id: node.id, name: node.name, baseURL: "https://\(node.id).example/fhir"),
                store: store, directory: NodeDirectory(store: store, clock: clock),
                policy: policies[node.id] ?? .standard, audit: audit, clock: clock)
        }
        self.gateways = gateways
        nodeAudits = audits
        audit = try Self.openLog(folder, "exchange", clock)
        let clients = nodes.compactMap { node in
            replacing[node.id] ?? gateways[node.id].map { LocalNodeClient($0) as any NodeClient }
        }
        people = PeopleIndex(clients: clients, clock: clock)
        service = ExchangeService(
            fanOut: FanOut(clients: clients, patience: patience, clock: clock), people: people, policy: .standard,
            audit: audit,
            clock: clock, directory: { [all = Array(gateways.values)] in await Self.directory(of: all) })
    }

    /// The directories of all nodes as one.
    private static func directory(of gateways: [NodeGateway]) async -> DirectorySnapshot {
        var parts: [DirectorySnapshot] = []
        for gateway in gateways {
            parts.append(DirectoryReader.read(ndjson: (try? await gateway.directoryLines()) ?? []).snapshot)
        }
        return DirectorySnapshot(merging: parts)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func openLog(_ folder: String, _ name: String, _ clock: ManualClock) throws -> AuditLog {
        let path = folder + "/" + name
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        var configuration = AuditLog.Configuration(directory: path, origin: "\(name).example/audit")
        configuration.checkpointInterval = .seconds(600)
        return try AuditLog(configuration, clock: clock)
    }

    func gateway(_ node: String) throws -> NodeGateway { try #require(gateways[node]) }

    /// Leaves of the exchange and of all nodes.
    var leaves: [UInt64] { [audit.size] + London.nodes.map { nodeAudits[$0.id]?.size ?? 0 } }

    /// Opens a record and reads it.
    func read(_ person: TracedPerson, as user: EndUser) async throws -> GatheredRecord {
        let opened = try await service.open(person, for: user)
        #expect(opened.mayOpen)
        return try await service.record(of: person, for: opened.user)
    }
}

/// Users of the exchange.
enum Reader {
    static func staff(_ role: JobRole, at organisation: ODSCode?, purpose: AccessPurpose = .directCare) -> EndUser {
        EndUser(
            kind: .professional, userID: "u-1", displayName: "Dr A. Example", role: role, organisation: organisation,
            organisationName: "Synthetic Surgery", purpose: purpose)
    }

    /// A doctor without any tie, in an emergency; sees everything but protected places.
    static func emergencyDoctor(_ reason: String = "Found unconscious, allergies needed") -> EndUser {
        var user = staff(.doctor, at: ODSCode("X9901"), purpose: .emergency)
        user.emergency = EmergencyClaim(reason: reason, start: SyntheticNodes.asOf)
        return user
    }

    /// A Londoner of whom sign-in proved who they are; nil for one of whom it did not.
    static func londoner(_ person: TracedPerson?) -> EndUser {
        EndUser(
            kind: .person, userID: "p-1", displayName: "A Londoner", role: nil, organisation: nil,
            organisationName: nil, purpose: .selfAccess, identity: person)
    }
}
