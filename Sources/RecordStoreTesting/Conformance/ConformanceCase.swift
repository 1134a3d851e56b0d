// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import RecordStore

/// Makes an empty store that takes its time from the given clock.
package typealias StoreMaker = @Sendable (any WallClock) async throws -> any RecordStore

/// One property that every store must have.
package struct ConformanceCase: Sendable, CustomStringConvertible {
    /// The property, as a sentence.
    package let name: String
    private let body: @Sendable (StoreMaker) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (StoreMaker) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Makes stores and checks the property.
    ///
    /// - Throws: ``ConformanceFailure`` where the store does not have it.
    package func run(_ makeStore: StoreMaker) async throws { try await body(makeStore) }

    package var description: String { name }
}

/// What a store did wrong.
package struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
    package let message: String
    /// Where in the suite it was found.
    package let place: String

    package var description: String { "\(message) (\(place))" }
}

/// Goes on only where `condition` holds.
func require(
    _ condition: Bool, _ message: @autoclosure () -> String, file: String = #fileID, line: Int = #line
) throws {
    if !condition { throw ConformanceFailure(message: message(), place: "\(file):\(line)") }
}

/// Goes on only where both are the same.
func requireEqual<Value: Equatable>(
    _ found: Value, _ wanted: Value, _ message: @autoclosure () -> String, file: String = #fileID, line: Int = #line
) throws {
    if found != wanted {
        throw ConformanceFailure(
            message: "\(message()): found \(found) where \(wanted) is right", place: "\(file):\(line)")
    }
}

/// The value, where there is one.
func requireValue<Value>(
    _ value: Value?, _ message: @autoclosure () -> String, file: String = #fileID, line: Int = #line
) throws -> Value {
    guard let value else { throw ConformanceFailure(message: message(), place: "\(file):\(line)") }
    return value
}

/// Goes on only where `body` is refused for this reason.
func requireRefusal(
    _ wanted: StoreFailure, file: String = #fileID, line: Int = #line, _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let failure as StoreFailure {
        return try requireEqual(failure, wanted, "another refusal", file: file, line: line)
    }
    throw ConformanceFailure(message: "was not refused, but \(wanted) is right", place: "\(file):\(line)")
}
