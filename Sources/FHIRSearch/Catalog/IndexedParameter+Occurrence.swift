// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

extension IndexedParameter {
    /// Whether a resource has at most one row of the parameter, or, of a composite, at most one for each first value.
    ///
    /// So it is where all that the parameter looks at is one element, a choice of types or not, that occurs at most once.
    package var occursOnce: Bool {
        guard expression == nil, Self.isOneElement(paths, of: resourceType) else { return false }
        guard kind == .composite else { return true }
        guard components.count == 2, let second = components.last, let element = paths.first else { return false }
        return Self.isOneElement(second.paths, of: second.isOfResource ? resourceType : element.type)
    }

    private static func isOneElement(_ paths: [IndexExpression.Path], of type: String) -> Bool {
        let elements = paths.map { single($0, of: type) }
        guard let first = elements.first, let first else { return false }
        return elements.allSatisfy { $0 == first }
    }

    /// The names of the elements on a path, if none of them repeats.
    private static func single(_ path: IndexExpression.Path, of type: String) -> [String]? {
        var names: [String] = []
        var type = type
        for member in path.members {
            guard let found = R4.structure(named: type)?.element(named: member), !found.element.isRepeating else {
                return nil
            }
            names.append(found.element.name)
            type = found.type.name
        }
        return names
    }
}
