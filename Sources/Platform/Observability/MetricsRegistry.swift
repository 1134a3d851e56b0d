// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CoreMetrics
internal import Synchronization

/// Keeps the process's metrics and writes them as Prometheus text.
final class MetricsRegistry: MetricsFactory {
    private struct Key: Hashable {
        var label: String
        var dimensions: [String]
    }

    /// One metric: a running total, the last value, or sum and count of recordings.
    final class Series: CounterHandler, FloatingPointCounterHandler, RecorderHandler, TimerHandler, MeterHandler {
        enum Kind: String {
            case counter, gauge, summary
        }

        struct Values {
            var sum = 0.0
            var count = 0.0
        }

        let kind: Kind
        let values = Mutex(Values())

        init(_ kind: Kind) { self.kind = kind }

        func increment(by amount: Int64) { values.withLock { $0.sum += Double(amount) } }
        func increment(by amount: Double) { values.withLock { $0.sum += amount } }
        func reset() { values.withLock { $0 = Values() } }
        func record(_ value: Int64) { record(Double(value)) }
        func record(_ value: Double) {
            values.withLock {
                $0.sum += value
                $0.count += 1
            }
        }
        func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
        func set(_ value: Int64) { values.withLock { $0.sum = Double(value) } }
        func set(_ value: Double) { values.withLock { $0.sum = value } }
        func decrement(by amount: Double) { values.withLock { $0.sum -= amount } }
    }

    private let series = Mutex<[Key: Series]>([:])

    /// A registry without metrics.
    init() {}

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(.counter, label, dimensions)
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler { series(.counter, label, dimensions) }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(.gauge, label, dimensions)
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler { series(.summary, label, dimensions) }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(.summary, label, dimensions)
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// All metrics in Prometheus' text format, sorted.
    var text: String {
        let all = series.withLock { $0 }.sorted {
            ($0.key.label, $0.key.dimensions.joined()) < ($1.key.label, $1.key.dimensions.joined())
        }
        var text = ""
        var announced = ""
        for (key, series) in all {
            if announced != key.label {
                text += "# TYPE \(key.label) \(series.kind.rawValue)\n"
                announced = key.label
            }
            let labels = key.dimensions.isEmpty ? "" : "{" + key.dimensions.joined(separator: ",") + "}"
            let values = series.values.withLock { $0 }
            if series.kind == .summary {
                text += "\(key.label)_sum\(labels) \(values.sum)\n\(key.label)_count\(labels) \(values.count)\n"
            } else {
                text += "\(key.label)\(labels) \(values.sum)\n"
            }
        }
        return text
    }

    private func series(_ kind: Series.Kind, _ label: String, _ dimensions: [(String, String)]) -> Series {
        let name = String(label.map { $0.isLetter || $0.isNumber || $0 == "_" || $0 == ":" ? $0 : "_" })
        let texts = dimensions.map { "\($0.0)=\"\($0.1.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline })\"" }
        return series.withLock { series in
            let key = Key(label: name, dimensions: texts)
            if let known = series[key] { return known }
            let new = Series(kind)
            series[key] = new
            return new
        }
    }
}
