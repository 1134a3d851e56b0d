// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Says where a node stands, as in `Patient.name[0].given[1]`.
///
/// Looked for from the root when there is a fault to tell of, so that reading pays nothing for it.
struct XMLPath {
    let tape: [XMLTapeNode]
    let names: [XMLName]

    private static let longestName = 64

    /// The path of a node; the tape may be unfinished.
    func path(to target: Int) -> String {
        guard target < tape.count else { return "" }
        var path = name(of: 0)
        var structure = R4.structure(named: name(of: 0))
        var current = 0
        while current != target {
            guard let (child, position) = step(from: current, to: target) else { break }
            let name = name(of: child)
            current = child
            if tape[child].kind == .attribute { return path + "." + name }
            if structure?.kind == .resource, structure?.isAbstract == true {
                // What `contained` and `resource` hold is the resource itself and no step.
                structure = R4.structure(named: name)
                continue
            }
            let resolved = structure?.element(named: name)
            let isRepeating = resolved?.element.isRepeating ?? (position > 0)
            path += "." + name + (isRepeating ? "[\(position)]" : "")
            if resolved?.type.name == "xhtml" { break }
            structure = resolved.flatMap { R4.structure(named: $0.type.name) }
        }
        return path
    }

    /// The child that is or holds the target, and how many of its name stand before it; nil where the target is a text.
    private func step(from parent: Int, to target: Int) -> (child: Int, position: Int)? {
        var positions: [UInt32: Int] = [:]
        var child = parent + 1
        while child < tape.count {
            let node = tape[child]
            let next = node.next == 0 ? tape.count : Int(node.next)
            if target < next {
                guard node.kind == .element || node.kind == .attribute else { return nil }
                return (child, positions[node.name] ?? 0)
            }
            if node.kind == .element { positions[node.name, default: 0] += 1 }
            child = next
        }
        return nil
    }

    private func name(of node: Int) -> String {
        String(names[Int(tape[node].name)].local.prefix(Self.longestName))
    }
}
