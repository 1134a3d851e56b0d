// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import Foundation
import Ingest
import Synchronization

/// A progress bar on a terminal; a line now and then elsewhere.
final class ProgressDisplay: Sendable {
    private struct State {
        var files: [String: BulkImport.Progress] = [:]
        var lastShown = ContinuousClock.now
    }

    private let state = Mutex(State())
    private let fileCount: Int
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(fileCount: Int) {
        self.fileCount = fileCount
    }

    /// Notes how far a file is and shows it, but not too often.
    func show(_ progress: BulkImport.Progress) {
        let line: String? = state.withLock { state in
            state.files[progress.file] = progress
            guard state.lastShown.duration(to: .now) > (isTerminal ? .milliseconds(200) : .seconds(10)) else {
                return nil
            }
            state.lastShown = .now
            return text(state)
        }
        if let line { write(isTerminal ? "\r\u{1B}[K" + line : line + "\n") }
    }

    /// Clears the bar.
    func finish() {
        if isTerminal { write("\r\u{1B}[K") }
    }

    private func text(_ state: State) -> String {
        let read = state.files.values.reduce(0) { $0 + $1.bytesRead }
        let all = max(1, state.files.values.reduce(0) { $0 + $1.byteCount } * fileCount / max(1, state.files.count))
        let resources = state.files.values.reduce(0) { $0 + $1.resources }
        let share = min(1, Double(read) / Double(all))
        let width = 30
        let filled = Int(share * Double(width))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        return "\(bar) \(Int(share * 100)) %  file \(state.files.count) of \(fileCount)  \(resources) resources"
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
