// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import FHIRModel
import SyntheticLondon
import Testing

@Suite("A node's directory as the directory module reads it")
struct DirectoryReadingTests {
    private func read(_ node: London.Node) throws -> DirectoryReader.Outcome {
        let lines = SampleLondon.london.directory(of: node.id).filter { line in
            (try? Resource(line))?.type != "Location"
        }
        return DirectoryReader.read(ndjson: Array(lines.joined(separator: [UInt8(ascii: "\n")])))
    }

    @Test("is taken whole", arguments: London.nodes)
    func everything(node: London.Node) throws {
        let outcome = try read(node)
        #expect(outcome.rejected.isEmpty)
        #expect(outcome.taken > 50)
    }

    @Test("gives every organisation a kind and every role a job", arguments: London.nodes)
    func kinds(node: London.Node) throws {
        let snapshot = try read(node).snapshot
        #expect(snapshot.organisations.values.allSatisfy { $0.kind != .other || $0.name.contains("Care Plans") })
        #expect(snapshot.roles.values.joined().allSatisfy { $0.jobRole != .other })
        #expect(snapshot.organisations.values.allSatisfy { $0.borough != nil })
    }
}
