// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRSearch
internal import RecordStore

/// Rows of one table between two values, which an index has in their order.
enum ValuePiece {
    case dates(IndexBox<Int64>)
    case numbers(IndexBox<Double>)
    case texts(IndexRanges.TextSpan)

    /// The first value there can be.
    var start: SortValue {
        switch self {
        case .dates(let box): .integer(box.low.lowerBound)
        case .numbers(let box): .number(box.low.lowerBound)
        case .texts(let span): .text(span.from)
        }
    }

    /// The value in a row of ``CandidateReader``.
    func value(_ rows: PostgresRows, _ row: Int) -> SortValue {
        switch self {
        case .dates: .integer(rows.integer(row, CandidateReader.value))
        case .numbers: .number(rows.real(row, CandidateReader.value))
        case .texts: .text(rows.text(row, CandidateReader.value))
        }
    }

    /// Writes the statement's part that gives the next rows.
    func writeRows(
        behind edge: (value: SortValue, key: Int64), upTo state: Int64, limit: Int, into command: inout PostgresCommand
    ) {
        func begin(_ table: PostgresSQL, _ column: PostgresSQL, _ parameter: Int64) {
            command.append("SELECT x.person, x.version_key, " + column + " AS value FROM " + table)
            command.append(" x WHERE x.parameter = ")
            command.bind(.integer(parameter))
            command.append(" AND (" + column + ", x.version_key) > (")
            command.bind(edge.value.bound)
            command.append(", ")
            command.bind(.integer(edge.key))
            command.append(") AND x.version_key <= ")
            command.bind(.integer(state))
        }
        func bound(_ condition: PostgresSQL, _ value: PostgresValue) {
            command.append(condition)
            command.bind(value)
        }
        switch self {
        case .dates(let box):
            begin("index_date", "x.low", box.parameter)
            bound(" AND x.low <= ", .integer(box.low.upperBound))
            bound(" AND x.high >= ", .integer(box.high.lowerBound))
            bound(" AND x.high <= ", .integer(box.high.upperBound))
            command.append(" ORDER BY x.low")
        case .numbers(let box):
            begin("index_number", "x.low", box.parameter)
            bound(" AND x.low <= ", .real(box.low.upperBound))
            bound(" AND x.high >= ", .real(box.high.lowerBound))
            bound(" AND x.high <= ", .real(box.high.upperBound))
            if box.unit >= 0 { bound(" AND x.unit = ", .integer(box.unit)) }
            command.append(" ORDER BY x.low")
        case .texts(let span):
            begin("index_text", "x.value", span.parameter)
            bound(" AND x.value <= ", .text(span.to))
            if span.system >= 0 { bound(" AND x.system = ", .integer(span.system)) }
            command.append(" ORDER BY x.value")
        }
        command.append(", x.version_key LIMIT ")
        command.bind(.init(limit))
    }
}

extension PostgresIndexRows {
    /// The values of those rows that lie in a piece.
    func values(in piece: ValuePiece) -> [SortValue] {
        switch piece {
        case .dates(let box):
            dates.filter {
                $0.parameter == box.parameter && box.low.contains($0.low) && box.high.contains($0.high)
            }.map { .integer($0.low) }
        case .numbers(let box):
            numbers.filter {
                $0.parameter == box.parameter && box.low.contains($0.low) && box.high.contains($0.high)
                    && (box.unit < 0 || box.unit == $0.unit)
            }.map { .number($0.low) }
        case .texts(let span):
            texts.filter {
                let value = SortValue.text($0.value)
                return $0.parameter == span.parameter && value >= .text(span.from) && value <= .text(span.to)
                    && (span.system < 0 || span.system == $0.system)
            }.map { .text($0.value) }
        }
    }
}
