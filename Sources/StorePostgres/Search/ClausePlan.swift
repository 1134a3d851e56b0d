// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch

/// How the index answers one condition.
struct ClausePlan {
    let clause: SearchClause
    /// All that meets the condition is in these rows; nil where the index cannot narrow it.
    var ranges: IndexRanges?
    /// Whether everything in the ranges meets the condition.
    var isExact: Bool
    var test: IndexTest
    /// Of a condition that joins a time with a code: the parameter of time, and the number its rows stand under.
    var joined: (time: Int, number: Int64)?

    /// A condition whose answer the ranges are, or contain.
    init(_ clause: SearchClause, ranges: IndexRanges, isExact: Bool) {
        self.clause = clause
        self.ranges = ranges
        self.isExact = isExact
        let isCheap = ranges.isProbe && ranges.count <= Self.mostProbes
        test = isCheap ? .rows(ranges, isExact: isExact) : .resource
    }

    /// A condition that names no rows.
    init(_ clause: SearchClause, test: IndexTest = .resource) {
        self.clause = clause
        ranges = nil
        isExact = false
        self.test = test
    }

    /// Above this many places reading the resource is cheaper than asking each.
    private static let mostProbes = 256

    /// Whether its rows can be read in the order of versions.
    var isOrdered: Bool { isExact && ranges?.isProbe ?? false }
}

/// How a statement tells whether one version meets a condition.
indirect enum IndexTest {
    /// It has one of these rows; the condition asks for more where that is not exact.
    case rows(IndexRanges, isExact: Bool)
    /// It was recorded in one of these times; only where the version's own row is looked at.
    case recorded([PeriodPattern])
    case all([IndexTest])
    case any([IndexTest])
    case not(IndexTest)
    /// Only the resource can tell.
    case resource

    /// Whether the statement can tell it all.
    var isExact: Bool {
        switch self {
        case .rows(_, let isExact): isExact
        case .recorded: true
        case .all(let tests), .any(let tests): tests.allSatisfy(\.isExact)
        case .not(let test): test.isExact
        case .resource: false
        }
    }

    /// Whether the statement can leave out anything at all.
    var narrows: Bool {
        switch self {
        case .rows, .recorded: true
        case .all(let tests): tests.contains(where: \.narrows)
        case .any(let tests): tests.allSatisfy(\.narrows)
        case .not(let test): test.isExact
        case .resource: false
        }
    }

    /// Whether the row of the version itself is needed.
    private var readsVersion: Bool {
        switch self {
        case .rows, .resource: false
        case .recorded: true
        case .all(let tests), .any(let tests): tests.contains(where: \.readsVersion)
        case .not(let test): test.readsVersion
        }
    }

    /// Whether it can be asked of an index row.
    var isOfIndexRows: Bool { narrows && !readsVersion }

    /// Writes a condition that is true of all versions that meet this one, and of no others where ``isExact``.
    func write(of row: PostgresSQL, into command: inout PostgresCommand) {
        guard narrows else { return command.append("true") }
        switch self {
        case .rows(let ranges, _): ranges.writeTest(of: row, into: &command)
        case .recorded(let patterns): Self.write(patterns, of: row, into: &command)
        case .all(let tests): Self.write(tests, joinedBy: " AND ", of: row, into: &command)
        case .any(let tests): Self.write(tests, joinedBy: " OR ", of: row, into: &command)
        case .not(let test):
            command.append("NOT ")
            test.write(of: row, into: &command)
        case .resource: command.append("true")
        }
    }

    private static func write(
        _ tests: [IndexTest], joinedBy word: PostgresSQL, of row: PostgresSQL, into command: inout PostgresCommand
    ) {
        guard !tests.isEmpty else { return command.append(word == " AND " ? "true" : "false") }
        command.append("(")
        command.append(tests, joinedBy: word) { $1.write(of: row, into: &$0) }
        command.append(")")
    }

    private static func write(_ patterns: [PeriodPattern], of row: PostgresSQL, into command: inout PostgresCommand) {
        guard !patterns.isEmpty else { return command.append("false") }
        command.append("(")
        command.append(patterns, joinedBy: " OR ") { command, pattern in
            // A moment is a period of one microsecond.
            func start(_ sign: PostgresSQL, _ value: Int64) {
                command.append(row + ".recorded " + sign)
                command.bind(.integer(value))
            }
            func end(_ sign: PostgresSQL, _ value: Int64) {
                command.append(row + ".recorded + 1 " + sign)
                command.bind(.integer(value))
            }
            func contained() {
                command.append("(")
                start(">= ", pattern.low)
                command.append(" AND ")
                end("<= ", pattern.high)
                command.append(")")
            }
            command.append("(")
            switch pattern.comparison {
            case .eq: contained()
            case .ne:
                command.append("NOT ")
                contained()
            case .gt: end("> ", pattern.high)
            case .lt: start("< ", pattern.low)
            case .ge:
                end("> ", pattern.high)
                command.append(" OR ")
                contained()
            case .le:
                start("< ", pattern.low)
                command.append(" OR ")
                contained()
            case .sa: start(">= ", pattern.high)
            case .eb: end("<= ", pattern.low)
            case .ap:
                start("< ", pattern.high)
                command.append(" AND ")
                end("> ", pattern.low)
            }
            command.append(")")
        }
        command.append(")")
    }
}

/// Conditions that all must hold.
struct IndexTests {
    var tests: [IndexTest] = []

    /// Writes each behind `AND`.
    func write(of row: PostgresSQL, into command: inout PostgresCommand) {
        for test in tests where test.narrows {
            command.append(" AND ")
            test.write(of: row, into: &command)
        }
    }

    /// Those that can be asked of an index row.
    var ofIndexRows: IndexTests { IndexTests(tests: tests.filter(\.isOfIndexRows)) }

    /// The others, which need the row of the version.
    var ofVersions: IndexTests { IndexTests(tests: tests.filter { !$0.isOfIndexRows }) }
}
