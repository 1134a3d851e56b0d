// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// An array that is being changed, in pieces of bounded length, so that a change costs little however long it is.
struct EditedArray {
    /// Longest piece; a longer one is halved.
    private static let longestPiece = 1_024

    /// The items in order; a piece stays when its last item is removed.
    private var pieces: [[EditedValue]] = []
    private(set) var count = 0

    /// An empty array.
    init() {}

    /// The items of an array of a document.
    init(_ array: JSONNode) {
        var piece: [EditedValue] = []
        for child in array.children {
            piece.append(.untouched(child))
            if piece.count == Self.longestPiece / 2 {
                pieces.append(piece)
                piece = []
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        count = array.count
    }

    var items: some Sequence<EditedValue> { pieces.lazy.joined() }

    mutating func perform(_ edit: ValueEdit, at path: ArraySlice<JSONPointer.Token>) throws(JSONPatchFailure.Code)
        -> EditedValue?
    {
        guard let token = path.first else { return nil }
        if path.count == 1, case .add(let value) = edit {
            insert(value, at: try position(token, endIsAllowed: true))
            return nil
        }
        let (piece, offset) = place(of: try position(token, endIsAllowed: false))
        if path.count > 1 { return try pieces[piece][offset].perform(edit, at: path.dropFirst()) }
        switch edit {
        case .read: return pieces[piece][offset]
        case .add(let value), .replace(let value): pieces[piece][offset] = value
        case .remove:
            pieces[piece].remove(at: offset)
            count -= 1
        }
        return nil
    }

    private func position(_ token: JSONPointer.Token, endIsAllowed: Bool) throws(JSONPatchFailure.Code) -> Int {
        if token == .end {
            guard endIsAllowed else { throw .endIsOnlyForAdd }
            return count
        }
        guard let position = token.arrayPosition else { throw .notAPosition }
        guard position < count || (endIsAllowed && position == count) else { throw .noSuchItem }
        return position
    }

    /// The piece and the place in it of a position; the end counts to the last piece.
    private func place(of position: Int) -> (piece: Int, offset: Int) {
        var offset = position
        for (piece, items) in pieces.enumerated() {
            if offset < items.count || piece == pieces.count - 1 { return (piece, offset) }
            offset -= items.count
        }
        return (0, 0)
    }

    private mutating func insert(_ value: EditedValue, at position: Int) {
        if pieces.isEmpty { pieces.append([]) }
        let (piece, offset) = place(of: position)
        pieces[piece].insert(value, at: offset)
        count += 1
        guard pieces[piece].count > Self.longestPiece else { return }
        let tail = Array(pieces[piece][(Self.longestPiece / 2)...])
        pieces[piece].removeSubrange((Self.longestPiece / 2)...)
        pieces.insert(tail, at: piece + 1)
    }
}
