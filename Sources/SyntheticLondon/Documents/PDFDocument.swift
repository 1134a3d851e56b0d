// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// A small valid PDF: A4 pages of text in Helvetica, nothing else.
enum PDFDocument {
    private static let lineWidth = 88
    private static let linesPerPage = 54

    /// The file for some text; lines break where they are too long.
    static func make(title: String, text: String) -> [UInt8] {
        let lines = wrapped(text)
        let pages = stride(from: 0, to: max(1, lines.count), by: linesPerPage).map {
            Array(lines[$0..<min(lines.count, $0 + linesPerPage)])
        }
        var file = File()
        let pageIDs = pages.indices.map { 4 + $0 * 2 }
        file.object(1, "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>")
        file.object(
            2, "<</Type/Pages/Count \(pages.count)/Kids[\(pageIDs.map { "\($0) 0 R" }.joined(separator: " "))]>>")
        file.object(3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
        for (place, page) in pages.enumerated() {
            let id = pageIDs[place]
            file.object(
                id,
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents \(id + 1) 0 R>>"
            )
            file.stream(id + 1, content(page))
        }
        let information = 4 + pages.count * 2
        file.object(information, "<</Title(\(escaped(title)))/Producer(Synthetic London)>>")
        return file.finish(information: information)
    }

    private static func content(_ lines: [String]) -> [UInt8] {
        var bytes = Array("BT /F1 10.5 Tf 14 TL 56 790 Td\n".utf8)
        for line in lines {
            bytes.append(UInt8(ascii: "("))
            bytes.append(contentsOf: latin(line))
            bytes.append(contentsOf: ") Tj T*\n".utf8)
        }
        bytes.append(contentsOf: "ET".utf8)
        return bytes
    }

    private static func escaped(_ text: String) -> String {
        String(decoding: latin(text).filter { $0 < 128 }, as: UTF8.self)
    }

    /// Bytes of the font's encoding, with the characters that PDF strings need escaped.
    private static func latin(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "(", ")", "\\":
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            case "–": bytes.append(0x96)
            case "’": bytes.append(0x92)
            case "•": bytes.append(0x95)
            default: bytes.append(scalar.value < 256 ? UInt8(scalar.value) : UInt8(ascii: "?"))
            }
        }
        return bytes
    }

    private static func wrapped(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line -> [String] in
            guard line.utf8.count > lineWidth else { return [String(line)] }
            var lines: [String] = []
            var current = ""
            for word in line.split(separator: " ") {
                if !current.isEmpty, current.utf8.count + word.utf8.count + 1 > lineWidth {
                    lines.append(current)
                    current = ""
                }
                current += current.isEmpty ? String(word) : " " + word
            }
            return lines + [current]
        }
    }

    /// The file being written, with where each object starts.
    private struct File {
        var bytes = Array("%PDF-1.4\n".utf8)
        var starts: [(id: Int, start: Int)] = []

        mutating func object(_ id: Int, _ body: String) {
            starts.append((id, bytes.count))
            bytes.append(contentsOf: "\(id) 0 obj\n\(body)\nendobj\n".utf8)
        }

        mutating func stream(_ id: Int, _ content: [UInt8]) {
            starts.append((id, bytes.count))
            bytes.append(contentsOf: "\(id) 0 obj\n<</Length \(content.count)>>\nstream\n".utf8)
            bytes.append(contentsOf: content)
            bytes.append(contentsOf: "\nendstream\nendobj\n".utf8)
        }

        mutating func finish(information: Int) -> [UInt8] {
            let tableStart = bytes.count
            bytes.append(contentsOf: "xref\n0 \(starts.count + 1)\n0000000000 65535 f \n".utf8)
            for (_, start) in starts.sorted(by: { $0.id < $1.id }) {
                let digits = String(start)
                bytes.append(
                    contentsOf: (String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n").utf8)
            }
            bytes.append(
                contentsOf:
                    "trailer\n<</Size \(starts.count + 1)/Root 1 0 R/Info \(information) 0 R>>\nstartxref\n\(tableStart)\n%%EOF\n"
                    .utf8)
            return bytes
        }
    }
}
