// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Crypto
internal import Foundation
internal import Synchronization

/// The salts of all persons the log knows, in a file apart from the leaves.
///
/// Every person has a slot of 64 bytes: 16 that find it (a keyed hash of the
/// person key), 32 of salt, 4 to notice damage, 12 zeros. Slots lie within one
/// disk sector, so a slot is there as a whole or not at all. Erasing a person
/// overwrites the slot with zeros.
final class PersonSalts: Sendable {
    static let name = "salts"
    private static let slotSize = 64
    /// Most salts that are kept at hand: those of the people whose records are open.
    private static let mostRecent = 4_096
    private static let magic = Array("OLSALTS1".utf8)

    private struct Tag: Hashable {
        let first: UInt64
        let second: UInt64
    }

    private struct State {
        var slots: [Tag: Int] = [:]
        var slotCount = 0
        /// Salts that are not yet in the file, in slot order.
        var waiting: [(slot: Int, tag: Tag, salt: PersonSalt)] = []
        /// The same, to be found by slot.
        var unwritten: [Int: PersonSalt] = [:]
        /// Salts that were used lately, by person.
        var recent: [String: PersonSalt] = [:]
        var damaged = 0
    }

    private let file: AuditFile
    private let tagKey: SymmetricKey
    private let state: Mutex<State>

    init(_ directory: AuditDirectory) throws {
        let isNew = !directory.contains(Self.name)
        file = try AuditFile(directory.path(Self.name), .writing)
        if try isNew || file.size < Self.slotSize {
            let key = SymmetricKey(size: .bits256)
            let keyBytes = key.withUnsafeBytes { Array($0) }
            try file.truncate(to: 0)
            try file.write(Self.magic + keyBytes + [UInt8](repeating: 0, count: 24), at: 0)
            try file.synchronise()
            try directory.synchronise()
        }
        let header = try file.read(Self.slotSize, at: 0)
        guard header.starts(with: Self.magic) else { throw AuditFailure(.damaged, "The file of salts is not one.") }
        tagKey = SymmetricKey(data: header[8..<40])
        state = Mutex(State())
        try load()
    }

    /// Slots whose content is damaged; the events of those persons can no longer be found.
    var damagedSlots: Int { state.withLock(\.damaged) }

    /// The salt of a person, made where there is none yet.
    func salt(for person: String) throws -> PersonSalt {
        if let known = state.withLock({ $0.recent[person] }) { return known }
        let tag = tag(of: person)
        guard let found = try salt(tag, creating: true) else { return PersonSalt() }
        state.withLock { state in
            // Nothing stays behind of who was erased meanwhile.
            guard let slot = found.slot, state.slots[tag] == slot else { return }
            if state.recent.count >= Self.mostRecent { state.recent.removeAll(keepingCapacity: true) }
            state.recent[person] = found.salt
        }
        return found.salt
    }

    /// The salt of a person; nil where the log knows none or it was erased.
    func existingSalt(for person: String) throws -> PersonSalt? {
        try salt(tag(of: person), creating: false)?.salt
    }

    /// Writes the salts that were made since the last call and returns once they are durable.
    func makeDurable() throws {
        let waiting = state.withLock { state in
            defer { state.waiting.removeAll() }
            return state.waiting
        }
        guard let first = waiting.first else { return }
        try file.write(waiting.flatMap { Self.slot($0.tag, $0.salt) }, at: Self.offset(of: first.slot))
        try file.synchronise()
        state.withLock { state in
            for entry in waiting { state.unwritten[entry.slot] = nil }
        }
    }

    /// Overwrites a person's salt; false where there is none.
    ///
    /// No other write may run at the same time.
    func erase(_ person: String) throws -> Bool {
        try makeDurable()
        let tag = tag(of: person)
        let slot = state.withLock { state in
            state.recent[person] = nil
            return state.slots.removeValue(forKey: tag)
        }
        guard let slot else { return false }
        try file.write([UInt8](repeating: 0, count: Self.slotSize), at: Self.offset(of: slot))
        try file.synchronise()
        return true
    }

    /// The slot is nil for a salt that is used once, in place of one that was just erased.
    private func salt(_ tag: Tag, creating: Bool) throws -> (slot: Int?, salt: PersonSalt)? {
        let found: (slot: Int, salt: PersonSalt?)? = state.withLock { state in
            if let slot = state.slots[tag] { return (slot, state.unwritten[slot]) }
            guard creating else { return nil }
            let salt = PersonSalt()
            let slot = state.slotCount
            state.slotCount += 1
            state.slots[tag] = slot
            state.waiting.append((slot, tag, salt))
            state.unwritten[slot] = salt
            return (slot, salt)
        }
        guard let found else { return nil }
        if let salt = found.salt { return (found.slot, salt) }
        let bytes = try file.read(Self.slotSize, at: Self.offset(of: found.slot))
        guard Self.tag(inSlot: bytes) == tag else {
            // Erased between the look and the read.
            return creating ? (nil, PersonSalt()) : nil
        }
        return (found.slot, PersonSalt(bytes: bytes[16..<48]))
    }

    private func load() throws {
        let slotCount = (try file.size - Self.slotSize) / Self.slotSize
        // A slot that was being written when the machine stopped was never used.
        try file.truncate(to: Self.offset(of: slotCount))
        let slotsPerRead = 16_384
        for start in stride(from: 0, to: slotCount, by: slotsPerRead) {
            let count = min(slotsPerRead, slotCount - start)
            let bytes = try file.read(count * Self.slotSize, at: Self.offset(of: start))
            state.withLock { state in
                for slot in 0..<count {
                    let content = bytes[slot * Self.slotSize..<(slot + 1) * Self.slotSize]
                    guard content.contains(where: { $0 != 0 }) else { continue }
                    if let tag = Self.tag(inSlot: Array(content)) {
                        state.slots[tag] = start + slot
                    } else {
                        state.damaged += 1
                    }
                }
            }
        }
        state.withLock { $0.slotCount = slotCount }
    }

    private func tag(of person: String) -> Tag {
        let code = HMAC<SHA256>.authenticationCode(for: Array(person.utf8), using: tagKey)
        return code.withUnsafeBytes { Self.tag(loading: $0) }
    }

    private static func tag(loading bytes: UnsafeRawBufferPointer) -> Tag {
        Tag(
            first: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            second: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    /// The tag of an intact slot.
    private static func tag(inSlot bytes: [UInt8]) -> Tag? {
        guard bytes.count == slotSize, Array(bytes[48..<52]) == check(bytes[0..<48]) else { return nil }
        return bytes.withUnsafeBytes { tag(loading: $0) }
    }

    private static func slot(_ tag: Tag, _ salt: PersonSalt) -> [UInt8] {
        var bytes = withUnsafeBytes(of: tag.first) { Array($0) } + withUnsafeBytes(of: tag.second) { Array($0) }
        bytes += salt.bytes
        bytes += check(bytes[...])
        return bytes + [UInt8](repeating: 0, count: slotSize - bytes.count)
    }

    private static func check(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(SHA256.hash(data: bytes).prefix(4))
    }

    private static func offset(of slot: Int) -> Int { slotSize * (slot + 1) }
}
