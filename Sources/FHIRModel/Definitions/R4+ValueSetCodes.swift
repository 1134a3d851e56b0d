// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension R4 {
    /// The codes of a value set, by code system.
    package struct ValueSetCodes: Sendable {
        /// The codes a value set takes from one code system.
        package struct SystemCodes: Sendable {
            /// The url of the code system.
            package let system: String
            /// The codes in the order of the definition; abstract codes are left out.
            package let codes: [String]
        }

        /// The canonical url of the value set, without version.
        package let url: String

        /// The codes by code system.
        package let systems: [SystemCodes]

        private let all: Set<String>

        /// Says whether a code is in the value set, for elements of type `code`, which name no system.
        package func contains(_ code: String) -> Bool {
            all.contains(code)
        }

        /// Says whether a code of a system is in the value set.
        package func contains(_ code: String, system: String) -> Bool {
            all.contains(code) && systems.contains { $0.system == system && $0.codes.contains(code) }
        }

        init(url: String, systems: [SystemCodes]) {
            self.url = url
            self.systems = systems
            self.all = Set(systems.lazy.flatMap(\.codes))
        }

        /// Reads the code table.
        static func read(_ text: String) -> [String: ValueSetCodes] {
            var result: [String: ValueSetCodes] = [:]
            TableText.forEachBlock(text) { header, lines in
                let url = TableText.valueSetURL(header)
                var systems: [SystemCodes] = []
                var system = ""
                var codes: [String] = []
                for line in lines {
                    let value = TableText.string(line.dropFirst(2))
                    if line.first == UInt8(ascii: "c") {
                        codes.append(value)
                    } else {
                        if !codes.isEmpty { systems.append(SystemCodes(system: system, codes: codes)) }
                        system = value
                        codes = []
                    }
                }
                if !codes.isEmpty { systems.append(SystemCodes(system: system, codes: codes)) }
                result[url] = ValueSetCodes(url: url, systems: systems)
            }
            return result
        }
    }
}
