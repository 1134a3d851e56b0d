// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Glibc
internal import RecordStore

/// What each thread has one of for itself, so that nobody waits for another's: made when first needed, gone with the thread.
final class ThreadContext: Sendable {
    private let key: pthread_key_t
    private let make: @Sendable () -> OpaquePointer?

    /// A kind of context; see the parameters.
    ///
    /// - Parameters:
    ///   - make: makes one; nil where there is no memory.
    ///   - free: gives one back.
    init(
        make: @escaping @Sendable () -> OpaquePointer?,
        free: @escaping @convention(c) (UnsafeMutableRawPointer?) -> Void
    ) {
        var key = pthread_key_t()
        guard pthread_key_create(&key, free) == 0 else { preconditionFailure("no thread keys are left") }
        self.key = key
        self.make = make
    }

    deinit { pthread_key_delete(key) }

    /// The context of the thread that asks, which it may use until it asks for anything else of this kind.
    func ofThisThread() throws(StoreFailure) -> OpaquePointer {
        if let context = pthread_getspecific(key) { return OpaquePointer(context) }
        guard let context = make(), pthread_setspecific(key, UnsafeRawPointer(context)) == 0 else {
            throw .unavailable("out of memory")
        }
        return context
    }
}
