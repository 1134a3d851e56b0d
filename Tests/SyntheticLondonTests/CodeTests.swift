// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import SyntheticLondon
import Testing

@Suite("Codes in synthetic records")
struct CodeTests {
    @Test("stand in the list once, with a term")
    func list() {
        #expect(SyntheticCodes.all.count > 380)
        let keys = SyntheticCodes.all.map { "\($0.system)|\($0.id)" }
        #expect(Set(keys).count == keys.count)
        #expect(SyntheticCodes.all.allSatisfy { !$0.term.isEmpty })
    }

    @Test("have the check digit of their system", arguments: SyntheticCodes.all)
    func checkDigit(code: SyntheticCode) {
        switch code.system {
        case SyntheticCodeSystem.snomed.rawValue, SyntheticCodeSystem.dmd.rawValue:
            #expect(Self.verhoeff(code.id), "\(code.id)")
            #expect((6...18).contains(code.id.utf8.count))
            #expect(["00", "10"].contains(code.id.dropLast().suffix(2)), "\(code.id) is no concept")
        case SyntheticCodeSystem.loinc.rawValue: #expect(Self.loinc(code.id), "\(code.id)")
        case SyntheticCodeSystem.icd10.rawValue:
            #expect(code.id.utf8.count == 4 && code.id.first?.isLetter == true && !code.id.contains("."))
        default: #expect(!code.id.isEmpty)
        }
    }

    @Test("are listed, every one of them")
    func everyCodeIsListed() throws {
        let listed = Set(SyntheticCodes.all.map { "\($0.system)|\($0.id)" })
        var unlisted: Set<String> = []
        for person in SampleLondon.people {
            for sent in try person.sent() { unlisted.formUnion(Set(sent.resource.node.codings).subtracting(listed)) }
        }
        for node in London.nodes {
            for bytes in SampleLondon.london.directory(of: node.id) {
                unlisted.formUnion(Set(try Resource(bytes).node.codings).subtracting(listed))
            }
        }
        #expect(unlisted.isEmpty)
    }

    @Test("of eighteen digits are text wherever they stand")
    func longIDs() throws {
        let lead = try SampleLondon.person("lead")
        let id = "39733011000001106"
        let texts = lead.records.flatMap(\.resources).map { String(decoding: $0, as: UTF8.self) }
        #expect(texts.contains { $0.contains("\"code\":\"\(id)\"") })
        #expect(!texts.contains { $0.contains(":\(id)") || $0.contains("39733011000001104") })
    }

    /// The Verhoeff check by the dihedral group of ten.
    private static func verhoeff(_ id: String) -> Bool {
        let permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
        var check = 0
        for (place, byte) in id.utf8.reversed().enumerated() {
            var digit = Int(byte) - 48
            guard (0...9).contains(digit) else { return false }
            for _ in 0..<(place % 8) { digit = permutation[digit] }
            check = product(check, digit)
        }
        return check == 0
    }

    private static func product(_ left: Int, _ right: Int) -> Int {
        switch (left < 5, right < 5) {
        case (true, true): (left + right) % 5
        case (true, false): (left + right - 5) % 5 + 5
        case (false, true): (left - 5 + 5 - right) % 5 + 5
        case (false, false): (left - right + 5) % 5
        }
    }

    /// The modulus 10 check of LOINC.
    private static func loinc(_ id: String) -> Bool {
        let parts = id.split(separator: "-")
        guard parts.count == 2, let check = Int(parts[1]) else { return false }
        let sum = parts[0].utf8.reversed().enumerated().reduce(0) { sum, item in
            let digit = Int(item.element) - 48
            let counted = item.offset % 2 == 0 ? digit * 2 : digit
            return sum + counted / 10 + counted % 10
        }
        return (10 - sum % 10) % 10 == check
    }
}
