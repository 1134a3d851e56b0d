// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareRecord
package import Exchange

/// Sources of which something is, or may be, missing, told in as few words as is honest.
///
/// A source is named where it may be; the others are counted, one entry for each state. Sources that keep silent about
/// everyone are no gap of this record: they are counted apart. Nor are sources that have never told of the person.
package struct SourceGaps: Sendable {
    /// What stands in one place of a list of gaps.
    package enum Entry: Equatable, Sendable {
        case named(SourceLine)
        case unnamed(count: Int, state: SourceLine.State)
    }

    /// The worst first, named before unnamed.
    package let entries: [Entry]
    /// How many sources have a gap.
    package let missing: Int
    /// How many sources were asked, without the silent ones.
    package let asked: Int
    /// Sources that never say whether they know anyone.
    package let silent: Int

    /// The gaps of these lines of the completeness contract.
    package init(_ sources: [SourceLine]) {
        let speaking = sources.filter { !$0.isSilent }
        let gaps = speaking.filter(\.isGap)
        missing = gaps.count
        asked = speaking.count
        silent = sources.count - speaking.count
        let named = gaps.filter { !$0.isNameSensitive }
            .sorted { (-$0.state.severity, $0.name) < (-$1.state.severity, $1.name) }
        let unnamed = Dictionary(grouping: gaps.filter(\.isNameSensitive), by: \.state)
            .sorted { $0.key.severity > $1.key.severity }
        entries =
            named.map(Entry.named) + unnamed.map { .unnamed(count: $0.value.count, state: $0.key) }
    }

    /// The entries' names alone; unnamed sources are counted.
    func names(_ words: RecordWords.Coverage) -> [String] {
        entries.map { entry in
            switch entry {
            case .named(let line): line.name
            case .unnamed(let count, _): words.unnamed(count)
            }
        }
    }
}

/// A gap in words: the source, the sign and words of its state, and when it last sent anything.
struct SourceGapText {
    var entry: SourceGaps.Entry
    var style: RecordStyle
    /// Whether the time of the last receipt is left out, because it stands elsewhere on the page.
    var isShort = false

    func add(to html: inout HTML) {
        let words = style.words.coverage
        switch entry {
        case .named(let line):
            SourceLineText(line: line, style: style, isShort: isShort).add(to: &html)
        case .unnamed(let count, let state):
            state.symbol.add(to: &html)
            html.text(words.unnamed(count) + ": ")
            html(.strong, words.text(of: state).lowercasedInitial)
        }
    }
}
