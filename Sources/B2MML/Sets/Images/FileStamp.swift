import Foundation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What shows cheaply that a file has not been changed: its size and the time of its last change.
package struct FileStamp: Hashable, Sendable {
    package let size: Int
    /// Nanoseconds since 1970.
    package let modified: Int

    package init(size: Int, modified: Int) {
        self.size = size
        self.modified = modified
    }

    /// Nil when there is no such file, or it cannot be asked.
    package init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    init(_ status: stat) {
        #if canImport(Glibc)
            let time = status.st_mtim
        #else
            let time = status.st_mtimespec
        #endif
        size = Int(status.st_size)
        modified = Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}
