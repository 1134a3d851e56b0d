// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// Writes what became of an import as OperationOutcomes, one a line.
enum ImportOutcome {
    /// A rejected line, numbered from 1; 0 stands for the whole.
    static func line(_ number: Int, _ reason: String) -> [UInt8] {
        outcome("error", "processing", number > 0 ? "Line \(number): \(reason)" : reason, at: "line[\(number)]")
    }

    /// How many resources came in and what became of them.
    static func summary(of result: ImportResult) -> [UInt8] {
        let text =
            "\(result.read) read: \(result.created) created, \(result.updated) updated, \(result.unchanged) unchanged"
            + " or imported before, \(result.rejected) rejected"
        return outcome("information", "informational", text, at: nil)
    }

    /// Outcomes in the order of their lines, the last of each: a line is told again where an import went on.
    static func rejections(in text: [UInt8]) -> (text: [UInt8], count: Int) {
        var byLine: [Int: [UInt8]] = [:]
        for line in text.split(separator: UInt8(ascii: "\n")) {
            // A line that was cut off by the end of the program is told again.
            guard let outcome = try? JSONDocument.parse(Array(line)).root,
                let place = outcome.items("issue").first(where: { _ in true })?.items("expression").first(where: { _ in
                    true
                }),
                let number = place.string.flatMap({ Int($0.dropFirst("line[".count).dropLast()) })
            else { continue }
            byLine[number] = Array(line)
        }
        return (byLine.sorted { $0.key < $1.key }.flatMap { $0.value + [UInt8(ascii: "\n")] }, byLine.count)
    }

    private static func outcome(_ severity: String, _ code: String, _ text: String, at place: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("resourceType", "OperationOutcome")
            writer.array("issue") { writer in
                writer.object { writer in
                    writer.member("severity", severity)
                    writer.member("code", code)
                    writer.member("diagnostics", text)
                    if let place { writer.array("expression") { $0.string(place) } }
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
