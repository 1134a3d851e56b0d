// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A document while a patch changes it.
struct JSONPatchRun {
    private var root: EditedValue
    private let limits: JSONLimits
    /// Values that `copy` and `move` carried so far.
    private var carriedValues = 0
    /// Bytes that `copy` carried so far.
    private var copiedBytes = 0
    /// Whether an operation was made that is no test.
    private(set) var hasChanged = false

    init(_ root: JSONNode, limits: JSONLimits) {
        self.root = .untouched(root)
        self.limits = limits
    }

    /// The document as text.
    var bytes: [UInt8] {
        var writer = JSONWriter()
        root.write(to: &writer)
        return writer.bytes
    }

    mutating func perform(_ operation: JSONPatch.Operation) throws(JSONPatchFailure) {
        switch operation {
        case .add(let value, let path): try place(.untouched(value), at: path)
        case .remove(let path): try edit(.remove, at: path)
        case .replace(let path, let value): try place(.untouched(value), at: path, instead: true)
        case .move(let from, let path): try move(from, to: path)
        case .copy(let from, let path):
            let value = try read(at: from)
            try carry(value, isCopy: true, from: from)
            try place(value, at: path)
        case .test(let value, let path):
            guard try read(at: path).isSame(as: value) else { throw JSONPatchFailure(.testFailed, pointer: path) }
            return
        }
        hasChanged = true
    }

    private mutating func move(_ from: JSONPointer, to path: JSONPointer) throws(JSONPatchFailure) {
        if from.leadsInto(path) { throw JSONPatchFailure(.movedIntoItself, pointer: path) }
        let value = try read(at: from)
        if from == path { return }
        try carry(value, isCopy: false, from: from)
        try edit(.remove, at: from)
        try place(value, at: path)
    }

    private mutating func read(at path: JSONPointer) throws(JSONPatchFailure) -> EditedValue {
        guard let value = try edit(.read, at: path) else { throw JSONPatchFailure(.noSuchMember, pointer: path) }
        return value
    }

    private mutating func place(_ value: EditedValue, at path: JSONPointer, instead: Bool = false)
        throws(JSONPatchFailure)
    {
        guard path.tokens.count + value.extent.depth <= limits.depth else {
            throw JSONPatchFailure(.tooDeep, pointer: path)
        }
        try edit(instead ? .replace(value) : .add(value), at: path)
    }

    private mutating func carry(_ value: EditedValue, isCopy: Bool, from: JSONPointer) throws(JSONPatchFailure) {
        let extent = value.extent
        carriedValues += extent.values
        if isCopy { copiedBytes += extent.byteCount }
        guard carriedValues <= limits.nodeCount, copiedBytes <= limits.byteCount else {
            throw JSONPatchFailure(.tooMuchCarried, pointer: from)
        }
    }

    @discardableResult
    private mutating func edit(_ edit: ValueEdit, at path: JSONPointer) throws(JSONPatchFailure) -> EditedValue? {
        guard path.tokens.isEmpty else {
            do {
                return try root.perform(edit, at: path.tokens[...])
            } catch {
                throw JSONPatchFailure(error, pointer: path)
            }
        }
        switch edit {
        case .read: return root
        case .remove: throw JSONPatchFailure(.rootRemoved, pointer: path)
        case .add(let value), .replace(let value):
            root = value
            return nil
        }
    }
}
