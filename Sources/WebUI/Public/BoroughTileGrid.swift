// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Where each borough's square stands on the tile map.
///
/// Positions after the "London Squared" map by After the flood.
enum BoroughTileGrid {
    struct Tile {
        /// The borough's code, such as `E09000012`.
        var borough: String
        var column: Int
        var row: Int
        /// The name on up to two lines.
        var lines: [String]
        /// The name as it fits where the map is small.
        var short: String
    }

    static let columns = 8
    static let rows = 7

    static let tiles: [Tile] = table.split(separator: "\n").map { line in
        let cells = line.split(separator: "|", omittingEmptySubsequences: false)
            .map { $0.split(separator: " ").joined(separator: " ") }
        return Tile(
            borough: "E090000" + cells[2], column: Int(cells[0]) ?? 0, row: Int(cells[1]) ?? 0,
            lines: cells[3].split(separator: "/").map { $0.split(separator: " ").joined(separator: " ") },
            short: cells[4])
    }

    // Column | row | last digits of the code | name, "/" where a line ends | short name
    private static let table = """
        4 | 0 | 10 | Enfield | Enf
        2 | 1 | 15 | Harrow | Hrw
        3 | 1 | 03 | Barnet | Brn
        4 | 1 | 14 | Haringey | Hgy
        5 | 1 | 31 | Waltham / Forest | Wth
        0 | 2 | 17 | Hillingdon | Hdn
        1 | 2 | 09 | Ealing | Elg
        2 | 2 | 05 | Brent | Brt
        3 | 2 | 07 | Camden | Cmd
        4 | 2 | 19 | Islington | Isl
        5 | 2 | 12 | Hackney | Hck
        6 | 2 | 26 | Redbridge | Rdb
        7 | 2 | 16 | Havering | Hvg
        0 | 3 | 18 | Hounslow | Hns
        1 | 3 | 13 | Hammersmith / and Fulham | Hms
        2 | 3 | 20 | Kensington / and Chelsea | Kns
        3 | 3 | 33 | Westminster | Wst
        4 | 3 | 01 | City of / London | Cty
        5 | 3 | 30 | Tower / Hamlets | Tow
        6 | 3 | 25 | Newham | Nwm
        7 | 3 | 02 | Barking and / Dagenham | Bar
        1 | 4 | 27 | Richmond / upon Thames | Rch
        2 | 4 | 32 | Wandsworth | Wns
        3 | 4 | 22 | Lambeth | Lam
        4 | 4 | 28 | Southwark | Swr
        5 | 4 | 23 | Lewisham | Lsh
        6 | 4 | 11 | Greenwich | Grn
        7 | 4 | 04 | Bexley | Bxl
        2 | 5 | 21 | Kingston / upon Thames | Kng
        3 | 5 | 24 | Merton | Mrt
        4 | 5 | 08 | Croydon | Crd
        5 | 5 | 06 | Bromley | Brm
        3 | 6 | 29 | Sutton | Stn
        """
}
