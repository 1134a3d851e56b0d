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

    /// Phrases in small letters by their first byte, the longest first.
    private let phrases: [UInt8: [[UInt8]]]

    init(_ gathered: GatheredRecord, directory: DirectorySnapshot) {
        var words: Set<String> = []
        for item in gathered.items + gathered.context { Self.collect(item.resource.node, item.resource.type, &words) }
        for line in gathered.sources {
            words.insert(line.name)
            if let code = line.organisation {
                words.insert(code.text)
                directory.organisations[code].map { _ = words.insert($0.name) }
            }
        }
        // Shorter words, such as a house number alone, are found everywhere and tell nothing.
        let bytes = words.map { Array($0.lowercased().utf8) }.filter { $0.count >= 4 }
        phrases = Dictionary(grouping: bytes) { $0[0] }.mapValues { $0.sorted { $0.count > $1.count } }
    }

    private static func collect(_ node: JSONNode, _ type: String, _ words: inout Set<String>) {
        switch type {
        case "Patient":
            for address in node.items("address") {
                for line in address.items("line").compactMap(\.string) { words.insert(line) }
                for text in [address["postalCode"], address["district"], address["text"]].compactMap({ $0?.string }) {
                    words.insert(text)
                }
            }
            for telecom in node.items("telecom") { telecom["value"]?.string.map { _ = words.insert($0) } }
        case "Organization", "Location", "HealthcareService", "Endpoint":
            node["name"]?.string.map { _ = words.insert($0) }
            for alias in node.items("alias").compactMap(\.string) { words.insert(alias) }
            for identifier in node.items("identifier") { identifier["value"]?.string.map { _ = words.insert($0) } }
        default: collectPlaces(node, &words)
        }
    }

    /// Names of organisations and places that references display.
    private static func collectPlaces(_ node: JSONNode, _ words: inout Set<String>) {
        for child in node.children {
            guard child.isObject || child.isArray else { continue }
            if child.isPlaceReference { child["display"]?.string.map { _ = words.insert($0) } }
            collectPlaces(child, &words)
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
            let length = match(small, at: position)
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

    private func match(_ text: [UInt8], at start: Int) -> Int {
        guard start == 0 || !Self.isWord(text[start - 1]) else { return 0 }
        for phrase in phrases[text[start]] ?? [] {
            let end = start + phrase.count
            if end <= text.count, end == text.count || !Self.isWord(text[end]), text[start..<end].elementsEqual(phrase)
            {
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

    private static func isWord(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte >= 0x80
    }
}

extension JSONNode {
    /// Whether this is a Reference to an organisation, a place or a service.
    var isPlaceReference: Bool {
        guard isObject else { return false }
        let kinds = ["Organization", "Location", "HealthcareService", "Endpoint"]
        if let type = self["type"]?.string, kinds.contains(type), self["reference"] != nil || self["identifier"] != nil
        {
            return true
        }
        guard let reference = self["reference"]?.string else { return false }
        return kinds.contains { reference.hasPrefix($0 + "/") || reference.contains("/\($0)/") }
    }
}
