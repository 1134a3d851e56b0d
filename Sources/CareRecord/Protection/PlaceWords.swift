// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import Exchange
internal import FHIRModel

/// Takes the words that tell where someone lives or is cared for out of texts.
///
/// Knows the addresses, telephone numbers, organisations and places of one record, and what a postcode looks like. Free
/// text may tell a place in words nobody could know; what cannot be read, such as a PDF, is therefore kept back whole.
struct PlaceWords {
    /// What stands in the place of a word taken out.
    static let placeholder = "[place withheld]"

    /// Words from this length on are taken out; codes may be shorter.
    private static let shortest = 4

    /// Phrases in small letters by their first byte, the longest first.
    private let phrases: [UInt8: [[UInt8]]]

    init(_ gathered: GatheredRecord, directory: DirectorySnapshot) {
        var found = Found()
        for item in gathered.items + gathered.context { found.collect(item.resource.node) }
        for line in gathered.sources { found.words.insert(line.name) }
        for code in Set((gathered.items + gathered.context).map(\.organisation) + gathered.sources.map(\.organisation))
        {
            guard let code else { continue }
            found.codes.insert(code.text)
            directory.organisations[code].map { _ = found.words.insert($0.name) }
        }
        let bytes = found.phrases.map { Array($0.lowercased().utf8) }
        phrases = Dictionary(grouping: bytes) { $0[0] }.mapValues { $0.sorted { $0.count > $1.count } }
    }

    /// What the resources of a record say of places.
    private struct Found {
        var words: Set<String> = []
        /// Codes of organisations, which are short.
        var codes: Set<String> = []

        /// Words and codes that are looked for: a house number alone is found everywhere and tells nothing, nor does a
        /// code of three figures that may be any number.
        var phrases: Set<String> {
            words.filter { $0.utf8.count >= PlaceWords.shortest }
                .union(codes.compactMap { ODSCode($0)?.text }.filter { $0.contains(where: \.isLetter) })
        }

        mutating func collect(_ resource: JSONNode) {
            collect(resource, PlaceKinds.containedReferences(of: resource))
        }

        private mutating func collect(_ node: JSONNode, _ contained: Set<String>) {
            let type = node["resourceType"]?.string
            if let type, type != "RelatedPerson", PlaceKinds.kinds.contains(type) { collectNames(node) }
            if PlaceKinds.isOrganisationCode(node) { add(node["value"] ?? node["code"], to: \.codes) }
            if PlaceKinds.isReference(node, contained: contained) { add(node["display"], to: \.words) }
            for child in node.children where child.isObject || child.isArray {
                if child.name?.hasSuffix("ddress") ?? false {
                    for address in child.itemsOfSelf { collectAddress(address) }
                }
                if child.name == "telecom" { for telecom in child.itemsOfSelf { add(telecom["value"], to: \.words) } }
                collect(child, contained)
            }
        }

        private mutating func collectNames(_ place: JSONNode) {
            add(place["name"], to: \.words)
            for alias in place.items("alias") { add(alias, to: \.words) }
            for identifier in place.items("identifier") { add(identifier["value"], to: \.words) }
        }

        private mutating func collectAddress(_ address: JSONNode) {
            for part in address.items("line") { add(part, to: \.words) }
            for part in [address["postalCode"], address["district"], address["text"]] { add(part, to: \.words) }
        }

        private mutating func add(_ text: JSONNode?, to set: WritableKeyPath<Found, Set<String>>) {
            if let text = text?.string, !text.isEmpty { self[keyPath: set].insert(text) }
        }
    }

    /// The text without those words; the same text where there are none.
    func removed(from text: String) -> String {
        let bytes = Array(text.utf8)
        let small = Array(text.lowercased().utf8)
        // Small letters of another length than the text: places cannot be told apart by position.
        guard bytes.count == small.count else { return Self.placeholder }
        var out: [UInt8] = []
        var position = 0
        var isChanged = false
        while position < bytes.count {
            let length = match(small, of: bytes, at: position)
            if length > 0 {
                out += Array(Self.placeholder.utf8)
                position += length
                isChanged = true
            } else {
                out.append(bytes[position])
                position += 1
            }
        }
        return isChanged ? String(decoding: out, as: UTF8.self) : text
    }

    private func match(_ text: [UInt8], of written: [UInt8], at start: Int) -> Int {
        guard start == 0 || !Self.isWord(text[start - 1]) else { return 0 }
        for phrase in phrases[text[start]] ?? [] {
            let end = start + phrase.count
            guard end <= text.count, end == text.count || !Self.isWord(text[end]),
                text[start..<end].elementsEqual(phrase)
            else { continue }
            // A short code is one in capitals only: RAN is a trust, "ran" is a word.
            if phrase.count >= Self.shortest || !written[start..<end].contains(where: Self.isSmall) {
                return phrase.count
            }
        }
        return Self.postcode(text, at: start)
    }

    /// The length of a postcode that starts here, 0 for none: `ab1 2cd`, `a12bc`, `ab1c 2de`.
    private static func postcode(_ text: [UInt8], at start: Int) -> Int {
        var position = start
        func isLetter() -> Bool {
            position < text.count && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(text[position])
        }
        func isDigit() -> Bool {
            position < text.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[position])
        }
        guard isLetter() else { return 0 }
        position += 1
        if isLetter() { position += 1 }
        guard isDigit() else { return 0 }
        // The last three are digit, letter, letter; between lies at most one more letter or digit.
        for middle in 0...1 {
            var place = position + 1 + middle
            if middle == 1, place - 1 >= text.count || !isWord(text[place - 1]) { continue }
            if place < text.count, text[place] == UInt8(ascii: " ") { place += 1 }
            guard place + 2 < text.count else { continue }
            let isInward =
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(text[place])
                && text[place + 1..<place + 3].allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            if isInward, place + 3 == text.count || !isWord(text[place + 3]) { return place + 3 - start }
        }
        return 0
    }

    private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte >= 0x80
    }
}
