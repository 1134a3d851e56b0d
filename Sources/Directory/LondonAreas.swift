// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// The boroughs of London and the areas they belong to, with dates.
///
/// Public geography, as data: a change of areas is a change of this table, or of the directory that is loaded in its
/// place.
package enum LondonAreas {
    /// The 32 boroughs and the City.
    package static let boroughs: [Borough] = rows(boroughTable).map { Borough(code: $0[0], name: $0[1]) }

    /// All areas, past and present.
    package static let areas: [Area] = rows(areaTable).map { row in
        let validity = DatePeriod(from: CivilDate(row[2]), to: CivilDate(row[3])) ?? .always
        let members = rows(boroughTable).filter { row[4].split(separator: " ").contains($0[2][...]) }
        return Area(
            id: row[0], name: row[1], validity: validity,
            boroughs: members.map { Area.Membership($0[0], validity: validity) })
    }

    private static func rows(_ table: String) -> [[String]] {
        table.split(separator: "\n").map { line in
            line.split(separator: "|", omittingEmptySubsequences: false).map { cell in
                cell.split(separator: " ").joined(separator: " ")
            }
        }
    }

    // Area | name | first day | last day | sub-areas it consists of
    private static let areaTable = """
        nel | North East London | 2022-07-01 | | nel
        ncl | North Central London | 2022-07-01 | 2026-03-31 | ncl
        nwl | North West London | 2022-07-01 | 2026-03-31 | nwl
        sel | South East London | 2022-07-01 | | sel
        swl | South West London | 2022-07-01 | | swl
        wnl | West and North London | 2026-04-01 | | ncl nwl
        """

    // Borough | name | sub-area
    private static let boroughTable = """
        E09000001 | City of London | nel
        E09000002 | Barking and Dagenham | nel
        E09000003 | Barnet | ncl
        E09000004 | Bexley | sel
        E09000005 | Brent | nwl
        E09000006 | Bromley | sel
        E09000007 | Camden | ncl
        E09000008 | Croydon | swl
        E09000009 | Ealing | nwl
        E09000010 | Enfield | ncl
        E09000011 | Greenwich | sel
        E09000012 | Hackney | nel
        E09000013 | Hammersmith and Fulham | nwl
        E09000014 | Haringey | ncl
        E09000015 | Harrow | nwl
        E09000016 | Havering | nel
        E09000017 | Hillingdon | nwl
        E09000018 | Hounslow | nwl
        E09000019 | Islington | ncl
        E09000020 | Kensington and Chelsea | nwl
        E09000021 | Kingston upon Thames | swl
        E09000022 | Lambeth | sel
        E09000023 | Lewisham | sel
        E09000024 | Merton | swl
        E09000025 | Newham | nel
        E09000026 | Redbridge | nel
        E09000027 | Richmond upon Thames | swl
        E09000028 | Southwark | sel
        E09000029 | Sutton | swl
        E09000030 | Tower Hamlets | nel
        E09000031 | Waltham Forest | nel
        E09000032 | Wandsworth | swl
        E09000033 | Westminster | nwl
        """
}
