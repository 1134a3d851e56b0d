// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import FHIRSearch
internal import RecordStore

/// Reads versions from the newest to the oldest, in a transaction of the caller.
struct PostgresHistory {
    /// Most versions that are looked at for one page; behind them it ends, however few it holds.
    private static let longest = 50_000
    private static let step = 256

    let reader: PostgresReader
    let query: HistoryQuery
    let visibility: Visibility
    let snapshot: StoreSnapshot

    /// One page, behind a place or from the beginning.
    func page(behind place: SearchPosition?) throws -> HistoryPage {
        var page = HistoryPage(versions: [], next: nil, snapshot: snapshot)
        var last = place?.place.key ?? snapshot.version + 1
        var examined = 0
        var visible: [ResourceID: Bool] = [:]
        while true {
            let rows = try candidates(below: last)
            for row in 0..<rows.count {
                let recorded = Timestamp(microseconds: rows.integer(row, 4))
                if let since = query.since, recorded < since { return page }
                if page.versions.count == query.count || examined == Self.longest {
                    page.next = SearchPosition(snapshot: snapshot, place: SearchPlace(values: [], key: last))
                    return page
                }
                examined += 1
                last = VersionColumns.key(rows, row)
                let isReplaced = rows.integer(row, 12) > 0 && rows.integer(row, 12) <= snapshot.version
                let successor = isReplaced ? Timestamp(microseconds: rows.integer(row, 13)) : nil
                guard query.holds(recorded: recorded, successor: successor) else { continue }
                let version = try VersionColumns(names: reader.names).version(rows, row)
                guard visibility.filter(version) != nil, try isVisible(version.id, &visible) else { continue }
                page.versions.append(version)
            }
            if rows.count < Self.step { return page }
        }
    }

    /// Whether what the resource is now may be seen.
    private func isVisible(_ id: ResourceID, _ known: inout [ResourceID: Bool]) throws -> Bool {
        if visibility == .unrestricted { return true }
        if let isVisible = known[id] { return isVisible }
        let isVisible = try reader.current(id).flatMap { visibility.filter($0) } != nil
        known[id] = isVisible
        return isVisible
    }

    private func candidates(below key: Int64) throws -> PostgresRows {
        switch query.scope {
        case .all: try reader.connection.run(Self.all, .integer(key), .init(Self.step))
        case .type(let type):
            try reader.connection.run(
                Self.ofType, .integer(key), .init(Self.step), .integer(reader.names.number(ofType: type)))
        case .resource(let id):
            try reader.connection.run(
                Self.ofResource, .integer(key), .init(Self.step), .integer(reader.names.number(ofType: id.type)),
                .text(id.id))
        }
    }

    private static let all: PostgresSQL =
        "(SELECT " + VersionColumns.list + """
            , 0::bigint, 0::bigint FROM current_version v WHERE v.version_key < $1::bigint
            ORDER BY v.version_key DESC LIMIT $2::bigint) UNION ALL (SELECT 
            """ + VersionColumns.list + """
            , v.superseded, v.superseded_at FROM history v WHERE v.version_key < $1::bigint
            ORDER BY v.version_key DESC LIMIT $2::bigint) ORDER BY version_key DESC LIMIT $2::bigint
            """

    // Comparisons of rows leave the planner one index: that of the type.
    private static let ofType: PostgresSQL =
        "(SELECT " + VersionColumns.list + """
            , 0::bigint, 0::bigint FROM current_version v
            WHERE (v.type, v.version_key) < ($3::bigint, $1::bigint) AND (v.type, v.version_key) > ($3::bigint, 0)
            ORDER BY v.type DESC, v.version_key DESC LIMIT $2::bigint) UNION ALL (SELECT 
            """ + VersionColumns.list + """
            , v.superseded, v.superseded_at FROM history v
            WHERE (v.type, v.version_key) < ($3::bigint, $1::bigint) AND (v.type, v.version_key) > ($3::bigint, 0)
            ORDER BY v.type DESC, v.version_key DESC LIMIT $2::bigint) ORDER BY version_key DESC LIMIT $2::bigint
            """

    private static let ofResource: PostgresSQL =
        "(SELECT " + VersionColumns.list + """
            , 0::bigint, 0::bigint FROM resource_directory d
            JOIN current_version v ON v.person = d.person AND v.resource = d.key
            WHERE d.type = $3::bigint AND d.id = $4::text AND v.version_key < $1::bigint) UNION ALL (SELECT 
            """ + VersionColumns.list + """
            , v.superseded, v.superseded_at FROM resource_directory d JOIN history v ON v.resource = d.key
            WHERE d.type = $3::bigint AND d.id = $4::text AND v.version_key < $1::bigint
            ORDER BY v.version DESC LIMIT $2::bigint) ORDER BY version_key DESC LIMIT $2::bigint
            """
}
