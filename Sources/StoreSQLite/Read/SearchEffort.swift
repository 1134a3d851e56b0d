// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// How much a search does in one way before it tries another.
///
/// The numbers decide how fast an answer is, never what it is: tests run searches with small ones as well.
package struct SearchEffort: Sendable {
    /// Limits of rows that are gathered of a condition, one after the other, before a walk is tried.
    package var few = [64, 512]
    /// Most rows that are gathered of a condition of which only a resource can tell, before resources are read for it.
    package var unprobed = 4_096
    /// Most rows of a condition that are gathered and put in order.
    package var gathered = 20_000
    /// How often the index is asked about one version before all rows of a condition are gathered.
    package var probes = 1_024
    /// How many resources are read for a condition before all its rows are gathered.
    package var resources = 160
    /// Most that is worth spending on a walk which may come to nothing; looking at a candidate costs one.
    package var walk = 40_000

    /// The effort for stores of any size.
    package static let usual = SearchEffort()
    /// So little that some fifty resources make a search try everything.
    package static let small = SearchEffort(few: [2, 5], unprobed: 8, gathered: 30, probes: 3, resources: 2, walk: 400)
}
