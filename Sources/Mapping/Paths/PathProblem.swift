/// Why a text is no path, no expression or no condition, and at which of its characters.
struct PathProblem: Error, Hashable {
    let message: String
    /// In characters from 0.
    let offset: Int
}
