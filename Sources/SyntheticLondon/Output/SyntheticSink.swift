// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Where a synthetic London is written to.
package protocol SyntheticSink {
    /// Takes a node's directory resources.
    mutating func directory(node: String, _ resources: [[UInt8]]) throws

    /// Takes one person, in order of index.
    mutating func person(_ person: SyntheticPerson) throws

    /// Takes what stands at the end: nothing follows.
    mutating func finish(_ london: SyntheticLondon) throws
}

extension SyntheticLondon {
    /// Writes the directories, then every person, one at a time.
    package func write(to sink: inout some SyntheticSink) throws {
        for node in London.nodes { try sink.directory(node: node.id, directory(of: node.id)) }
        for index in 0..<people { try sink.person(person(index)) }
        try sink.finish(self)
    }
}
