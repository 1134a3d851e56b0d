// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import RecordStore

extension FHIRService {
    /// How often a patch is made again on what someone else has written in between.
    ///
    /// Each time at least one of those who patch at once is done, so this many never wait in vain.
    static let patchAttempts = 256

    func patch(_ id: ResourceID, _ request: FHIRRequest) async throws -> FHIRResponse {
        try refuseParameters(of: request, except: [])
        let patch = try ResourcePatch(request.body, contentType: request.headers.contentType)
        let precondition = try WritePrecondition(of: request)
        for _ in 0..<Self.patchAttempts {
            let patched = try await patched(id, by: patch, if: precondition, for: request.caller)
            let prepared = try prepare(patched.resource, id: id.id)
            let change = WriteChange(.put(prepared), expecting: .version(patched.version))
            do {
                let outcome = try await store.write(WriteBatch(changes: [change]))
                return answer(outcome.results[0], prepared, request)
            } catch StoreFailure.versionConflict { continue }
        }
        throw StoreFailure.guardFailed(guard: 0)
    }

    func conditionalPatch(_ type: String, _ request: FHIRRequest) async throws -> FHIRResponse {
        let patch = try ResourcePatch(request.body, contentType: request.headers.contentType)
        let precondition = try WritePrecondition(of: request)
        let condition = FormParameters.queryText(request.query)
        for _ in 0..<Self.patchAttempts {
            let guarded = try await matches(of: condition, type: type, for: request.caller)
            guard let match = guarded.expected.first else { throw Self.nothingToPatch(type) }
            let patched = try await patched(match, by: patch, if: precondition, for: request.caller)
            let prepared = try prepare(patched.resource, id: match.id)
            let change = WriteChange(.put(prepared), expecting: .version(patched.version))
            do {
                let outcome = try await store.write(WriteBatch(guards: [guarded], changes: [change]))
                return answer(outcome.results[0], prepared, request)
            } catch StoreFailure.guardFailed { continue } catch StoreFailure.versionConflict { continue }
        }
        throw StoreFailure.guardFailed(guard: 0)
    }

    /// A conditional patch changes what is there and makes nothing.
    static func nothingToPatch(_ type: String) -> FHIRRefusal {
        FHIRRefusal(404, .notFound, "The condition is met by no \(type) here, so there is nothing to patch")
    }

    /// What a patch makes of the current version of a resource, and the number of that version.
    ///
    /// What the caller may not see is not there, as for a read.
    func patched(
        _ id: ResourceID, by patch: ResourcePatch, if precondition: WritePrecondition, for caller: FHIRCaller
    ) async throws -> (resource: Resource, version: Int) {
        guard let version = try await store.read(id, visibility: caller.visibility) else {
            throw FHIRRefusal.notFound(id)
        }
        do {
            guard let bytes = version.bytes else { throw FHIRRefusal.gone(id) }
            guard precondition.allows(version.version) else { throw FHIRRefusal.changed() }
            return (try patch.applied(to: Resource(bytes), now: clock.now()), version.version)
        } catch {
            var refusal = FHIRRefusal.from(error)
            // Whether a patch fits tells something of the record.
            if let person = version.person { refusal.people.insert(person) }
            throw refusal
        }
    }
}
