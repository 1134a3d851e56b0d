// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// A node's answer about its feeds, which everyone may see.
package enum FeedLines {
    /// The answer as JSON.
    package static func bytes(_ lines: [SourceLine]) -> [UInt8] {
        var writer = JSONWriter()
        writer.array { writer in for line in lines { line.write(to: &writer) } }
        return writer.bytes
    }

    /// Reads an answer of `node`.
    package static func read(_ bytes: some Sequence<UInt8>, node: String) throws(NodeFailure) -> [SourceLine] {
        guard let root = try? JSONDocument.parse(bytes).root, root.isArray else { throw .unreadable }
        var lines: [SourceLine] = []
        for entry in root.children {
            guard let line = SourceLine(entry, node: node) else { throw .unreadable }
            lines.append(line)
        }
        return lines
    }
}
