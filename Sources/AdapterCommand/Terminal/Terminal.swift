import Diagnostics
import Foundation

/// Results to standard output, everything else to standard error.
enum Terminal {
    static func say(_ text: String) {
        write(text + "\n", to: FileHandle.standardOutput)
    }

    static func complain(_ text: String) {
        write(text + "\n", to: FileHandle.standardError)
    }

    /// A reader that has gone, such as `head`, ends the program quietly: nothing more can be said. Output that cannot
    /// be written for another reason, such as a full disk, is no success.
    private static func write(_ text: String, to handle: FileHandle) {
        do {
            try handle.write(contentsOf: Data(text.utf8))
        } catch {
            Foundation.exit(errno == EPIPE ? ExitStatus.done.rawValue : ExitStatus.unreachable.rawValue)
        }
    }
}
