// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import Exchange

extension RecordIndex {
    /// How whole a section is.
    ///
    /// `besides` names sections whose sources matter to it, too.
    func coverage(_ section: RecordSection, besides: Set<RecordSection> = []) -> SectionCoverage {
        guard visible.contains(section) else {
            return SectionCoverage(section: section, lines: [], state: .notShown)
        }
        let wanted = besides.union([section])
        let relevant = gathered.sources.filter { line in
            !line.content.isDisjoint(with: wanted) || (line.feed == nil && line.content.isEmpty)
        }
        let gaps = relevant.filter(\.isGap)
        let rest = relevant.filter { !$0.isGap }
        let ordered = gaps + rest.filter(\.state.hasGap) + rest.filter { !$0.state.hasGap }
        return SectionCoverage(section: section, lines: ordered.map(shown), state: Self.state(of: relevant))
    }

    /// A line as pages may have it: the node of a person with a protected address tells an area.
    func shown(_ line: SourceLine) -> SourceLine {
        guard protection == .protected else { return line }
        var line = line
        line.node = ""
        return line
    }

    private static func state(of all: [SourceLine]) -> SectionCoverage.State {
        let lines = all.filter { !$0.isSilent }
        guard !lines.isEmpty else { return .noSource }
        guard lines.contains(where: \.state.hasAnswered) else { return .notReceived }
        return lines.contains(where: \.isGap) ? .incomplete : .complete
    }
}

extension SectionCoverage {
    /// Whether a fact that nobody recorded may still be known to a source: one did not answer in full, or none could.
    ///
    /// Late sources have told what they knew a while ago, and unconnected ones never tell: they alone do not make a fact
    /// unavailable, but are listed.
    var mayHideFacts: Bool {
        switch state {
        case .noSource, .notReceived: true
        case .notShown, .complete: false
        case .incomplete: missing.contains { [.failed, .partial, .withheld].contains($0.state) }
        }
    }
}
