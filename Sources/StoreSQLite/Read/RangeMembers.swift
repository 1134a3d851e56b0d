// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Tells whether versions have a row in one of some ranges, in the way that costs least for how often it is asked.
///
/// The first few times the index is asked about the one version, where it can tell. Who goes on asking has all keys of the
/// ranges gathered, if they are not too many, and is answered from memory.
final class RangeMembers {
    let ranges: [IndexRange]
    private let isProbe: Bool
    private var asked = 0
    private var probe: RowProbe?
    /// All keys in order; nil before they are gathered, or where they are too many.
    private var keys: [Int64]?

    /// Above this many ranges reading the resource is cheaper than asking each.
    private static let mostProbes = 64

    init(_ ranges: [IndexRange]) {
        self.ranges = ranges
        isProbe = ranges.count <= Self.mostProbes && ranges.allSatisfy(\.isProbe)
        let versions = ranges.compactMap { if case .version(let key) = $0 { key } else { nil } }
        keys = versions.count == ranges.count ? versions.sorted() : nil
    }

    /// Whether a version has a row; nil where only its resource can tell.
    func holds(_ version: Int64, reader: RangeReader) throws -> Bool? {
        if let keys { return keys.holds(version) }
        asked += 1
        if asked == (isProbe ? reader.effort.probes : reader.effort.resources) { keys = try gathered(reader) }
        return isProbe ? try ranges.contains { try reader.holds($0, version: version) } : nil
    }

    private func gathered(_ reader: RangeReader) throws -> [Int64]? {
        guard ranges.allSatisfy(\.isWorthGathering) else { return nil }
        let limit = isProbe ? reader.effort.gathered / 2 : reader.effort.gathered
        var found: [Int64] = []
        for range in ranges {
            found += try reader.keys(range, after: 0, limit: limit - found.count + 1)
            guard found.count <= limit else { return nil }
        }
        return found.sorted()
    }
}

extension [Int64] {
    /// Whether a number is among these, which are in order.
    fileprivate func holds(_ number: Int64) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == number
    }
}

extension IndexRange {
    /// Whether its keys are read and asked faster than the range itself.
    fileprivate var isWorthGathering: Bool {
        switch self {
        case .recorded, .words, .textPart: false
        default: true
        }
    }
}
