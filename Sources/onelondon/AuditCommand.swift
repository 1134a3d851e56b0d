// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import ArgumentParser
import Audit
import Foundation

/// The command `onelondon audit …`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Looks after audit logs.",
        subcommands: [Verify.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Checks that an audit log was not edited, cut, reordered or robbed of entries.",
            discussion: """
                Reads every leaf, builds the Merkle tree anew and holds it against the signed checkpoints. The exit \
                status is 0 only if all of it agrees. Give the public key that was noted when the log began: a key \
                found beside the log proves nothing.

                Example: onelondon audit verify north.sqlite.audit --public-key "$(cat north.key.pub)"
                """
        )

        @Argument(help: "The folder of the audit log.", completion: .directory)
        var folder: String

        @Option(help: "The file of signed checkpoints, where it is kept apart (default: FOLDER/checkpoints).")
        var checkpoints: String?

        @Option(help: "The log's public key as text. Without it the key beside the log is used, with a warning.")
        var publicKey: String?

        @Option(help: "A checkpoint note that someone else kept; may be given several times.")
        var witnessed: [String] = []

        func run() async throws {
            let key = try readKey()
            let result = try AuditVerifier.verify(
                directory: folder + "/log", checkpoints: checkpoints ?? folder + "/checkpoints", publicKey: key,
                witnessed: witnessed)
            print("leaves       \(result.leafCount)")
            print("checkpoints  \(result.checkpointCount), confirming the first \(result.confirmedLeaves) leaves")
            print("root         \(result.root.base64)")
            for finding in result.findings { print("\(finding.isFault ? "FAULT" : "note")   \(finding.message)") }
            print(result.isIntact ? "The log is intact." : "THE LOG IS NOT INTACT. Keep the folder as evidence.")
            if !result.isIntact { throw ExitCode(3) }
        }

        private func readKey() throws -> AuditPublicKey {
            if let publicKey {
                guard let key = AuditPublicKey(publicKey) else {
                    throw ValidationError("--public-key is not a public key")
                }
                return key
            }
            let path = folder + "/signing-key"
            guard FileManager.default.fileExists(atPath: path) else {
                throw ValidationError("\(path) does not exist; give --public-key")
            }
            FileHandle.standardError.write(
                Data("warning: using the key beside the log; whoever rewrote the log may have replaced it\n".utf8))
            // The first line of a checkpoint is the log's name, which belongs to the key.
            let notes = FileManager.default.contents(atPath: checkpoints ?? folder + "/checkpoints") ?? Data()
            let name = String(decoding: notes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
            return try AuditSigningKey.load(path, name: name).publicKey
        }
    }
}
