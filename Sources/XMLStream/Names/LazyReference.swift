import Synchronization

/// An object that is made when it is first asked for, by any thread, and then kept: asking again costs one load.
///
/// `AtomicLazyReference` of the standard library is the same, but its `load` is generic code that is not specialised:
/// six hundred instructions where one does.
///
/// `@unchecked Sendable`: the pointer is set once, to an object that is `Sendable`.
package struct LazyReference<Value: AnyObject & Sendable>: ~Copyable, @unchecked Sendable {
    private let pointer = Atomic<UnsafeRawPointer?>(nil)

    package init() {}

    deinit {
        guard let known = pointer.load(ordering: .acquiring) else { return }
        Unmanaged<AnyObject>.fromOpaque(known).release()
    }

    /// The object; what `make` makes where there is none yet. Where two threads make one, both get the first one's.
    @inline(__always)
    package func value(_ make: () -> Value) -> Value {
        if let known = pointer.load(ordering: .acquiring) {
            return unsafeDowncast(
                Unmanaged<AnyObject>.fromOpaque(known).takeUnretainedValue(), to: Value.self)
        }
        return keep(make())
    }

    @inline(never)
    private func keep(_ made: Value) -> Value {
        let own = Unmanaged<AnyObject>.passRetained(made)
        let (isFirst, known) = pointer.compareExchange(
            expected: nil, desired: UnsafeRawPointer(own.toOpaque()), ordering: .acquiringAndReleasing)
        guard !isFirst, let known else { return made }
        own.release()
        return unsafeDowncast(Unmanaged<AnyObject>.fromOpaque(known).takeUnretainedValue(), to: Value.self)
    }
}
