// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension HTML {
    /// Adds text of ours in which clinical dates such as `06-Aug-2018` are kept on one line.
    mutating func dated(_ text: String) {
        let bytes = Array(text.utf8)
        var start = 0
        var index = 0
        while index + 11 <= bytes.count {
            guard Self.isDate(bytes[index..<index + 11]), index == 0 || !Self.isDigit(bytes[index - 1]) else {
                index += 1
                continue
            }
            self.text(String(decoding: bytes[start..<index], as: UTF8.self))
            self(.span, .class("date"), text: String(decoding: bytes[index..<index + 11], as: UTF8.self))
            index += 11
            start = index
        }
        self.text(String(decoding: bytes[start...], as: UTF8.self))
    }

    /// Adds a paragraph of such text.
    mutating func datedParagraph(_ text: String, class name: String = "") {
        self(.p, .when(!name.isEmpty, .class(name))) { $0.dated(text) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// Whether eleven bytes are `dd-Mmm-yyyy`.
    private static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
        let pattern = Array("00-Aaa-0000".utf8)
        return zip(bytes, pattern).allSatisfy { byte, kind in
            switch kind {
            case UInt8(ascii: "0"): isDigit(byte)
            case UInt8(ascii: "A"): (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            case UInt8(ascii: "a"): (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            default: byte == kind
            }
        }
    }
}
