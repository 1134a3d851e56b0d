// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

/// How fast an import went, in resources a second, by tenths of what came in.
package struct ImportRates: Sendable, Equatable {
    /// The rate of the first tenth.
    package var firstTenth: Int
    /// The rate of the tenth that took longest.
    package var slowestTenth: Int

    /// The rates of an import that had come so far at these times; nil for fewer than 1,000 resources.
    ///
    /// - Parameter samples: seconds since the start, and resources until then; both rising.
    package init?(samples: [(seconds: Double, resources: Int)]) {
        guard let last = samples.last, last.resources >= 1_000 else { return nil }
        let tenth = Double(last.resources) / 10
        var durations: [Double] = []
        var (before, position) = (0.0, 0)
        for part in 1...10 {
            let goal = tenth * Double(part)
            while position < samples.count - 1, Double(samples[position].resources) < goal { position += 1 }
            let start = position > 0 ? samples[position - 1] : (seconds: 0, resources: 0)
            let end = samples[position]
            let share = (goal - Double(start.resources)) / Double(max(1, end.resources - start.resources))
            let time = start.seconds + (end.seconds - start.seconds) * min(1, max(0, share))
            durations.append(max(time - before, 1e-6))
            before = time
        }
        firstTenth = Int(tenth / durations[0])
        slowestTenth = Int(tenth / (durations.max() ?? 1))
    }
}

/// Notes how far an import of several files has come.
final class ImportMeter: Sendable {
    private struct State {
        var counts: [Int: Int] = [:]
        var total = 0
        var samples: [(seconds: Double, resources: Int)] = []
    }

    private let state = Mutex(State())
    private let started = ContinuousClock.now

    /// A file has come so far.
    func note(file: Int, resources: Int) {
        let seconds = started.duration(to: .now) / .seconds(1)
        state.withLock { state in
            state.total += resources - (state.counts.updateValue(resources, forKey: file) ?? 0)
            state.samples.append((max(seconds, state.samples.last?.seconds ?? 0), state.total))
        }
    }

    /// The rates so far.
    var rates: ImportRates? { state.withLock { ImportRates(samples: $0.samples) } }
}
