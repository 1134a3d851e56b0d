// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Audit
import CareTypes
import Foundation

/// A directory that is gone when the test is over.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "audit-\(RandomIdentifier.make())").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func copy() throws -> TemporaryDirectory {
        let other = try TemporaryDirectory()
        try FileManager.default.removeItem(atPath: other.path)
        try FileManager.default.copyItem(atPath: path, toPath: other.path)
        return other
    }

    func file(_ name: String) -> String { path + "/" + name }

    func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: file(name))))
    }

    func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

    func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        try Data(Array(bytes)).write(to: URL(filePath: file(name)))
    }

    func remove(_ name: String) throws {
        try FileManager.default.removeItem(atPath: file(name))
    }

    func names(_ directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(directory)).sorted()
    }
}

let origin = "test.onelondon.example/audit"
let morning = Timestamp(seconds: 1_795_426_200)

func configuration(_ directory: TemporaryDirectory) -> AuditLog.Configuration {
    var configuration = AuditLog.Configuration(directory: directory.path, origin: origin)
    configuration.checkpointInterval = .seconds(600)
    return configuration
}

func openLog(_ directory: TemporaryDirectory) throws -> AuditLog {
    try AuditLog(configuration(directory), clock: ManualClock(morning))
}

let doctor = AuditActor(
    .professional, userID: "u-100", displayName: "Dr A. Example", role: "doctor", organisation: ODSCode("X9901"),
    organisationName: "Synthetic Riverside Hospital")

func event(_ correlation: String, persons: [String] = [], action: AuditAction = .read) -> AuditEvent {
    AuditEvent(
        time: morning, action: action, outcome: .allowed, actor: doctor, purpose: .directCare, network: .organisation,
        correlation: correlation, node: "test", persons: persons)
}

func verify(_ directory: TemporaryDirectory, witnessed: [String] = []) throws -> AuditVerification {
    let text = try directory.text("signing-key.pub")
    guard let key = AuditPublicKey(text) else { throw AuditFailure(.key, "no public key") }
    return try AuditVerifier.verify(
        directory: directory.file("log"), checkpoints: directory.file("checkpoints"), publicKey: key,
        witnessed: witnessed)
}

func kinds(_ verification: AuditVerification) -> [AuditVerification.Finding.Kind] {
    verification.findings.map(\.kind)
}
