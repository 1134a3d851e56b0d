// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// Which resource a row rests on, so that a page can open it.
///
/// The node is part of it, and tells where someone lives: pages put an opaque handle in its place and never print it.
package struct ItemReference: Sendable, Hashable {
    /// The node that keeps the resource.
    package let node: String
    /// `Type/id`.
    package let reference: String

    /// A resource of a node.
    package init(node: String, reference: String) {
        self.node = node
        self.reference = reference
    }
}

extension ItemReference: CustomStringConvertible, CustomReflectable {
    package var description: String { "(an item)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
