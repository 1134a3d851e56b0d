// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

/// Types of R4 that are not kept like all others.
///
/// The CapabilityStatement says the same.
extension Interaction {
    /// Types to which R4 gives no endpoint: Parameters are what operations are asked and answered with.
    ///
    /// OperationOutcomes are kept: other resources refer to them.
    static let typesWithoutAddress: Set = ["Parameters"]

    /// Types of which nothing new is taken.
    ///
    /// Whoever left a Subscription here would wait for notifications that nobody sends.
    static let typesNotTaken: Set = ["Subscription"]

    /// Why a resource of a type is not kept; nil where it is.
    static func refusal(ofKeeping type: String) -> FHIRRefusal? {
        if typesWithoutAddress.contains(type) {
            return FHIRRefusal(
                404, .notSupported,
                "R4 gives \(type) no address: they go with operations and are not stored; check them at "
                    + "\(type)/$validate")
        }
        guard typesNotTaken.contains(type) else { return nil }
        return FHIRRefusal(
            422, .notSupported,
            "Subscriptions are not offered here yet: none is taken, for nothing would be sent. Ask for what is new by "
                + "_lastUpdated or _history")
    }

    /// Refuses what is not offered for the type at hand.
    func checkType() throws(FHIRRefusal) {
        switch self {
        case .create(let type), .conditionalUpdate(let type), .conditionalPatch(let type):
            if let refusal = Self.refusal(ofKeeping: type) { throw refusal }
        case .update(let id), .patch(let id):
            if let refusal = Self.refusal(ofKeeping: id.type) { throw refusal }
        case .search(.type(let type)), .history(.type(let type)), .meta(.type(let type)), .conditionalDelete(let type),
            .validate(let type, id: _?):
            try Self.checkAddress(type)
        case .read(let id), .readVersion(let id, _), .history(.resource(let id)), .meta(.resource(let id)),
            .delete(let id), .changeMeta(let id, _):
            try Self.checkAddress(id.type)
        default: break
        }
    }

    private static func checkAddress(_ type: String) throws(FHIRRefusal) {
        if typesWithoutAddress.contains(type), let refusal = refusal(ofKeeping: type) { throw refusal }
    }
}
