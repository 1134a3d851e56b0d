// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

extension JSONDocument {
    /// Lines and columns of values, a member's where its name begins; in the order of the values.
    ///
    /// The text is read once, however many values there are.
    package func places(of nodes: [JSONNode]) -> [TextPlace] {
        let offsets = nodes.map(\.memberRange.lowerBound)
        var places = Array(repeating: TextPlace(line: 1, column: 1), count: nodes.count)
        withBytes { text in
            var here = TextPlace(line: 1, column: 1)
            var next = 0
            for index in offsets.indices.sorted(by: { offsets[$0] < offsets[$1] }) {
                while next < offsets[index] {
                    if text[next] == UInt8(ascii: "\n") {
                        here = TextPlace(line: here.line + 1, column: 1)
                    } else if text[next] & 0xC0 != 0x80 {
                        here.column += 1
                    }
                    next += 1
                }
                places[index] = here
            }
        }
        return places
    }
}
