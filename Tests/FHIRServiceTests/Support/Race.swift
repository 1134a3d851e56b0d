// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Asks so many times at once.
func race(_ count: Int, _ ask: @escaping @Sendable (Int) async -> Answer) async -> [Answer] {
    await withTaskGroup(of: Answer.self) { group in
        for number in 0..<count { group.addTask { await ask(number) } }
        return await group.reduce(into: []) { $0.append($1) }
    }
}
