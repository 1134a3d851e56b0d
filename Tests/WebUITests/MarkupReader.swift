// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Reads a page's markup far enough to tell what is wrong with it.
struct MarkupReader {
    /// What is wrong, in words; empty for sound markup.
    private(set) var faults: [String] = []
    /// How often each element begins.
    private(set) var counts: [String: Int] = [:]
    /// The values of all `id` attributes.
    private(set) var ids: [String] = []
    /// The names of all attributes.
    private(set) var attributes: Set<String> = []

    private static let void: Set = ["meta", "link", "input", "br"]
    private var open: [String] = []

    init(_ html: String) {
        for piece in html.split(separator: "<").dropFirst() where !piece.hasPrefix("!") {
            guard let end = piece.firstIndex(of: ">") else {
                faults.append("a tag without an end: \(piece.prefix(40))")
                continue
            }
            read(String(piece[..<end]))
        }
        if !open.isEmpty { faults.append("never closed: \(open)") }
        let twice = Dictionary(grouping: ids, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
        if !twice.isEmpty { faults.append("ids used twice: \(twice)") }
    }

    private mutating func read(_ tag: String) {
        if tag.hasPrefix("/") {
            let name = String(tag.dropFirst())
            if open.popLast() != name { faults.append("\(name) closed out of order") }
            return
        }
        let name = String(tag.prefix { $0 != " " })
        counts[name, default: 0] += 1
        if !Self.void.contains(name) { open.append(name) }
        let parts = tag.dropFirst(name.count).split(separator: "\"", omittingEmptySubsequences: false)
        for index in stride(from: 0, to: parts.count, by: 2) {
            let names = parts[index].split(separator: " ").map {
                $0.hasSuffix("=") ? String($0.dropLast()) : String($0)
            }
            attributes.formUnion(names)
            if names.last == "id", index + 1 < parts.count { ids.append(String(parts[index + 1])) }
        }
    }
}
