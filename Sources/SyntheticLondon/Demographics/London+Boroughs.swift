// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// One of the 33 boroughs, the City of London included.
package struct LondonBorough: Sendable, Hashable {
    /// The statistical code, such as `E09000007`.
    package let code: String
    /// The name people read.
    package let name: String
    /// Column of the equal-square map, from the left.
    package let column: Int
    /// Row of the equal-square map, from the top.
    package let row: Int
    /// The local exchange that serves it.
    package let node: String
    /// People who live there, in thousands; a weight for the generator.
    let population: Double
    /// Shares of White, Asian, Black, mixed and other people.
    let ethnicShares: [Double]
    /// Outward parts of postcodes in use there.
    let postcodeDistricts: [String]
}

extension London {
    /// The 33 boroughs by name.
    package static let boroughs: [LondonBorough] = boroughRows.split(separator: "\n").compactMap { row in
        let parts = row.split(separator: " ", maxSplits: 7)
        guard parts.count == 8, let column = Int(parts[1]), let line = Int(parts[2]), let population = Double(parts[4])
        else { return nil }
        return LondonBorough(
            code: String(parts[0]), name: String(parts[7]), column: column, row: line, node: String(parts[3]),
            population: population, ethnicShares: parts[5].split(separator: ",").compactMap { Double($0) },
            postcodeDistricts: parts[6].split(separator: "+").map(String.init))
    }

    /// The position of a borough in ``boroughs``; the first one for an unknown name.
    static func boroughIndex(_ name: String) -> Int { boroughs.firstIndex { $0.name == name } ?? 0 }

    /// Code, column, row, node, thousands of people, ethnic shares, postcode districts, name.
    private static let boroughRows = """
        E09000002 7 3 nel 219 45,26,21,4,4 IG11+RM8+RM9+RM10 Barking and Dagenham
        E09000003 3 1 ncl 389 58,19,8,5,10 EN5+N3+N12+NW4+NW11 Barnet
        E09000004 7 4 sel 246 72,10,12,4,2 DA5+DA6+DA7+DA16 Bexley
        E09000005 2 2 nwl 340 35,33,17,5,10 HA0+HA9+NW6+NW10 Brent
        E09000006 5 5 sel 330 77,8,8,6,2 BR1+BR2+BR5+BR6 Bromley
        E09000007 3 2 ncl 210 60,18,9,7,7 NW1+NW3+NW5+WC1N Camden
        E09000001 4 3 nel 9 69,17,3,6,5 EC2Y+EC3N City of London
        E09000008 4 5 swl 391 48,18,23,8,4 CR0+CR2+CR7+SE25 Croydon
        E09000009 1 2 nwl 367 43,30,11,5,10 UB1+UB6+W5+W13 Ealing
        E09000010 4 0 ncl 330 52,12,18,6,12 EN1+EN3+N9+N18 Enfield
        E09000011 6 4 sel 289 56,13,21,6,4 SE7+SE9+SE10+SE18 Greenwich
        E09000012 5 2 nel 259 53,10,21,7,9 E5+E8+E9+N16 Hackney
        E09000013 1 3 nwl 183 63,11,12,7,7 SW6+W6+W12+W14 Hammersmith and Fulham
        E09000014 4 1 ncl 264 57,9,18,7,10 N8+N15+N17+N22 Haringey
        E09000015 2 1 nwl 261 37,45,7,4,7 HA1+HA2+HA3+HA7 Harrow
        E09000016 7 2 nel 262 75,11,8,4,2 RM1+RM3+RM11+RM12 Havering
        E09000017 0 2 nwl 306 48,33,8,4,6 HA4+UB3+UB8+UB10 Hillingdon
        E09000018 0 3 nwl 288 44,37,7,5,7 TW3+TW4+TW13+W4 Hounslow
        E09000019 4 2 ncl 217 62,10,13,8,7 N1+N5+N7+N19 Islington
        E09000020 2 3 nwl 143 64,12,8,7,10 SW3+SW10+W8+W10 Kensington and Chelsea
        E09000021 2 5 swl 168 68,18,3,5,6 KT1+KT2+KT3+KT6 Kingston upon Thames
        E09000022 3 4 sel 318 55,7,24,8,6 SE11+SW2+SW4+SW9 Lambeth
        E09000023 5 4 sel 301 52,9,27,8,5 SE4+SE6+SE13+SE23 Lewisham
        E09000024 3 5 swl 215 60,19,11,6,5 CR4+SM4+SW19+SW20 Merton
        E09000025 6 3 nel 351 31,42,17,5,5 E6+E7+E13+E15 Newham
        E09000026 6 2 nel 310 35,47,8,4,5 IG1+IG3+IG4+IG6 Redbridge
        E09000027 1 4 swl 195 80,9,2,6,3 SW13+SW14+TW9+TW11 Richmond upon Thames
        E09000028 4 4 sel 308 51,10,25,7,6 SE1+SE5+SE15+SE16 Southwark
        E09000029 3 6 swl 210 68,17,6,5,3 SM1+SM2+SM5+SM6 Sutton
        E09000030 5 3 nel 310 39,44,7,5,4 E1+E2+E3+E14 Tower Hamlets
        E09000031 5 1 nel 278 53,20,15,6,6 E4+E10+E11+E17 Waltham Forest
        E09000032 2 4 swl 328 68,12,10,6,4 SW11+SW12+SW15+SW18 Wandsworth
        E09000033 3 3 nwl 204 55,17,8,6,14 NW8+SW1V+W2+W9 Westminster
        """
}
