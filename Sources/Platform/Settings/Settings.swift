// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Configuration
internal import Foundation
internal import SystemPackage

/// Settings of a command: flags first, then the environment
/// (`ONELONDON_NODE_PORT` for `node.port`), then a JSON file.
package struct Settings: Sendable {
    private let reader: ConfigReader

    /// Why settings cannot be used.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Reads the environment and, where given, a file.
    ///
    /// - Parameter flags: what the command line says, by setting name.
    package init(flags: [String: String?], file: String?) async throws {
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (name, value) in flags {
            if let value {
                values[AbsoluteConfigKey(name.split(separator: ".").map(String.init))] = ConfigValue(
                    stringLiteral: value)
            }
        }
        let environment = ProcessInfo.processInfo.environment.reduce(into: [String: String]()) { own, pair in
            if pair.key.hasPrefix("ONELONDON_") { own[String(pair.key.dropFirst("ONELONDON_".count))] = pair.value }
        }
        var providers: [any ConfigProvider] = [
            InMemoryProvider(values: values), EnvironmentVariablesProvider(environmentVariables: environment),
        ]
        if let file {
            do {
                providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
            } catch {
                throw Failure(description: "the settings file \(file) cannot be read as JSON")
            }
        }
        reader = ConfigReader(providers: providers)
    }

    /// A text, where one is set.
    package func text(_ name: String) -> String? { reader.string(forKey: ConfigKey(name)) }

    /// A whole number, where one is set.
    ///
    /// - Throws: ``Failure`` where the value is something else.
    package func number(_ name: String) throws -> Int? {
        guard let text = text(name) ?? reader.int(forKey: ConfigKey(name)).map(String.init) else { return nil }
        guard let number = Int(text) else { throw Failure(description: "\(name) is a whole number, not '\(text)'") }
        return number
    }
}
