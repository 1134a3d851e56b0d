// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import Directory

/// The areas of London on a day: a tile map and the same as a table.
package enum AreasPage {
    /// What the page shows.
    package struct Model: Sendable {
        package var session: PageSession
        /// Areas of all times.
        package var areas: [Area]
        package var boroughs: [Borough]
        /// The day the map speaks of.
        package var day: CivilDate

        /// Areas with the day of which the map speaks.
        package init(
            session: PageSession, areas: [Area], boroughs: [Borough] = LondonAreas.boroughs, day: CivilDate
        ) {
            self.session = session
            self.areas = areas
            self.boroughs = boroughs
            self.day = day
        }
    }

    /// The page.
    package static func html(_ model: Model, words: PublicWords = .english) -> [UInt8] {
        let words = words.areas
        let current = model.areas.filter { $0.validity.contains(model.day) }.sorted { $0.name < $1.name }
        let others = model.areas.filter { !$0.validity.contains(model.day) }
            .sorted {
                ($0.validity.start?.daysSinceEpoch ?? 0, $0.name) < ($1.validity.start?.daysSinceEpoch ?? 0, $1.name)
            }
        return PageFrame(title: words.title, session: model.session, current: .areas).page { html in
            html.pageHeading(words.title, lede: words.lede)
            html.section(words.onDay(PublicDateText.day(model.day))) { html in
                BoroughTileMap(areas: current, boroughs: model.boroughs, day: model.day, words: words).add(to: &html)
                table(current, model, words, isNumbered: true, &html)
            }
            if !others.isEmpty {
                html.section(words.othersHeading) { table(others, model, words, isNumbered: false, &$0) }
            }
            html.section(words.noticeHeading, class: "notices") { $0.paragraphs(words.notices) }
        }
    }

    private static func table(
        _ areas: [Area], _ model: Model, _ words: PublicWords.Areas, isNumbered: Bool, _ html: inout HTML
    ) {
        let columns = (isNumbered ? [words.number] : []) + [words.area, words.boroughs, words.dates]
        let caption = isNumbered ? words.tableCaption : words.othersHeading
        DataTable(caption: caption, columns: columns, captionIsUnseen: true, style: "stacked areas").add(to: &html) {
            for (index, area) in areas.enumerated() {
                $0(.tr) { html in
                    if isNumbered {
                        html(.td) { html in
                            html(.span, .class("cell-label"), text: words.number)
                            html(.span, .class("area-key area-\(index % 8 + 1)"), text: String(index + 1))
                        }
                    }
                    html(.th, .rowHeader, text: area.name)
                    html(.td) { $0.labelled(words.boroughs, boroughNames(area, model)) }
                    html(.td) { $0.labelled(words.dates, dates(area.validity, words)) }
                }
            }
        }
    }

    /// The boroughs on the day of the map or, where the area does not exist then, on its own last or first day.
    private static func boroughNames(_ area: Area, _ model: Model) -> String {
        let day =
            area.validity.contains(model.day)
            ? model.day : area.validity.end.map { min($0, model.day) } ?? area.validity.start ?? model.day
        let codes = area.boroughs(on: area.validity.contains(day) ? day : area.validity.start ?? day)
        return model.boroughs.filter { codes.contains($0.code) }.map(\.name).sorted().joined(separator: ", ")
    }

    private static func dates(_ period: DatePeriod, _ words: PublicWords.Areas) -> String {
        switch (period.start, period.end) {
        case (let start?, let end?): words.fromTo(PublicDateText.day(start), PublicDateText.day(end))
        case (let start?, nil): words.from(PublicDateText.day(start))
        case (nil, let end?): words.until(PublicDateText.day(end))
        case (nil, nil): words.always
        }
    }
}

/// One square for each borough, with the number of its area.
struct BoroughTileMap {
    /// The areas of the day, in the order of their numbers.
    var areas: [Area]
    var boroughs: [Borough]
    var day: CivilDate
    var words: PublicWords.Areas

    private static let side = 100.0
    private static let gap = 4.0

    func add(to html: inout HTML) {
        let width = Double(BoroughTileGrid.columns) * Self.side
        let height = Double(BoroughTileGrid.rows) * Self.side
        html(
            .svg, .class("tile-map"), .viewBox(width: width, height: height), .role("img"),
            .aria(.labelledBy, "map-title map-description"), .notFocusable
        ) { html in
            html(.svgTitle, .id("map-title"), text: words.mapTitle)
            html(.desc, .id("map-description"), text: words.mapDescription)
            for tile in BoroughTileGrid.tiles { add(tile, to: &html) }
        }
    }

    private func add(_ tile: BoroughTileGrid.Tile, to html: inout HTML) {
        let index = areas.firstIndex { $0.boroughs(on: day).contains(tile.borough) }
        let name = boroughs.first { $0.code == tile.borough }?.name ?? tile.lines.joined(separator: " ")
        let left = Double(tile.column) * Self.side + Self.gap / 2
        let top = Double(tile.row) * Self.side + Self.gap / 2
        let centre = left + (Self.side - Self.gap) / 2
        html(.g, .class("tile area-\(index.map { $0 % 8 + 1 } ?? 0)")) { html in
            html(.svgTitle, words.tile(name, index.map { areas[$0].name } ?? words.noArea))
            html(
                .rect, .x(left), .y(top), .width(Self.side - Self.gap), .height(Self.side - Self.gap),
                .cornerRadius(3)
            ) { _ in }
            for (number, line) in tile.lines.enumerated() {
                html(.svgText, .class("tile-name"), .x(centre), .y(top + 24 + Double(number) * 17), text: line)
            }
            html(.svgText, .class("tile-short"), .x(centre), .y(top + 42), text: tile.short)
            html(
                .svgText, .class("tile-number"), .x(centre), .y(top + 82),
                text: index.map { String($0 + 1) } ?? "–")
        }
    }
}
