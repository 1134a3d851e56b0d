// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRSearch

extension WriteChange {
    /// What a SearchParameter defines from this change on; nil for nothing any more.
    ///
    /// - Throws: the CareIssue that tells why it cannot be a parameter of a store.
    package var definition: CustomParameter? {
        get throws {
            switch content {
            case .put(let resource): try CustomParameter(resource.body.resource())
            case .delete: nil
            }
        }
    }
}

extension ParameterCatalog {
    /// - Throws: ``StoreFailure/searchParametersChanged`` where one of these is not in use any more.
    package func requireAll(_ ordinals: Set<Int>) throws(StoreFailure) {
        guard ordinals.allSatisfy(holds) else { throw .searchParametersChanged }
    }
}
